package org.sessionlogging.fakes.laws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Lanes;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.cloudwatch.FakeLogs;
import org.sessionlogging.fakes.cloudwatch.FakeMetrics;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * A resource type, as the laws need it.
 *
 * @param <M> its generated model
 * @param <C> its callback context
 */
public interface TypeUnderTest<M, C> {

  /** The account that it runs in. */
  String account();

  /** The Region that it runs in. */
  String region();

  Class<M> modelType();

  TypeReference<C> contextType();

  /** Name of its schema among the resources. */
  String schemaName();

  /** What the contract's inputs name as {@code {{name}}}, by name. */
  default Map<String, String> exports() {
    return Map.of();
  }

  /** Handlers, type, mapper and generated classes are in it, handles and parts in rooms below. */
  String topPackage();

  /** The services that each room below the top package may call, as the SDK names them. */
  Map<String, Set<String>> servicesByRoom();

  /** Its handlers, before an AWS. */
  Driver.Handler<M, C> handler(FakeAws aws);

  /** What it is tried with: the contract's inputs, from every start that makes a difference. */
  List<Mode<M, C>> modes();

  /** What other accounts hold for it, whatever it is tried with. */
  default void elsewhere(FakeAws aws) {}

  /** The account whose buckets it is about. */
  default String bucketOwner() {
    return account();
  }

  /** Calls about a bucket whose owner nobody has told. */
  default Set<String> ownerUntold() {
    return Set.of();
  }

  /** Declarations that are refused without a call, each with the beginning of the message. */
  Stream<BadInput<M>> badInputs();

  /** One of them. */
  record BadInput<M>(String message, M declared) {}

  /**
   * Ways through an action beyond those of {@link #modes}, so that all that it can come to call is
   * called.
   */
  List<Consumer<Scene<M, C>>> furtherWays(Action action);

  /** The same declaration with other tags. */
  M retagged(M declared);

  /** Actions that tagging needs beside those that a change of tags writes with. */
  Set<String> taggingBesides();

  /**
   * The entry point that is registered, with a handler in place of its own, which calls AWS with
   * the credentials of each request.
   */
  RequestStreamHandler wrapper(Driver.Handler<M, C> handler, Journal journal);

  /** The same, which tells CloudWatch what it does. */
  RequestStreamHandler reporting(
      Driver.Handler<M, C> handler,
      Journal journal,
      FakeLogs logs,
      FakeMetrics metrics,
      Lanes lanes);

  /** A handler as the generated entry point calls it. */
  interface Registered<M, C> {
    ProgressEvent<M, C> handleRequest(
        AmazonWebServicesClientProxy proxy,
        ResourceHandlerRequest<M> request,
        C context,
        Logger logger);
  }

  /** The handlers that are registered. */
  Map<Action, Registered<M, C>> registered();

  /** The function behind the {@code Custom::} resource, before an AWS. */
  RequestHandler<CloudFormationCustomResourceEvent, ?> function(FakeAws aws, IntConsumer pause);

  /** The function as Lambda makes it. */
  RequestHandler<CloudFormationCustomResourceEvent, ?> function();

  /**
   * What is to be as it was before when the resource is gone: everything, but for what AWS lets
   * nobody delete at once.
   */
  default String lasting(FakeAws aws) {
    return aws.picture();
  }

  /** Of that, what has an effect, whatever its history. */
  default String effective(FakeAws aws) {
    return lasting(aws);
  }

  /** A text with names in place of the ids that AWS drew. */
  default String withoutIds(FakeAws aws, String text) {
    return text;
  }

  /**
   * Inputs that read shows also where they are not declared, without a default in the schema: what
   * they are then is found, not fixed.
   */
  default Set<String> shownUndeclared() {
    return Set.of();
  }

  /**
   * Inputs that read shows only while all that carries them out is as this version writes it: of
   * what a former version wrote otherwise they are absent until an update.
   */
  default Set<String> vouchedFor() {
    return Set.of();
  }

  /** Calls whose denial can't be told from absence. */
  default Set<String> deniedUnseen() {
    return Set.of();
  }

  /** Calls about single things whose denial a list passes over: they are not ours to look at. */
  default Set<String> passedOver() {
    return Set.of();
  }

  /** CloudFormation in one Region, whose calls go the given way. */
  default Driver<M, C> driver(FakeAws aws, String region, Aws.Transport transport) {
    return new Driver<>(handler(aws), transport, contextType(), request(region));
  }

  default ResourceHandlerRequest<M> request(String region) {
    return ResourceHandlerRequest.<M>builder()
        .awsPartition("aws")
        .awsAccountId(account())
        .region(region)
        .build();
  }
}
