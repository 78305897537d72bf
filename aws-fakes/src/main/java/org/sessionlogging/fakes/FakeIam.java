package org.sessionlogging.fakes;

import static org.sessionlogging.fakes.Journal.error;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/**
 * The policies and roles of one account, as the IAM API reference describes them; quotas from "IAM
 * and AWS STS quotas" of the user guide.
 */
public final class FakeIam implements IamClient {
  public static final String ACCOUNT = "111122223333";
  private static final int MOST_POLICIES_OF_ROLE = 10;
  private static final int MOST_VERSIONS = 5;
  private static final int MOST_CHARACTERS = 6144;

  /** One managed policy. */
  public static final class Policy {
    public final String arn;
    public final NavigableMap<Integer, String> versions = new TreeMap<>();
    public final SortedMap<String, String> tags = new TreeMap<>();
    public final SortedSet<String> users = new TreeSet<>();
    public final SortedSet<String> groups = new TreeSet<>();
    int defaultVersion = 1;
    int newest;
    private int attachmentsThatFail;

    Policy(String arn) {
      this.arn = arn;
    }

    public String text() {
      return versions.get(defaultVersion);
    }

    /** What somebody does at the console. */
    public void write(String text) {
      versions.put(++newest, text);
      defaultVersion = newest;
    }
  }

  public final SortedMap<String, Policy> policies = new TreeMap<>();

  /** ARNs of the policies of each role. */
  public final SortedMap<String, SortedSet<String>> roles = new TreeMap<>();

  /** How often a new policy is unknown where roles are: IAM is eventually consistent. */
  public int attachmentsThatFail;

  public FakeIam role(String name) {
    roles.put(name, new TreeSet<>());
    return this;
  }

  public Policy add(String path, String name, String text) {
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy" + path + name;
    policies.put(arn, new Policy(arn));
    policies.get(arn).write(text);
    return policies.get(arn);
  }

  private SortedSet<String> rolesOf(String arn) {
    SortedSet<String> names = new TreeSet<>();
    roles.forEach(
        (name, arns) -> {
          if (arns.contains(arn)) {
            names.add(name);
          }
        });
    return names;
  }

  @Override
  public CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
    String arn = "arn:aws:iam::" + ACCOUNT + ":policy" + request.path() + request.policyName();
    if (policies.containsKey(arn)) {
      throw error(409, "EntityAlreadyExists", "A policy called that already exists.");
    }
    refuseLongText(request.policyDocument());
    Policy policy = new Policy(arn);
    merge(policy, request.tags());
    policy.write(request.policyDocument());
    policy.attachmentsThatFail = attachmentsThatFail;
    policies.put(arn, policy);
    return CreatePolicyResponse.builder().build();
  }

  @Override
  public GetPolicyResponse getPolicy(GetPolicyRequest request) {
    Policy policy = existing(request.policyArn());
    return GetPolicyResponse.builder()
        .policy(it -> it.arn(policy.arn).defaultVersionId("v" + policy.defaultVersion))
        .build();
  }

  @Override
  public GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
    Policy policy = existing(request.policyArn());
    // RFC 3986, where a space is %20.
    String text =
        URLEncoder.encode(policy.versions.get(number(request.versionId())), StandardCharsets.UTF_8)
            .replace("+", "%20");
    return GetPolicyVersionResponse.builder()
        .policyVersion(it -> it.versionId(request.versionId()).document(text))
        .build();
  }

  @Override
  public CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
    Policy policy = existing(request.policyArn());
    if (policy.versions.size() == MOST_VERSIONS) {
      throw error(409, "LimitExceeded", "A managed policy can have up to 5 versions.");
    }
    refuseLongText(request.policyDocument());
    policy.write(request.policyDocument());
    return CreatePolicyVersionResponse.builder().build();
  }

  private static void refuseLongText(String text) {
    if (text.replaceAll("\\s", "").length() > MOST_CHARACTERS) {
      throw error(409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
    }
  }

  @Override
  public ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
    Policy policy = existing(request.policyArn());
    return ListPolicyVersionsResponse.builder()
        .versions(
            policy.versions.keySet().stream()
                .map(
                    number ->
                        PolicyVersion.builder()
                            .versionId("v" + number)
                            .isDefaultVersion(number == policy.defaultVersion)
                            .createDate(Instant.ofEpochSecond(number))
                            .build())
                .toList())
        .build();
  }

  @Override
  public DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
    Policy policy = existing(request.policyArn());
    if (number(request.versionId()) == policy.defaultVersion) {
      throw error(409, "DeleteConflict", "Cannot delete the default version of a policy.");
    }
    if (policy.versions.remove(number(request.versionId())) == null) {
      throw absent(request.versionId());
    }
    return DeletePolicyVersionResponse.builder().build();
  }

  @Override
  public DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
    Policy policy = existing(request.policyArn());
    if (!rolesOf(policy.arn).isEmpty() || !policy.users.isEmpty() || !policy.groups.isEmpty()) {
      throw error(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
    }
    if (policy.versions.size() > 1) {
      throw error(
          409,
          "DeleteConflict",
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions.");
    }
    policies.remove(policy.arn);
    return DeletePolicyResponse.builder().build();
  }

  @Override
  public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
    String begin = "arn:aws:iam::" + ACCOUNT + ":policy" + request.pathPrefix();
    List<String> arns = policies.keySet().stream().filter(arn -> arn.startsWith(begin)).toList();
    return ListPoliciesResponse.builder()
        .policies(
            onePage(arns, request.marker()).stream()
                .map(arn -> software.amazon.awssdk.services.iam.model.Policy.builder().arn(arn))
                .map(it -> it.build())
                .toList())
        .marker(next(arns, request.marker()))
        .build();
  }

  @Override
  public ListEntitiesForPolicyResponse listEntitiesForPolicy(ListEntitiesForPolicyRequest request) {
    Policy policy = existing(request.policyArn());
    List<String> names = List.copyOf(rolesOf(policy.arn));
    return ListEntitiesForPolicyResponse.builder()
        .policyRoles(
            onePage(names, request.marker()).stream()
                .map(name -> PolicyRole.builder().roleName(name).build())
                .toList())
        .policyUsers(
            policy.users.stream().map(name -> PolicyUser.builder().userName(name).build()).toList())
        .policyGroups(
            policy.groups.stream()
                .map(name -> PolicyGroup.builder().groupName(name).build())
                .toList())
        .marker(next(names, request.marker()))
        .build();
  }

  /** One entry a page, so that paging is always looked at. */
  private static List<String> onePage(List<String> all, String marker) {
    return all.stream().skip(start(marker)).limit(1).toList();
  }

  private static String next(List<String> all, String marker) {
    return start(marker) + 1 < all.size() ? String.valueOf(start(marker) + 1) : null;
  }

  private static int start(String marker) {
    return marker == null ? 0 : Integer.parseInt(marker);
  }

  @Override
  public ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request) {
    return ListPolicyTagsResponse.builder()
        .tags(
            existing(request.policyArn()).tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  @Override
  public TagPolicyResponse tagPolicy(TagPolicyRequest request) {
    merge(existing(request.policyArn()), request.tags());
    return TagPolicyResponse.builder().build();
  }

  @Override
  public UntagPolicyResponse untagPolicy(UntagPolicyRequest request) {
    existing(request.policyArn()).tags.keySet().removeAll(request.tagKeys());
    return UntagPolicyResponse.builder().build();
  }

  /** User guide, "Tags for IAM resources": no commas. */
  private static void merge(Policy policy, List<Tag> tags) {
    for (Tag tag : tags) {
      if (tag.key().length() > 128
          || tag.value().length() > 256
          || !(tag.key() + tag.value()).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")) {
        throw error(400, "ValidationError", "Tag " + tag + " is not valid.");
      }
      policy.tags.put(tag.key(), tag.value());
    }
    if (policy.tags.size() > 50) {
      throw error(409, "LimitExceeded", "A resource has at most 50 tags.");
    }
  }

  @Override
  public ListAttachedRolePoliciesResponse listAttachedRolePolicies(
      ListAttachedRolePoliciesRequest request) {
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(
            role(roles, request.roleName()).stream()
                .filter(arn -> arn.contains(":policy" + request.pathPrefix()))
                .map(arn -> AttachedPolicy.builder().policyArn(arn).build())
                .toList())
        .build();
  }

  @Override
  public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
    Policy policy = existing(request.policyArn());
    if (policy.attachmentsThatFail-- > 0) {
      throw absent(policy.arn);
    }
    SortedSet<String> arns = role(roles, request.roleName());
    if (arns.size() == MOST_POLICIES_OF_ROLE) {
      throw error(409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10");
    }
    arns.add(policy.arn);
    return AttachRolePolicyResponse.builder().build();
  }

  @Override
  public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
    if (!role(roles, request.roleName()).remove(request.policyArn())) {
      throw absent(request.policyArn());
    }
    return DetachRolePolicyResponse.builder().build();
  }

  private static SortedSet<String> role(SortedMap<String, SortedSet<String>> roles, String name) {
    if (!roles.containsKey(name)) {
      throw absent(name);
    }
    return roles.get(name);
  }

  private Policy existing(String arn) {
    if (!policies.containsKey(arn)) {
      throw absent(arn);
    }
    return policies.get(arn);
  }

  private static int number(String versionId) {
    return Integer.parseInt(versionId.substring(1));
  }

  private static AwsServiceException absent(String what) {
    return error(404, "NoSuchEntity", what + " does not exist.");
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
