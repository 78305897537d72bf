package org.sessionlogging.member;

import java.util.Optional;
import org.sessionlogging.domain.settings.DefaultHostManagement;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.member.document.DocumentMarks;
import org.sessionlogging.member.hostmanagement.HostRole;
import org.sessionlogging.member.policy.ManagedPolicy;

/**
 * What is live of Default Host Management: the mode that is declared, or the one that what is there
 * amounts to.
 *
 * @param roleArn the role that instances have for their default, with the policy
 */
record LiveHosts(
    DefaultHostManagement mode, Optional<String> roleArn, Optional<String> permissionsBoundaryArn) {

  static LiveHosts of(MemberHosts hosts, DocumentMarks marks, Optional<ManagedPolicy> policy) {
    DefaultHostManagement declared = marks.settings().hostManagement();
    Optional<String> boundary = marks.settings().permissionsBoundaryArn();
    if (declared == DefaultHostManagement.IGNORE) {
      return new LiveHosts(declared, Optional.empty(), boundary);
    }
    DefaultRole now = hosts.setting().now();
    // It is off, or gives instances a role that is gone.
    if (now.name().map(hosts::role).flatMap(HostRole::arn).isEmpty()) {
      return new LiveHosts(DefaultHostManagement.USE_IF_ON, Optional.empty(), boundary);
    }
    Optional<HostRole> used =
        now.name().filter(role -> policy.filter(it -> isOn(it, role)).isPresent()).map(hosts::role);
    return new LiveHosts(
        used.isPresent() ? declared : DefaultHostManagement.IGNORE,
        used.flatMap(HostRole::arn),
        used.filter(role -> now.isOurs() && role.isOurs())
            .map(HostRole::boundaryArn)
            .orElse(boundary));
  }

  private static boolean isOn(ManagedPolicy policy, String role) {
    return policy.attachments().all().roleNames().contains(role);
  }
}
