"""Registered third-party types as providers: what their schema says of properties, and what a handler's answer means.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
"""

import json
from datetime import UTC, datetime
from typing import Any

from .handlers import HandlerFailure, Handlers, as_strings
from .providers import Request, Resource, ResourceFailure, ResourceMissing

Path = tuple[str, ...]  # of a property, as the schema's JSON pointers name it: ("RunAs", "Enabled")


class RegisteredType:
    """A registered type: its schema, and its handlers."""

    def __init__(self, schema: dict[str, Any], handlers: Handlers) -> None:
        self.name = schema["typeName"]
        self.schema = schema
        self.registered = datetime.now(UTC)
        self.handlers = handlers
        self.identifier = _paths(schema, "primaryIdentifier")
        self.create_only = _paths(schema, "createOnlyProperties")
        self.read_only = _paths(schema, "readOnlyProperties")
        self.write_only = _paths(schema, "writeOnlyProperties")
        self.taggable = schema.get("tagging", {}).get("taggable", schema.get("taggable", True))

    def create(self, request: Request) -> Resource:
        self._refuse_read_only(request)
        try:
            model = self.handlers.handle("CREATE", request, request.properties)
        except HandlerFailure as failure:
            left = self._resource(failure.model) if self._has_identifier(failure.model) else None
            raise ResourceFailure(failure.reason, left) from failure
        return self._made(model, "CREATE")

    def read(self, request: Request, identifier: dict[str, Any]) -> Resource:
        """What is there already, by its identifier."""
        try:
            return self._made(self.handlers.handle("READ", request, identifier), "READ")
        except HandlerFailure as failure:
            raise (ResourceMissing if failure.code == "NotFound" else ResourceFailure)(failure.reason) from failure

    def identified(self, resource: Resource) -> dict[str, Any]:
        """What names a resource that was made, for a read."""
        return _with({}, resource.attributes, self.identifier)

    def readable(self, properties: dict[str, Any]) -> dict[str, Any]:
        """Of a template's properties those that a read can tell."""
        return _without(properties, self.write_only + self.read_only)

    def without_stack_tags(self, model: dict[str, Any], properties: dict[str, Any], stack_tags: dict[str, str]) -> dict[str, Any]:
        """A read's tags but those that came from the stack and not from the template."""
        name = self.schema.get("tagging", {}).get("tagProperty", "").rpartition("/")[2]
        held, own = model.get(name), properties.get(name) or []
        if not isinstance(held, list):
            return model
        return model | {name: [tag for tag in held if tag in own or stack_tags.get(tag["Key"]) != tag["Value"]]}

    def update(self, request: Request, resource: Resource) -> Resource:
        self._refuse_read_only(request)
        desired = _with(request.properties, resource.attributes, self.identifier)
        previous = _with(request.previous_properties or {}, resource.attributes, self.identifier + self.read_only)
        try:
            return self._made(self.handlers.handle("UPDATE", request, desired, previous), "UPDATE")
        except HandlerFailure as failure:
            raise ResourceFailure(failure.reason) from failure

    def delete(self, request: Request, resource: Resource) -> None:
        known = _with(request.properties, resource.attributes, self.identifier + self.read_only)
        try:
            self.handlers.handle("DELETE", request, known)
        except HandlerFailure as failure:
            if failure.code != "NotFound":  # what is gone already counts as deleted
                raise ResourceFailure(failure.reason) from failure

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(_get(as_strings(old), path) != _get(as_strings(new), path) for path in self.create_only)

    def follows_stack_tags(self) -> bool:
        return self.taggable

    def _refuse_read_only(self, request: Request) -> None:
        given = ["/".join(path) for path in self.read_only if _get(request.properties, path) is not None]
        if given:
            raise ResourceFailure(
                f"Encountered readonly properties in structure. Properties [{', '.join(given)}] can't be set."
            )

    def _has_identifier(self, model: dict[str, Any] | None) -> bool:
        return bool(model) and all(_get(model, path) not in (None, "") for path in self.identifier)

    def _made(self, model: dict[str, Any], action: str) -> Resource:
        if not self._has_identifier(model):
            raise ResourceFailure(
                f"{self.name} {action} succeeded without the primary identifier in its model (HandlerErrorCode: InternalFailure)"
            )
        return self._resource(model)

    def _resource(self, model: dict[str, Any]) -> Resource:
        """Write-only properties are known to nobody afterwards."""
        model = _without(model, self.write_only)
        return Resource("|".join(str(_get(model, path)) for path in self.identifier), model)


def _paths(schema: dict[str, Any], key: str) -> list[Path]:
    return [tuple(pointer.split("/")[2:]) for pointer in schema.get(key, [])]


def _get(document: Any, path: Path) -> Any:
    for part in path:
        if not isinstance(document, dict) or part not in document:
            return None
        document = document[part]
    return document


def _without(document: dict[str, Any], paths: list[Path]) -> dict[str, Any]:
    """A copy that lacks some of its properties."""
    left: dict[str, Any] = json.loads(json.dumps(document))
    for path in paths:
        holder = _get(left, path[:-1])
        if isinstance(holder, dict):
            holder.pop(path[-1], None)
    return left


def _with(properties: dict[str, Any], model: dict[str, Any], paths: list[Path]) -> dict[str, Any]:
    """Properties of the template plus what only the model knows."""
    merged = json.loads(json.dumps(properties))
    for path in paths:
        value = _get(model, path)
        if value is None or _get(merged, path) is not None:
            continue
        holder = merged
        for part in path[:-1]:
            holder = holder.setdefault(part, {})
        holder[path[-1]] = value
    return merged
