package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.policy.guardrails.Guardrails;
import org.sessionlogging.domain.settings.GuardrailSettings;
import org.sessionlogging.domain.settings.InvalidSettings;

/** What the guardrails deny, and what works as before. */
class GuardrailsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
  private static final boolean RECORDED = Boolean.getBoolean("guardrails.record");

  @Test
  void requestIsDeniedByTheseStatementsAndNoOther() {
    List<GuardrailCell> cells = GuardrailCell.all();
    List<Set<String>> denying = new ArrayList<>();
    cells.forEach(it -> denying.add(new TreeSet<>()));
    GuardrailExample.policies()
        .forEach(
            (name, policy) -> {
              Map<String, Decision.Rule> statements = GuardrailCell.statements(policy);
              for (int index = 0; index < cells.size(); index++) {
                denying.get(index).addAll(cells.get(index).deniedBy(name, statements));
              }
            });
    List<String> wrong =
        IntStream.range(0, cells.size())
            .filter(it -> !denying.get(it).equals(cells.get(it).deniedBy()))
            .mapToObj(it -> cells.get(it).says() + " is denied by " + denying.get(it))
            .toList();
    assertThat(wrong).isEmpty();
    assertThat(cells).hasSizeGreaterThan(500);
  }

  @ParameterizedTest
  @MethodSource("guardrails")
  void everyStatementActionResourceAndConditionDecidesACell(String name) {
    List<GuardrailCell> cells = GuardrailCell.all();
    List<String> idle = new ArrayList<>();
    EveryPartDecidesTest.lessOnePart(GuardrailExample.policies().get(name))
        .forEach(
            (part, less) -> {
              String sid = part.replaceAll(" .*", "");
              Map<String, Decision.Rule> changed = GuardrailCell.statements(less);
              changed.keySet().retainAll(Set.of(sid));
              if (cells.stream()
                  .noneMatch(
                      it -> it.deniedBy().contains(sid) == it.deniedBy(name, changed).isEmpty())) {
                idle.add(part);
              }
            });
    assertThat(idle).isEmpty();
  }

  static Stream<String> guardrails() {
    return GuardrailExample.policies().keySet().stream();
  }

  /** -Dguardrails.record=true writes them. */
  @ParameterizedTest
  @MethodSource("guardrails")
  void shippedFileIsTheOneThatTheFunctionMakes(String name) throws IOException {
    Path file = ROOT.resolve("examples/guardrails").resolve(name + ".json");
    String text = Guardrails.text(GuardrailExample.policies().get(name));
    if (RECORDED) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text).hasSizeLessThan(Guardrails.MOST_CHARACTERS);
    assertThat(PolicyDocument.parse(text)).isEqualTo(GuardrailExample.policies().get(name));
  }

  @ParameterizedTest
  @CsvSource({
    "central-logging-resource, arn:aws:iam::111122223333:role/session-logging/central",
    "member-logging-resource, arn:aws:iam::444455556666:role/session-logging/member",
  })
  void handlersMayWhatTheyCall(String type, String role) throws IOException {
    List<String> actions = actions(type);
    assertThat(actions).hasSizeGreaterThan(20);
    for (String action : actions) {
      for (String resource : RESOURCES) {
        Caller caller = Caller.of(type, role.replaceAll("\\D+", ""), "o-a1b2c3d4e5", true);
        Request request =
            new Request(
                caller,
                action,
                resource,
                Map.of(
                    "aws:PrincipalArn",
                    role,
                    "aws:PrincipalIsAWSService",
                    "false",
                    "aws:SecureTransport",
                    "true",
                    "iam:PolicyARN",
                    POLICY),
                Map.of("aws:TagKeys", List.of("team", "session-logging:type")));
        assertThat(GuardrailExample.policies().values())
            .as(action + " " + resource)
            .flatExtracting(PolicyDocument::statements)
            .noneMatch(it -> Decision.Rule.of(it).applies(request));
      }
    }
  }

  private static final String POLICY =
      "arn:aws:iam::444455556666:policy/session-logging/SSM-SessionManagerRunShell/session-logging-0";
  private static final List<String> RESOURCES =
      List.of(
          "*",
          "arn:aws:s3:::central-logs",
          "arn:aws:s3:::central-logs/444455556666/x.log",
          GuardrailExample.BUCKET_KEY.toString(),
          GuardrailExample.SESSION_KEY.in("us-east-1").toString(),
          "arn:aws:kms:us-east-1:111122223333:alias/session-logging/central-logs/session",
          "arn:aws:ssm:us-east-1:444455556666:document/SSM-SessionManagerRunShell",
          "arn:aws:ssm:us-east-1:444455556666:parameter/session-logging/x/policy-arn",
          POLICY,
          "arn:aws:iam::444455556666:role/web",
          "arn:aws:iam::444455556666:role/SessionLoggingDefaultHostManagementRole",
          "arn:aws:iam::111122223333:role/SessionLoggingDefaultHostManagementRole",
          "arn:aws:ssm:us-east-1:444455556666:servicesetting/ssm/managed-instance/default-ec2-instance-management-role");

  private static List<String> actions(String type) throws IOException {
    String role = Files.readString(ROOT.resolve(type).resolve("resource-role.yaml"));
    return Pattern.compile("- \"([a-z0-9-]+:\\w+)\"")
        .matcher(role)
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  // The key makes AWS ask for the document where an Allow has it; in a Deny it would say which
  // calls are denied, and so deny or pass those that name no document.
  @Test
  void documentAccessCheckStandsInNoDeny() {
    assertThat(GuardrailExample.policies().values())
        .noneMatch(it -> it.json().contains("SessionDocumentAccessCheck"));
  }

  // AWS Organizations user guide, "RCP syntax": Deny alone, every principal, a service before the
  // colon of every action.
  @Test
  void resourceControlPolicyHasItsForm() {
    assertThat(GuardrailExample.policies().get("archive").statements())
        .allMatch(it -> !it.allows() && it.addressesEveryone())
        .flatExtracting(Statement::actions)
        .allMatch(it -> it.matches("(s3|kms):[A-Za-z*]+"));
  }

  // The same guide, "SCP syntax": no Principal.
  @ParameterizedTest
  @ValueSource(strings = {"sessions", "deployment"})
  void serviceControlPolicyHasItsForm(String name) {
    assertThat(GuardrailExample.policies().get(name).statements())
        .allMatch(it -> !it.allows() && !it.addressesEveryone());
  }

  @Test
  void withoutClustersAndExceptionsNobodyHasExecAndNobodyIsExcepted() {
    Map<String, PolicyDocument> policies = GuardrailExample.policies(GuardrailSettings.defaults());
    assertThat(policies.get("sessions").statement("NoExec"))
        .hasValueSatisfying(
            it -> {
              assertThat(it.resources()).containsExactly("*");
              assertThat(it.conditionValues("aws:PrincipalArn")).isEmpty();
            });
    assertThat(sids(policies))
        .doesNotContain("OnlyExecThatLogs", "KeepClusters", "OnlyRegionsThatLog");
    assertThat(policies.get("deployment").statement("KeepRoles").orElseThrow())
        .satisfies(
            it ->
                assertThat(it.conditionValues("aws:PrincipalArn"))
                    .containsExactly("arn:aws:iam::*:role/stacksets-exec-*"));
  }

  private static Set<String> sids(Map<String, PolicyDocument> policies) {
    return policies.values().stream()
        .flatMap(it -> it.statements().stream())
        .map(it -> it.sid().orElseThrow())
        .collect(Collectors.toSet());
  }

  @Test
  void eachDocumentIsBothOpenAndGuarded() {
    PolicyDocument sessions =
        Guardrails.sessions("aws-cn", with("SSM-SessionManagerRunShell", "Audit"));
    String document = "arn:aws-cn:ssm:*:*:document/Audit";
    assertThat(sessions.json()).doesNotContain("arn:aws:");
    assertThat(Decision.Rule.of(sessions.statement("OnlySessionsThatLog").orElseThrow()))
        .satisfies(it -> assertThat(it.notResources()).contains(document));
    assertThat(sessions.statement("KeepPreferences").orElseThrow().resources()).contains(document);
  }

  @Test
  void tooManyNamesAreRefused() {
    GuardrailSettings many =
        with(
            Stream.concat(
                    Stream.of("SSM-SessionManagerRunShell"),
                    IntStream.range(0, 60).mapToObj(it -> "Document" + it))
                .toArray(String[]::new));
    assertThatThrownBy(() -> Guardrails.sessions("aws", many))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageMatching(
            "Guardrails need \\d+ characters, and AWS takes 5120: list fewer documents, clusters"
                + " and roles\\.");
  }

  private static GuardrailSettings with(String... documents) {
    return new GuardrailSettings(
        Examples.set(documents),
        new TreeSet<>(),
        new TreeSet<>(),
        "logs",
        new TreeSet<>(),
        new TreeSet<>());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::*:role/break-*",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::111122223333:user/somebody",
        "arn:aws:sts::111122223333:assumed-role/admin/me",
        "*",
      })
  void exceptionForMoreThanOneNamedRoleIsRefused(String arn) {
    assertThatThrownBy(
            () ->
                new GuardrailSettings(
                    Examples.set("SSM-SessionManagerRunShell"),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    "logs",
                    new TreeSet<>(),
                    Examples.set(arn)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith("BreakGlassArns names no role (" + arn + "): give arn:");
  }

  @ParameterizedTest
  @CsvSource({
    "Doc*, eu-west-1, cluster, logs, DocumentNames",
    "Document, eu-*, cluster, logs, Regions",
    "Document, eu-west-1, clu*, logs, ExecClusterNames",
    "Document, eu-west-1, cluster, lo*, StackName",
  })
  void patternsInNamesAreRefused(
      String document, String region, String cluster, String stack, String property) {
    assertThatThrownBy(
            () ->
                new GuardrailSettings(
                    Examples.set("SSM-SessionManagerRunShell", document),
                    Examples.set(region),
                    Examples.set(cluster),
                    stack,
                    new TreeSet<>(),
                    new TreeSet<>()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith(property + " names no ");
  }

  @Test
  void documentsWithoutThePreferencesAreRefused() {
    assertThatThrownBy(() -> with("Audit"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "DocumentNames lacks SSM-SessionManagerRunShell, which sessions without a name use: let"
                + " a Member manage it, too, and add it here.");
  }
}
