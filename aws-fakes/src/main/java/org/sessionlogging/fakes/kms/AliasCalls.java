package org.sessionlogging.fakes.kms;

import java.util.List;
import java.util.Map;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasResponse;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;

/** The names of keys. */
interface AliasCalls extends KmsClient {

  Reach reach();

  /** Limit and Marker (API reference, ListAliases). */
  @Override
  default ListAliasesResponse listAliases(ListAliasesRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().subject(request.keyId()),
            state -> {
              FakeKey key = reach().in(state, request.keyId());
              List<String> names =
                  state.aliasesOf(reach().region()).entrySet().stream()
                      .filter(it -> it.getValue().equals(key.id()))
                      .map(Map.Entry::getKey)
                      .toList();
              Page<String> page = Page.of(names, request.marker(), request.limit());
              return ListAliasesResponse.builder()
                  .aliases(page.as(it -> AliasListEntry.builder().aliasName(it).build()))
                  .truncated(page.truncated())
                  .nextMarker(page.next())
                  .build();
            });
  }

  @Override
  default CreateAliasResponse createAlias(CreateAliasRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.targetKeyId()),
            Reach.PASSING,
            state -> {
              FakeKey key = reach().in(state, request.targetKeyId());
              Reach.refusePending(key);
              if (state.aliasesOf(reach().region()).containsKey(request.aliasName())) {
                throw AwsError.of(400, "AlreadyExistsException", "An alias with that name exists.");
              }
              state.name(reach().region(), request.aliasName(), key.id());
              return CreateAliasResponse.builder().build();
            });
  }

  @Override
  default UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.aliasName()),
            Reach.PASSING,
            state -> {
              FakeKey key = reach().in(state, request.targetKeyId());
              Reach.refusePending(key);
              refuseAbsent(state, request.aliasName());
              state.name(reach().region(), request.aliasName(), key.id());
              return UpdateAliasResponse.builder().build();
            });
  }

  /** Works in every state of the key (KMS developer guide, key-state.html). */
  @Override
  default DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.aliasName()),
            Reach.PASSING,
            state -> {
              refuseAbsent(state, request.aliasName());
              state.unname(reach().region(), request.aliasName());
              return DeleteAliasResponse.builder().build();
            });
  }

  private void refuseAbsent(KmsState state, String alias) {
    if (!state.aliasesOf(reach().region()).containsKey(alias)) {
      throw Reach.absent(alias);
    }
  }
}
