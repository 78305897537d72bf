package org.sessionlogging.member.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;
import org.sessionlogging.kit.reconcile.TagDifference;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * All tags of one session document, which belong to it and not to a version.
 *
 * @param progress remembers what this operation has put, as it may show late
 */
public record DocumentTags(Aws aws, SsmClient ssm, String documentName, Progress progress)
    implements Handle<DocumentMarks> {
  private static final String ABSENT = "InvalidResourceId";

  @Override
  public String name() {
    return "tags of the session document";
  }

  /** Empty without the document. */
  @Override
  public Optional<DocumentMarks> read() {
    return aws.find(
            ssm,
            ListTagsForResourceRequest.builder()
                .resourceType(ResourceTypeForTagging.DOCUMENT)
                .resourceId(documentName)
                .build(),
            SsmClient::listTagsForResource,
            SessionDocument.ABSENT,
            ABSENT)
        .map(
            found -> {
              SortedMap<String, String> tags = new TreeMap<>();
              found.tagList().forEach(tag -> tags.put(tag.key(), tag.value()));
              return new DocumentMarks(tags);
            });
  }

  @Override
  public Step write(DocumentMarks value, Optional<DocumentMarks> live) {
    change(TagDifference.between(live.orElseThrow().all(), value.all()));
    return Step.DONE;
  }

  /**
   * What is taken away of the memory goes last: another try finds its way by it. The rest makes
   * room first, as a document takes 50 tags at any moment.
   */
  void change(TagDifference difference) {
    Map<Boolean, List<String>> surplus =
        difference.surplus().stream().collect(Collectors.partitioningBy(DocumentMarks::isMemory));
    remove(surplus.get(false));
    add(difference.missing());
    remove(surplus.get(true));
  }

  void add(Map<String, String> tags) {
    if (!tags.isEmpty()) {
      aws.call(
          ssm,
          AddTagsToResourceRequest.builder()
              .resourceType(ResourceTypeForTagging.DOCUMENT)
              .resourceId(documentName)
              .tags(listed(tags))
              .build(),
          SsmClient::addTagsToResource);
      new OwnWrites(progress).put(tags);
    }
  }

  /** As they were before the document was taken over. */
  void putBack(DocumentMarks marks) {
    SortedMap<String, String> ofAnybody = new TreeMap<>(marks.all());
    ofAnybody.keySet().removeIf(Tags::areOfAws);
    // What a creation writes last may not show yet.
    ofAnybody.putIfAbsent(DocumentMarks.SUCCEEDED, "");
    change(TagDifference.between(ofAnybody, marks.users().former()));
  }

  /** Takes the mark of a creation away that has not come to take the document over. */
  void unclaim() {
    read()
        .filter(DocumentMarks::areClaimed)
        .ifPresent(claimed -> remove(Set.of(DocumentMarks.CLAIM)));
  }

  private void remove(Collection<String> keys) {
    if (!keys.isEmpty()) {
      aws.call(
          ssm,
          RemoveTagsFromResourceRequest.builder()
              .resourceType(ResourceTypeForTagging.DOCUMENT)
              .resourceId(documentName)
              .tagKeys(keys)
              .build(),
          SsmClient::removeTagsFromResource);
      new OwnWrites(progress).removed(keys);
    }
  }

  /** Tags as SSM's requests take them. */
  static List<Tag> listed(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
