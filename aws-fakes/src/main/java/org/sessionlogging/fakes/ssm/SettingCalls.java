package org.sessionlogging.fakes.ssm;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
        .store()
        .look(
            request,
            reach().subject(id),
            state ->
                GetServiceSettingResponse.builder()
                    .serviceSetting(described(state.settings.get(reach().region()), id))
                    .build());
  }

  @Override
  default UpdateServiceSettingResponse updateServiceSetting(UpdateServiceSettingRequest request) {
    String id = id(request.settingId());
    return reach()
        .store()
        .write(
            request,
            reach().subject(id),
            Set.of(),
            state -> {
              state.settingsIn(reach().region()).put(id, request.settingValue());
              return UpdateServiceSettingResponse.builder().build();
            });
  }

  @Override
  default ResetServiceSettingResponse resetServiceSetting(ResetServiceSettingRequest request) {
    String id = id(request.settingId());
    return reach()
        .store()
        .write(
            request,
            reach().subject(id),
            Set.of(),
            state -> {
              state.resetSetting(reach().region(), id);
              return ResetServiceSettingResponse.builder()
                  .serviceSetting(described(null, id))
                  .build();
            });
  }

  private static ServiceSetting described(SortedMap<String, String> changed, String id) {
    boolean custom = changed != null && changed.containsKey(id);
    return ServiceSetting.builder()
        .settingId(id)
        .settingValue(custom ? changed.get(id) : DEFAULTS.get(id))
        .status(custom ? "Customized" : "Default")
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
