package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;

class MeanwhileTest {
  private final FakeAws aws = new FakeAws("111122223333");
  private final List<Integer> rolesSeen = new ArrayList<>();

  private void look(Meanwhile meanwhile) {
    for (int times = 0; times < 2; times++) {
      rolesSeen.add(
          meanwhile
              .send(ListRolesRequest.builder().build(), it -> aws.iam("").listRoles(it))
              .roles()
              .size());
      assertThat(
              meanwhile
                  .send(ListUsersRequest.builder().build(), it -> aws.iam("").listUsers(it))
                  .users())
          .isEmpty();
    }
  }

  private void change() {
    aws.iam().role("role-" + aws.iam().roles.size());
  }

  @Test
  void changeComesOnceBeforeTheCallOfAnIndex() {
    Meanwhile meanwhile = Meanwhile.before(2, this::change);

    look(meanwhile);

    assertThat(rolesSeen).containsExactly(0, 1);
    assertThat(meanwhile.calls()).hasSize(4).endsWith("iam ListUsers");
  }

  @Test
  void changeComesOnceBeforeTheFirstCallOfAKind() {
    look(Meanwhile.before("iam ListRoles", this::change));

    assertThat(rolesSeen).containsExactly(1, 1);
  }

  @Test
  void changeComesOnceAfterTheFirstCallOfAKind() {
    look(new Meanwhile("iam ListRoles", this::change));

    assertThat(rolesSeen).containsExactly(0, 1);
  }
}
