package org.sessionlogging.verification.look;

import java.time.Instant;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.WantedAccess;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.verification.door.Clients;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * One account in one Region, to be looked at.
 *
 * @param aws the account's door; what was asked in one Region is not asked again in the next
 * @param own the door of the log account
 * @param canary door of the role that begins uploads; none where nobody has asked for that
 * @param place the account and the Region
 * @param ground what was known before
 * @param now what is younger may still be on its way
 */
public record Visit(
    Aws aws, Aws own, Shown<Aws> canary, Clients clients, Place place, Ground ground, Instant now) {

  /** What was found of the log account. */
  LogAccountFacts log() {
    return ground.log();
  }

  /** Those that members are to use. */
  MemberKeys keys() {
    return ground.keys();
  }

  /**
   * What is to be so here.
   *
   * @param s3KeyPrefix that logs have here
   */
  WantedAccess wanted(String s3KeyPrefix) {
    return new WantedAccess(
        place,
        log().bucketName(),
        keys().bucketKey(),
        keys().sessionKeyIn(place.region()),
        s3KeyPrefix,
        Preferences.NONE);
  }

  /** The same account in another Region. */
  public Visit in(String region) {
    Place there = new Place(place.partition(), place.account(), region, place.dnsSuffix());
    return new Visit(aws, own, canary, clients, there, ground, now);
  }

  /** Of the Region. */
  SsmClient ssm() {
    return clients.ssm().apply(place.region());
  }

  /** Of the Region. */
  CloudFormationClient cloudFormation() {
    return clients.cloudFormation().apply(place.region());
  }

  /** Of the Region. */
  Ec2Client ec2() {
    return clients.ec2().apply(place.region());
  }

  /** Global; its endpoint is the partition's. */
  IamClient iam() {
    return clients.iam().apply(log().place().region());
  }
}
