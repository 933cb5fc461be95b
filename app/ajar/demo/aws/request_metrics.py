"""The requests that buckets are asked, as S3 filters and CloudWatch counts them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.state import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World

Answer = dict[str, Any]
FILTER = "EntireBucket"
_DAY = timedelta(days=1)


def metrics_configurations(world: World, _: Caller, given: Given) -> Answer:
    """List the filters by which requests are counted: one of the whole bucket, or none."""
    counted = world.buckets[given["Bucket"]].requests is not None
    return {"IsTruncated": False, "MetricsConfigurationList": [{"Id": FILTER}] if counted else []}


def metric_statistics(world: World, caller: Caller, given: Given) -> Answer:
    """Return the sums of a bucket's requests by the day, within the time that is asked for.

    Nothing where nothing is counted, and where somebody asks for another metric, as CloudWatch does.
    """
    asked = {one["Name"]: one["Value"] for one in given.get("Dimensions", [])}
    bucket = world.buckets.get(asked.get("BucketName", ""))
    label = str(given["MetricName"])
    about = (given["Namespace"], label, asked.get("FilterId"), given["Period"], given.get("Statistics"))
    own = bucket is not None and caller.identity is not None and caller.identity.account == bucket.account
    if bucket is None or not own or bucket.region != caller.region:
        return {"Label": label, "Datapoints": []}
    if about != ("AWS/S3", "AllRequests", FILTER, _DAY.total_seconds(), ["Sum"]):
        return {"Label": label, "Datapoints": []}
    start, end = (datetime.fromtimestamp(given[name], UTC) for name in ("StartTime", "EndTime"))
    days = [(now() - _DAY * (number + 1), count) for number, count in enumerate(bucket.requests or ())]
    points = [
        {"Timestamp": day, "Sum": float(count), "Unit": "Count"} for day, count in days if start <= day <= end
    ]
    return {"Label": label, "Datapoints": points}


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "cloudwatch.GetMetricStatistics": metric_statistics,
    "s3.ListBucketMetricsConfigurations": metrics_configurations,
}
