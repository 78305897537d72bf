package org.sessionlogging.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;

/** What the door remembers, and what it forgets. */
class AwsTest {
  private final Shelf here = new Shelf();
  private final Shelf there = new Shelf();
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private final Aws aws = through(request -> sent.add(CallFailed.operationOf(request)));

  /** A door whose requests come by somebody, who may let none through. */
  private static Aws through(Consumer<AwsRequest> passing) {
    return new Aws(
        new Aws.Transport() {
          @Override
          public <Q extends AwsRequest, R extends AwsResponse> R send(
              Q request, Function<Q, R> operation) {
            passing.accept(request);
            return operation.apply(request);
          }
        });
  }

  @Test
  void sameReadIsAskedOnce() {
    here.holds = "book";

    assertThat(described(here, "a")).isEqualTo("book");
    assertThat(described(here, "a")).isEqualTo("book");

    assertThat(sent).containsExactly("kms DescribeKey");
  }

  @Test
  void anotherQuestionOrAnotherRegionIsAskedOfItsOwn() {
    here.holds = "book";
    there.holds = "stone";

    assertThat(described(here, "a")).isEqualTo("book");
    assertThat(described(here, "b")).isEqualTo("book");
    assertThat(described(there, "a")).isEqualTo("stone");

    assertThat(sent).hasSize(3);
  }

  @Test
  void absenceIsRememberedAsWell() {
    assertThat(aws.find(here, get("a"), KmsClient::describeKey, "NotFoundException")).isEmpty();
    assertThat(aws.find(here, get("a"), KmsClient::describeKey, "NotFoundException")).isEmpty();

    assertThat(sent).hasSize(1);
  }

  @Test
  void absenceThatIsNoErrorToOneIsStillOneToAnother() {
    assertThat(aws.find(here, get("a"), KmsClient::describeKey, "NotFoundException")).isEmpty();

    assertThatThrownBy(() -> aws.call(here, get("a"), KmsClient::describeKey))
        .isInstanceOfSatisfying(
            CallFailed.class, e -> assertThat(e.code()).isEqualTo("NotFoundException"));
  }

  @Test
  void absenceIsWhatItsCodesSayAndNothingElse() {
    assertThatThrownBy(() -> aws.find(here, get("a"), KmsClient::describeKey, "AccessDenied"))
        .isInstanceOfSatisfying(
            CallFailed.class, e -> assertThat(e.code()).isEqualTo("NotFoundException"));
  }

  @Test
  void whatIsGoneAlreadyNeedNotBeTakenAway() {
    here.refuses = true;

    assertThat(aws.find(here, put("pen"), KmsClient::updateKeyDescription, "NotFoundException"))
        .isEmpty();
    here.refuses = false;
    assertThat(aws.find(here, put("pen"), KmsClient::updateKeyDescription, "NotFoundException"))
        .isPresent();
  }

  @Test
  void ownCredentialsAreLeftToTheClient() {
    here.holds = "book";

    assertThat(
            new Aws(Aws.withOwnCredentials())
                .call(here, get("a"), KmsClient::describeKey)
                .keyMetadata()
                .description())
        .isEqualTo("book");
  }

  @Test
  void everyWriteForgetsAllThatWasRead() {
    assertThat(aws.find(here, get("a"), KmsClient::describeKey, "NotFoundException")).isEmpty();
    there.holds = "stone";
    assertThat(described(there, "a")).isEqualTo("stone");

    write("pen");
    there.holds = "moss";

    assertThat(described(here, "a")).isEqualTo("pen");
    assertThat(described(there, "a")).isEqualTo("moss");
  }

  @Test
  void writeWhoseAnswerGetsLostForgetsToo() {
    here.holds = "book";
    here.losesAnswers = true;
    assertThat(described(here, "a")).isEqualTo("book");

    assertThatThrownBy(() -> aws.call(here, put("pen"), KmsClient::updateKeyDescription))
        .isInstanceOf(CallFailed.class);

    assertThat(described(here, "a")).isEqualTo("pen");
  }

  @Test
  void questionsAreAnsweredInTheirOrder() {
    here.holds = "book";
    there.holds = "stone";

    assertThat(aws.sideBySide(List.of(() -> described(there, "a"), () -> described(here, "a"))))
        .containsExactly("stone", "book");
  }

  @Test
  void questionsAreAskedSideBySide() {
    CyclicBarrier bothAreAsked = new CyclicBarrier(2);
    Supplier<Integer> question =
        () -> {
          try {
            return bothAreAsked.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
          }
        };

    assertThat(aws.sideBySide(List.of(question, question))).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void sameQuestionSideBySideIsAskedOnce() {
    here.holds = "book";

    assertThat(aws.sideBySide(Collections.nCopies(40, () -> described(here, "a"))))
        .containsOnly("book");

    assertThat(sent).hasSize(1);
  }

  @Test
  void whatIsAskedAheadIsThereWhenItsTurnComes() {
    here.holds = "book";

    aws.ahead(List.of(() -> described(there, "a"), () -> described(here, "a"), () -> null));
    assertThat(sent).hasSize(2);

    assertThat(described(here, "a")).isEqualTo("book");
    assertThatThrownBy(() -> described(there, "a")).isInstanceOf(CallFailed.class);
    assertThat(sent).hasSize(2);
  }

  @Test
  void firstQuestionThatFailsSpeaksForAll() {
    assertThatThrownBy(
            () ->
                aws.sideBySide(
                    List.of(
                        () -> "answered",
                        () -> described(here, "a"),
                        () -> {
                          throw new IllegalStateException();
                        })))
        .isInstanceOf(CallFailed.class);
  }

  @Test
  void errorOfTheMachineIsNotHidden() {
    assertThatThrownBy(
            () ->
                aws.sideBySide(
                    List.of(
                        () -> {
                          throw new StackOverflowError();
                        })))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void nobodyWaitsForAnAnswerThatAnErrorOfTheMachineKeepsAway() {
    Aws broken =
        through(
            request -> {
              throw new StackOverflowError();
            });

    assertThatThrownBy(() -> broken.call(here, get("a"), KmsClient::describeKey))
        .isInstanceOf(StackOverflowError.class);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> broken.call(here, get("a"), KmsClient::describeKey))
                .isInstanceOf(StackOverflowError.class));
  }

  @Test
  void whetherAnythingWasWrittenIsKnown() {
    here.refuses = true;
    assertThat(aws.find(here, get("a"), KmsClient::describeKey, "NotFoundException")).isEmpty();
    assertThat(aws.find(here, put("pen"), KmsClient::updateKeyDescription, "NotFoundException"))
        .isEmpty();
    assertThat(aws.hasWritten()).isTrue();
    assertThat(aws.mayHaveChanged()).isFalse();

    here.refuses = false;
    write("pen");
    assertThat(aws.mayHaveChanged()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 409, 500, 503})
  void writeThatWasNotRefusedMayHaveBeenCarriedOut(int status) {
    Aws broken =
        through(
            request -> {
              throw status == 0
                  ? SdkClientException.create("Connection reset")
                  : KmsException.builder().statusCode(status).message("No.").build();
            });

    assertThatThrownBy(() -> broken.call(here, put("pen"), KmsClient::updateKeyDescription))
        .isInstanceOf(CallFailed.class);

    assertThat(broken.mayHaveChanged()).isTrue();
  }

  @Test
  void serviceWithoutAnAddressIsKnown() {
    assertThat(
            new CallFailed(
                    get("a"),
                    SdkClientException.create("Unable to execute", new UnknownHostException("kms")))
                .isWithoutAddress())
        .isTrue();
    assertThat(
            new CallFailed(get("a"), SdkClientException.create("Connection reset"))
                .isWithoutAddress())
        .isFalse();
  }

  @Test
  void sameWriteIsMadeTwice() {
    write("pen");
    write("pen");

    assertThat(sent).hasSize(2);
  }

  @Test
  void failureNamesOperationCodeStatusAndRequest() {
    assertThatThrownBy(() -> aws.call(here, get("a"), KmsClient::describeKey))
        .isInstanceOfSatisfying(
            CallFailed.class,
            e -> {
              assertThat(e.operation()).isEqualTo("kms DescribeKey");
              assertThat(e.status()).isEqualTo(404);
              assertThat(e.reason()).isEqualTo("No such key. (NotFoundException, request id 1234)");
            });
  }

  @Test
  void failureWithoutAnAnswerHasNoCode() {
    here.losesAnswers = true;

    assertThatThrownBy(() -> aws.call(here, put("pen"), KmsClient::updateKeyDescription))
        .isInstanceOfSatisfying(
            CallFailed.class,
            e -> {
              assertThat(e.code()).isEmpty();
              assertThat(e.status()).isZero();
              assertThat(e.reason()).isEqualTo("Connection reset");
            });
  }

  @Test
  void denialSaysWhichKindOfPolicyDeniedWhereAwsDoes() {
    CallFailed said =
        denial("User: x is not authorized, with an explicit deny in a service control policy");
    assertThat(said.isDenial()).isTrue();
    assertThat(said.denyingPolicy()).contains("service control policy");
    assertThat(denial("because no VPC endpoint policy allows it").denyingPolicy())
        .contains("VPC endpoint policy");
    assertThat(denial("Access Denied").denyingPolicy()).isEmpty();
    assertThat(
            new CallFailed(get("a"), AwsServiceException.builder().statusCode(404).build())
                .isDenial())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, 403, true",
    "AccessDeniedException, 400, true",
    "AllAccessDisabled, 403, true",
    "AuthorizationError, 403, true",
    "UnauthorizedOperation, 403, true",
    "InvalidAccessKeyId, 403, false",
    "InvalidClientTokenId, 403, false",
    "SignatureDoesNotMatch, 403, false",
    "NoSuchBucket, 404, false"
  })
  void credentialsThatAreNotKnownAreNoDenial(String code, int status, boolean denial) {
    assertThat(refusal(status, code, "").isDenial()).isEqualTo(denial);
  }

  @Test
  void denialOfAHeadRequestHasItsStatusAlone() {
    assertThat(
            new CallFailed(get("a"), AwsServiceException.builder().statusCode(403).build())
                .isDenial())
        .isTrue();
  }

  private static CallFailed denial(String message) {
    return refusal(400, "AccessDeniedException", message);
  }

  private static CallFailed refusal(int status, String code, String message) {
    return new CallFailed(
        get("a"),
        AwsServiceException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build());
  }

  @Test
  void failureHasTheHeadersOfItsAnswer() {
    CallFailed redirect =
        new CallFailed(
            get("a"),
            AwsServiceException.builder()
                .statusCode(301)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("PermanentRedirect")
                        .sdkHttpResponse(
                            SdkHttpResponse.builder()
                                .statusCode(301)
                                .putHeader("x-amz-bucket-region", "eu-west-1")
                                .build())
                        .build())
                .build());

    assertThat(redirect.header("x-amz-bucket-region")).contains("eu-west-1");
    assertThat(redirect.header("x-amz-other")).isEmpty();
    assertThat(denial("no answer kept").header("x-amz-bucket-region")).isEmpty();
    assertThat(new CallFailed(get("a"), SdkClientException.create("Connection reset")).header("x"))
        .isEmpty();
  }

  @Test
  void answerWithoutABodyHasItsStatusForACode() {
    CallFailed failed =
        new CallFailed(get("a"), AwsServiceException.builder().statusCode(403).build());

    assertThat(failed.code()).isEqualTo("403");
    assertThat(failed.reason()).isEqualTo("no message (403)");
  }

  private static DescribeKeyRequest get(String id) {
    return DescribeKeyRequest.builder().keyId(id).build();
  }

  private static UpdateKeyDescriptionRequest put(String description) {
    return UpdateKeyDescriptionRequest.builder().keyId("a").description(description).build();
  }

  private void write(String description) {
    UpdateKeyDescriptionResponse unused =
        aws.call(here, put(description), KmsClient::updateKeyDescription);
  }

  private String described(Shelf shelf, String id) {
    return aws.call(shelf, get(id), KmsClient::describeKey).keyMetadata().description();
  }

  /** A KMS of one key; every id leads to it. */
  private static final class Shelf implements KmsClient {
    private String holds = "";
    private boolean losesAnswers;
    private boolean refuses;

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
      if (holds.isEmpty()) {
        throw absent();
      }
      return DescribeKeyResponse.builder().keyMetadata(key -> key.description(holds)).build();
    }

    @Override
    public UpdateKeyDescriptionResponse updateKeyDescription(UpdateKeyDescriptionRequest request) {
      if (refuses) {
        throw absent();
      }
      holds = request.description();
      if (losesAnswers) {
        throw SdkClientException.create("Connection reset");
      }
      return UpdateKeyDescriptionResponse.builder().build();
    }

    private static AwsServiceException absent() {
      return AwsServiceException.builder()
          .statusCode(404)
          .requestId("1234")
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode("NotFoundException")
                  .errorMessage("No such key.")
                  .build())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  @Test
  void dryRunChangesNothing() {
    GenerateDataKeyRequest request = GenerateDataKeyRequest.builder().keyId("key").build();

    assertThat(Aws.isRead(request.toBuilder().dryRun(true).build())).isTrue();
    assertThat(Aws.isRead(request.toBuilder().dryRun(false).build())).isFalse();
    assertThat(Aws.isRead(request)).isFalse();
  }
}
