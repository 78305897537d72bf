package org.sessionlogging.member;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.sessionlogging.aws.Aws;
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

/** What holds of every type holds of Member. */
class LawsTest {
  private static final MemberUnderTest MEMBER = new MemberUnderTest();

  @Nested
  class Architecture extends ArchitectureLaw<ResourceModel, CallbackContext> {
    Architecture() {
      super(MEMBER);
    }
  }

  @Nested
  class BadInput extends BadInputLaw<ResourceModel, CallbackContext> {
    BadInput() {
      super(MEMBER);
    }
  }

  @Nested
  class Doors extends DoorLaw<ResourceModel, CallbackContext> {
    Doors() {
      super(MEMBER);
    }
  }

  @Nested
  class Figures extends FiguresLaw<ResourceModel, CallbackContext> {
    Figures() {
      super(MEMBER);
    }

    /** The other Regions of the account have the same settings, and share the policy. */
    @Override
    protected Mode<ResourceModel, CallbackContext> mode(int regions) {
      return mode(regions, true);
    }

    @Override
    protected Map<String, IntFunction<Mode<ResourceModel, CallbackContext>>> others() {
      return Map.of("without a proof", regions -> mode(regions, false));
    }

    private Mode<ResourceModel, CallbackContext> mode(int regions, boolean verifyAccess) {
      ResourceModel declared =
          World.required().toBuilder()
              .verifyAccess(verifyAccess)
              .documentName(World.PREFERENCES)
              .keyPrefix(MEMBER.account())
              .roleNames(Set.of("app"))
              .build();
      return Mode.<ResourceModel, CallbackContext>of(
              regions + " Regions", declared, declared.toBuilder().idleSessionTimeout(5).build())
          .from(
              "roles",
              aws -> {
                aws.iam().role("app");
                String[] others =
                    IntStream.rangeClosed(1, regions)
                        .mapToObj(i -> "eu-other-" + i)
                        .toArray(String[]::new);
                String[] replicas = Arrays.copyOf(others, regions + 1);
                replicas[regions] = MEMBER.region();
                World.CENTRAL.put(aws, replicas);
                Stream.of(others)
                    .forEach(
                        region ->
                            World.succeeded(
                                MEMBER
                                    .driver(aws, region, Aws.withOwnCredentials())
                                    .create(declared)));
              });
    }
  }

  @Nested
  class FormerVersions extends FormerVersionLaw<ResourceModel, CallbackContext> {
    FormerVersions() {
      super(MEMBER);
    }
  }

  @Nested
  class Lag extends LagLaw<ResourceModel, CallbackContext> {
    Lag() {
      super(MEMBER, 90);
    }
  }

  @Nested
  class Permissions extends PermissionLaw<ResourceModel, CallbackContext> {
    Permissions() {
      super(MEMBER);
    }
  }

  @Nested
  class Reads extends ReadLaw<ResourceModel, CallbackContext> {
    Reads() {
      super(MEMBER);
    }
  }

  @Nested
  class Time extends TimeLaw<ResourceModel, CallbackContext> {
    /** As many as RoleNames takes. */
    private static final int ROLES = 20;

    Time() {
      super(MEMBER);
    }

    /**
     * All roles that may be, then half of them and as many others; all of it is asked and proven.
     */
    @Override
    protected Mode<ResourceModel, CallbackContext> mode(int regions) {
      return Mode.<ResourceModel, CallbackContext>of(ROLES + " roles", with(0), with(ROLES / 2))
          .from(
              "roles",
              aws -> {
                roles(0).forEach(aws.iam()::role);
                roles(ROLES).forEach(aws.iam()::role);
                World.CENTRAL.put(aws, MEMBER.region());
              });
    }

    private static ResourceModel with(int first) {
      return ResourceModel.builder()
          .documentName(World.PREFERENCES)
          .bucketName(World.CENTRAL.bucketName())
          .keyPrefix(MEMBER.account())
          .roleNames(roles(first))
          .build();
    }

    private static Set<String> roles(int first) {
      return IntStream.range(first, first + ROLES)
          .mapToObj(i -> "role-" + i)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Nested
  class TwoDoors extends TwoDoorsLaw<ResourceModel, CallbackContext> {
    TwoDoors() {
      super(MEMBER);
    }
  }
}
