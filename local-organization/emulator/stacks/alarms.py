"""AWS::CloudWatch::Alarm, AWS::SNS::TopicPolicy and AWS::SNS::Subscription in stacks, which moto lacks, and AWS::Events::Rule, which it
can't delete. No alarm is ever raised here.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html
"""

import json
import uuid
from typing import Any

from moto.cloudwatch.models import CloudWatchBackend, cloudwatch_backends
from moto.events.models import Rule
from moto.sns.models import SNSBackend, sns_backends

from .failures import refuse_unread
from .native_types import NativeResource, NativeType
from .providers import Provider, Request, Resource

ALARM = {
    "AlarmDescription", "Namespace", "MetricName", "Dimensions", "Statistic", "Period", "EvaluationPeriods", "DatapointsToAlarm",
    "ComparisonOperator", "Threshold", "TreatMissingData", "AlarmActions", "OKActions",
}  # fmt: skip


class AlarmType(Provider):
    def create(self, request: Request) -> Resource:
        return self._written(request, f"{request.stack.name}-{request.logical_id}-{uuid.uuid4().hex[:12]}")

    def update(self, request: Request, resource: Resource) -> Resource:
        return self._written(request, resource.physical_id)

    def delete(self, request: Request, resource: Resource) -> None:
        self._backend(request).delete_alarms([resource.physical_id])

    def _written(self, request: Request, name: str) -> Resource:
        given = request.properties
        refuse_unread("AWS::CloudWatch::Alarm", given, ALARM)
        alarm = self._backend(request).put_metric_alarm(
            name=name,
            namespace=given["Namespace"],
            metric_name=given["MetricName"],
            comparison_operator=given["ComparisonOperator"],
            evaluation_periods=int(given["EvaluationPeriods"]),
            datapoints_to_alarm=int(given.get("DatapointsToAlarm", given["EvaluationPeriods"])),
            period=int(given["Period"]),
            threshold=float(given["Threshold"]),
            statistic=given["Statistic"],
            description=given.get("AlarmDescription", ""),
            dimensions=given.get("Dimensions", []),
            alarm_actions=given.get("AlarmActions", []),
            ok_actions=given.get("OKActions", []),
            treat_missing_data=given.get("TreatMissingData"),
        )
        return Resource(name, {"Arn": alarm.alarm_arn})

    @staticmethod
    def _backend(request: Request) -> CloudWatchBackend:
        return cloudwatch_backends[request.account][request.region]


class RuleType(NativeType):
    """A rule goes without its targets only (API_DeleteRule)."""

    def __init__(self) -> None:
        super().__init__("AWS::Events::Rule", Rule)

    def delete(self, request: Request, resource: NativeResource) -> None:
        resource.model.delete(request.account, request.region)


def _sns(request: Request) -> SNSBackend:
    return sns_backends[request.account][request.region]


class TopicPolicyType(Provider):
    """Its deletion leaves the topics as they are, which go with the same stack here; AWS gives them their default policy again."""

    def create(self, request: Request) -> Resource:
        refuse_unread("AWS::SNS::TopicPolicy", request.properties, {"Topics", "PolicyDocument"})
        for arn in request.properties["Topics"]:
            _sns(request).set_topic_attribute(arn, "policy", json.dumps(request.properties["PolicyDocument"]))
        return Resource(f"{request.stack.name}-{request.logical_id}")

    def update(self, request: Request, resource: Resource) -> Resource:
        return self.create(request)

    def delete(self, request: Request, resource: Resource) -> None:
        """Nothing to do."""


class SubscriptionType(Provider):
    """Another topic, protocol or endpoint is another subscription."""

    def create(self, request: Request) -> Resource:
        given = request.properties
        refuse_unread("AWS::SNS::Subscription", given, {"TopicArn", "Protocol", "Endpoint"})
        return Resource(_sns(request).subscribe(given["TopicArn"], given["Endpoint"], given["Protocol"]).arn)

    def update(self, request: Request, resource: Resource) -> Resource:
        return resource

    def delete(self, request: Request, resource: Resource) -> None:
        _sns(request).unsubscribe(resource.physical_id)

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return old != new
