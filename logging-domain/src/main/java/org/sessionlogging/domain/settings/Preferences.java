package org.sessionlogging.domain.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The preferences that are declared, each at most once. Immutable. */
public final class Preferences {
  /** Nothing declared. */
  public static final Preferences NONE = new Preferences(Map.of());

  private final Map<PreferenceField<?>, Object> declared;

  private Preferences(Map<PreferenceField<?>, Object> declared) {
    this.declared = declared;
  }

  /** These and one more; InvalidSettings when the field does not take the value. */
  public <T> Preferences with(PreferenceField<T> field, T value) {
    field.check(value);
    Map<PreferenceField<?>, Object> more = new HashMap<>(declared);
    more.put(field, value);
    return new Preferences(more);
  }

  /** These and one more, if it is declared. */
  public <T> Preferences with(PreferenceField<T> field, Optional<T> value) {
    return value.map(it -> with(field, it)).orElse(this);
  }

  /** The declared value. */
  @SuppressWarnings("unchecked") // A value comes with its field only, through the methods above.
  public <T> Optional<T> get(PreferenceField<T> field) {
    return Optional.ofNullable((T) declared.get(field));
  }

  /** Puts what is declared over what a document says. */
  public void putInto(ObjectNode document) {
    PreferenceField.all().forEach(field -> putInto(document, field));
  }

  private <T> void putInto(ObjectNode document, PreferenceField<T> field) {
    get(field).ifPresent(value -> field.put(document, value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preferences that && declared.equals(that.declared);
  }

  @Override
  public int hashCode() {
    return declared.hashCode();
  }

  @Override
  public String toString() {
    return declared.toString();
  }
}
