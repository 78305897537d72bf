package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

/** Managed policies, their versions, tags and attachments. */
abstract class IamFacts {
  private static final String API = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
  private static final String QUOTAS =
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
      """;

  private final AwsUnderTest aws;
  private final IamClient iam;
  private final String name = fresh("facts-policy");
  private final String path = "/facts/" + name + "/";

  IamFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.iam = aws.iam();
  }

  private static String text(String action) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "a + b/*"}]}
        """
        .formatted(action)
        .replace("a + b", "arn:aws:s3:::bucket");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private String create(String policyName) {
    String arn =
        iam.createPolicy(
                it ->
                    it.path(path)
                        .policyName(policyName)
                        .policyDocument(text("s3:PutObject"))
                        .tags(tag("team", "platform")))
            .policy()
            .arn();
    assertThat(arn).isEqualTo("arn:aws:iam::" + aws.account() + ":policy" + path + policyName);
    return arn;
  }

  private String role() {
    String role = fresh("facts-role");
    assertThat(
            iam.createRole(it -> it.roleName(role).assumeRolePolicyDocument(TRUST))
                .role()
                .roleName())
        .isEqualTo(role);
    return role;
  }

  private void attach(String arn, String role) {
    iam.attachRolePolicy(it -> it.policyArn(arn).roleName(role));
  }

  private void detach(String arn, String role) {
    iam.detachRolePolicy(it -> it.policyArn(arn).roleName(role));
  }

  private void write(String arn, String action) {
    assertThat(
            iam.createPolicyVersion(
                    it -> it.policyArn(arn).policyDocument(text(action)).setAsDefault(true))
                .policyVersion())
        .isNotNull();
  }

  private void delete(String arn) {
    iam.deletePolicy(it -> it.policyArn(arn));
  }

  private List<String> roles(String arn) {
    return iam.listEntitiesForPolicy(it -> it.policyArn(arn)).policyRoles().stream()
        .map(PolicyRole::roleName)
        .toList();
  }

  @Test
  @Source(API + "API_CreatePolicy.html: Tags; Errors: EntityAlreadyExists")
  void policyHasItsTagsFromBirthAndItsNameOnce() {
    String arn = create(name);

    assertThat(iam.listPolicyTags(it -> it.policyArn(arn)).tags())
        .containsExactly(tag("team", "platform"));
    assertThat(refusal(() -> create(name))).isEqualTo("EntityAlreadyExists");
  }

  @Test
  @Source(API + "API_GetPolicy.html, API_AttachRolePolicy.html, ..., Errors: NoSuchEntity")
  void whatIsAbsentIsNoSuchEntity() {
    String absent = "arn:aws:iam::" + aws.account() + ":policy" + path + "absent";
    String role = role();

    assertThat(refusal(() -> iam.getPolicy(it -> it.policyArn(absent)))).isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> iam.listPolicyTags(it -> it.policyArn(absent))))
        .isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> iam.listPolicyVersions(it -> it.policyArn(absent))))
        .isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> roles(absent))).isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> attach(absent, role))).isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> detach(absent, role))).isEqualTo("NoSuchEntity");
    assertThat(refusal(() -> iam.listAttachedRolePolicies(it -> it.roleName("absent-role"))))
        .isEqualTo("NoSuchEntity");
  }

  @Test
  @Source(API + "API_PolicyVersion.html, Document: URL-encoded compliant with RFC 3986")
  void textComesBackUrlEncoded() {
    String arn = create(name);
    String version = iam.getPolicy(it -> it.policyArn(arn)).policy().defaultVersionId();

    String document =
        iam.getPolicyVersion(it -> it.policyArn(arn).versionId(version)).policyVersion().document();

    assertThat(document).startsWith("%7B");
    assertThat(URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(text("s3:PutObject"));
  }

  @Test
  @Source(API + "API_ListPolicies.html: Scope, PathPrefix, MaxItems, Marker")
  void policiesAreFoundByTheirPathPageByPage() {
    List<String> made = IntStream.range(0, 3).mapToObj(i -> create(name + i)).toList();

    List<String> found =
        Pages.of(
                (String marker) ->
                    iam.listPolicies(
                        it ->
                            it.scope(PolicyScopeType.LOCAL)
                                .pathPrefix(path)
                                .maxItems(2)
                                .marker(marker)),
                ListPoliciesResponse::marker)
            .flatMap(page -> page.policies().stream())
            .map(Policy::arn)
            .toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  @Source(API + "API_CreatePolicyVersion.html: up to 5 versions; LimitExceeded")
  void policyHasFiveVersions() {
    String arn = create(name);
    IntStream.rangeClosed(2, 5).forEach(i -> write(arn, "s3:GetObject"));

    assertThat(refusal(() -> write(arn, "s3:GetObject"))).isEqualTo("LimitExceeded");
    assertThat(iam.listPolicyVersions(it -> it.policyArn(arn)).versions())
        .filteredOn(PolicyVersion::isDefaultVersion)
        .extracting(PolicyVersion::versionId)
        .containsExactly("v5");
  }

  @Test
  @Source(API + "API_DeletePolicy.html, API_DeletePolicyVersion.html, Errors: DeleteConflict")
  void policyGoesWhenNothingHoldsItAndItsOtherVersionsAreGone() {
    String arn = create(name);
    String role = role();
    attach(arn, role);
    write(arn, "s3:GetObject");

    assertThat(refusal(() -> delete(arn))).isEqualTo("DeleteConflict");
    detach(arn, role);
    assertThat(refusal(() -> delete(arn))).isEqualTo("DeleteConflict");
    assertThat(refusal(() -> deleteVersion(arn, "v2"))).isEqualTo("DeleteConflict");
    deleteVersion(arn, "v1");
    delete(arn);
    assertThat(refusal(() -> delete(arn))).isEqualTo("NoSuchEntity");
  }

  private void deleteVersion(String arn, String version) {
    iam.deletePolicyVersion(it -> it.policyArn(arn).versionId(version));
  }

  @Test
  @Source(API + "API_AttachRolePolicy.html, API_DetachRolePolicy.html")
  void attachingTwiceIsFineAndDetachingTwiceIsNot() {
    String arn = create(name);
    String role = role();

    attach(arn, role);
    attach(arn, role);

    assertThat(roles(arn)).containsExactly(role);
    assertThat(
            iam.listAttachedRolePolicies(it -> it.roleName(role).pathPrefix(path))
                .attachedPolicies())
        .hasSize(1);
    assertThat(
            iam.listAttachedRolePolicies(it -> it.roleName(role).pathPrefix("/other/"))
                .attachedPolicies())
        .isEmpty();
    detach(arn, role);
    assertThat(refusal(() -> detach(arn, role))).isEqualTo("NoSuchEntity");
  }

  @Test
  @Source(QUOTAS + ": managed policies attached to a role, 10 by default")
  void roleTakesTenPolicies() {
    String role = role();
    IntStream.range(0, 10).forEach(i -> attach(create(name + i), role));
    String oneMore = create(name);

    assertThat(refusal(() -> attach(oneMore, role))).isEqualTo("LimitExceeded");
  }

  @Test
  @Source(API + "API_ListEntitiesForPolicy.html: MaxItems, Marker")
  void holdersOfAPolicyArePaged() {
    String arn = create(name);
    IntStream.range(0, 3).forEach(i -> attach(arn, role()));

    var first = iam.listEntitiesForPolicy(it -> it.policyArn(arn).maxItems(2));
    var second =
        iam.listEntitiesForPolicy(it -> it.policyArn(arn).maxItems(2).marker(first.marker()));

    assertThat(first.policyRoles().size() + second.policyRoles().size()).isEqualTo(3);
    assertThat(second.marker()).isNull();
  }

  @Test
  @Source(API + "API_TagPolicy.html, API_UntagPolicy.html; " + QUOTAS + ": 50 tags")
  void policyTakesFiftyTagsOfIamsAlphabet() {
    String arn = create(name);

    iam.untagPolicy(it -> it.policyArn(arn).tagKeys("team", "never-there"));
    iam.tagPolicy(
        it ->
            it.policyArn(arn)
                .tags(IntStream.range(0, 50).mapToObj(i -> tag("key-" + i, "")).toList()));

    assertThat(refusal(() -> iam.tagPolicy(it -> it.policyArn(arn).tags(tag("more", "")))))
        .isEqualTo("LimitExceeded");
    assertThat(refusal(() -> iam.tagPolicy(it -> it.policyArn(arn).tags(tag("key-1", "a,b")))))
        .isEqualTo("ValidationError");
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html: tag keys are not case sensitive;"
          + " https://github.com/serverless/serverless/issues/7885")
  void keysOfTagsThatDifferInCaseAloneAreOne() {
    String arn = create(name);

    assertThat(
            refusal(() -> iam.tagPolicy(it -> it.policyArn(arn).tags(tag("a", ""), tag("A", "")))))
        .isEqualTo("InvalidInput");
    assertThat(
            refusal(
                () ->
                    iam.createRole(
                        it ->
                            it.roleName(name)
                                .assumeRolePolicyDocument(TRUST)
                                .tags(tag("a", ""), tag("A", "")))))
        .isEqualTo("InvalidInput");
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: an assumed role's"
          + " ARN has the role's name, not its path; "
          + API
          + "API_GetRole.html")
  void sessionIsNamedByItsRoleWithoutThePathThatIamKnows() {
    String arn = "arn:aws:iam::" + aws.account() + ":role" + path + name;
    iam.createRole(it -> it.path(path).roleName(name).assumeRolePolicyDocument(TRUST));

    assertThat(aws.sts(arn).getCallerIdentity().arn())
        .matches("arn:aws:sts::" + aws.account() + ":assumed-role/" + name + "/[^/]+");
    assertThat(iam.getRole(it -> it.roleName(name)).role().arn()).isEqualTo(arn);
    assertThat(refusal(() -> iam.getRole(it -> it.roleName(name + "-absent"))))
        .isEqualTo("NoSuchEntity");
  }

  @Test
  @Source(QUOTAS + ": 6,144 characters, white space not counted")
  void textHasALongestLength() {
    String arn = create(name);

    write(arn, "s3:" + "X".repeat(5_000) + " ".repeat(2_000));
    assertThat(refusal(() -> write(arn, "s3:" + "X".repeat(6_144)))).isEqualTo("LimitExceeded");
  }
}
