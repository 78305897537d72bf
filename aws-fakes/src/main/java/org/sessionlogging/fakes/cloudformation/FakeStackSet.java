package org.sessionlogging.fakes.cloudformation;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;

/** One StackSet. */
public final class FakeStackSet {
  /** Whether it reaches the organization's accounts by itself (permission model). */
  public boolean serviceManaged = true;

  public final List<StackInstanceSummary> instances = new ArrayList<>();

  /** An instance in an account and Region whose last operation ended so. */
  public void add(
      String account, String region, StackInstanceDetailedStatus detail, String statusReason) {
    instances.add(
        StackInstanceSummary.builder()
            .account(account)
            .region(region)
            .status(
                switch (detail) {
                  case SUCCEEDED -> StackInstanceStatus.CURRENT;
                  case INOPERABLE -> StackInstanceStatus.INOPERABLE;
                  default -> StackInstanceStatus.OUTDATED;
                })
            .stackInstanceStatus(it -> it.detailedStatus(detail))
            .statusReason(statusReason)
            .build());
  }
}
