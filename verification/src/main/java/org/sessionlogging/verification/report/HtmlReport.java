package org.sessionlogging.verification.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Severity;
import org.sessionlogging.verification.report.Verdict.Found;

/**
 * A verdict as one page that fetches nothing: verdict.html, with the verdict as JSON in it. The
 * page's script puts all of it in as text, so that no word of AWS's becomes markup.
 *
 * @param command what was typed for it
 * @param when the verdict was made
 */
public record HtmlReport(Verdict verdict, String command, Instant when) {
  /** Bytes that a page may have. */
  static final int LARGEST = 20_000_000;

  /** Bytes of template, accounts and Regions. */
  private static final int ALL_BUT_FINDINGS = 1_000_000;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public String text() {
    // Within a script element only "<" can end it, or begin a comment ("script data state", WHATWG
    // HTML, tokenization).
    return template().replace("{{verdict}}", data().toString().replace("<", "\\u003c"));
  }

  private static String template() {
    try (InputStream template = HtmlReport.class.getResourceAsStream("verdict.html")) {
      return new String(template.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode data() {
    // What was found may lie where nobody was asked to look: the log account's own findings.
    SortedMap<String, String> accounts = new TreeMap<>(verdict.accounts());
    SortedSet<String> regions = new TreeSet<>(verdict.regions());
    for (Found found : verdict.told()) {
      accounts.putIfAbsent(found.account(), "");
      if (!found.region().isEmpty()) {
        regions.add(found.region());
      }
    }
    ObjectNode data =
        Json.object()
            .put("bucket", verdict.bucketName())
            .put("command", command)
            .put("when", MINUTE.format(when))
            .put("verdict", verdict.sum().name())
            .put("sentence", verdict.sum().sentence())
            .put("proven", verdict.count(Severity.PROVEN));
    ArrayNode rows = data.putArray("accounts");
    accounts.forEach(
        (id, name) ->
            rows.addObject()
                .put("id", id)
                .put("name", name)
                .put("looked", verdict.accounts().containsKey(id)));
    ArrayNode columns = data.putArray("regions");
    regions.forEach(
        it -> columns.addObject().put("name", it).put("looked", verdict.regions().contains(it)));
    data.set("findings", findings(accounts.keySet(), regions));
    return data;
  }

  /** Cells are numbered row by row; the first of a row stands for the account as a whole. */
  private ArrayNode findings(Set<String> accounts, Set<String> regions) {
    Map<String, Integer> columns = numbered(regions, 1, 1);
    columns.put("", 0);
    Map<String, Integer> rows = numbered(accounts, 0, columns.size());
    // A cell's number takes at most 7 digits and a comma.
    SameFindings same = new SameFindings(LARGEST - ALL_BUT_FINDINGS - 8L * verdict.told().size());
    verdict.told().forEach(it -> same.add(it, rows.get(it.account()) + columns.get(it.region())));
    return same.json();
  }

  private static Map<String, Integer> numbered(Set<String> names, int first, int step) {
    Map<String, Integer> numbered = new HashMap<>();
    names.forEach(it -> numbered.put(it, first + step * numbered.size()));
    return numbered;
  }
}
