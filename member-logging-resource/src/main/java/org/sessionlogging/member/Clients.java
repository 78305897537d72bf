package org.sessionlogging.member;

import java.util.function.Function;
import org.sessionlogging.aws.RegionalClients;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients by Region. IAM is global, but its endpoint depends on the partition, which the Region
 * tells.
 */
record Clients(Function<String, SsmClient> ssm, Function<String, IamClient> iam) {

  static Clients held() {
    return new Clients(
        RegionalClients.of(SsmClient::builder), RegionalClients.of(IamClient::builder));
  }
}
