package org.sessionlogging.fakes.ec2;

/** One endpoint of a virtual private cloud, as it is made without options. */
public final class FakeEndpoint {

  /** What an endpoint lets through that is made without a policy (API reference). */
  public static final String EVERYTHING =
      """
      {"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";

  public String network = "vpc-1";
  public String serviceName;

  /** Of the service, where it is another than its own. */
  public String serviceRegion;

  public String type = "Interface";
  public String state = "available";
  public boolean privateDns = true;
  public String policy = EVERYTHING;
}
