package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.EndpointPolicy;

/** The services that a node has to reach; its text form is their name in an endpoint's. */
public enum NodeService {
  /** Takes the logs. */
  S3,
  /** Decrypts sessions. */
  KMS,
  /** Manages the node. */
  SSM,
  /** Carries sessions. */
  SSMMESSAGES,
  /** Carries commands; sessions do without it. */
  EC2MESSAGES;

  /**
   * The service of an endpoint's service name, such as {@code com.amazonaws.eu-west-1.s3}; empty
   * for those that nodes don't ask here, FIPS endpoints among them.
   */
  public static Optional<NodeService> of(String serviceName) {
    return Stream.of(values()).filter(it -> serviceName.endsWith("." + it)).findFirst();
  }

  /** The Region whose service it is that nodes ask. */
  String region(WantedAccess wanted) {
    return this == S3 ? wanted.bucketKey().region() : wanted.place().region();
  }

  /**
   * What nodes ask it for (amazon-ssm-agent, agent/s3util and agent/session/crypto; Systems Manager
   * user guide, "Reference: ec2messages, ssmmessages, and other API operations"). The bucket's key
   * they leave to S3.
   */
  List<NeededRight> needs(WantedAccess wanted) {
    return switch (this) {
      case S3 -> among(wanted, "s3:");
      case KMS -> among(wanted, "kms:Decrypt");
      case SSM -> List.of(something(NeededRight.MANAGED));
      case SSMMESSAGES ->
          List.of(
              something("ssmmessages:CreateControlChannel"),
              something("ssmmessages:CreateDataChannel"),
              something("ssmmessages:OpenControlChannel"),
              something("ssmmessages:OpenDataChannel"));
      case EC2MESSAGES -> List.of(something("ec2messages:GetMessages"));
    };
  }

  private static List<NeededRight> among(WantedAccess wanted, String beginning) {
    return NeededRight.of(wanted).stream().filter(it -> it.action().startsWith(beginning)).toList();
  }

  private static NeededRight something(String action) {
    return new NeededRight(action, EndpointPolicy.SOMETHING, Map.of());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
