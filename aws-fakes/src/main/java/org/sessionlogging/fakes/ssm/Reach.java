package org.sessionlogging.fakes.ssm;

import java.util.Set;
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

  String subject(String name) {
    return region + " " + name;
  }

  FakeDocument in(SsmState state, String name) {
    return existing(state, name, "InvalidDocument", "The specified document does not exist.");
  }

  /** The same for the calls about tags, which have a code of their own. */
  FakeDocument tagged(SsmState state, String name) {
    return existing(state, name, "InvalidResourceId", "The resource ID isn't valid.");
  }

  private FakeDocument existing(SsmState state, String name, String code, String message) {
    FakeDocument document = state.in(region).get(name);
    if (document == null) {
      throw AwsError.of(400, code, message);
    }
    return document;
  }

  static AwsServiceException noVersion() {
    return AwsError.of(
        400, "InvalidDocumentVersion", "The document version is not valid or does not exist.");
  }
}
