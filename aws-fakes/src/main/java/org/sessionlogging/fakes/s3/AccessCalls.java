package org.sessionlogging.fakes.s3;

import static org.sessionlogging.fakes.s3.Reach.orAbsent;

import java.util.ArrayList;
import java.util.List;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Type;

/**
 * Who may reach a bucket and owns what is in it; each refusal is in the API reference of its
 * operation.
 */
interface AccessCalls extends S3Client {

  Reach reach();

  @Override
  default GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetBucketPolicyResponse.builder()
                    .policy(orAbsent(bucket.policy, "NoSuchBucketPolicy"))
                    .build());
  }

  /**
   * MalformedPolicy for resources outside the bucket ("Policy has invalid resource",
   * repost.aws/knowledge-center/s3-bucket-policy-resource-errors); AccessDenied for a public policy
   * under BlockPublicPolicy: a grant to everyone that no fixed value confines (S3 user guide, "The
   * meaning of 'public'", access-control-block-public-access.html).
   */
  @Override
  default PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
    PolicyDocument policy = PolicyDocument.parse(request.policy());
    boolean foreign =
        policy.statements().stream()
            .flatMap(it -> it.resources().stream())
            .anyMatch(it -> !it.contains(":s3:::" + request.bucket()));
    boolean open =
        policy.statements().stream()
            .filter(it -> it.allows() && it.addressesEveryone())
            .anyMatch(it -> it.conditionValues("aws:PrincipalOrgID").isEmpty());
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketPolicyResponse.builder().build(),
            bucket -> {
              if (foreign || policy.statements().isEmpty()) {
                throw AwsError.of(400, "MalformedPolicy", "Policy has invalid resource");
              }
              if (open && bucket.publicAccess != null && bucket.publicAccess.blockPublicPolicy()) {
                throw AwsError.of(
                    403, "AccessDenied", "The policy is public and BlockPublicPolicy prevents it.");
              }
              bucket.policy = request.policy();
            });
  }

  @Override
  default GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetPublicAccessBlockResponse.builder()
                    .publicAccessBlockConfiguration(
                        orAbsent(bucket.publicAccess, "NoSuchPublicAccessBlockConfiguration"))
                    .build());
  }

  @Override
  default PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutPublicAccessBlockResponse.builder().build(),
            bucket -> bucket.publicAccess = request.publicAccessBlockConfiguration());
  }

  @Override
  default GetBucketOwnershipControlsResponse getBucketOwnershipControls(
      GetBucketOwnershipControlsRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              ObjectOwnership ownership =
                  orAbsent(bucket.ownership, "OwnershipControlsNotFoundError");
              return GetBucketOwnershipControlsResponse.builder()
                  .ownershipControls(
                      it ->
                          it.rules(
                              OwnershipControlsRule.builder().objectOwnership(ownership).build()))
                  .build();
            });
  }

  /**
   * InvalidBucketAclWithObjectOwnership for BucketOwnerEnforced while the ACL grants others access
   * (S3 user guide, object-ownership-error-responses.html).
   */
  @Override
  default PutBucketOwnershipControlsResponse putBucketOwnershipControls(
      PutBucketOwnershipControlsRequest request) {
    ObjectOwnership ownership = request.ownershipControls().rules().get(0).objectOwnership();
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketOwnershipControlsResponse.builder().build(),
            bucket -> {
              if (ownership == ObjectOwnership.BUCKET_OWNER_ENFORCED && bucket.logDeliveryAcl) {
                throw AwsError.of(
                    400,
                    "InvalidBucketAclWithObjectOwnership",
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
              }
              bucket.ownership = ownership;
            });
  }

  /** The owner's grant, and those of the log delivery group (acl-overview.html, canned ACLs). */
  @Override
  default GetBucketAclResponse getBucketAcl(GetBucketAclRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              List<Grant> grants = new ArrayList<>();
              grants.add(
                  Grant.builder()
                      .grantee(it -> it.type(Type.CANONICAL_USER).id(bucket.owner))
                      .permission(Permission.FULL_CONTROL)
                      .build());
              if (bucket.logDeliveryAcl) {
                grants.add(toLogDelivery(Permission.WRITE));
                grants.add(toLogDelivery(Permission.READ_ACP));
              }
              return GetBucketAclResponse.builder()
                  .owner(it -> it.id(bucket.owner))
                  .grants(grants)
                  .build();
            });
  }

  private static Grant toLogDelivery(Permission permission) {
    return Grant.builder()
        .grantee(it -> it.type(Type.GROUP).uri("http://acs.amazonaws.com/groups/s3/LogDelivery"))
        .permission(permission)
        .build();
  }

  /** The canned ACL log-delivery-write alone; none where ACLs are off. */
  @Override
  default PutBucketAclResponse putBucketAcl(PutBucketAclRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketAclResponse.builder().build(),
            bucket -> {
              if (bucket.ownership == ObjectOwnership.BUCKET_OWNER_ENFORCED) {
                throw AwsError.of(
                    400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
              }
              bucket.logDeliveryAcl = "log-delivery-write".equals(request.aclAsString());
            });
  }
}
