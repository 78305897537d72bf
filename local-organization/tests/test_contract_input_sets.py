"""The input sets of both types, as `cfn test` will find them in a project folder of their own."""

import pytest
from contract.accounts import PREFERENCES
from contract.input_sets import input_sets, read
from processes import type_folder

SETS = [inputs for type_ in ("central", "member") for inputs in input_sets(type_)]


def values(type_, name):
    return {model.get(name) for inputs in input_sets(type_) for model in inputs.models.values()}


def test_central_is_tested_with_one_key_and_with_two():
    assert values("central", "KeyMode") >= {"ONE_KEY", "TWO_KEYS"}


def test_member_is_tested_with_a_document_of_its_own_and_with_the_accounts_preferences():
    assert PREFERENCES in values("member", "DocumentName")
    assert len(values("member", "DocumentName")) > 1


@pytest.mark.parametrize("inputs", SETS, ids=lambda inputs: f"{inputs.type}-{inputs.name}")
def test_a_project_holds_one_set_alone(tmp_path, inputs):
    inputs.write_project(tmp_path / "project")
    schema = read(type_folder(inputs.type) / f"sessionmanager-logging-{inputs.type}.json")
    files = {str(file.relative_to(tmp_path / "project")) for file in (tmp_path / "project").rglob("*.json")}
    own = {"overrides.json"} if inputs.made_up else {"inputs/inputs_1_create.json", "inputs/inputs_1_update.json"}
    assert files == {f"sessionmanager-logging-{inputs.type}.json", *own}
    for model in inputs.models.values():
        assert model.keys() <= schema["properties"].keys()


@pytest.mark.parametrize("type_", ["central", "member"])
def test_an_update_keeps_what_can_only_be_created(type_):
    fixed = [pointer.rpartition("/")[2] for pointer in read(type_folder(type_) / f"sessionmanager-logging-{type_}.json")["createOnlyProperties"]]
    for inputs in (inputs for inputs in input_sets(type_) if not inputs.made_up):
        assert [inputs.models["CREATE"].get(name) for name in fixed] == [inputs.models["UPDATE"].get(name) for name in fixed]
