package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientsTest {
  @Test
  void clientsAreMadeOncePerRegion() {
    Clients clients = Clients.held();
    assertThat(clients.s3().apply("eu-west-1")).isSameAs(clients.s3().apply("eu-west-1"));
    assertThat(clients.kms().apply("eu-west-1")).isSameAs(clients.kms().apply("eu-west-1"));
    assertThat(clients.kms().apply("us-east-1")).isNotSameAs(clients.kms().apply("eu-west-1"));
    assertThat(clients.organizations().apply("eu-west-1"))
        .isSameAs(clients.organizations().apply("eu-west-1"));
    assertThat(clients.tagging().apply("eu-west-1")).isSameAs(clients.tagging().apply("eu-west-1"));
  }
}
