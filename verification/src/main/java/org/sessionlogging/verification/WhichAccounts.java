package org.sessionlogging.verification;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** One way to say which accounts. */
final class WhichAccounts {
  @Option(
      names = "--accounts",
      split = ",",
      paramLabel = "ID",
      converter = Id.class,
      description = "Only these accounts.")
  private List<String> accounts = List.of();

  @Option(
      names = "--ou",
      paramLabel = "OU",
      description = "Only the accounts below this organizational unit or root.")
  private String unit;

  /** An account's id. */
  static final class Id implements ITypeConverter<String> {
    @Override
    public String convert(String id) {
      if (!id.matches("[0-9]{12}")) {
        throw new TypeConversionException(id + " is not an account's id of 12 digits");
      }
      return id;
    }
  }

  SortedSet<String> accounts() {
    return new TreeSet<>(accounts);
  }

  Optional<String> unit() {
    return Optional.ofNullable(unit);
  }
}
