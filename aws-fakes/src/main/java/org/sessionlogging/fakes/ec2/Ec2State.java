package org.sessionlogging.fakes.ec2;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The instances and endpoints of one account in all Regions, and which of these it can use. */
public final class Ec2State {
  /** Those that the account can use. */
  public final SortedSet<String> enabledRegions = new TreeSet<>();

  private final SortedMap<String, SortedMap<String, FakeInstance>> instances = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, FakeEndpoint>> endpoints = new TreeMap<>();

  /** Those of a Region by id, to be changed at will. */
  public SortedMap<String, FakeInstance> instancesIn(String region) {
    return instances.computeIfAbsent(region, it -> new TreeMap<>());
  }

  /** Those of a Region by id, to be changed at will. */
  public SortedMap<String, FakeEndpoint> endpointsIn(String region) {
    return endpoints.computeIfAbsent(region, it -> new TreeMap<>());
  }

  /** Makes an instance without a profile. */
  public FakeInstance instance(String region, String id) {
    return instancesIn(region).computeIfAbsent(id, it -> new FakeInstance());
  }

  /**
   * Makes an interface endpoint.
   *
   * @param service as it ends the service's name, such as {@code kms}
   */
  public FakeEndpoint endpoint(String region, String id, String service) {
    FakeEndpoint endpoint = new FakeEndpoint();
    endpoint.serviceName = "com.amazonaws." + region + "." + service;
    endpointsIn(region).put(id, endpoint);
    return endpoint;
  }
}
