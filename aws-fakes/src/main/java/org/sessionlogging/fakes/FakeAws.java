package org.sessionlogging.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sessionlogging.fakes.cloudformation.FakeCloudFormation;
import org.sessionlogging.fakes.ec2.Ec2State;
import org.sessionlogging.fakes.ec2.FakeEc2;
import org.sessionlogging.fakes.iam.FakeIam;
import org.sessionlogging.fakes.iam.IamState;
import org.sessionlogging.fakes.kms.FakeKms;
import org.sessionlogging.fakes.kms.KmsState;
import org.sessionlogging.fakes.organizations.FakeOrganizations;
import org.sessionlogging.fakes.s3.FakeS3;
import org.sessionlogging.fakes.s3.S3State;
import org.sessionlogging.fakes.ssm.FakeSsm;
import org.sessionlogging.fakes.ssm.Habits;
import org.sessionlogging.fakes.ssm.SsmState;
import org.sessionlogging.fakes.store.Lag;
import org.sessionlogging.fakes.store.Snapshot;
import org.sessionlogging.fakes.store.Store;
import org.sessionlogging.fakes.sts.FakeSts;
import org.sessionlogging.fakes.tagging.FakeTagging;

/**
 * AWS as one account has it, in all Regions; of other accounts it holds buckets and keys. The state
 * of each service can be looked at, changed as somebody would at the console, and turned into JSON
 * and back.
 */
public final class FakeAws {
  private final String account;
  private final Store<S3State> s3;
  private final Store<KmsState> kms;
  private final Store<SsmState> ssm;
  private final Store<IamState> iam;
  private final FakeOrganizations organizations = new FakeOrganizations();
  private final Ec2State ec2;
  private final FakeSts sts;
  private final VirtualTime time = new VirtualTime();
  private final Map<String, Habits> habits = new ConcurrentHashMap<>();
  private final Map<String, Object> clients = new ConcurrentHashMap<>();

  /** An account that holds nothing yet, and is in an organization. */
  public FakeAws(String account) {
    this(account, new S3State(), new KmsState(), new SsmState(), new IamState(), new Ec2State());
  }

  private FakeAws(
      String account, S3State s3, KmsState kms, SsmState ssm, IamState iam, Ec2State ec2) {
    this.account = account;
    this.sts = new FakeSts(account);
    this.s3 = new Store<>(s3);
    this.kms = new Store<>(kms);
    this.ssm = new Store<>(ssm);
    this.iam = new Store<>(iam);
    this.ec2 = ec2;
  }

  /** The AWS that a picture shows. */
  public static FakeAws of(String picture) {
    JsonNode json = Snapshot.parse(picture);
    FakeAws aws =
        new FakeAws(
            json.path("account").textValue(),
            Snapshot.state(json.path("s3"), S3State.class),
            Snapshot.state(json.path("kms"), KmsState.class),
            Snapshot.state(json.path("ssm"), SsmState.class),
            Snapshot.state(json.path("iam"), IamState.class),
            new Ec2State());
    aws.organizations.id = Optional.ofNullable(json.path("organization").textValue());
    return aws;
  }

  /**
   * Everything that it holds, as JSON in a stable order: to be compared with another time's, and to
   * be kept.
   */
  public String picture() {
    ObjectNode picture = JsonNodeFactory.instance.objectNode().put("account", account);
    organizations.id.ifPresent(id -> picture.put("organization", id));
    picture.set("s3", Snapshot.tree(s3.present()));
    picture.set("kms", Snapshot.tree(kms.present()));
    picture.set("ssm", Snapshot.tree(ssm.present()));
    picture.set("iam", Snapshot.tree(iam.present()));
    return Snapshot.text(picture);
  }

  /** Another one that is as this one is now, and shows all of it at once. */
  public FakeAws copy() {
    FakeAws copy =
        new FakeAws(
            account,
            Snapshot.copy(s3()),
            Snapshot.copy(kms()),
            Snapshot.copy(ssm()),
            Snapshot.copy(iam()),
            Snapshot.copy(ec2));
    copy.organizations.become(organizations);
    copy.sts.become(sts);
    copy.time.pass(time.milliseconds());
    habits.forEach((region, habit) -> copy.habits.put(region, Snapshot.copy(habit)));
    return copy;
  }

  /** From now on it shows late what is written; what was written before shows. */
  public FakeAws lag(Lag lag) {
    stores().forEach(store -> store.lag(lag));
    return this;
  }

  /** From now on it shows everything at once. */
  public FakeAws settle() {
    stores().forEach(Store::settle);
    return this;
  }

  private List<Store<?>> stores() {
    return List.of(s3, kms, ssm, iam);
  }

  /** The time that invocations before it take, for those who have it for a clock. */
  public VirtualTime time() {
    return time;
  }

  public String account() {
    return account;
  }

  /** What S3 holds, whoever may see it already; so for the other services. */
  public S3State s3() {
    return s3.present();
  }

  public KmsState kms() {
    return kms.present();
  }

  public SsmState ssm() {
    return ssm.present();
  }

  public IamState iam() {
    return iam.present();
  }

  public Ec2State ec2() {
    return ec2;
  }

  /** The client of a Region, the same every time; so for the other services. */
  public FakeS3 s3(String region) {
    return s3(account, region);
  }

  /** S3 as another account reaches it. */
  public FakeS3 s3(String other, String region) {
    return client(
        "s3 " + other, region, FakeS3.class, () -> new FakeS3(s3, organizations, other, region));
  }

  public FakeKms kms(String region) {
    return kms(account, region);
  }

  /** KMS as another account reaches it. */
  public FakeKms kms(String other, String region) {
    return client(
        "kms " + other,
        region,
        FakeKms.class,
        () -> new FakeKms(kms, sts, organizations, other, region));
  }

  public FakeSsm ssm(String region) {
    return client(
        "ssm",
        region,
        FakeSsm.class,
        () -> new FakeSsm(ssm, region, habits.computeIfAbsent(region, it -> new Habits())));
  }

  public FakeCloudFormation cloudFormation(String region) {
    return client("cloudformation", region, FakeCloudFormation.class, FakeCloudFormation::new);
  }

  public FakeEc2 ec2(String region) {
    return client("ec2", region, FakeEc2.class, () -> new FakeEc2(ec2, region));
  }

  /** IAM is one for all Regions. */
  public FakeIam iam(String region) {
    return client("iam", "", FakeIam.class, () -> new FakeIam(iam, sts, account));
  }

  /** Organizations is one for all Regions. */
  public FakeOrganizations organizations(String region) {
    return organizations;
  }

  /** STS knows who calls, from every Region. */
  public FakeSts sts(String region) {
    return sts;
  }

  public FakeTagging tagging(String region) {
    return client("tagging", region, FakeTagging.class, () -> new FakeTagging(kms, region));
  }

  private <C> C client(String service, String region, Class<C> type, Supplier<C> made) {
    return type.cast(clients.computeIfAbsent(service + " " + region, it -> made.get()));
  }
}
