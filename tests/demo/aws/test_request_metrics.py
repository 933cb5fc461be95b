"""The fake counts requests by the day, for whoever owns the bucket, as boto3 reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import OUTSIDER_KEY
from ajar.demo.aws.request_metrics import FILTER

Client = Callable[..., Any]


def statistics(client: Any, bucket: str = "marrow-www", days: int = 14, **other: Any) -> list[float]:  # noqa: ANN401 - boto3 ships no types
    """The sums that are told of a bucket, the latest first."""
    end = datetime.now(UTC)
    asked = {
        "Namespace": "AWS/S3",
        "MetricName": "AllRequests",
        "Dimensions": [{"Name": "BucketName", "Value": bucket}, {"Name": "FilterId", "Value": FILTER}],
        "StartTime": end - timedelta(days=days),
        "EndTime": end,
        "Period": 86400,
        "Statistics": ["Sum"],
        **other,
    }
    points = client.get_metric_statistics(**asked)["Datapoints"]
    return [one["Sum"] for one in sorted(points, key=lambda one: one["Timestamp"], reverse=True)]


def test_a_filter_of_the_whole_bucket_is_listed_where_requests_are_counted(client: Client) -> None:
    s3 = client("s3")
    (one,) = s3.list_bucket_metrics_configurations(Bucket="marrow-www")["MetricsConfigurationList"]
    assert one == {"Id": FILTER}
    found = s3.list_bucket_metrics_configurations(Bucket="marrow-office-scans")
    assert "MetricsConfigurationList" not in found


def test_the_days_that_are_asked_for_are_counted(client: Client, cloud: AwsCloud) -> None:
    cloud.world.buckets["marrow-www"].requests = tuple(range(1, 31))
    assert statistics(client("cloudwatch"))[:3] == [1.0, 2.0, 3.0]
    assert len(statistics(client("cloudwatch"))) in (13, 14)
    assert len(statistics(client("cloudwatch"), days=3)) in (2, 3)


@pytest.mark.parametrize(
    "other",
    [
        {"MetricName": "GetRequests"},
        {"Namespace": "AWS/EC2"},
        {"Statistics": ["Average"]},
        {"Dimensions": []},
    ],
)
def test_what_is_not_counted_has_no_points(client: Client, other: dict[str, Any]) -> None:
    assert statistics(client("cloudwatch"), **other) == []


def test_nobody_else_and_no_other_region_is_told(client: Client) -> None:
    assert statistics(client("cloudwatch", OUTSIDER_KEY)) == []
    assert statistics(client("cloudwatch", region="us-east-1")) == []
    assert statistics(client("cloudwatch"), "marrow-that-never-was") == []
