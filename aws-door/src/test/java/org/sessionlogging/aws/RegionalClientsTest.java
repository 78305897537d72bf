package org.sessionlogging.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

class RegionalClientsTest {
  private final RegionalClients<KmsClient> clients = RegionalClients.of(KmsClient::builder);

  @Test
  void eachRegionHasOneClientForLife() {
    assertThat(clients.apply("eu-west-1")).isSameAs(clients.apply("eu-west-1"));
    assertThat(clients.apply("eu-west-1")).isNotSameAs(clients.apply("us-east-1"));
  }

  @Test
  void regionsThatTheSdkDoesNotKnowYetAreTextLikeAllOthers() {
    assertThat(clients.apply("eusc-de-east-1").serviceClientConfiguration().region().id())
        .isEqualTo("eusc-de-east-1");
  }
}
