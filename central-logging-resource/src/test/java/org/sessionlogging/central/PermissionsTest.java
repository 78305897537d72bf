package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.ACCOUNT;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sessionlogging.fakes.Journal;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** What the handlers call is what the schema asks for, and the other way round. */
class PermissionsTest {

  /** Operations whose IAM action has another name. Source: Service Authorization Reference. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("s3:HeadBucket", "s3:ListBucket"),
          Map.entry("s3:ListBuckets", "s3:ListAllMyBuckets"),
          Map.entry("s3:ListMultipartUploads", "s3:ListBucketMultipartUploads"),
          Map.entry("s3:ListObjectVersions", "s3:ListBucketVersions"),
          Map.entry("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
          Map.entry("s3:PutBucketEncryption", "s3:PutEncryptionConfiguration"),
          Map.entry("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
          Map.entry("s3:PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
          Map.entry("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
          Map.entry("s3:PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
          Map.entry("resourcegroupstaggingapi:GetResources", "tag:GetResources"));

  /** Actions that a call needs beside its own. Source: facts, "Policies" and "KMS". */
  private static final Map<String, Set<String>> IMPLIED =
      Map.of(
          "s3:CreateBucket", Set.of("s3:PutBucketOwnershipControls", "s3:TagResource"),
          "kms:CreateKey", Set.of("iam:CreateServiceLinkedRole", "kms:TagResource"),
          "kms:ReplicateKey", Set.of("kms:CreateKey", "kms:TagResource"));

  private final World world = new World();

  @ParameterizedTest
  @EnumSource(Action.class)
  void schemaAsksForWhatTheHandlerCallsAndNothingElse(Action action) {
    switch (action) {
      case CREATE -> {
        createWithEverythingInTheWay();
        nameThatIsTaken();
      }
      case READ -> {
        world.driver.create(FULL);
        world.journal.forget();
        world.driver.read(World.named(NAME));
        loseAliases();
        world.driver.read(World.named(NAME));
      }
      case UPDATE -> {
        world.driver.create(FULL);
        Everything.drifts(world);
        world.kms.hiddenReads = 2;
        world.journal.forget();
        assertThat(world.driver.update(FULL, FULL).getMessage()).isNull();
        updateThatMakesAKeyAgain();
      }
      case DELETE -> {
        world.driver.create(FULL);
        world.journal.forget();
        world.driver.delete(World.named(NAME));
      }
      case LIST -> {
        world.s3.add(NAME, ACCOUNT, REGION, Map.of());
        world.driver.list(null);
      }
    }

    assertThat(permissions("handlers", action.name().toLowerCase(Locale.ROOT)))
        .containsExactlyElementsOf(actions(world.journal.calls()));
  }

  /**
   * Somebody changes the bucket and the keys under the hands of the create, and KMS shows new
   * aliases late.
   */
  private void createWithEverythingInTheWay() {
    world.kms.hiddenReads = 2;
    ProgressEvent<ResourceModel, CallbackContext> event =
        world.driver.once(Action.CREATE, FULL, null, null);
    boolean drifted = false;
    while (event.isInProgress()) {
      event = world.driver.once(Action.CREATE, FULL, null, event.getCallbackContext());
      if (!drifted && world.kms.allAliases().size() == 4) {
        Everything.drifts(world);
        drifted = true;
      }
    }
    assertThat(event.getMessage()).isNull();
  }

  private void nameThatIsTaken() {
    world.s3.add("taken", "999988887777", REGION, Map.of());
    world.driver.create(World.named("taken"));
    // A new key that can't be named.
    world.journal.failNext("kms CreateAlias", Journal.error(409, "Unlucky", "No."));
    world.driver.create(World.named("other"));
  }

  private void loseAliases() {
    world.kms.aliases.clear();
  }

  private void updateThatMakesAKeyAgain() {
    world.kms.keys.removeIf(key -> !key.multiRegion);
    world.kms.aliases.get(REGION).remove(World.alias("bucket"));
    world.journal.failNext("kms CreateAlias", Journal.error(409, "Unlucky", "No."));
    world.driver.update(FULL, FULL);
  }

  @Test
  void taggingAsksForWhatTagsAloneNeed() {
    world.driver.create(FULL);
    world.journal.forget();
    world.driver.update(FULL, FULL.toBuilder().tags(Set.of(new Tag("Other", "tag"))).build());

    SortedSet<String> writes = actions(world.journal.writes());
    writes.add("s3:TagResource");
    assertThat(list(schema().getJSONObject("tagging").getJSONArray("permissions")))
        .containsExactlyElementsOf(writes);
  }

  private static SortedSet<String> actions(List<String> calls) {
    SortedSet<String> actions = new TreeSet<>();
    for (String call : calls) {
      String name = call.replace(' ', ':');
      actions.add(OTHER_NAMES.getOrDefault(name, name));
      actions.addAll(IMPLIED.getOrDefault(name, Set.of()));
    }
    return actions;
  }

  private static List<String> permissions(String part, String handler) {
    return list(schema().getJSONObject(part).getJSONObject(handler).getJSONArray("permissions"));
  }

  private static List<String> list(JSONArray array) {
    return Stream.of(array.toList()).flatMap(List::stream).map(String::valueOf).toList();
  }

  private static JSONObject schema() {
    return new Configuration().resourceSchemaJSONObject();
  }
}
