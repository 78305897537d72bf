package org.sessionlogging.fakes.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sessionlogging.fakes.store.Snapshot;

/**
 * What an earlier version has left in AWS is read, updated and deleted as if this one had made it.
 * For each version and mode the state stands recorded among the type's test resources, as a picture
 * of the AWS after a creation ({@code left-by-0.1.0/}); a new version adds its own with {@code
 * -Dformer.record=VERSION}, which writes them to {@code target/}.
 */
public abstract class FormerVersionLaw<M, C> {
  private static final List<String> VERSIONS = List.of("0.1.0");
  private static final String RECORDED = System.getProperty("former.record", "");

  private final TypeUnderTest<M, C> type;

  protected FormerVersionLaw(TypeUnderTest<M, C> type) {
    this.type = type;
  }

  @TestFactory
  Stream<DynamicTest> whatAFormerVersionLeftIsUpdatedAndDeleted() {
    return RECORDED.isEmpty()
        ? VERSIONS.stream()
            .flatMap(
                version ->
                    // What a version could not be used for has no record.
                    type.modes().stream()
                        .filter(mode -> isRecorded(file(version, mode)))
                        .map(
                            mode ->
                                DynamicTest.dynamicTest(
                                    version + ", " + mode, () -> isOurs(version, mode))))
        : type.modes().stream()
            .map(mode -> DynamicTest.dynamicTest("recorded " + mode, () -> record(mode)));
  }

  private void isOurs(String version, Mode<M, C> mode) throws IOException {
    Scene<M, C> scene =
        new Scene<>(
            type,
            mode,
            recorded(file(version, mode)).orElseThrow(),
            recorded(before(version, mode)));
    Scene<M, C> own = new Scene<>(type, mode);
    own.create();

    M read = scene.succeeds(scene.driver().read(scene.identifier()));
    M ownRead = own.succeeds(own.driver().read(own.identifier()));
    // The former version's names, which outputs show, stay until an update.
    Set<String> shown = Models.of(type).properties(read).keySet();
    Predicate<String> told = name -> shown.contains(name) || !type.vouchedFor().contains(name);
    assertThat(inputs(scene, read, told)).isEqualTo(inputs(own, ownRead, told));
    M unused = scene.succeeds(scene.driver().update(scene.declared(), scene.declared()));
    assertThat(scene.comparable(scene.driver().read(scene.identifier())))
        .isEqualTo(own.comparable(own.driver().read(own.identifier())));
    unused = scene.succeeds(scene.driver().update(scene.declared(), scene.changed()));
    scene.journal().forget();
    unused = scene.succeeds(scene.driver().update(scene.changed(), scene.changed()));
    assertThat(scene.journal().writes()).isEmpty();
    unused = scene.succeeds(scene.driver().delete(scene.identifier()));
    scene.assertNothingIsLeft();
  }

  private String inputs(Scene<M, C> scene, M read, Predicate<String> told) {
    Models<M> models = Models.of(type);
    Map<String, Object> properties = models.properties(read);
    properties.keySet().removeAll(models.named("readOnlyProperties"));
    properties.keySet().removeIf(told.negate());
    return type.withoutIds(scene.aws(), Snapshot.text(properties));
  }

  private boolean isRecorded(String file) {
    return type.modelType().getClassLoader().getResource(file) != null;
  }

  private Optional<String> recorded(String file) throws IOException {
    try (InputStream picture = type.modelType().getClassLoader().getResourceAsStream(file)) {
      return picture == null
          ? Optional.empty()
          : Optional.of(new String(picture.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void record(Mode<M, C> mode) throws IOException {
    Scene<M, C> scene = new Scene<>(type, mode);
    scene.create();
    Path file = Path.of(System.getProperty("basedir", "."), "target").resolve(file(RECORDED, mode));
    Files.createDirectories(file.getParent());
    Files.writeString(file, scene.aws().picture() + "\n");
    assertThat(file).exists();
  }

  /** What was there before that creation, where it is not what this version would find there. */
  private static String before(String version, Mode<?, ?> mode) {
    return file(version, mode).replace(".json", "-before.json");
  }

  private static String file(String version, Mode<?, ?> mode) {
    return "left-by-" + version + "/" + mode.name().replaceAll("\\W+", "-") + ".json";
  }
}
