package org.sessionlogging.central;

import java.util.function.IntConsumer;
import org.sessionlogging.kit.contract.HandlerContract;
import org.sessionlogging.kit.custom.CustomResourceDoor;

/** The Lambda function behind {@code Custom::SessionLoggingCentral}. */
public class CustomResource extends CustomResourceDoor<ResourceModel, CallbackContext> {
  public CustomResource() {
    super(Central.CONTRACT, ResourceModel.class, Central.SCHEMA);
  }

  CustomResource(
      HandlerContract<ResourceModel, CallbackContext> contract, IntConsumer pauseSeconds) {
    super(contract, ResourceModel.class, Central.SCHEMA, pauseSeconds);
  }
}
