package org.sessionlogging.member.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;

/**
 * The policies of one document, whichever Regions use them, as their handles reach them.
 *
 * @param progress remembers what this operation has written, as IAM may show it late
 */
public record MemberPolicies(
    Aws aws, IamClient iam, Place place, String documentName, Progress progress) {
  private static final String ABSENT = "NoSuchEntity";

  /** The policy of that name, whether it exists or not. */
  public ManagedPolicy named(String name) {
    return new ManagedPolicy(this, place.policyArn(path() + name));
  }

  /** Every policy that exists. */
  List<ManagedPolicy> all() {
    return Pages.of(this::page, ListPoliciesResponse::marker)
        .flatMap(page -> page.policies().stream())
        .map(policy -> new ManagedPolicy(this, policy.arn()))
        .toList();
  }

  private ListPoliciesResponse page(String marker) {
    return call(
        ListPoliciesRequest.builder()
            .scope(PolicyScopeType.LOCAL)
            .pathPrefix(path())
            .marker(marker)
            .build(),
        IamClient::listPolicies);
  }

  String path() {
    return MemberPolicy.path(documentName);
  }

  <Q extends AwsRequest, R extends AwsResponse> R call(
      Q request, BiFunction<IamClient, Q, R> operation) {
    return aws.call(iam, request, operation);
  }

  /**
   * All pages, of which IAM may make more than there need be (IAM API reference, MaxItems); empty
   * without the policy or role in question.
   */
  static <P> Optional<List<P>> pages(
      Function<String, Optional<P>> ask, Function<P, String> marker) {
    List<Optional<P>> pages = Pages.of(ask, page -> page.map(marker).orElse(null)).toList();
    return pages.stream().allMatch(Optional::isPresent)
        ? Optional.of(pages.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  /** Empty without the policy, version or role in question. */
  <Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      Q request, BiFunction<IamClient, Q, R> operation) {
    return aws.find(iam, request, operation, ABSENT);
  }
}
