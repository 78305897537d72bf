"""What a bucket tells of itself: moto keeps that EventBridge hears of it, does not say so, and tells whoever puts an object.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html (events of a bucket go to EventBridge of its account)
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.s3 import notifications
from moto.s3.models import Notification
from moto.s3.responses import S3Response

from ..patching import extend


@extend(S3Response)
def get_bucket_notification(self: S3Response) -> Any:
    self.data["Action"] = "GetBucketNotificationConfiguration"
    held = self.backend.get_bucket_notification_configuration(self.bucket_name)
    answer: dict[str, Any] = {}
    if held:
        answer["TopicConfigurations"] = [_described(it, "TopicArn") for it in held.topic]
        answer["QueueConfigurations"] = [_described(it, "QueueArn") for it in held.queue]
        answer["LambdaFunctionConfigurations"] = [_described(it, "LambdaFunctionArn") for it in held.cloud_function]
        if held.event_bridge is not None:
            answer["EventBridgeConfiguration"] = {}
    return self.serialized(ActionResult(answer))


moto_send_event = notifications.send_event


@extend(notifications)
def send_event(account_id: str, event_name: Any, bucket: Any, key: Any) -> None:
    moto_send_event(bucket.account_id, event_name, bucket, key)


def _described(notification: Notification, arn: str) -> dict[str, Any]:
    described = {"Id": notification.id, arn: notification.arn, "Events": notification.events}
    if notification.filters:
        described["Filter"] = {"Key": {"FilterRules": notification.filters["S3Key"]["FilterRule"]}}
    return described
