package org.sessionlogging.member.hostmanagement;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;

/** What is attached to a role that Default Host Management has, or may have. */
public record HostRolePolicies(HostRole role) {

  /** Below it are the paths of the policies that let instances write their logs, by document. */
  private static final String POLICIES = "/session-logging/";

  /** Whether the role may do what Default Host Management does. */
  boolean manage() {
    return arns("/").contains(own());
  }

  /** Names of the documents whose policies the role has. */
  public SortedSet<String> documentNames() {
    return arns(POLICIES).stream()
        .map(arn -> arn.substring(arn.indexOf(POLICIES) + POLICIES.length()))
        .map(rest -> rest.substring(0, Math.max(0, rest.indexOf('/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What AWS keeps for such roles (AWS managed policy reference). */
  private String own() {
    return role.place().policyArnOfAws("AmazonSSMManagedEC2InstanceDefaultPolicy");
  }

  private List<String> arns(String path) {
    return Pages.of(
            marker -> page(path, marker),
            page -> page.map(ListAttachedRolePoliciesResponse::marker).orElse(null))
        .flatMap(Optional::stream)
        .flatMap(page -> page.attachedPolicies().stream())
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private Optional<ListAttachedRolePoliciesResponse> page(String path, String marker) {
    return role.find(
        ListAttachedRolePoliciesRequest.builder()
            .roleName(role.roleName())
            .pathPrefix(path)
            .marker(marker)
            .build(),
        IamClient::listAttachedRolePolicies);
  }

  /** Lets it do what Default Host Management does; fine when it may already. */
  void attachManagement() {
    role.call(attachment(), IamClient::attachRolePolicy);
  }

  /** The same of a role that another Region may have deleted meanwhile; whether it is there. */
  boolean attachManagementIfThere() {
    return role.find(attachment(), IamClient::attachRolePolicy).isPresent();
  }

  private AttachRolePolicyRequest attachment() {
    return AttachRolePolicyRequest.builder().roleName(role.roleName()).policyArn(own()).build();
  }

  /** Whether it could do that before. */
  boolean detachManagement() {
    return role.find(
            DetachRolePolicyRequest.builder().roleName(role.roleName()).policyArn(own()).build(),
            IamClient::detachRolePolicy)
        .isPresent();
  }
}
