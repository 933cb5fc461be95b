"""How much the bucket was asked for lately, where its request metrics tell.

"Metrics and dimensions" (metrics-dimensions.html) and "Monitoring metrics with Amazon CloudWatch"
(cloudwatch-monitoring.html), under https://docs.aws.amazon.com/AmazonS3/latest/userguide/ and read
2026-11-24: request metrics are sent only for a filter that somebody made, count requests of every type, and
are delivered on a best-effort basis, so that none counted does not prove that there was none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ajar.model.change import Consequence, Topic
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.look_ahead.bearing import narrows
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance, trouble, unknown
from ajar.providers.kind import Ahead, Malformed, Reader

DAYS = 14
_DAY = 86_400  # seconds, the period that is summed up


def requests(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """The requests of the last two weeks, of every kind."""
    if not narrows(ahead):
        return
    resource = ahead.finding.resource
    filtered = _of_whole_bucket(reader, resource)
    if not filtered:
        yield unknown(Topic.BREAKS, "ahead_requests_not_counted", days=str(DAYS))
        return
    answer = reader.call(
        "cloudwatch:GetMetricStatistics",
        region=resource.region,
        Namespace="AWS/S3",
        MetricName="AllRequests",
        Dimensions=[
            {"Name": "BucketName", "Value": resource.name},
            {"Name": "FilterId", "Value": filtered},
        ],
        StartTime=ahead.at - timedelta(days=DAYS),
        EndTime=ahead.at,
        Period=_DAY,
        Statistics=["Sum"],
    )
    count = round(sum(float(point.get("Sum") or 0) for point in answer.get("Datapoints") or ()))
    if count:
        yield trouble(Topic.BREAKS, "ahead_requests", count=f"{count:,}", days=str(DAYS))
    else:
        yield reassurance(Topic.BREAKS, "ahead_requests_none", days=str(DAYS))


def _of_whole_bucket(reader: Reader, resource: Resource) -> str:
    """The id of the bucket's filter that leaves nothing out; "" where it has none."""
    more: dict[str, str] = {}
    while True:
        answer = reader.call(
            "s3:ListBucketMetricsConfigurations", region=resource.region, Bucket=resource.name, **more
        )
        for one in answer.get("MetricsConfigurationList") or ():
            if not one.get("Filter"):
                return str(one.get("Id", ""))
        token = answer.get("NextContinuationToken") if answer.get("IsTruncated") else None
        if not token:
            return ""
        if token == more.get("ContinuationToken"):
            raise Malformed("s3:ListBucketMetricsConfigurations gave the same page twice.")
        more = {"ContinuationToken": str(token)}


REQUESTS = Lookup(
    name="requests",
    look=requests,
    permissions=("cloudwatch:GetMetricStatistics", "s3:GetMetricsConfiguration"),
)
