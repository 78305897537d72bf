package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.HERE;
import static org.sessionlogging.member.World.HOST_MANAGEMENT;
import static org.sessionlogging.member.World.HOST_POLICY;
import static org.sessionlogging.member.World.HOST_ROLE;
import static org.sessionlogging.member.World.THERE;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.iam.FakeRole;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Default Host Management Configuration: used, turned on, left alone, and as it was again. */
class HostManagementTest {
  private static final String QUICK_SETUP = "AWS-QuickSetup-SSM-DefaultEC2MgmtRole-eu-west-1";
  private static final String BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

  private final World world = new World();

  private static ResourceModel with(String mode, String... roles) {
    return World.required().toBuilder()
        .documentName(World.PREFERENCES)
        .defaultHostManagement(mode)
        .roleNames(Set.of(roles))
        .build();
  }

  private ResourceModel read() {
    return succeeded(world.here.read(identifier()));
  }

  private FakeRole made() {
    return world.iam.roles.get(HOST_ROLE);
  }

  private void off() {
    world.aws.ssm().settings.clear();
  }

  /** Which declarations were a success is remembered on purpose. */
  private String pictureWithoutHistory() {
    world.document().tags.keySet().removeIf(key -> key.startsWith("session-logging:succeeded"));
    return world.picture();
  }

  @Test
  void itIsTurnedOnWithARoleThatHasThePolicy() {
    ResourceModel declared =
        with("TURN_ON").toBuilder().tags(Set.of(tag("team", "platform"))).build();

    ResourceModel on = succeeded(world.here.create(declared));

    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);
    assertThat(world.hostRole(THERE)).isNull();
    assertThat(made().policies).containsOnly(HOST_POLICY, on.getPolicyArn());
    assertThat(made().trustPolicy).contains("ssm.amazonaws.com", "sts:AssumeRole");
    assertThat(made().tags)
        .containsEntry("team", "platform")
        .containsEntry("session-logging:type", "host-management");
    assertThat(on.getDefaultHostManagementRoleArn())
        .isEqualTo("arn:aws:iam::111122223333:role/" + HOST_ROLE);
    assertThat(on.getDefaultHostManagement()).isEqualTo("TURN_ON");
    assertThat(on.getRoleNames()).isEmpty();
    assertThat(read()).isEqualTo(on);
  }

  @Test
  void aSecondUpdateWritesNothingAndADeleteLeavesAllAsItWas() {
    String before = world.picture();
    succeeded(world.here.create(with("TURN_ON", "app")));
    world.journal.forget();

    succeeded(world.here.update(with("TURN_ON", "app"), with("TURN_ON", "app")));
    assertThat(world.journal.writes()).isEmpty();

    succeeded(world.here.delete(identifier()));
    assertThat(world.picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "USE_IF_ON, /service-role/, AWSSystemsManagerDefaultEC2InstanceManagementRole",
    "USE_IF_ON, /, AWS-QuickSetup-SSM-DefaultEC2MgmtRole-eu-west-1",
    "TURN_ON, /service-role/, AWSSystemsManagerDefaultEC2InstanceManagementRole",
    "TURN_ON, /, AWS-QuickSetup-SSM-DefaultEC2MgmtRole-eu-west-1",
    ", /deep/path/, Hosts"
  })
  void whereItIsOnItsRoleGetsThePolicyAndNothingElseChanges(String mode, String path, String name) {
    FakeRole theirs = world.turnOn(HERE, path, name);
    String before = world.picture();

    ResourceModel made = succeeded(world.here.create(with(mode)));

    assertThat(theirs.policies).containsOnly(HOST_POLICY, made.getPolicyArn());
    assertThat(world.hostRole(HERE)).isEqualTo((path + name).substring(1));
    assertThat(made()).isNull();
    assertThat(made.getDefaultHostManagementRoleArn())
        .isEqualTo("arn:aws:iam::111122223333:role" + path + name);
    assertThat(made.getDefaultHostManagement()).isEqualTo(mode == null ? "USE_IF_ON" : mode);
    assertThat(made.getRoleNames()).isEmpty();
    succeeded(world.here.delete(identifier()));
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void whereItIsOffItStaysOffUnlessItIsToBeTurnedOn() {
    ResourceModel made = succeeded(world.here.create(with("USE_IF_ON")));

    assertThat(world.hostRole(HERE)).isNull();
    assertThat(made()).isNull();
    assertThat(made.getDefaultHostManagementRoleArn()).isNull();
    assertThat(made.getDefaultHostManagement()).isEqualTo("USE_IF_ON");
  }

  @Test
  void whatIsToBeIgnoredIsNotEvenLookedAt() {
    FakeRole theirs = world.turnOn(HERE, "/", QUICK_SETUP);

    ResourceModel made = succeeded(world.here.create(with("IGNORE")));

    assertThat(theirs.policies).containsOnly(HOST_POLICY);
    assertThat(made.getDefaultHostManagementRoleArn()).isNull();
    assertThat(read().getDefaultHostManagement()).isEqualTo("IGNORE");
    assertThat(world.journal.calls()).noneMatch(call -> call.contains("ServiceSetting"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IGNORE", "USE_IF_ON"})
  void turningItOnChangesNoPolicyArnAndTakingThatBackLeavesAllAsItWas(String mode) {
    ResourceModel before = succeeded(world.here.create(with(mode, "app")));
    String picture = pictureWithoutHistory();

    ResourceModel on = succeeded(world.here.update(before, with("TURN_ON", "app")));
    assertThat(on.getPolicyArn()).isEqualTo(before.getPolicyArn());
    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);

    assertThat(succeeded(world.here.update(on, with(mode, "app")))).isEqualTo(before);
    assertThat(pictureWithoutHistory()).isEqualTo(picture);
  }

  @Test
  void anUpdateThatFailsAfterTurningItOnIsRolledBackToWhatWas() {
    ResourceModel before = succeeded(world.here.create(with("IGNORE", "app")));
    String picture = world.picture();
    ResourceModel fails = with("TURN_ON", "app").toBuilder().logPrefix("other").build();
    world.journal.failAlways(
        "ssm PutParameter", AwsError.of(400, "ParameterPatternMismatchException", "No."));

    failed(world.here.update(before, fails), HandlerErrorCode.ResourceConflict);
    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);

    succeeded(world.driver(HERE, Aws.withOwnCredentials()).update(fails, with("IGNORE", "app")));
    assertThat(world.hostRole(HERE)).isNull();
    assertThat(made()).isNull();
    assertThat(read()).isEqualTo(before.toBuilder().documentVersion("3").build());
    assertThat(world.document().tags).doesNotContainKey("session-logging:former-host-management");
    assertThat(picture).doesNotContain(HOST_ROLE);
  }

  @Test
  void aRoleThatBothNameHasThePolicyUntilNeitherNeedsIt() {
    world.turnOn(HERE, "/", "app");
    String arn = succeeded(world.here.create(with("USE_IF_ON", "app"))).getPolicyArn();
    assertThat(read().getRoleNames()).containsOnly("app");

    ResourceModel one = succeeded(world.here.update(with("USE_IF_ON", "app"), with("USE_IF_ON")));
    assertThat(one.getRoleNames()).isEmpty();
    assertThat(world.attached("app")).containsOnly(HOST_POLICY, arn);

    ResourceModel other = succeeded(world.here.update(one, with("IGNORE", "app")));
    assertThat(other.getRoleNames()).containsOnly("app");
    assertThat(world.attached("app")).containsOnly(HOST_POLICY, arn);

    succeeded(world.here.update(other, with("IGNORE")));
    assertThat(world.attached("app")).containsOnly(HOST_POLICY);
  }

  @Test
  void eachRegionMayHaveAnotherRoleAndTheyShareThePolicy() {
    FakeRole here = world.turnOn(HERE, "/", QUICK_SETUP);
    FakeRole there = world.turnOn(THERE, "/service-role/", "Hosts");
    String arn = succeeded(world.here.create(with("USE_IF_ON"))).getPolicyArn();
    assertThat(succeeded(world.there.create(with("USE_IF_ON"))).getPolicyArn()).isEqualTo(arn);

    succeeded(world.here.delete(identifier()));

    assertThat(here.policies).containsOnly(HOST_POLICY);
    assertThat(there.policies).containsOnly(HOST_POLICY, arn);
  }

  @Test
  void theLastRegionTakesTheRoleAway() {
    String before = world.picture();
    succeeded(world.here.create(with("TURN_ON")));
    succeeded(world.there.create(with("TURN_ON")));

    succeeded(world.here.delete(identifier()));
    assertThat(world.hostRole(HERE)).isNull();
    assertThat(world.hostRole(THERE)).isEqualTo(HOST_ROLE);
    assertThat(made().policies).hasSize(2);

    succeeded(world.there.delete(identifier()));
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void whatIsTurnedOffByHandShowsAndIsTurnedOnAgain() {
    succeeded(world.here.create(with("TURN_ON")));
    off();

    assertThat(read().getDefaultHostManagement()).isEqualTo("USE_IF_ON");
    assertThat(read().getDefaultHostManagementRoleArn()).isNull();

    succeeded(world.here.update(with("TURN_ON"), with("TURN_ON")));
    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);
  }

  @Test
  void anotherRoleThatSomebodyNamesShowsAndGetsThePolicyAndStays() {
    String arn = succeeded(world.here.create(with("TURN_ON"))).getPolicyArn();
    FakeRole theirs = world.turnOn(HERE, "/", QUICK_SETUP);

    assertThat(read().getDefaultHostManagement()).isEqualTo("IGNORE");

    ResourceModel now = succeeded(world.here.update(with("TURN_ON"), with("TURN_ON")));
    assertThat(world.hostRole(HERE)).isEqualTo(QUICK_SETUP);
    assertThat(theirs.policies).containsOnly(HOST_POLICY, arn);
    assertThat(now.getDefaultHostManagementRoleArn()).endsWith(QUICK_SETUP);
    succeeded(world.here.delete(identifier()));
    assertThat(world.hostRole(HERE)).isEqualTo(QUICK_SETUP);
    assertThat(theirs.policies).containsOnly(HOST_POLICY);
    assertThat(made()).isNull();
  }

  @Test
  void whatSomebodyTurnsOnInThatMomentStays() {
    succeeded(
        world
            .driver(
                HERE,
                Meanwhile.before(
                    "ssm AddTagsToResource", () -> world.turnOn(HERE, "/", QUICK_SETUP)))
            .create(with("TURN_ON")));

    assertThat(world.hostRole(HERE)).isEqualTo(QUICK_SETUP);
    assertThat(world.attached(QUICK_SETUP)).hasSize(2);
    assertThat(made()).isNull();
    succeeded(world.here.delete(identifier()));
    assertThat(world.hostRole(HERE)).isEqualTo(QUICK_SETUP);
  }

  @Test
  void whatSomebodyNamesWhileItIsTurnedOffStays() {
    succeeded(world.here.create(with("TURN_ON")));

    succeeded(
        world
            .driver(
                HERE,
                Meanwhile.before(
                    "iam AttachRolePolicy", () -> world.turnOn(HERE, "/", QUICK_SETUP)))
            .update(with("TURN_ON"), with("USE_IF_ON", "app")));

    assertThat(world.hostRole(HERE)).isEqualTo(QUICK_SETUP);
  }

  @Test
  void aRoleThatWasChangedByHandIsRepaired() {
    ResourceModel on = succeeded(world.here.create(with("TURN_ON")));
    String trust = made().trustPolicy;
    made().trustPolicy = trust.replace("ssm.", "ec2.");
    made().policies.clear();
    made().boundary = BOUNDARY;

    assertThat(read().getPermissionsBoundaryArn()).isNull();
    assertThat(read().getDefaultHostManagement()).isEqualTo("IGNORE");
    succeeded(world.here.update(with("TURN_ON"), with("TURN_ON")));

    assertThat(made().trustPolicy).isEqualTo(trust);
    assertThat(made().policies).containsOnly(HOST_POLICY, on.getPolicyArn());
    assertThat(made().boundary).isNull();
    world.iam.roles.remove(HOST_ROLE);
    succeeded(world.here.update(with("TURN_ON"), with("TURN_ON")));
    assertThat(made().policies).containsOnly(HOST_POLICY, on.getPolicyArn());
  }

  @Test
  void theBoundaryIsPutChangedAndTakenAway() {
    world.iam.policy(BOUNDARY, EVERYTHING);
    world.iam.policy(BOUNDARY + "-2", EVERYTHING);
    ResourceModel bounded = with("TURN_ON").toBuilder().permissionsBoundaryArn(BOUNDARY).build();
    ResourceModel other = bounded.toBuilder().permissionsBoundaryArn(BOUNDARY + "-2").build();

    assertThat(succeeded(world.here.create(bounded)).getPermissionsBoundaryArn())
        .isEqualTo(BOUNDARY);
    assertThat(made().boundary).isEqualTo(BOUNDARY);

    assertThat(succeeded(world.here.update(bounded, other)).getPermissionsBoundaryArn())
        .isEqualTo(BOUNDARY + "-2");
    assertThat(made().boundary).isEqualTo(BOUNDARY + "-2");
    assertThat(succeeded(world.here.update(other, with("TURN_ON"))).getPermissionsBoundaryArn())
        .isNull();
    assertThat(made().boundary).isNull();
  }

  @Test
  void aBoundaryThatNoRoleNeedsIsReadAsDeclared() {
    world.turnOn(HERE, "/", QUICK_SETUP);
    ResourceModel bounded =
        with("TURN_ON").toBuilder().permissionsBoundaryArn(BOUNDARY + ",a").build();

    assertThat(succeeded(world.here.create(bounded)).getPermissionsBoundaryArn())
        .isEqualTo(BOUNDARY + ",a");
  }

  @Test
  void aBoundaryThatDoesNotExistIsNamed() {
    String before = world.picture();

    String message =
        failed(
            world.here.create(with("TURN_ON").toBuilder().permissionsBoundaryArn(BOUNDARY).build()),
            HandlerErrorCode.InvalidRequest);

    assertThat(message).contains("host management role", "PermissionsBoundaryArn", BOUNDARY);
    succeeded(world.here.delete(identifier()));
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aRoleOfTheNameThatIsNotOursIsRefused() {
    world.iam.role(HOST_ROLE).tags.put("team", "them");
    String before = world.picture();

    String message = failed(world.here.create(with("TURN_ON")), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains(HOST_ROLE, "delete-role", "tag-role", "USE_IF_ON");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aRoleThatSsmDoesNotKnowYetIsWaitedFor() {
    world.journal.failNext(
        "ssm UpdateServiceSetting", AwsError.of(400, "ValidationException", "Nonexistent role"));

    succeeded(world.here.create(with("TURN_ON")));

    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);
  }

  @Test
  void aRoleThatSsmNeverKnowsIsAnError() {
    String before = world.picture();
    world.journal.failAlways(
        "ssm UpdateServiceSetting", AwsError.of(400, "ValidationException", "Nonexistent role"));

    String message = failed(world.here.create(with("TURN_ON")), HandlerErrorCode.InvalidRequest);

    assertThat(message)
        .contains("default host management", "UpdateServiceSetting", HOST_ROLE, "USE_IF_ON");
    succeeded(world.here.delete(identifier()));
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aRoleOfTheSettingThatDoesNotExistIsNamed() {
    world.aws.ssm().settingsIn(HERE).put(HOST_MANAGEMENT, "service-role/gone");

    String message = failed(world.here.create(with("USE_IF_ON")), HandlerErrorCode.InvalidRequest);

    assertThat(message).contains("the role gone", "OnMissingRole to SKIP", "IGNORE");
  }

  @Test
  void aRoleOfTheSettingThatDoesNotExistIsSkippedLikeAnyOther() {
    world.aws.ssm().settingsIn(HERE).put(HOST_MANAGEMENT, "service-role/gone");
    ResourceModel declared = with("USE_IF_ON", "app").toBuilder().onMissingRole("SKIP").build();

    ResourceModel made = succeeded(world.here.create(declared));

    assertThat(made.getDefaultHostManagement()).isEqualTo("USE_IF_ON");
    assertThat(made.getDefaultHostManagementRoleArn()).isNull();
    assertThat(read()).isEqualTo(made);
    world.journal.forget();
    assertThat(succeeded(world.here.update(declared, declared))).isEqualTo(made);
    assertThat(world.journal.writes()).isEmpty();
    world.iam.role("gone");
    assertThat(read().getDefaultHostManagement()).isEqualTo("IGNORE");
    succeeded(world.here.update(declared, declared));
    assertThat(world.attached("gone")).containsOnly(made.getPolicyArn());
    succeeded(world.here.delete(identifier()));
    assertThat(world.attached("gone")).isEmpty();
  }

  @Test
  void aFullRoleIsNamedWithEveryWayOn() {
    FakeRole full = world.turnOn(HERE, "/", QUICK_SETUP);
    IntStream.range(1, 10).forEach(i -> full.policies.add(BOUNDARY + i));

    assertThat(failed(world.here.create(with("USE_IF_ON")), HandlerErrorCode.ServiceLimitExceeded))
        .contains("The role " + QUICK_SETUP, "10 managed policies", "IGNORE");
  }

  @Test
  void aDenialToGiveTheRoleThePolicyNamesItWithEveryWayOn() {
    world.turnOn(HERE, "/", QUICK_SETUP);
    world.journal.failAlways("iam AttachRolePolicy", AwsError.of(403, "AccessDenied", "An SCP."));

    assertThat(failed(world.here.create(with("USE_IF_ON")), HandlerErrorCode.AccessDenied))
        .contains("Allow the action on the role " + QUICK_SETUP, "IGNORE");
    assertThat(world.documents()).isEmpty();
  }

  @Test
  void aRoleOfAServiceOfAwsIsNamed() {
    world.iam.role("AWSServiceRoleForSupport").path = "/aws-service-role/support.amazonaws.com/";

    assertThat(
            failed(
                world.here.create(with("IGNORE", "AWSServiceRoleForSupport")),
                HandlerErrorCode.InvalidRequest))
        .contains("The role AWSServiceRoleForSupport belongs to a service of AWS", "RoleNames");
  }

  @Test
  void twoDocumentsOfARegionTurnItOnOnceAndTheLastTurnsItOff() {
    String before = world.picture();
    ResourceModel second = with("TURN_ON").toBuilder().documentName("Operators").build();
    succeeded(world.here.create(with("TURN_ON")));
    String arn = succeeded(world.here.create(second)).getPolicyArn();

    succeeded(world.here.delete(identifier()));
    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);
    assertThat(made().policies).containsOnly(HOST_POLICY, arn);

    succeeded(world.here.delete(second));
    assertThat(world.picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDocumentThatMerelyUsesTheRoleTakesItAwayWhenItIsTheLast(boolean updated) {
    String before = world.picture();
    ResourceModel using = with("USE_IF_ON").toBuilder().documentName("Operators").build();
    succeeded(world.here.create(with("TURN_ON")));
    succeeded(world.here.create(using));
    succeeded(world.here.delete(identifier()));
    assertThat(world.hostRole(HERE)).isNull();
    assertThat(made()).isNotNull();

    if (updated) {
      succeeded(world.here.update(using, using));
      assertThat(made()).isNull();
    }
    succeeded(world.here.delete(using));

    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void anotherDocumentThatHasLostItsTagsMayNeedItStill() {
    ResourceModel second = with("TURN_ON").toBuilder().documentName("Operators").build();
    succeeded(world.here.create(with("TURN_ON")));
    succeeded(world.here.create(second));
    world.documents().get("Operators").tags.clear();

    succeeded(world.here.delete(identifier()));

    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);
  }

  @Test
  void somebodysDocumentNeedsItNotThoughAnotherRegionsOfThatNameDoes() {
    world.add("Operators", Found.TEXT);
    ResourceModel second = with("TURN_ON").toBuilder().documentName("Operators").build();
    succeeded(world.there.create(second));
    succeeded(world.here.create(with("TURN_ON")));

    succeeded(world.here.delete(identifier()));

    assertThat(world.hostRole(HERE)).isNull();
    assertThat(world.hostRole(THERE)).isEqualTo(HOST_ROLE);
  }

  @Test
  void whatSomebodyAttachedToTheRoleKeepsIt() {
    succeeded(world.here.create(with("TURN_ON")));
    made().policies.add(BOUNDARY);

    succeeded(world.here.delete(identifier()));

    assertThat(world.hostRole(HERE)).isNull();
    assertThat(made().policies).containsOnly(HOST_POLICY, BOUNDARY);
  }

  @Test
  void aRegionThatTurnsItOnWhileTheLastOneLeavesHasTheRole() {
    succeeded(world.here.create(with("TURN_ON")));

    succeeded(
        world
            .driver(
                HERE,
                Meanwhile.before(
                    "iam DeleteRole", () -> succeeded(world.there.create(with("TURN_ON")))))
            .delete(identifier()));

    assertThat(world.hostRole(HERE)).isNull();
    assertThat(world.hostRole(THERE)).isEqualTo(HOST_ROLE);
    assertThat(made().policies).contains(HOST_POLICY).hasSize(2);
  }

  @Test
  void ofTwoRegionsThatMakeTheRoleAtOnceOneMakesIt() {
    succeeded(
        world
            .driver(
                HERE,
                Meanwhile.before(
                    "iam CreateRole", () -> succeeded(world.there.create(with("TURN_ON")))))
            .create(with("TURN_ON")));

    assertThat(world.hostRole(HERE)).isEqualTo(HOST_ROLE);
    assertThat(world.hostRole(THERE)).isEqualTo(HOST_ROLE);
    assertThat(made().policies).hasSize(2);
  }

  @Test
  void aDocumentThatHasLostItsTagsIsRememberedAgain() {
    succeeded(world.here.create(with("TURN_ON")));
    world.document().tags.clear();

    succeeded(world.here.update(with("TURN_ON"), with("TURN_ON")));

    assertThat(world.document().tags)
        .containsEntry("session-logging:former-host-management", "off");
    assertThat(read().getDefaultHostManagement()).isEqualTo("TURN_ON");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void itComesAndGoesUnderLag(long seed) {
    String before = world.picture();
    world.aws.lag(Lag.random(seed));

    ResourceModel on = succeeded(world.here.create(with("TURN_ON", "app")));
    assertThat(made().policies).containsOnly(HOST_POLICY, on.getPolicyArn());
    succeeded(world.there.create(with("TURN_ON")));
    succeeded(world.here.update(on, with("USE_IF_ON", "app")));
    assertThat(world.hostRole(HERE)).isNull();
    assertThat(world.hostRole(THERE)).isEqualTo(HOST_ROLE);
    succeeded(world.here.update(with("USE_IF_ON", "app"), with("TURN_ON")));
    assertThat(made().policies).containsOnly(HOST_POLICY, on.getPolicyArn());
    succeeded(world.there.delete(identifier()));
    succeeded(world.here.delete(identifier()));

    assertThat(world.picture()).isEqualTo(before);
  }
}
