package org.sessionlogging.member.hostmanagement;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Tags;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** A role that Default Host Management has, or may have, as it is. */
public record HostRole(Aws aws, IamClient iam, Place place, String roleName) {
  static final String ABSENT = "NoSuchEntity";

  /** What marks the role that this type has made. */
  private static final String HOST_MANAGEMENT = "host-management";

  /** Empty when there is no role of the name. */
  private Optional<Role> found() {
    return find(GetRoleRequest.builder().roleName(roleName).build(), IamClient::getRole)
        .map(it -> it.role());
  }

  /** Its ARN, with its path; empty when there is no such role. */
  public Optional<String> arn() {
    return found().map(Role::arn);
  }

  /** What is kept of it; empty when there is no such role. */
  public Optional<HostRoleSettings> settings() {
    return found()
        .map(
            role ->
                new HostRoleSettings(
                    isMarked(role), trust(role), boundaryArn(role), policies().manage()));
  }

  /** Whether it exists, and its tag says that this type has made it. */
  public boolean isOurs() {
    return found().filter(HostRole::isMarked).isPresent();
  }

  private static boolean isMarked(Role role) {
    return role.tags().contains(Tag.builder().key(MemberTags.TYPE).value(HOST_MANAGEMENT).build());
  }

  /** ARN of the policy that bounds it, where there is one. */
  public Optional<String> boundaryArn() {
    return found().flatMap(HostRole::boundaryArn);
  }

  private static Optional<String> boundaryArn(Role role) {
    return Optional.ofNullable(role.permissionsBoundary())
        .map(AttachedPermissionsBoundary::permissionsBoundaryArn);
  }

  /** IAM API reference, Role: the document is URL-encoded (RFC 3986). */
  private static Optional<PolicyDocument> trust(Role role) {
    return Optional.ofNullable(role.assumeRolePolicyDocument())
        .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8))
        .map(PolicyDocument::parse);
  }

  /** What is attached to it. */
  public HostRolePolicies policies() {
    return new HostRolePolicies(this);
  }

  <Q extends AwsRequest, R extends AwsResponse> R call(
      Q request, BiFunction<IamClient, Q, R> operation) {
    return aws.call(iam, request, operation);
  }

  /** Empty without the role. */
  <Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      Q request, BiFunction<IamClient, Q, R> operation) {
    return aws.find(iam, request, operation, ABSENT);
  }

  /** Whether it was there; IAM deletes none that has policies. */
  boolean delete() {
    return find(DeleteRoleRequest.builder().roleName(roleName).build(), IamClient::deleteRole)
        .isPresent();
  }

  /** Tags of a new one: the user's, where a policy may demand them, and the mark. */
  static List<Tag> tags(Map<String, String> usersTags) {
    SortedMap<String, String> tags = Tags.ofIam(usersTags);
    tags.put(MemberTags.TYPE, HOST_MANAGEMENT);
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
