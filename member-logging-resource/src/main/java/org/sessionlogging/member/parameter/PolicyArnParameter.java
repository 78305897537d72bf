package org.sessionlogging.member.parameter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The parameter of one document in one Region: its name has the document's in it. */
public record PolicyArnParameter(Aws aws, SsmClient ssm, Place place, String documentName)
    implements Handle<PublishedArn> {
  private static final String ABSENT = "ParameterNotFound";
  private static final String TAKEN = "ParameterAlreadyExists";
  private static final String NO_TAGS = "InvalidResourceId";

  /**
   * What SSM takes at most to show one, or to give the name of a deleted one free: 30 seconds at
   * least (SSM API reference, DeleteParameter).
   */
  private static final Duration FRESH = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "published policy ARN";
  }

  String parameterName() {
    return MemberPolicy.parameterName(documentName);
  }

  @Override
  public Optional<PublishedArn> read() {
    return aws.find(
            ssm,
            GetParameterRequest.builder().name(parameterName()).build(),
            SsmClient::getParameter,
            ABSENT)
        .map(found -> new PublishedArn(found.parameter().value(), tags()));
  }

  /** The tags of one that was just made may show later than its value. */
  private SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    aws.find(
            ssm,
            ListTagsForResourceRequest.builder()
                .resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId(parameterName())
                .build(),
            SsmClient::listTagsForResource,
            NO_TAGS)
        .ifPresent(found -> found.tagList().forEach(tag -> tags.put(tag.key(), tag.value())));
    return tags;
  }

  /**
   * Whether it is this type's: by its tag, or, where that was taken away or does not show yet,
   * because it names a policy of this document and no stack has made it.
   */
  boolean isOurs(PublishedArn live) {
    return live.isMarkedFor(documentName)
        || (live.value().startsWith(place.policyArn(MemberPolicy.path(documentName)))
            && !live.isOfAStack());
  }

  /** Whether it exists and is this type's. */
  public boolean isOurs() {
    return read().filter(this::isOurs).isPresent();
  }

  /** Tags are given at birth or one by one: PutParameter takes none with Overwrite. */
  @Override
  public Step write(PublishedArn value, Optional<PublishedArn> live) {
    if (live.isEmpty()) {
      return create(value);
    }
    Map<String, String> missing = TagDifference.between(live.get().tags(), value.tags()).missing();
    if (!missing.isEmpty()) {
      aws.call(
          ssm,
          AddTagsToResourceRequest.builder()
              .resourceType(ResourceTypeForTagging.PARAMETER)
              .resourceId(parameterName())
              .tags(listed(missing))
              .build(),
          SsmClient::addTagsToResource);
    }
    if (!live.get().value().equals(value.value())) {
      aws.call(ssm, put(value).overwrite(true).build(), SsmClient::putParameter);
    }
    return Step.DONE;
  }

  /** Where the name is taken, what bears it shows soon, and is this type's or somebody else's. */
  private Step create(PublishedArn value) {
    return aws.find(
            ssm, put(value).tags(listed(value.tags())).build(), SsmClient::putParameter, TAKEN)
        .map(made -> Step.DONE)
        .orElseGet(() -> Step.wait(5, "the parameter to show, or its name to be free", FRESH));
  }

  private PutParameterRequest.Builder put(PublishedArn value) {
    return PutParameterRequest.builder()
        .name(parameterName())
        .description(
            "ARN of the policy that lets instances write their logs; kept by Session Logging")
        .type(ParameterType.STRING)
        .value(value.value());
  }

  private static List<Tag> listed(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  /** Whether it was there: one that was just made may not be found yet. */
  boolean delete() {
    return aws.find(
            ssm,
            DeleteParameterRequest.builder().name(parameterName()).build(),
            SsmClient::deleteParameter,
            ABSENT)
        .isPresent();
  }

  /** What comes after a {@link #delete} that found nothing. */
  static Step untilItIsGone() {
    return Step.wait(2, "the parameter to be gone", FRESH);
  }
}
