package org.sessionlogging.central;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.sessionlogging.fakes.laws.ArchitectureLaw;
import org.sessionlogging.fakes.laws.BadInputLaw;
import org.sessionlogging.fakes.laws.DoorLaw;
import org.sessionlogging.fakes.laws.FiguresLaw;
import org.sessionlogging.fakes.laws.FormerVersionLaw;
import org.sessionlogging.fakes.laws.LagLaw;
import org.sessionlogging.fakes.laws.Mode;
import org.sessionlogging.fakes.laws.PermissionLaw;
import org.sessionlogging.fakes.laws.ReadLaw;
import org.sessionlogging.fakes.laws.TimeLaw;
import org.sessionlogging.fakes.laws.TwoDoorsLaw;

/** What holds of every type holds of Central. */
class LawsTest {
  private static final CentralUnderTest CENTRAL = new CentralUnderTest();
  private static final List<String> REPLICA_REGIONS =
      List.of(
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "eu-central-1",
          "eu-north-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  @Nested
  class Architecture extends ArchitectureLaw<ResourceModel, CallbackContext> {
    Architecture() {
      super(CENTRAL);
    }
  }

  @Nested
  class BadInput extends BadInputLaw<ResourceModel, CallbackContext> {
    BadInput() {
      super(CENTRAL);
    }
  }

  @Nested
  class Doors extends DoorLaw<ResourceModel, CallbackContext> {
    Doors() {
      super(CENTRAL);
    }
  }

  @Nested
  class Figures extends FiguresLaw<ResourceModel, CallbackContext> {
    Figures() {
      super(CENTRAL);
    }

    @Override
    protected Mode<ResourceModel, CallbackContext> mode(int regions) {
      List<String> replicas =
          Stream.concat(
                  REPLICA_REGIONS.stream(), IntStream.range(0, 24).mapToObj(it -> "xx-east-" + it))
              .limit(regions)
              .toList();
      ResourceModel declared = in(replicas);
      return Mode.of(
          regions + " Regions", declared, declared.toBuilder().versioningEnabled(false).build());
    }
  }

  private static ResourceModel in(List<String> regions) {
    return ResourceModel.builder()
        .bucketName("session-logs")
        .replicaRegions(new LinkedHashSet<>(regions))
        .build();
  }

  @Nested
  class FormerVersions extends FormerVersionLaw<ResourceModel, CallbackContext> {
    FormerVersions() {
      super(CENTRAL);
    }
  }

  @Nested
  class Lag extends LagLaw<ResourceModel, CallbackContext> {
    Lag() {
      super(CENTRAL, 90);
    }
  }

  @Nested
  class Permissions extends PermissionLaw<ResourceModel, CallbackContext> {
    Permissions() {
      super(CENTRAL);
    }
  }

  @Nested
  class Reads extends ReadLaw<ResourceModel, CallbackContext> {
    Reads() {
      super(CENTRAL);
    }
  }

  @Nested
  class Time extends TimeLaw<ResourceModel, CallbackContext> {
    Time() {
      super(CENTRAL);
    }

    /** An update that gives half of the Regions back and takes as many others. */
    @Override
    protected Mode<ResourceModel, CallbackContext> mode(int regions) {
      List<String> all =
          IntStream.range(0, regions + regions / 2).mapToObj(it -> "xx-east-" + it).toList();
      return Mode.of(
          regions + " Regions",
          in(all.subList(0, regions)),
          in(all.subList(regions / 2, all.size())));
    }
  }

  @Nested
  class TwoDoors extends TwoDoorsLaw<ResourceModel, CallbackContext> {
    TwoDoors() {
      super(CENTRAL);
    }
  }
}
