package org.sessionlogging.verification.look;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.sessionlogging.domain.judgement.EndedSession;
import org.sessionlogging.domain.judgement.StoredLog;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Which sessions' logs are in the bucket: its lists tell key, time and size of a log, and not what
 * is in it.
 */
final class LogList {
  private final Visit visit;
  private final Map<String, StoredLog> logs = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> unasked = new HashSet<>();
  private int left;

  /**
   * @param most how many lists it may ask for in all, of up to 1,000 keys each
   */
  LogList(Visit visit, int most) {
    this.visit = visit;
    this.left = most;
  }

  /** Those that were found, by the session's id. */
  Map<String, StoredLog> logs() {
    return logs;
  }

  /** Ids of sessions that were not asked for everywhere, and whose log was not found. */
  Set<String> unasked() {
    unasked.removeAll(logs.keySet());
    return unasked;
  }

  /**
   * Looks there for those that were not found yet. A list is in the order of its keys, which begin
   * with a session's id and not with its time: so each one begins at the next key that is asked
   * for, and what lies between is passed over. There are never more lists than keys, nor more than
   * pages in a list of everything. (Keys are ASCII, which S3 and Java sort alike.)
   *
   * @param prefix without the slash at its end
   */
  void lookBelow(String prefix, Collection<EndedSession> sessions) {
    NavigableMap<String, String> ids = new TreeMap<>();
    for (EndedSession session : sessions) {
      String key = session.log(prefix);
      if (!logs.containsKey(session.id()) && asked.add(key)) {
        ids.put(key, session.id());
      }
    }
    String next = ids.isEmpty() ? null : ids.firstKey();
    for (; next != null && left > 0; left--) {
      ListObjectsV2Response page = from(prefix, next);
      String last = next;
      for (S3Object it : page.contents()) {
        last = it.key();
        if (ids.containsKey(last)) {
          logs.put(ids.get(last), new StoredLog(last, it.lastModified(), it.size()));
        }
      }
      next = Boolean.TRUE.equals(page.isTruncated()) ? ids.higherKey(last) : null;
    }
    if (next != null) {
      unasked.addAll(ids.tailMap(next, true).values());
    }
  }

  /** A list begins behind the key that it is given; what ends one letter sooner comes before. */
  private ListObjectsV2Response from(String prefix, String key) {
    return visit
        .own()
        .askAnew(
            visit.clients().s3().apply(visit.log().place().region()),
            ListObjectsV2Request.builder()
                .bucket(visit.log().bucketName())
                .expectedBucketOwner(visit.log().place().account())
                .prefix(prefix.isEmpty() ? prefix : prefix + "/")
                .startAfter(key.substring(0, key.length() - 1))
                .build(),
            S3Client::listObjectsV2);
  }
}
