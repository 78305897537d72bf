package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** A role's life, whom it trusts and what bounds it. */
abstract class RoleFacts {
  private static final String API = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
  private static final String TRUST =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
          + " {\"Service\": \"ssm.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";
  private static final String OF_AWS =
      "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy";
  private static final Tag TEAM = Tag.builder().key("team").value("platform").build();

  private final AwsUnderTest aws;
  private final IamClient iam;
  private final String name = fresh("facts-host-role");

  RoleFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.iam = aws.iam();
  }

  private void create() {
    assertThat(
            iam.createRole(it -> it.roleName(name).assumeRolePolicyDocument(TRUST).tags(TEAM))
                .role())
        .isNotNull();
  }

  private Role role() {
    return iam.getRole(it -> it.roleName(name)).role();
  }

  private static String text(Role role) {
    return URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
  }

  private String boundary() {
    return iam.createPolicy(it -> it.policyName(name).policyDocument(bounds())).policy().arn();
  }

  private static String bounds() {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\","
        + " \"Resource\": \"*\"}]}";
  }

  @Test
  @Source(API + "API_CreateRole.html: Tags; Errors: EntityAlreadyExists; API_GetRole.html")
  void roleHasItsTagsAndItsTrustFromBirthAndItsNameOnce() {
    create();

    assertThat(role().tags()).containsExactly(TEAM);
    assertThat(role().arn()).isEqualTo("arn:aws:iam::" + aws.account() + ":role/" + name);
    assertThat(text(role())).isEqualTo(TRUST);
    assertThat(role().permissionsBoundary()).isNull();
    assertThat(refusal(this::create)).isEqualTo("EntityAlreadyExists");
  }

  @Test
  @Source(API + "API_ListRoles.html")
  void listHasItByItsArn() {
    create();

    assertThat(iam.listRolesPaginator().roles()).extracting(Role::arn).contains(role().arn());
  }

  @Test
  @Source(API + "API_UpdateAssumeRolePolicy.html")
  void trustIsReplacedAsAWhole() {
    create();
    String other = TRUST.replace("ssm.", "ec2.");

    iam.updateAssumeRolePolicy(it -> it.roleName(name).policyDocument(other));

    assertThat(text(role())).isEqualTo(other);
  }

  @Test
  @Source(API + "API_PutRolePermissionsBoundary.html, API_DeleteRolePermissionsBoundary.html")
  void boundaryIsPutAndTakenAway() {
    String boundary = boundary();
    assertThat(
            iam.createRole(
                    it ->
                        it.roleName(name)
                            .assumeRolePolicyDocument(TRUST)
                            .permissionsBoundary(boundary))
                .role())
        .isNotNull();
    assertThat(role().permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);

    iam.deleteRolePermissionsBoundary(it -> it.roleName(name));
    assertThat(role().permissionsBoundary()).isNull();

    iam.putRolePermissionsBoundary(it -> it.roleName(name).permissionsBoundary(boundary));
    assertThat(role().permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
  }

  @Test
  @Source(
      API
          + "API_DeleteRole.html, Errors: DeleteConflict, NoSuchEntity; API_ListAttachedRolePolicies.html")
  void roleWithPoliciesStays() {
    create();
    iam.attachRolePolicy(it -> it.roleName(name).policyArn(OF_AWS));
    assertThat(iam.listAttachedRolePolicies(it -> it.roleName(name)).attachedPolicies())
        .singleElement()
        .satisfies(it -> assertThat(it.policyArn()).isEqualTo(OF_AWS));

    assertThat(refusal(this::delete)).isEqualTo("DeleteConflict");

    iam.detachRolePolicy(it -> it.roleName(name).policyArn(OF_AWS));
    delete();
    assertThat(refusal(this::role)).isEqualTo("NoSuchEntity");
    assertThat(refusal(this::delete)).isEqualTo("NoSuchEntity");
  }

  private void delete() {
    iam.deleteRole(it -> it.roleName(name));
  }

  @Test
  @Source(
      "https://github.com/gruntwork-io/cloud-nuke/issues/880: UnmodifiableEntity; "
          + API
          + "API_AttachRolePolicy.html, Errors")
  void rolesOfServicesAreChangedByAwsAlone() {
    String ofService =
        iam.createServiceLinkedRole(it -> it.awsServiceName("ssm.amazonaws.com")).role().roleName();

    assertThat(refusal(() -> iam.attachRolePolicy(it -> it.roleName(ofService).policyArn(OF_AWS))))
        .isEqualTo("UnmodifiableEntity");
  }
}
