package org.sessionlogging.verification.look;

import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Clients;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * One account in one Region, to be looked at.
 *
 * @param aws the account's door; what was asked in one Region is not asked again in the next
 * @param own the door of the log account
 * @param place the account and the Region
 * @param log what was found of the log account
 * @param keys those that members are to use
 */
public record Visit(
    Aws aws, Aws own, Clients clients, Place place, LogAccountFacts log, MemberKeys keys) {

  /** The same account in another Region. */
  Visit in(String region) {
    Place there = new Place(place.partition(), place.account(), region, place.dnsSuffix());
    return new Visit(aws, own, clients, there, log, keys);
  }

  /** Of the Region. */
  Ec2Client ec2() {
    return clients.ec2().apply(place.region());
  }

  /** Of the Region. */
  SsmClient ssm() {
    return clients.ssm().apply(place.region());
  }

  /** Global; its endpoint is the partition's. */
  IamClient iam() {
    return clients.iam().apply(log.place().region());
  }
}
