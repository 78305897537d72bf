"""AWS's own resource types in stacks: whatever moto's CloudFormation models support, through those models.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
https://docs.getmoto.org/en/latest/docs/services/cf.html
A property that moto's model of a type does not know is dropped by it.
"""

import json
from typing import Any

from moto.cloudformation.parsing import generate_resource_name, get_model_map

from .providers import Provider, Request, Resource, ResourceFailure

# Documents that moto's models take as texts.
TEXTS = ("KeyPolicy",)


class NativeResource(Resource):
    """A resource that is a moto model."""

    def __init__(self, model: Any) -> None:
        super().__init__(model.physical_resource_id)
        self.model = model

    def attribute(self, name: str) -> Any:
        try:
            return self.model.get_cfn_attribute(name)
        except Exception as error:
            raise ResourceFailure(f"Attribute {name} does not exist in the resource {self.physical_id}") from error


class NativeType(Provider):
    """One of AWS's types, made by moto's model of it. A type that moto cannot update is replaced."""

    def __init__(self, type_name: str, model_class: Any) -> None:
        self.type_name = type_name
        self.model_class = model_class

    def create(self, request: Request) -> Resource:
        return NativeResource(
            self.model_class.create_from_cloudformation_json(
                self._name(request),
                self._json(request),
                request.account,
                request.region,
                LogicalId=request.logical_id,
                StackId=request.stack.stack_id,
                ResourceType=self.type_name,
            )
        )

    def update(self, request: Request, resource: NativeResource) -> Resource:
        return NativeResource(
            self.model_class.update_from_cloudformation_json(
                original_resource=resource.model,
                new_resource_name=self._name(request),
                cloudformation_json=self._json(request),
                account_id=request.account,
                region_name=request.region,
            )
        )

    def delete(self, request: Request, resource: NativeResource) -> None:
        if self._lacks("delete_from_cloudformation_json"):
            if not hasattr(resource.model, "delete"):
                raise ResourceFailure(f"moto cannot delete {self.type_name}")
            resource.model.delete(request.account, request.region)
            return
        self.model_class.delete_from_cloudformation_json(
            resource.physical_id, self._json(request), request.account, request.region
        )

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        name = self._name_property()
        return old != new and (self._lacks("update_from_cloudformation_json") or bool(name) and old.get(name) != new.get(name))

    def _lacks(self, method: str) -> bool:
        return hasattr(getattr(self.model_class, method), "__isabstractmethod__")

    def _name_property(self) -> str:
        return self.model_class.cloudformation_name_type() or ""

    def _name(self, request: Request) -> str:
        generated = generate_resource_name(self.type_name, request.stack.name, request.logical_id)
        return request.properties.get(self._name_property(), generated)

    def _json(self, request: Request) -> dict[str, Any]:
        texts = {name: json.dumps(request.properties[name]) for name in TEXTS if isinstance(request.properties.get(name), dict)}
        return {"Type": self.type_name, "Properties": {**request.properties, **texts}}


def native_types() -> dict[str, NativeType]:
    """All of them, by name."""
    return {name: NativeType(name, model) for name, model in get_model_map().items()}
