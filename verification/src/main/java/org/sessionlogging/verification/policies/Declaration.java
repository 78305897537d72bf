package org.sessionlogging.verification.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GuardrailSettings;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.regions.Region;

/**
 * What is to be declared of both types, and where: an input of docs/reviewing.md that is no
 * template. Accounts and an organization that nobody has stand where it does not say them.
 *
 * @param keys the given ones, and in the place of those that AWS would draw made-up ids
 */
record Declaration(
    CentralLogging central,
    OrganizationId organization,
    MemberKeys keys,
    MemberLogging member,
    GuardrailSettings guardrails) {

  private static final Set<String> PARTS =
      new TreeSet<>(Set.of("Central", "Guardrails", "Member", "Place"));
  private static final Set<String> PLACE =
      new TreeSet<>(
          Set.of("LogAccount", "ManagementAccount", "MemberAccount", "OrganizationId", "Region"));
  private static final String BUCKET_KEY_ID = "1111aaaa-1111-aaaa-1111-aaaa1111aaaa";
  private static final String SESSION_KEY_ID = "mrk-2222bbbb2222bbbb2222bbbb2222bbbb";

  // With ONE_KEY the bucket's key is the sessions', which is always a multi-Region one.
  private static final String ONE_KEY_ID = "mrk-1111aaaa1111aaaa1111aaaa1111aaaa";

  /**
   * Reads JSON or YAML.
   *
   * @throws InvalidSettings when it is neither, or declares what can't be carried out
   */
  static Declaration parse(String text) {
    Properties input = new Properties("", parts(text)).only(PARTS);
    Properties place = input.part("Place").only(PLACE);
    Properties central = input.part("Central").only(Schema.CENTRAL.properties());
    OrganizationId organization =
        central
            .text("OrganizationId")
            .or(() -> place.text("OrganizationId"))
            .map(OrganizationId::new)
            .orElseGet(() -> new OrganizationId("o-exampleorgid"));
    Place archive = place(place, "LogAccount", "111122223333");
    CentralLogging declared = DeclaredCentral.of(central, archive);
    MemberKeys keys = keys(declared);
    MemberLogging member =
        DeclaredMember.of(
            input.part("Member").only(Schema.MEMBER.properties()),
            declared,
            place(place, "MemberAccount", "444455556666"));
    return new Declaration(
        declared,
        organization,
        keys,
        member,
        DeclaredGuardrails.of(input.part("Guardrails"), declared, member));
  }

  /** Central's properties may stand alone. */
  private static ObjectNode parts(String text) {
    try {
      JsonNode read = new YAMLMapper().readTree(text);
      if (read.isMissingNode() || read.isNull()) {
        return Json.object();
      }
      if (!(read instanceof ObjectNode parts)) {
        throw new InvalidSettings(
            "The input", "is no mapping", "give Central's properties, or the parts by name");
      }
      if (parts.has("Resources")) {
        throw new InvalidSettings(
            "The input",
            "is a template",
            "write out the properties that it declares; `make policies` follows a template's functions");
      }
      boolean named = PARTS.stream().anyMatch(parts::has);
      return named ? parts : Json.object().set("Central", parts);
    } catch (JsonProcessingException e) {
      throw new InvalidSettings(
          "The input",
          "is neither JSON nor YAML",
          e.getOriginalMessage().strip().replaceAll("\\s+", " "));
    }
  }

  private static Place place(Properties place, String account, String example) {
    String region = place.text("Region", "us-east-1");
    if (!region.matches("[a-z]{2,}(-[a-z]+)+-[0-9]+")) {
      throw new InvalidSettings(
          "Place.Region", "is " + region, "give a Region's name, such as eu-central-1");
    }
    String id = place.text(account, example);
    if (!id.matches("[0-9]{12}")) {
      throw new InvalidSettings("Place." + account, "is " + id, "give an account's id: 12 digits");
    }
    Region there = Region.of(region);
    return new Place(
        there.metadata().partition().id(), id, region, there.metadata().partition().dnsSuffix());
  }

  private static MemberKeys keys(CentralLogging central) {
    boolean one = central.keys().mode() == KeyMode.ONE_KEY;
    KeyArn bucketKey = key(central, KeyPurpose.BUCKET, one ? ONE_KEY_ID : BUCKET_KEY_ID);
    return new MemberKeys(
        bucketKey, Optional.of(one ? bucketKey : key(central, KeyPurpose.SESSION, SESSION_KEY_ID)));
  }

  private static KeyArn key(CentralLogging central, KeyPurpose purpose, String madeUp) {
    return central
        .keys()
        .given(purpose)
        .orElseGet(() -> KeyArn.parse(central.place().kmsArn("key/" + madeUp)).orElseThrow());
  }
}
