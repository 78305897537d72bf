package org.sessionlogging.verification.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.access.HostManagementLook;
import org.sessionlogging.domain.judgement.NeededRight;
import org.sessionlogging.domain.judgement.NodeFacts.Node;
import org.sessionlogging.domain.judgement.NodeFacts.Serving;
import org.sessionlogging.domain.judgement.RoleFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.judgement.SimulatedRight;
import org.sessionlogging.domain.judgement.WantedAccess;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The roles that serve managed nodes: the one that SSM tells, or that of the instance profile, or
 * else Default Host Management's. {@link RolesLook} has looked at those with Member's policy, and
 * at the last.
 */
record NodeRolesLook(Visit visit) {
  private static final String NONE = "";

  /** Those that it has not looked at, of nodes that answer. */
  Shown<List<Serving>> roles(WantedAccess wanted, List<Node> nodes) {
    return Asking.shown(
        () ->
            Optional.of(
                nodes.stream().anyMatch(Node::isOnline) ? serving(wanted, nodes) : List.of()));
  }

  private List<Serving> serving(WantedAccess wanted, List<Node> nodes) {
    boolean managed = new HostManagementLook(visit.aws(), visit.ssm()).now().name().isPresent();
    Map<String, String> profiles = profiles(nodes);
    SortedMap<String, List<Node>> byRole = new TreeMap<>();
    nodes.stream()
        .filter(Node::isOnline)
        .forEach(
            node ->
                byRole
                    .computeIfAbsent(role(node, profiles).orElse(NONE), it -> new ArrayList<>())
                    .add(node));
    byRole.keySet().removeAll(new RolesLook(visit).names().keySet());
    if (managed) {
      byRole.remove(NONE);
    }
    return byRole.entrySet().stream()
        .map(it -> serving(wanted, it.getKey(), it.getValue(), managed))
        .toList();
  }

  private Serving serving(WantedAccess wanted, String role, List<Node> nodes, boolean managed) {
    List<String> ids = nodes.stream().map(Node::id).toList();
    if (role.equals(NONE)) {
      return new Serving(Optional.empty(), ids, Optional.empty());
    }
    RolesLook look = new RolesLook(visit);
    Optional<SimulatedRight> manages =
        nodes.stream()
            .filter(it -> managed && it.role().isEmpty())
            .findFirst()
            .map(it -> NeededRight.toBeManaged(visit.place(), it.id()))
            .flatMap(it -> look.role(role, false, List.of(it)).rights().stream().findFirst());
    return new Serving(Optional.of(asked(look, role, NeededRight.of(wanted))), ids, manages);
  }

  /**
   * One right that the role lacks is enough. The first is the same in every Region, so that it is
   * asked once: IAM's simulator is throttled early.
   */
  private static RoleFacts asked(RolesLook look, String role, List<NeededRight> rights) {
    RoleFacts first = look.role(role, false, rights.subList(0, 1));
    boolean has =
        first.rights().stream().anyMatch(it -> it.decision() == SimulatedRight.Decision.ALLOWED);
    return has ? look.role(role, false, rights) : first;
  }

  private static Optional<String> role(Node node, Map<String, String> profiles) {
    return node.role().or(() -> Optional.ofNullable(profiles.get(node.id())));
  }

  /** Roles of the profiles of those of which SSM does not tell the role, by their ids. */
  private Map<String, String> profiles(List<Node> nodes) {
    Map<String, String> roles = new TreeMap<>();
    new InstancesLook(visit)
        .among(nodes)
        .forEach(
            it -> it.profile().flatMap(this::roleOf).ifPresent(role -> roles.put(it.id(), role)));
    return roles;
  }

  private Optional<String> roleOf(String profile) {
    return visit
        .aws()
        .find(
            visit.iam(),
            GetInstanceProfileRequest.builder().instanceProfileName(profile).build(),
            IamClient::getInstanceProfile,
            "NoSuchEntity")
        .flatMap(it -> it.instanceProfile().roles().stream().findFirst())
        .map(Role::roleName);
  }
}
