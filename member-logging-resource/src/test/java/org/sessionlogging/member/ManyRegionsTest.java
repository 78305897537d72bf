package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.succeeded;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;

/** An account with more Regions than a role takes policies. */
class ManyRegionsTest {
  private static final List<String> REGIONS =
      Stream.of("eu", "us", "ap", "sa", "me", "af")
          .flatMap(part -> Stream.of("-west-1", "-east-1", "-central-2").map(part::concat))
          .limit(17)
          .toList();

  private final World world = new World();

  private Driver<ResourceModel, CallbackContext> in(String region) {
    return world.driver(region, Aws.withOwnCredentials());
  }

  private static ResourceModel withItsOwnPrefix(String region) {
    return World.required().toBuilder()
        .documentName(World.PREFERENCES)
        .accountPrefix("OPTIONAL")
        .keyPrefix(region + "/" + World.ACCOUNT)
        .roleNames(Set.of("app"))
        .build();
  }

  @Test
  void roleHasOnePolicyThoughEveryRegionHasAPrefixOfItsOwn() {
    World.CENTRAL.replicate(world.aws, REGIONS);
    for (String region : REGIONS) {
      ResourceModel made = succeeded(in(region).create(withItsOwnPrefix(region)));
      assertThat(made.getKeyPrefix()).isEqualTo(region + "/" + World.ACCOUNT);
    }

    assertThat(world.attached("app")).hasSize(1);
    assertThat(world.iam.policies).containsOnlyKeys(world.attached("app"));

    REGIONS.forEach(region -> in(region).delete(identifier()));
    assertThat(world.iam.policies).isEmpty();
    assertThat(world.attached("app")).isEmpty();
  }
}
