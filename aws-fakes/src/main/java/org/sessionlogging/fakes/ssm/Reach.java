package org.sessionlogging.fakes.ssm;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Store;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.model.SsmRequest;

/** How the calls in one Region reach its documents; refusals are in the API reference, "Errors". */
record Reach(Store<SsmState> store, String region) {

  /**
   * A document or a version is made and deleted in the background: Creating, Updating, Deleting
   * (API reference, DocumentDescription: Status; AWS's own providers poll: aws_ssm_document of
   * hashicorp/terraform-provider-aws, see #42125 for its wait on DescribeDocument).
   */
  static final Set<String> PASSING =
      Set.of(
          "InvalidDocument",
          "InvalidDocumentVersion",
          "InvalidDocumentOperation",
          "InvalidResourceId");

  /** What has been deleted keeps its name until it is gone. */
  static final Set<String> LEAVING = Set.of("DocumentAlreadyExists");

  <R> R look(SsmRequest request, String name, Function<FakeDocument, R> question) {
    return store.look(request, subject(name), state -> question.apply(in(state, name)));
  }

  <R> R write(SsmRequest request, String name, R answer, Change change) {
    return store.write(
        request,
        subject(name),
        PASSING,
        state -> {
          change.apply(in(state, name));
          return answer;
        });
  }

  /** A change of a document, or its refusal. */
  interface Change {
    void apply(FakeDocument document);
  }

  /** A read about a setting of the Region: those that somebody has changed, by id. */
  <R> R lookAtSetting(
      SsmRequest request, String id, Function<SortedMap<String, String>, R> question) {
    return store.look(
        request,
        subject(id),
        state -> question.apply(state.settings.getOrDefault(region, Collections.emptySortedMap())));
  }

  /** A write about a setting of the Region. */
  <R> R changeSetting(
      SsmRequest request, String id, R answer, Consumer<SortedMap<String, String>> change) {
    return store.write(
        request,
        subject(id),
        Set.of(),
        state -> {
          change.accept(state.settingsIn(region));
          state.settings.values().removeIf(Map::isEmpty);
          return answer;
        });
  }

  String subject(String name) {
    return region + " " + name;
  }

  FakeDocument in(SsmState state, String name) {
    return existing(
        state.in(region), name, "InvalidDocument", "The specified document does not exist.");
  }

  /** Of parameters, which may bear a document's name. */
  String subject(String resourceType, String id) {
    return "Parameter".equals(resourceType) ? subject(resourceType + " " + id) : subject(id);
  }

  FakeParameter parameter(SsmState state, String name) {
    return existing(state.parametersIn(region), name, "ParameterNotFound", "Parameter not found.");
  }

  /** What the calls about tags are about; they have a code of their own for what is absent. */
  SortedMap<String, String> tags(SsmState state, String resourceType, String id) {
    String message = "The resource ID isn't valid.";
    return "Parameter".equals(resourceType)
        ? existing(state.parametersIn(region), id, "InvalidResourceId", message).tags
        : existing(state.in(region), id, "InvalidResourceId", message).tags;
  }

  private static <T> T existing(Map<String, T> all, String name, String code, String message) {
    T found = all.get(name);
    if (found == null) {
      throw AwsError.of(400, code, message);
    }
    return found;
  }

  static AwsServiceException noVersion() {
    return AwsError.of(
        400, "InvalidDocumentVersion", "The document version is not valid or does not exist.");
  }
}
