package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A list shows late what was made. */
class ListsLagTest extends Lagging {
  @Test
  void listsLagAsWell() {
    aws.lag(api -> 2);
    createDocument();
    createBucket();
    iam.createPolicy(it -> it.policyName("p").policyDocument("{}"));

    // It is listed as soon as it is being made.
    assertThat(tries(2, () -> ssm.listDocuments(it -> {}).documentIdentifiers().size()))
        .containsExactly("0", "1");
    assertThat(tries(3, () -> s3.listBuckets(it -> {}).buckets().size()))
        .containsExactly("0", "0", "1");
    assertThat(tries(3, () -> iam.listPolicies(it -> it.pathPrefix("/")).policies().size()))
        .containsExactly("0", "0", "1");
  }
}
