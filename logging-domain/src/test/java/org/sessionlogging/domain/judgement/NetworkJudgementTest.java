package org.sessionlogging.domain.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.Preferences;

/** A member in another Region than the bucket's. */
class NetworkJudgementTest {
  private static final String HERE = "us-east-1";
  private static final String BUCKETS = "eu-west-1";
  private static final WantedAccess WANTED =
      new WantedAccess(
          Examples.MEMBER,
          "central-session-logs",
          Examples.BUCKET_KEY,
          Examples.KEYS.sessionKeyIn(HERE),
          "222222222222/us-east-1",
          Preferences.NONE);

  private static Endpoint endpoint(
      NodeService service, String type, String region, String state, String policy) {
    return new Endpoint(
        "vpce-" + service,
        "vpc-1",
        service,
        type.equals("gateway"),
        region,
        state,
        type.equals("dns"),
        Shown.of(Optional.ofNullable(policy).map(PolicyDocument::parse)));
  }

  private static Endpoint open(NodeService service, String type, String region) {
    return endpoint(service, type, region, "available", null);
  }

  private static List<String> judged(Endpoint... endpoints) {
    return NetworkJudgement.of(
            WANTED, Optional.of("o-exampleorg1"), Shown.of(Optional.of(List.of(endpoints))))
        .stream()
        .map(it -> it.severity() + " " + it.check())
        .toList();
  }

  @Test
  void whatLeadsWhereNodesAskIsFine() {
    assertThat(judged()).containsExactly("PROVEN endpoints");
    assertThat(
            judged(
                open(NodeService.S3, "dns", BUCKETS),
                open(NodeService.KMS, "dns", HERE),
                open(NodeService.SSM, "dns", HERE),
                open(NodeService.SSMMESSAGES, "dns", HERE),
                open(NodeService.EC2MESSAGES, "dns", HERE)))
        .containsExactly("PROVEN endpoints");
  }

  @Test
  void whatIsNotShownIsUnproven() {
    assertThat(NetworkJudgement.of(WANTED, Optional.empty(), Shown.unknown("denied")))
        .extracting(Finding::severity)
        .containsExactly(Severity.UNPROVEN);
  }

  @Test
  void endpointsOfOtherRegionsAreNotAsked() {
    assertThat(judged(endpoint(NodeService.KMS, "off", BUCKETS, "failed", "{\"Statement\":[]}")))
        .containsExactly("PROVEN endpoints");
  }

  @Test
  void endpointForS3OfTheOwnRegionAloneIsATrap() {
    assertThat(judged(open(NodeService.S3, "gateway", HERE)))
        .containsExactly("WARNING bucket-region");
    assertThat(judged(open(NodeService.S3, "gateway", HERE), open(NodeService.S3, "dns", BUCKETS)))
        .containsExactly("PROVEN endpoints");
    assertThat(
            judged(
                open(NodeService.S3, "gateway", HERE),
                endpoint(NodeService.S3, "dns", BUCKETS, "failed", null)))
        .containsExactly("WARNING endpoints", "WARNING bucket-region");
  }

  @Test
  void privateDnsIsForInterfacesWithoutAGatewayBesideThem() {
    assertThat(judged(open(NodeService.KMS, "off", HERE))).containsExactly("WARNING endpoints");
    assertThat(
            judged(open(NodeService.S3, "off", BUCKETS), open(NodeService.S3, "gateway", BUCKETS)))
        .containsExactly("PROVEN endpoints");
  }

  @ParameterizedTest
  @CsvSource({
    "S3, eu-west-1, aws:ResourceAccount, 111111111111, PROVEN",
    "S3, eu-west-1, aws:ResourceAccount, 222222222222, FAILURE",
    "S3, eu-west-1, aws:PrincipalTag/team, x, UNPROVEN",
    "KMS, us-east-1, aws:ResourceAccount, 111111111111, PROVEN",
    "SSM, us-east-1, aws:ResourceAccount, 222222222222, PROVEN",
    "SSM, us-east-1, aws:ResourceOrgID, o-exampleorg1, PROVEN",
    "EC2MESSAGES, us-east-1, aws:SourceVpc, vpc-2, WARNING",
    "KMS, us-east-1, aws:SourceVpce, vpce-other, FAILURE"
  })
  void policiesAreReadAsTheNodesCall(
      NodeService service, String region, String key, String value, Severity severity) {
    String policy =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\""
            + key
            + "\":\""
            + value
            + "\"}}}}";

    assertThat(judged(endpoint(service, "dns", region, "Available", policy)))
        .isNotEmpty()
        .allMatch((severity + " endpoints")::equals);
  }

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.eu-west-1.s3, s3",
    "cn.com.amazonaws.cn-north-1.ssm, ssm",
    "com.amazonaws.eu-west-1.kms-fips, ",
    "com.amazonaws.eu-west-1.ssm-contacts, ",
    "com.amazonaws.eu-west-1.ssmmessages, ssmmessages"
  })
  void servicesAreToldByTheirNames(String name, String service) {
    assertThat(NodeService.of(name).map(NodeService::toString))
        .isEqualTo(Optional.ofNullable(service));
  }
}
