package org.sessionlogging.member.hostmanagement;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** A role that Default Host Management has, or may have, as it is. */
public record HostRole(Aws aws, IamClient iam, Place place, String roleName) {
  static final String ABSENT = "NoSuchEntity";

  /** What marks the role that this type has made. */
  private static final String HOST_MANAGEMENT = "host-management";

  /** Below it are the paths of the policies that let instances write their logs, by document. */
  private static final String POLICIES = "/session-logging/";

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
                    isMarked(role), trust(role), boundaryArn(role), policies("/").contains(own())));
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

  /** Names of the documents whose policies it has. */
  public SortedSet<String> documentNames() {
    return policies(POLICIES).stream()
        .map(arn -> arn.substring(arn.indexOf(POLICIES) + POLICIES.length()))
        .map(rest -> rest.substring(0, Math.max(0, rest.indexOf('/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What AWS keeps for such roles (AWS managed policy reference). */
  String own() {
    return place.policyArnOfAws("AmazonSSMManagedEC2InstanceDefaultPolicy");
  }

  private List<String> policies(String path) {
    return Pages.of(
            marker -> page(path, marker),
            page -> page.map(ListAttachedRolePoliciesResponse::marker).orElse(null))
        .flatMap(Optional::stream)
        .flatMap(page -> page.attachedPolicies().stream())
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private Optional<ListAttachedRolePoliciesResponse> page(String path, String marker) {
    return find(
        ListAttachedRolePoliciesRequest.builder()
            .roleName(roleName)
            .pathPrefix(path)
            .marker(marker)
            .build(),
        IamClient::listAttachedRolePolicies);
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

  /** Lets it do what Default Host Management does; fine when it may already. */
  void allowToManage() {
    call(
        AttachRolePolicyRequest.builder().roleName(roleName).policyArn(own()).build(),
        IamClient::attachRolePolicy);
  }

  /** Whether it could do that before. */
  boolean forbidToManage() {
    return find(
            DetachRolePolicyRequest.builder().roleName(roleName).policyArn(own()).build(),
            IamClient::detachRolePolicy)
        .isPresent();
  }

  /** Whether it was there; IAM deletes none that has policies. */
  boolean delete() {
    return find(DeleteRoleRequest.builder().roleName(roleName).build(), IamClient::deleteRole)
        .isPresent();
  }

  /** Tags of a new one: the user's, where a policy may demand them, and the mark. */
  static List<Tag> tags(Map<String, String> usersTags) {
    SortedMap<String, String> tags = new TreeMap<>(usersTags);
    tags.put(MemberTags.TYPE, HOST_MANAGEMENT);
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
