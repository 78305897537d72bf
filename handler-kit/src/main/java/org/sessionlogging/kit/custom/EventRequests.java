package org.sessionlogging.kit.custom;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.List;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The events of a custom resource as requests to the handlers of a registered type. */
record EventRequests<M>(TemplateProperties<M> properties) {

  /**
   * For what is declared.
   *
   * @throws Refused with every reason why the properties are not valid
   */
  ResourceHandlerRequest<M> declared(CloudFormationCustomResourceEvent event) {
    return request(event, properties.declared(event.getResourceProperties())).build();
  }

  /** The same with what was declared before. */
  ResourceHandlerRequest<M> changed(CloudFormationCustomResourceEvent event) {
    return declared(event).toBuilder()
        .previousResourceState(properties.former(event.getOldResourceProperties()).orElse(null))
        .build();
  }

  /** For what the physical id names, whatever is declared. */
  ResourceHandlerRequest<M> identified(CloudFormationCustomResourceEvent event) {
    return request(event, properties.identifiedBy(event.getPhysicalResourceId())).build();
  }

  private ResourceHandlerRequest.ResourceHandlerRequestBuilder<M> request(
      CloudFormationCustomResourceEvent event, M model) {
    // arn:partition:cloudformation:region:account:stack/name/id
    List<String> stack = List.of(String.valueOf(event.getStackId()).split(":", -1));
    if (stack.size() < 6) {
      throw Refused.invalid("StackId: `" + event.getStackId() + "` is not the ARN of a stack.");
    }
    return ResourceHandlerRequest.<M>builder()
        .desiredResourceState(model)
        .awsPartition(stack.get(1))
        .region(stack.get(3))
        .awsAccountId(stack.get(4))
        .clientRequestToken(event.getRequestId())
        .logicalResourceIdentifier(event.getLogicalResourceId());
  }
}
