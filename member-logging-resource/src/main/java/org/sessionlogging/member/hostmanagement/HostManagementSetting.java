package org.sessionlogging.member.hostmanagement;

import org.sessionlogging.access.HostManagementLook;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.DefaultRole;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResetServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingRequest;

/**
 * The service setting of one Region that turns Default Host Management on, by naming a role.
 *
 * @param progress counts how often the role was not known
 */
public record HostManagementSetting(Aws aws, SsmClient ssm, Progress progress) {
  private static final String ID = HostManagementLook.SETTING_ID;

  /** What SSM says of a role that it does not know yet (aws/eks-hybrid PR#608). */
  private static final String UNKNOWN_ROLE = "ValidationException";

  private static final int LOOKS_FOR_A_ROLE = 12;
  private static final int SECONDS_BETWEEN_LOOKS = 10;

  String name() {
    return "default host management";
  }

  /** The role that it names now. */
  public DefaultRole now() {
    return new HostManagementLook(aws, ssm).now();
  }

  /** Names that role, or none. SSM takes no condition, so that there is a last look before. */
  Step put(DefaultRole value, DefaultRole seen) {
    aws.forget();
    return now().equals(seen)
        ? value.setting().map(this::turnOn).orElseGet(this::reset)
        : Step.handBack("another look at Default Host Management, which has changed");
  }

  /** Off, as it was before anybody changed it. */
  private Step reset() {
    aws.call(
        ssm,
        ResetServiceSettingRequest.builder().settingId(ID).build(),
        SsmClient::resetServiceSetting);
    return Step.DONE;
  }

  private Step turnOn(String role) {
    try {
      aws.call(
          ssm,
          UpdateServiceSettingRequest.builder().settingId(ID).settingValue(role).build(),
          SsmClient::updateServiceSetting);
      return Step.DONE;
    } catch (CallFailed e) {
      return afterwards(e, role);
    }
  }

  private Step afterwards(CallFailed e, String role) {
    if (e.code().equals(UNKNOWN_ROLE) && progress.looksAgain(name(), LOOKS_FOR_A_ROLE)) {
      return Step.wait(SECONDS_BETWEEN_LOOKS, "the role " + role + " to be known to SSM");
    }
    throw switch (e.code()) {
      case UNKNOWN_ROLE, HostManagementLook.ABSENT ->
          Refused.invalid(
              name()
                  + ": "
                  + e.operation()
                  + " failed: "
                  + e.reason()
                  + ". SSM does not take the role "
                  + role
                  + " for the default, or does not offer Default Host Management in this Region: start the operation"
                  + " again, or set DefaultHostManagement to USE_IF_ON.");
      default -> e;
    };
  }
}
