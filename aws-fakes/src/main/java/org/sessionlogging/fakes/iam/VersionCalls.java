package org.sessionlogging.fakes.iam;

import java.time.Instant;
import java.util.List;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** The versions of a managed policy. */
interface VersionCalls extends IamClient {
  int MOST_VERSIONS = 5;

  Reach reach();

  @Override
  default GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
    return reach()
        .look(
            request,
            request.policyArn(),
            policy -> {
              String text = policy.versions.get(number(request.versionId()));
              if (text == null) {
                throw Reach.absent(request.versionId());
              }
              return GetPolicyVersionResponse.builder()
                  .policyVersion(
                      it -> it.versionId(request.versionId()).document(PolicyTexts.encoded(text)))
                  .build();
            });
  }

  /** Up to five (API reference, CreatePolicyVersion). */
  @Override
  default CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
    PolicyTexts.refuseLong(request.policyDocument());
    return reach()
        .store()
        .write(
            request,
            request.policyArn(),
            Reach.PASSING,
            state -> {
              FakePolicy policy = Reach.policy(state, request.policyArn());
              if (policy.versions.size() == MOST_VERSIONS) {
                throw AwsError.of(
                    409, "LimitExceeded", "A managed policy can have up to 5 versions.");
              }
              policy.write(request.policyDocument());
              return CreatePolicyVersionResponse.builder()
                  .policyVersion(it -> it.versionId("v" + policy.newest))
                  .build();
            });
  }

  /** The newest first; MaxItems and Marker (API reference, ListPolicyVersions). */
  @Override
  default ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
    return reach()
        .look(
            request,
            request.policyArn(),
            policy -> {
              Page<Integer> page =
                  Page.of(
                      List.copyOf(policy.versions.descendingKeySet()),
                      request.marker(),
                      request.maxItems());
              return ListPolicyVersionsResponse.builder()
                  .versions(
                      page.as(
                          number ->
                              PolicyVersion.builder()
                                  .versionId("v" + number)
                                  .isDefaultVersion(number == policy.defaultVersion)
                                  .createDate(Instant.ofEpochSecond(number))
                                  .build()))
                  .isTruncated(page.truncated())
                  .marker(page.next())
                  .build();
            });
  }

  @Override
  default DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
    return reach()
        .write(
            request,
            request.policyArn(),
            DeletePolicyVersionResponse.builder().build(),
            (state, policy) -> {
              if (number(request.versionId()) == policy.defaultVersion) {
                throw AwsError.of(
                    409, "DeleteConflict", "Cannot delete the default version of a policy.");
              }
              if (policy.versions.remove(number(request.versionId())) == null) {
                throw Reach.absent(request.versionId());
              }
            });
  }

  private static int number(String versionId) {
    return Integer.parseInt(versionId.substring(1));
  }
}
