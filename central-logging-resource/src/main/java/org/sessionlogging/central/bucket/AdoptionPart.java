package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.FoundPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * Says no to taking over a bucket where somebody would lose what the declaration does not replace,
 * or where logs that are written today would be refused. Writes nothing.
 *
 * @param bucketKey the key that is given, or is there already where it was a log bucket before
 */
public record AdoptionPart(
    FoundBucketHandle handle,
    CentralLogging logging,
    OrganizationId organization,
    Supplier<Optional<KeyArn>> bucketKey)
    implements Part<FoundBucket> {
  /** S3 user guide, "Using cost allocation S3 bucket tags". */
  private static final int MOST_TAGS = 50;

  /** Of ours at most: nine, of which the hashes of as many keys as are left need two more. */
  private static final int OUR_TAGS = 11;

  @Override
  public FoundBucket desired(Optional<FoundBucket> live) {
    return live.orElse(FoundBucket.NONE);
  }

  @Override
  public void check(Optional<FoundBucket> live) {
    live.ifPresent(
        found -> {
          refuseGrantees(found.grantees());
          found.policy().ifPresent(this::refuseToLose);
          refuseToLoosen(found);
          refuseTooManyTags(found.tags());
          refuseToLockOut(found.policy());
        });
  }

  private void refuseGrantees(List<String> grantees) {
    if (!grantees.isEmpty()) {
      throw Refused.conflict(
          named()
              + ": its ACL grants access to "
              + String.join(", ", grantees)
              + ", and ACLs are off in a log bucket. Nothing was changed. Give the access in another way where it is"
              + " needed, take the grants off (s3api put-bucket-acl --acl private), then start again.");
    }
  }

  private void refuseToLose(PolicyDocument policy) {
    List<Statement> lost = new FoundPolicy(policy, organization, statementsOfOurs()).lost();
    if (!lost.isEmpty()) {
      List<Statement> all = policy.statements();
      String names =
          IntStream.range(0, all.size())
              .filter(i -> lost.contains(all.get(i)))
              .mapToObj(i -> all.get(i).sid().orElse("number " + (i + 1)))
              .collect(Collectors.joining(", "));
      throw Refused.conflict(
          named()
              + ": its policy says what a log bucket's does not, and would be replaced: "
              + names
              + ". Nothing was changed. Keep a copy; take out what nobody needs, narrow what lets accounts write to"
              + " s3:PutObject, s3:PutObjectAcl, s3:AbortMultipartUpload and s3:GetEncryptionConfiguration, then start"
              + " again.");
    }
  }

  /** Where it was a log bucket before, they are there. */
  private List<Statement> statementsOfOurs() {
    return bucketKey
        .get()
        .or(() -> new BucketEncryption(handle.root().bucket()).keyArn().flatMap(KeyArn::parse))
        .map(key -> BucketPolicy.of(logging, organization, key).statements())
        .orElseGet(List::of);
  }

  private void refuseToLoosen(FoundBucket found) {
    BucketObjectLock lock = new BucketObjectLock(handle.root().bucket());
    new BucketObjectLockPart(lock, logging.bucket().retention(), false).check(lock.read());
    found
        .loosenedBy(logging.bucket())
        .ifPresent(
            what -> {
              throw Refused.invalid(
                  named()
                      + ": "
                      + what
                      + ". Taking a bucket over loosens nothing, and nothing was changed; a later update may.");
            });
  }

  private void refuseTooManyTags(Map<String, String> found) {
    Map<String, String> all = new TreeMap<>(found);
    all.keySet().removeIf(Tags::areOurs);
    all.putAll(logging.tags());
    if (all.size() + OUR_TAGS > MOST_TAGS) {
      throw Refused.conflict(
          named()
              + ": it has too many tags: with those that are declared and "
              + OUR_TAGS
              + " of this type there would be more than "
              + MOST_TAGS
              + ". Nothing was changed. Take some off, then start again.");
    }
  }

  private void refuseToLockOut(Optional<PolicyDocument> policy) {
    boolean byAccount = logging.access().accountPrefix() == AccountPrefix.ENFORCED;
    boolean alreadySo =
        policy
            .flatMap(it -> BucketPolicy.scope(it, logging.bucket().name()))
            .filter(it -> it.accountPrefix() == logging.access().accountPrefix())
            .filter(it -> it.logPrefix().equals(logging.access().logPrefix()))
            .isPresent();
    if (!alreadySo) {
      handle
          .keyElsewhere(logging.access().logPrefix(), byAccount)
          .ifPresent(
              key -> {
                throw Refused.invalid(
                    "AccountPrefix, LogPrefix: bucket "
                        + logging.bucket().name()
                        + " holds "
                        + key
                        + ", where nobody could write any longer, and a log that goes there would be lost. Nothing was"
                        + " changed. Declare AccountPrefix: OPTIONAL and leave LogPrefix out until every account writes"
                        + " below its own id; then AccountPrefix: ENFORCED by an update.");
              });
    }
  }

  private String named() {
    return "bucket " + logging.bucket().name();
  }
}
