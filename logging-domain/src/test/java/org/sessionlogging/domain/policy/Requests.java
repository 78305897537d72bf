package org.sessionlogging.domain.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.sessionlogging.domain.GeneratedSettings;

/**
 * Requests that say nothing, or say all that is in order, but for a few things, so that each thing
 * decides now and then. The first choice of every question is the one that is in order, null leaves
 * the key out; global keys are never left out.
 */
final class Requests {
  private static final int MOST_CHANGES = 4;

  private final Random random = new Random(GeneratedSettings.SEED);
  private final List<Caller> callers;
  private final List<List<String>> subjects;
  private final Map<String, List<String>> questions;

  /** Subjects are pairs of action and resource. */
  private Requests(
      List<Caller> callers, List<List<String>> subjects, Map<String, List<String>> questions) {
    this.callers = callers;
    this.subjects = subjects;
    this.questions = questions;
  }

  static Stream<Request> of(
      int count,
      List<Caller> callers,
      List<List<String>> subjects,
      Map<String, List<String>> questions) {
    Requests requests = new Requests(callers, subjects, questions);
    return Stream.generate(requests::next).limit(count).distinct();
  }

  private Request next() {
    Map<String, String> keys = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(questions.keySet());
    boolean saysAll = random.nextBoolean();
    names.stream()
        .filter(name -> saysAll || name.startsWith("aws:"))
        .forEach(name -> put(keys, name, questions.get(name).get(0)));
    for (int change = random.nextInt(MOST_CHANGES); change > 0; change--) {
      String name = oneOf(names);
      put(keys, name, oneOf(questions.get(name)));
    }
    List<String> subject = oneOf(subjects);
    return new Request(oneOf(callers), subject.get(0), subject.get(1), keys);
  }

  private static void put(Map<String, String> keys, String name, String value) {
    if (value == null) {
      keys.remove(name);
    } else {
      keys.put(name, value);
    }
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
