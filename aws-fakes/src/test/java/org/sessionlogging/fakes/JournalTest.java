package org.sessionlogging.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;

class JournalTest {
  private static final String CREATE = "iam CreateRole";
  private static final String LIST = "iam ListAttachedRolePolicies";

  private final FakeAws aws = new FakeAws("111122223333");
  private final IamClient iam = aws.iam("eu-west-1");
  private final Journal journal = new Journal();

  private void create(Aws.Transport transport, String role) {
    CreateRoleRequest request = CreateRoleRequest.builder().roleName(role).build();
    assertThat(transport.send(request, iam::createRole).role().roleName()).isEqualTo(role);
  }

  private void list(Aws.Transport transport, String role) {
    ListAttachedRolePoliciesRequest request =
        ListAttachedRolePoliciesRequest.builder().roleName(role).build();
    assertThat(transport.send(request, iam::listAttachedRolePolicies).attachedPolicies()).isEmpty();
  }

  @Test
  void callsAreWrittenDownInTheirOrder() {
    create(journal, "app");
    list(journal, "app");

    assertThat(journal.calls()).containsExactly(CREATE, LIST);
    assertThat(journal.writes()).containsExactly(CREATE);
    journal.forget();
    assertThat(journal.calls()).isEmpty();
  }

  @Test
  void nextCallAloneFailsAndReachesNobody() {
    journal.failNext(CREATE, AwsError.of(400, "Odd", "No."));

    assertThatThrownBy(() -> create(journal, "app")).hasMessageContaining("No.");
    assertThat(aws.iam().roles).isEmpty();
    create(journal, "app");
    assertThat(aws.iam().roles).containsOnlyKeys("app");
  }

  @Test
  void everyCallFails() {
    journal.failAlways(CREATE, AwsError.of(400, "Odd", "No."));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> create(journal, "app")).hasMessageContaining("No.");
    }
    assertThat(journal.calls()).containsExactly(CREATE, CREATE);
  }

  @Test
  void callWhoseAnswerGetsLostIsDoneAllTheSame() {
    journal.loseNextAnswer(CREATE);

    assertThatThrownBy(() -> create(journal, "app")).hasMessageContaining("Connection reset");
    assertThat(aws.iam().roles).containsOnlyKeys("app");
    create(journal, "other");
  }

  @Test
  void somebodyElseComesOnceBeforeOrAfterACall() {
    List<Integer> seen = new ArrayList<>();
    Runnable count = () -> seen.add(aws.iam().roles.size());
    Meanwhile before = Meanwhile.before(CREATE, count);
    Meanwhile after = new Meanwhile(CREATE, count);

    create(before, "a");
    create(before, "b");
    create(after, "c");
    list(after, "c");

    assertThat(seen).containsExactly(0, 3);
  }
}
