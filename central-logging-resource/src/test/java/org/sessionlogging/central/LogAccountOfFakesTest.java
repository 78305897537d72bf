package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.LogAccount;

/**
 * Other modules are tested before a log account of the fakes: it has to be as Central leaves it.
 */
class LogAccountOfFakesTest {
  private static final String FRANKFURT = "eu-central-1";

  private final World central = new World();
  private final FakeAws fakes = new FakeAws(ACCOUNT);

  /** But for tags, which say more in a real one: who asked, and what steers a deletion. */
  @Test
  void isAsCentralLeavesIt() {
    ResourceModel declared =
        World.named(NAME).toBuilder().replicaRegions(Set.of(FRANKFURT)).build();
    assertThat(central.driver.create(declared).isSuccess()).isTrue();

    LogAccount.of(NAME, central.bucketKey().arn, central.sessionKey().arn).put(fakes, FRANKFURT);

    assertThat(fakes.s3().buckets.get(NAME))
        .usingRecursiveComparison()
        .ignoringFields("tags")
        .isEqualTo(central.bucket());
    assertThat(fakes.kms().aliases).isEqualTo(central.kms.aliases);
    assertThat(fakes.kms().keys)
        .usingRecursiveComparison()
        .ignoringFields("tags")
        .ignoringCollectionOrder()
        .isEqualTo(central.kms.keys);
  }
}
