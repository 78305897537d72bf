package org.sessionlogging.fakes.ssm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documents, parameters and settings of one account in all Regions. */
public final class SsmState {
  /** By Region and name. */
  public final SortedMap<String, SortedMap<String, FakeDocument>> documents = new TreeMap<>();

  /** By Region and name. */
  public final SortedMap<String, SortedMap<String, FakeParameter>> parameters = new TreeMap<>();

  /** By Region: service settings that were changed, by id. */
  public final SortedMap<String, SortedMap<String, String>> settings = new TreeMap<>();

  /** By Region. */
  public final SortedMap<String, List<FakeSession>> sessions = new TreeMap<>();

  /** The sessions of a Region, to be added to. */
  public List<FakeSession> sessionsIn(String region) {
    return sessions.computeIfAbsent(region, it -> new ArrayList<>());
  }

  /** By Region and id. */
  public final SortedMap<String, SortedMap<String, FakeNode>> nodes = new TreeMap<>();

  /** The managed nodes of a Region, to be changed at will. */
  public SortedMap<String, FakeNode> nodesIn(String region) {
    return nodes.computeIfAbsent(region, it -> new TreeMap<>());
  }

  /** The settings of a Region that were changed, to be changed further. */
  public SortedMap<String, String> settingsIn(String region) {
    return settings.computeIfAbsent(region, it -> new TreeMap<>());
  }

  public SortedMap<String, FakeParameter> parametersIn(String region) {
    return parameters.getOrDefault(region, Collections.emptySortedMap());
  }

  /** The parameter of that name, made where there is none. */
  public FakeParameter parameter(String region, String name) {
    return parameters
        .computeIfAbsent(region, it -> new TreeMap<>())
        .computeIfAbsent(name, it -> new FakeParameter());
  }

  void removeParameter(String region, String name) {
    parameters.get(region).remove(name);
    parameters.values().removeIf(Map::isEmpty);
  }

  public SortedMap<String, FakeDocument> in(String region) {
    return documents.getOrDefault(region, Collections.emptySortedMap());
  }

  /** A document that was there before, with its versions from 1. */
  public FakeDocument add(String region, String name, String... texts) {
    FakeDocument document = new FakeDocument();
    List.of(texts).forEach(document::write);
    put(region, name, document);
    return document;
  }

  void put(String region, String name, FakeDocument document) {
    documents.computeIfAbsent(region, it -> new TreeMap<>()).put(name, document);
  }

  void remove(String region, String name) {
    documents.get(region).remove(name);
    documents.values().removeIf(Map::isEmpty);
  }
}
