package org.sessionlogging.member;

import java.util.Optional;
import java.util.SortedSet;
import org.sessionlogging.domain.settings.DefaultHostManagement;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.member.document.DocumentMarks;
import org.sessionlogging.member.document.SessionDocument;
import org.sessionlogging.member.hostmanagement.HostManagementPlan;
import org.sessionlogging.member.hostmanagement.HostManagementRemoval;
import org.sessionlogging.member.hostmanagement.HostManagementSetting;
import org.sessionlogging.member.hostmanagement.HostRole;
import org.sessionlogging.member.hostmanagement.HostRoleRemoval;
import org.sessionlogging.member.policy.HeldPolicies;

/**
 * Default Host Management of the Region, as the document's memory and the account's roles tell.
 *
 * @param held the document's policies
 */
record MemberHosts(
    Clients clients, SessionDocument document, HeldPolicies held, Invocation invocation) {

  HostManagementSetting setting() {
    return new HostManagementSetting(
        invocation.aws(), clients.ssm().apply(invocation.region()), invocation.progress());
  }

  /** The role of that name, whoever has made it. */
  HostRole role(String name) {
    return new HostRole(
        invocation.aws(),
        clients.iam().apply(invocation.region()),
        invocation.place(Place::new),
        name);
  }

  /** The one that this type makes. */
  HostRole ownRole() {
    return role(DefaultRole.OURS.name().orElseThrow());
  }

  HostManagementPlan plan(HostManagement declared) {
    return new HostManagementPlan(
        setting(), declared, this::isTurnedOnHere, this::isNeededByOthers);
  }

  boolean isTurnedOnHere() {
    return marks().filter(DocumentMarks::sayTurnedOn).isPresent();
  }

  private Optional<DocumentMarks> marks() {
    return document.tags().read().filter(DocumentMarks::areOurs);
  }

  /** Whether another document's resource in this Region has turned it on as well. */
  private boolean isNeededByOthers() {
    SortedSet<String> others = ownRole().policies().documentNames();
    others.remove(document.documentName());
    return others.stream()
        .map(name -> new MemberResource(clients, name, invocation).hosts())
        .anyMatch(MemberHosts::mayBeTurnedOnHere);
  }

  /** Of a document that has lost its tags its policy tells, which nobody else's document has. */
  private boolean mayBeTurnedOnHere() {
    return document
        .tags()
        .read()
        .filter(found -> found.areOurs() ? found.sayTurnedOn() : useOwnRole())
        .isPresent();
  }

  /** Whether the Region's instances were to have that one, whoever has turned it on. */
  boolean useOwnRole() {
    return held.areOfHosts(ownRole().roleName());
  }

  HostManagementRemoval removal() {
    return new HostManagementRemoval(
        plan(HostManagement.DEFAULT),
        () -> marks().map(it -> it.settings().hostManagement() == DefaultHostManagement.TURN_ON),
        this::useOwnRole,
        invocation.progress(),
        invocation.log());
  }

  /** Of the role that is made here, when it is needed no longer. */
  HostRoleRemoval roleRemoval() {
    return new HostRoleRemoval(
        ownRole(),
        setting(),
        () -> removal().mayConcern(),
        invocation.progress(),
        invocation.log());
  }
}
