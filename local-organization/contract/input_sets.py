"""The input sets that a type declares beside its schema: inputs/inputs_N_{create,update}.json, and overrides.json.

The suite runs once per set, and once more with input that it makes up from the schema; for that run overrides.json pins
what can't be just any value that the schema allows.
"""

import json
import shutil
from dataclasses import dataclass

from processes import type_folder


@dataclass(frozen=True)
class InputSet:
    """One run of the suite for one type; `models` are what the set gives, or pins, for each action."""

    type: str
    name: str
    models: dict
    made_up: bool = False

    @property
    def label(self):
        """Names the set among those of all types."""
        return f"{self.type}-{self.name}"

    def write_project(self, project):
        """Makes a folder in which `cfn test` finds this set alone."""
        project.mkdir(parents=True)
        folder = type_folder(self.type)
        for file in [folder / ".rpdk-config", *folder.glob("sessionmanager-*.json")]:
            shutil.copy(file, project)
        if self.made_up:
            shutil.copy(folder / "overrides.json", project)
            return
        (project / "inputs").mkdir()
        for action, model in self.models.items():
            (project / "inputs" / f"inputs_1_{action.lower()}.json").write_text(json.dumps(model), encoding="utf-8")


def input_sets(type_):
    """All sets of a type, in the order of their names."""
    folder = type_folder(type_)
    for create in sorted(folder.glob("inputs/inputs_*_create.json")):
        name = create.name.removesuffix("_create.json")
        yield InputSet(type_, name, {"CREATE": read(create), "UPDATE": read(create.with_name(f"{name}_update.json"))})
    overrides = folder / "overrides.json"
    if overrides.exists():
        pinned = {action: unpointed(values) for action, values in read(overrides).items()}
        yield InputSet(type_, "made-up", pinned, made_up=True)


def read(path):
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def unpointed(values):
    """A model from overrides, which name properties by JSON pointers: /BucketName."""
    return {pointer.removeprefix("/"): value for pointer, value in values.items()}
