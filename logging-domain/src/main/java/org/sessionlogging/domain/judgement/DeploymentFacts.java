package org.sessionlogging.domain.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.sessionlogging.domain.settings.Place;

/**
 * How Member came to one account and Region, and who keeps it there.
 *
 * @param documentTags of the preferences document; empty without one
 * @param stack that holds the document; empty when none does
 * @param type Member as it is registered here; empty when it is not
 * @param typeOfLogAccount the same in the log account, in the bucket's Region
 * @param unlike instances of the members' StackSet that are not as it says; empty when no StackSet
 *     is known
 */
public record DeploymentFacts(
    Place place,
    Shown<SortedMap<String, String>> documentTags,
    Shown<HoldingStack> stack,
    Shown<RegisteredType> type,
    Shown<RegisteredType> typeOfLogAccount,
    Shown<Map<Place, StackInstance>> unlike) {

  /**
   * A stack, and the resource of it that is the document.
   *
   * @param status of the resource, such as {@code UPDATE_COMPLETE}
   * @param statusReason empty where CloudFormation gives none
   * @param drift what the last detection said, such as {@code IN_SYNC} or {@code NOT_CHECKED}
   */
  public record HoldingStack(
      String name, String resourceType, String status, String statusReason, String drift) {

    /** Whether the resource is backed by a function: then no type has to be registered. */
    boolean isCustom() {
      return resourceType.startsWith("Custom::")
          || resourceType.equals("AWS::CloudFormation::CustomResource");
    }
  }

  /**
   * The default version of a registered type.
   *
   * @param versionId counts what was registered in this account and Region, and says nothing
   *     elsewhere
   * @param registered when that version was
   * @param schema which is what two registrations of one package have in common
   */
  public record RegisteredType(String versionId, Instant registered, JsonNode schema) {}

  /**
   * An instance of a StackSet.
   *
   * @param status with its details, such as {@code OUTDATED (FAILED)}
   * @param statusReason empty where CloudFormation gives none
   */
  public record StackInstance(String stackSetName, String status, String statusReason) {}
}
