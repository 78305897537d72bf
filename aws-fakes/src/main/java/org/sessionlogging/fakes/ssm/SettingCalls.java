package org.sessionlogging.fakes.ssm;

import java.util.Map;
import java.util.Optional;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingResponse;
import software.amazon.awssdk.services.ssm.model.ResetServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.ResetServiceSettingResponse;
import software.amazon.awssdk.services.ssm.model.ServiceSetting;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingResponse;

/** Service settings: the one of Default Host Management. */
interface SettingCalls extends SsmClient {
  /** With what it is where nobody has changed it (turbot/steampipe-plugin-aws PR#2611). */
  Map<String, String> DEFAULTS =
      Map.of("/ssm/managed-instance/default-ec2-instance-management-role", "$None");

  Reach reach();

  @Override
  default GetServiceSettingResponse getServiceSetting(GetServiceSettingRequest request) {
    String id = id(request.settingId());
    return reach()
        .lookAtSetting(
            request,
            id,
            changed ->
                GetServiceSettingResponse.builder()
                    .serviceSetting(described(id, Optional.ofNullable(changed.get(id))))
                    .build());
  }

  @Override
  default UpdateServiceSettingResponse updateServiceSetting(UpdateServiceSettingRequest request) {
    String id = id(request.settingId());
    return reach()
        .changeSetting(
            request,
            id,
            UpdateServiceSettingResponse.builder().build(),
            changed -> changed.put(id, request.settingValue()));
  }

  @Override
  default ResetServiceSettingResponse resetServiceSetting(ResetServiceSettingRequest request) {
    String id = id(request.settingId());
    return reach()
        .changeSetting(
            request,
            id,
            ResetServiceSettingResponse.builder()
                .serviceSetting(described(id, Optional.empty()))
                .build(),
            changed -> changed.remove(id));
  }

  private static ServiceSetting described(String id, Optional<String> changed) {
    return ServiceSetting.builder()
        .settingId(id)
        .settingValue(changed.orElseGet(() -> DEFAULTS.get(id)))
        .status(changed.isPresent() ? "Customized" : "Default")
        .build();
  }

  /** An ARN names the same setting (API reference, GetServiceSetting: SettingId). */
  private static String id(String idOrArn) {
    String id = idOrArn.replaceFirst("^arn:.*:servicesetting", "");
    if (!DEFAULTS.containsKey(id)) {
      throw AwsError.of(400, "ServiceSettingNotFound", "Setting " + id + " not found.");
    }
    return id;
  }
}
