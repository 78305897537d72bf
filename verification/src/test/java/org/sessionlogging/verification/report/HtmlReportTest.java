package org.sessionlogging.verification.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.json.Json;

/**
 * The page as it is sent, read by an HTML parser. What its script makes of it is looked at in a
 * browser (make browser), on the pages that this test leaves in target/pages.
 */
class HtmlReportTest {
  private static final Path PAGES =
      Path.of(System.getProperty("basedir", ".")).resolve("target").resolve("pages");

  private static String page(String name, Verdict verdict) throws IOException {
    String text =
        new HtmlReport(
                verdict,
                "session-logging verify --bucket central-logs --role-name session-logging/SessionLoggingAuditor --format html",
                Instant.parse("2026-03-02T06:00:59Z"))
            .text();
    Files.createDirectories(PAGES);
    Files.writeString(PAGES.resolve(name + ".html"), text);
    return text;
  }

  private static Document parsed(String page) {
    Parser parser = Parser.htmlParser().setTrackErrors(100);
    Document document = parser.parseInput(page, "");
    assertThat(parser.getErrors()).isEmpty();
    return document;
  }

  private static JsonNode data(Document document) {
    return Json.parse(document.getElementById("data").data()).orElseThrow();
  }

  @Test
  void pageIsWellFormedAndFetchesNothing() throws IOException {
    Document document = parsed(page("organization", Sample.organization()));

    assertThat(document.documentType()).isNotNull();
    assertThat(document.select("[src], link, base, iframe, object, embed, form[action]")).isEmpty();
    assertThat(document.select("[href]").eachAttr("href")).allMatch(it -> it.startsWith("#"));
    assertThat(document.select("style").html()).doesNotContain("url(", "@import");
    assertThat(document.select("script[type=module]").html())
        .doesNotContain("fetch(", "import ", "innerHTML");
    assertThat(document.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none';");
  }

  @Test
  void everythingHasANameAndEveryReferenceATarget() throws IOException {
    Document document = parsed(page("organization", Sample.organization()));

    assertThat(document.select("html").attr("lang")).isEqualTo("en");
    assertThat(document.title()).isNotEmpty();
    List<String> ids = document.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    for (String reference : List.of("aria-labelledby", "aria-controls", "for")) {
      assertThat(ids).containsAll(document.select("[" + reference + "]").eachAttr(reference));
    }
    assertThat(ids)
        .containsAll(
            document.select("[href]").eachAttr("href").stream()
                .map(it -> it.substring(1))
                .toList());
    assertThat(document.select("input, select"))
        .isNotEmpty()
        .allMatch(it -> it.closest("label") != null);
    assertThat(document.select("fieldset > legend")).hasSameSizeAs(document.select("fieldset"));
    assertThat(document.select("h1, h2").eachAttr("id"))
        .containsExactly("verdict", "places", "findings");
    assertThat(document.select("[role=status]").attr("aria-live")).isEqualTo("polite");
  }

  @Test
  void sameFindingsAreToldOnceWithTheirPlaces() throws IOException {
    JsonNode data = data(parsed(page("organization", Sample.organization())));

    assertThat(data.path("verdict").asText()).isEqualTo("FINDINGS");
    assertThat(data.path("when").asText()).isEqualTo("2026-03-02 06:00 UTC");
    assertThat(data.path("accounts")).hasSize(10);
    assertThat(data.path("regions")).hasSize(5);
    assertThat(data.path("proven").asInt()).isEqualTo(1043);
    assertThat(data.path("findings")).hasSize(7);
    assertThat(data.path("findings").findValues("severity"))
        .startsWith(Json.object().textNode("wrong"));
    assertThat(data.path("findings"))
        .filteredOn(it -> it.path("cause").asText().contains("boundary"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("cells")).hasSize(5))
        .satisfies(
            it -> assertThat(it.path("cause").asText()).contains("central-logs/\u0001/\u0002/*"));
  }

  @Test
  void manyRegionsAreOnePage() throws IOException {
    assertThat(data(parsed(page("many-regions", Sample.manyRegions()))).path("regions"))
        .hasSize(17);
  }

  @Test
  void whatNobodyWasAskedToLookAtIsNotLookedAt() throws IOException {
    Verdict all = Sample.organization();
    JsonNode data =
        data(
            parsed(
                page(
                    "one-account",
                    new Verdict(
                        all.bucketName(),
                        all.accounts().headMap("1111224"),
                        all.regions().tailSet("us-east-1"),
                        all.told().stream()
                            .filter(it -> it.account().equals(Sample.LOG_ACCOUNT))
                            .toList(),
                        all.counts()))));

    assertThat(data.path("accounts"))
        .anySatisfy(
            it -> {
              assertThat(it.path("id").asText()).isEqualTo(Sample.LOG_ACCOUNT);
              assertThat(it.path("looked").asBoolean()).isFalse();
            });
    assertThat(data.path("regions"))
        .anySatisfy(
            it -> {
              assertThat(it.path("name").asText()).isEqualTo(Sample.HERE);
              assertThat(it.path("looked").asBoolean()).isFalse();
            });
  }

  @Test
  void wordsOfOthersStayWords() throws IOException {
    Verdict hostile = Sample.hostile();
    Document document = parsed(page("hostile", hostile));

    assertThat(document.select("img")).isEmpty();
    assertThat(document.select("script")).hasSize(2);
    assertThat(data(document).at("/findings/0/cause").asText())
        .isEqualTo(hostile.told().get(0).finding().cause());
    assertThat(data(document).at("/accounts/0/name").asText())
        .isEqualTo(hostile.accounts().get(Sample.LOG_ACCOUNT));
  }

  /** 255,000 findings. */
  @Test
  void largestOrganizationsPageIsSmallEnough() throws IOException {
    Verdict large = Sample.large();
    String page = page("large", large);

    long bytes = page.getBytes(StandardCharsets.UTF_8).length;
    System.out.printf("verdict.html of 5,000 accounts x 17 Regions: %,d bytes%n", bytes);
    assertThat(bytes).isBetween(HtmlReport.LARGEST / 2L, (long) HtmlReport.LARGEST);
    JsonNode data = data(parsed(page));
    assertThat(data.path("findings").findValues("cells").stream().mapToInt(JsonNode::size).sum())
        .isEqualTo(large.told().size());
    assertThat(data.path("findings").findValuesAsText("cause"))
        .contains("the words are left out, as the page would be too large with them");
  }

  @Test
  void healthyOrganizationsPageIsSmall() throws IOException {
    String page = page("fine", Sample.fine());

    assertThat(data(parsed(page)).path("findings")).isEmpty();
    assertThat(page.length()).isLessThan(40_000);
  }
}
