package org.sessionlogging.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

/** Valid settings, and preferences as a stranger may have left them; the same in every run. */
public final class GeneratedSettings {
  public static final long SEED = 20260101;

  /** In a sample, as make test has it, and in all. */
  private static final int CASES = "whole".equals(System.getProperty("laws")) ? 200 : 80;

  private static final String DIGITS = "0123456789";
  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
  private static final String IN_PREFIX = SMALL + SMALL.toUpperCase(Locale.ROOT) + DIGITS + "_-";

  private enum Sizes {
    LEAST,
    GREATEST,
    ANY
  }

  private final Random random = new Random(SEED);
  private Sizes sizes = Sizes.ANY;

  private GeneratedSettings() {}

  public static <T> Stream<T> cases(Function<GeneratedSettings, T> one) {
    GeneratedSettings generated = new GeneratedSettings();
    return Stream.generate(() -> generated.next(one)).limit(CASES);
  }

  /** Every tenth case or so is as small as can be, as many are as large as can be. */
  private <T> T next(Function<GeneratedSettings, T> one) {
    sizes =
        switch (random.nextInt(10)) {
          case 0 -> Sizes.LEAST;
          case 1 -> Sizes.GREATEST;
          default -> Sizes.ANY;
        };
    return one.apply(this);
  }

  public KeyArn key() {
    String id = text("abcdef" + DIGITS, 32, 32);
    return new KeyArn(
        oneOf("aws", "aws-cn", "aws-us-gov", "aws-iso-b"),
        oneOf("eu-west-1", "us-gov-east-1", "us-isob-east-1", "eusc-de-east-1"),
        text(DIGITS, 12, 12),
        oneOf("mrk-" + id, id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
  }

  public CentralLogging central() {
    CentralLogging open =
        Examples.central(
            new Place(
                oneOf("aws", "aws-cn", "aws-us-gov"),
                text(DIGITS, 12, 12),
                oneOf("eu-west-1", "cn-north-1", "us-gov-west-1"),
                oneOf("amazonaws.com", "amazonaws.com.cn")),
            text("abcdefghijklm" + DIGITS, 3, 63),
            new OrganizationId("o-" + text(SMALL + DIGITS, 10, 32)),
            oneOf(AccountPrefix.values()),
            perhaps(() -> String.join("/", listOf(1, 5, () -> text(IN_PREFIX, 1, 50)))));
    return Examples.narrowed(
        open,
        someOf(People.unit(open)),
        someOf(People.reader(open), People.readerElsewhere(open)),
        someOf(People.logAdministrator(open)),
        someOf(People.keyAdministrator(open)));
  }

  public Preferences preferences() {
    Preferences preferences =
        Preferences.NONE
            .with(PreferenceField.S3_BUCKET_NAME, "bucket")
            .with(PreferenceField.S3_KEY_PREFIX, "prefix")
            .with(PreferenceField.KMS_KEY_ID, Examples.SESSION_KEY.toString())
            .with(PreferenceField.S3_ENCRYPTION_ENABLED, random.nextBoolean());
    if (random.nextInt(5) != 0) {
      boolean streaming = random.nextBoolean();
      preferences =
          preferences
              .with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, streaming ? "x" : "/sessions")
              .with(PreferenceField.CLOUD_WATCH_ENCRYPTION_ENABLED, !streaming)
              .with(PreferenceField.CLOUD_WATCH_STREAMING_ENABLED, streaming);
    }
    return preferences
        .with(PreferenceField.RUN_AS_ENABLED, perhaps(random::nextBoolean))
        .with(PreferenceField.RUN_AS_DEFAULT_USER, perhaps(() -> "u"))
        .with(PreferenceField.IDLE_SESSION_TIMEOUT, perhaps(() -> between(1, 60)))
        .with(PreferenceField.MAX_SESSION_DURATION, perhaps(() -> between(1, 1440)))
        .with(PreferenceField.LINUX_SHELL_PROFILE, perhaps(this::shellProfile))
        .with(PreferenceField.WINDOWS_SHELL_PROFILE, perhaps(this::shellProfile));
  }

  public PreferencesDocument document() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "newField",
                "runAsEnabled",
                "idleSessionTimeout",
                "maxSessionDuration",
                "shellProfile",
                "s3BucketName"));
    Collections.shuffle(names, random);
    String inputs =
        names.stream()
            .limit(between(0, names.size()))
            .map(name -> "\"" + name + "\":" + value())
            .collect(Collectors.joining(","));
    return PreferencesDocument.parse("{\"unknown\":" + value() + ",\"inputs\":{" + inputs + "}}");
  }

  private String value() {
    return oneOf(
        "true", "\"true\"", "\"false\"", "\"\"", "7", "\"7\"", "null", "1.50", "{\"b\":[1]}");
  }

  private String shellProfile() {
    return oneOf("cd /", "\"quoted\"\n");
  }

  /** None of them as often as not. */
  private Set<String> someOf(String... all) {
    return Stream.of(all).filter(it -> random.nextBoolean()).collect(Collectors.toSet());
  }

  private int between(int least, int greatest) {
    return switch (sizes) {
      case LEAST -> least;
      case GREATEST -> greatest;
      case ANY -> least + random.nextInt(greatest - least + 1);
    };
  }

  /** Now and then one character over and over. */
  private String text(String alphabet, int shortest, int longest) {
    String characters = random.nextInt(8) == 0 ? character(alphabet) : alphabet;
    return String.join("", listOf(shortest, longest, () -> character(characters)));
  }

  private String character(String alphabet) {
    return String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
  }

  private List<String> listOf(int least, int most, Supplier<String> one) {
    return Stream.generate(one).limit(between(least, most)).toList();
  }

  private <T> Optional<T> perhaps(Supplier<T> one) {
    return random.nextInt(5) == 0 ? Optional.empty() : Optional.of(one.get());
  }

  @SafeVarargs
  private <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }
}
