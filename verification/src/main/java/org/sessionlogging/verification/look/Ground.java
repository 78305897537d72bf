package org.sessionlogging.verification.look;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.DeploymentFacts.RegisteredType;
import org.sessionlogging.domain.judgement.DeploymentFacts.StackInstance;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Clients;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/**
 * What is known before any account is looked at, and asked once for all of them.
 *
 * @param log what was found of the log account
 * @param keys those that members are to use
 * @param type Member as it is registered in the log account, in the bucket's Region
 * @param unlike instances of the members' StackSet that are not as it says
 */
public record Ground(
    LogAccountFacts log,
    MemberKeys keys,
    Shown<RegisteredType> type,
    Shown<Map<Place, StackInstance>> unlike) {

  /**
   * Looks for it; empty where the bucket's key is not known, without which no account can be
   * judged.
   *
   * @param own the log account's door
   * @param stackSet that deploys Member; empty for what the bucket's stack holds
   */
  public static Optional<Ground> of(
      Aws own, Clients clients, LogAccountFacts log, Optional<String> stackSet) {
    CloudFormationClient cloudFormation = clients.cloudFormation().apply(log.place().region());
    return log.key(KeyPurpose.BUCKET)
        .map(
            key ->
                new Ground(
                    log,
                    new MemberKeys(key, log.key(KeyPurpose.SESSION)),
                    new TypeLook(own, cloudFormation).member(),
                    new StackSetLook(own, cloudFormation, log.place(), log.bucketName())
                        .unlike(stackSet)));
  }
}
