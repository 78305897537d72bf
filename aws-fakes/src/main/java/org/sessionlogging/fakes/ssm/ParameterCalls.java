package org.sessionlogging.fakes.ssm;

import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/**
 * Parameters. One that was just made may be not found yet, and the name of one that was just
 * deleted is taken for a while: "wait for at least 30 seconds to create a parameter with the same
 * name" (API reference, DeleteParameter).
 */
interface ParameterCalls extends SsmClient {
  Set<String> PASSING = Set.of("ParameterNotFound", "ParameterAlreadyExists");

  Reach reach();

  /**
   * Makes one, or another value of one with Overwrite; tags go with the former only (API reference,
   * PutParameter; hashicorp/terraform-provider-aws#18550).
   */
  @Override
  default PutParameterResponse putParameter(PutParameterRequest request) {
    boolean overwrite = Boolean.TRUE.equals(request.overwrite());
    if (overwrite && request.hasTags()) {
      throw AwsError.of(
          400,
          "ValidationException",
          "Invalid request: tags and overwrite can't be used together.");
    }
    if (request.name().matches("(?i)/?(aws|ssm).*")
        || !request.name().matches("[\\w./-]{1,1011}")) {
      throw AwsError.of(400, "ValidationException", "Parameter name: can't be " + request.name());
    }
    return reach()
        .store()
        .write(
            request,
            reach().subject("Parameter", request.name()),
            PASSING,
            state -> {
              if (!overwrite && state.parametersIn(reach().region()).containsKey(request.name())) {
                throw AwsError.of(400, "ParameterAlreadyExists", "The parameter already exists.");
              }
              FakeParameter parameter = state.parameter(reach().region(), request.name());
              SsmTags.put(parameter.tags, request.tags());
              parameter.value = request.value();
              parameter.type = request.typeAsString();
              return PutParameterResponse.builder().build();
            });
  }

  @Override
  default GetParameterResponse getParameter(GetParameterRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().subject("Parameter", request.name()),
            state -> {
              FakeParameter found = reach().parameter(state, request.name());
              return GetParameterResponse.builder()
                  .parameter(it -> it.name(request.name()).value(found.value).type(found.type))
                  .build();
            });
  }

  @Override
  default DeleteParameterResponse deleteParameter(DeleteParameterRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject("Parameter", request.name()),
            PASSING,
            state -> {
              FakeParameter unused = reach().parameter(state, request.name());
              state.removeParameter(reach().region(), request.name());
              return DeleteParameterResponse.builder().build();
            });
  }
}
