package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.PreferenceField;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;

/**
 * The Regions of one account in which its sessions are logged, or were meant to be: those of the
 * session key, and each other one whose preferences name the bucket. Which Regions there are EC2
 * says, of those alone that the account has enabled (EC2 API reference, DescribeRegions); a list
 * that is kept here, or the SDK's, would miss the newest.
 *
 * @param visit of any Region
 */
public record RegionsLook(Visit visit) {

  /**
   * What there is to be looked at.
   *
   * @param findings about the account as a whole
   */
  public record Regions(SortedSet<String> regions, List<Finding> findings) {}

  /**
   * Of these the enabled ones, and those that are found.
   *
   * @param known the Regions of the session key
   */
  public Regions beside(SortedSet<String> known) {
    Shown<SortedSet<String>> enabled = enabled();
    if (!enabled.isKnown()) {
      return new Regions(
          known,
          List.of(
              Finding.unproven(
                  Check.REGIONS,
                  "whether there are members in other Regions is not known: " + enabled.unasked(),
                  "Allow ec2:DescribeRegions to the role, or name the Regions with --regions.")));
    }
    SortedSet<String> regions = new TreeSet<>(enabled.value().orElseThrow());
    SortedSet<String> others = new TreeSet<>(regions);
    others.removeAll(known);
    regions.retainAll(known);
    SortedSet<String> unseen = new TreeSet<>();
    String why = "";
    for (String other : others) {
      Shown<PreferencesDocument> document = document(other);
      if (!document.isKnown()) {
        unseen.add(other);
        why = document.unasked();
      } else if (document.value().filter(this::namesTheBucket).isPresent()) {
        regions.add(other);
      }
    }
    return new Regions(regions, List.of(seen(unseen, why)));
  }

  private static Finding seen(SortedSet<String> unseen, String why) {
    return unseen.isEmpty()
        ? Finding.proven(Check.REGIONS, "all Regions of the account were looked at")
        : Finding.unproven(
            Check.REGIONS,
            "whether there are members in "
                + unseen.stream().collect(Collectors.joining(", "))
                + " is not known: "
                + why,
            "Allow ssm:GetDocument to the role there; where a service control policy denies the Region, name the others with"
                + " --regions.");
  }

  private Shown<SortedSet<String>> enabled() {
    return Asking.shown(
        () ->
            Optional.of(
                visit
                    .aws()
                    .call(
                        visit.ec2(),
                        DescribeRegionsRequest.builder().build(),
                        Ec2Client::describeRegions)
                    .regions()
                    .stream()
                    .map(it -> it.regionName())
                    .collect(Collectors.toCollection(TreeSet::new))));
  }

  private Shown<PreferencesDocument> document(String region) {
    return new DocumentLook(visit.in(region), MemberLogging.PREFERENCES_DOCUMENT)
        .content(DocumentLook.LATEST);
  }

  private boolean namesTheBucket(PreferencesDocument document) {
    return document
        .get(PreferenceField.S3_BUCKET_NAME)
        .filter(visit.log().bucketName()::equals)
        .isPresent();
  }
}
