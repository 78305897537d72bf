package org.sessionlogging.fakes.s3;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sessionlogging.fakes.organizations.FakeOrganizations;
import org.sessionlogging.fakes.organizations.ResourcePolicy;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Store;
import software.amazon.awssdk.services.s3.model.S3Request;

/** How the calls of one account in one Region reach the buckets. */
record Reach(Store<S3State> store, FakeOrganizations organizations, String account, String region) {

  /**
   * Right after its creation a bucket may be unknown to any call
   * (hashicorp/terraform-provider-aws#10068, #13008, #33717).
   */
  private static final Set<String> PASSING = Set.of("NoSuchBucket");

  <R> R look(S3Request request, String bucket, Function<FakeBucket, R> question) {
    return store.look(request, bucket, state -> question.apply(in(state, request, bucket)));
  }

  <R> R write(S3Request request, String bucket, R answer, Change change) {
    return write(request, bucket, PASSING, answer, change);
  }

  /**
   * @param passing the error codes that what was just written may give
   */
  <R> R write(S3Request request, String bucket, Set<String> passing, R answer, Change change) {
    return store.write(
        request,
        bucket,
        passing,
        state -> {
          change.apply(in(state, request, bucket));
          return answer;
        });
  }

  /** A change of a bucket, or its refusal. */
  interface Change {
    void apply(FakeBucket bucket);
  }

  /**
   * S3 user guide, "Verifying bucket ownership with bucket owner condition"
   * (bucket-owner-condition.html): 403 when another account owns it. API reference, "Error
   * responses": PermanentRedirect in another Region than the bucket's.
   */
  FakeBucket in(S3State state, S3Request request, String name) {
    FakeBucket bucket = state.buckets.get(name);
    if (bucket == null) {
      throw AwsError.of(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    String expected = request.getValueForField("ExpectedBucketOwner", String.class).orElse(account);
    if (!bucket.owner.equals(account) || !bucket.owner.equals(expected)) {
      throw AwsError.of(403, "AccessDenied", "Access Denied");
    }
    refuseElsewhere(bucket);
    return bucket;
  }

  private void refuseElsewhere(FakeBucket bucket) {
    if (!bucket.region.equals(region)) {
      throw AwsError.elsewhere(bucket.region);
    }
  }

  /**
   * The same for a call that a bucket's policy may allow to other accounts. S3 says why it denies
   * one within an organization only (S3 user guide, troubleshoot-403-errors.html, "Access denied
   * message examples").
   */
  FakeBucket letting(String action, S3State state, S3Request request, String name) {
    return letting(action, it -> it.lets(action, organizations, account), state, request, name);
  }

  /** The same for a call about one object, with more to it. */
  FakeBucket letting(
      String action,
      String key,
      Map<String, String> context,
      S3State state,
      S3Request request,
      String name) {
    String object = "arn:aws:s3:::" + name + "/" + key;
    return letting(
        action,
        it -> it.letsOn(object, action, organizations, account, context),
        state,
        request,
        name);
  }

  private FakeBucket letting(
      String action,
      Predicate<ResourcePolicy> lets,
      S3State state,
      S3Request request,
      String name) {
    FakeBucket bucket = state.buckets.get(name);
    if (bucket == null || bucket.owner.equals(account)) {
      return in(state, request, name);
    }
    refuseElsewhere(bucket);
    String expected =
        request.getValueForField("ExpectedBucketOwner", String.class).orElse(bucket.owner);
    if (!bucket.owner.equals(expected)) {
      throw AwsError.of(403, "AccessDenied", "Access Denied");
    }
    if (!lets.test(new ResourcePolicy(bucket.policy))) {
      boolean together =
          organizations.idOf(account).isPresent() && organizations.idOf(bucket.owner).isPresent();
      throw AwsError.of(
          403,
          "AccessDenied",
          together
              ? "User: arn:aws:sts::"
                  + account
                  + ":assumed-role/handlers/session is not authorized to perform: "
                  + action
                  + " on resource: \"arn:aws:s3:::"
                  + name
                  + "\" because no resource-based policy allows the "
                  + action
                  + " action"
              : "Access Denied");
    }
    return bucket;
  }

  /** What a setting says. */
  static <T> T orAbsent(T value, String code) {
    if (value == null) {
      throw AwsError.of(404, code, "There is no such configuration.");
    }
    return value;
  }
}
