"""The fake CloudTrail answers as boto3 reads it, and writes down what is changed while it runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.cloudtrail import LARGEST_PAGE
from ajar.demo.aws.company.callers import OUTSIDER_KEY, STAGING_KEY

Client = Callable[..., Any]
DRAFTS = "marrow-launch-drafts"
LATE = datetime(2026, 11, 2, tzinfo=UTC)


def by(key: str, value: str) -> dict[str, Any]:
    """The attribute that is looked up."""
    return {"LookupAttributes": [{"AttributeKey": key, "AttributeValue": value}]}


def test_events_come_latest_first_and_page_by_page(client: Client) -> None:
    trail = client("cloudtrail")
    whole = trail.lookup_events(**by("ResourceName", DRAFTS))["Events"]
    times = [one["EventTime"] for one in whole]
    assert times == sorted(times, reverse=True)
    pages = trail.get_paginator("lookup_events").paginate(
        **by("ResourceName", DRAFTS), PaginationConfig={"PageSize": 2}
    )
    paged = [one["EventId"] for page in pages for one in page["Events"]]
    assert paged == [one["EventId"] for one in whole]
    assert len(set(paged)) == len(paged) > 3


def test_an_event_holds_who_it_was_from_where_and_what_was_asked(client: Client) -> None:
    trail = client("cloudtrail")
    read, latest, *_ = trail.lookup_events(**by("ResourceName", DRAFTS))["Events"]
    assert (read["EventName"], read["ReadOnly"]) == ("GetBucketPolicy", "true")
    record = json.loads(latest["CloudTrailEvent"])
    assert record["userIdentity"]["arn"].endswith(":user/iris")
    assert record["sourceIPAddress"] == "203.0.113.57"
    assert record["requestParameters"] == {"bucketName": DRAFTS}
    assert (latest["EventName"], latest["ReadOnly"], latest["Username"]) == (
        "PutBucketPolicy",
        "false",
        "iris",
    )


def test_a_region_tells_its_own_events_and_an_account_its_own(client: Client) -> None:
    assert client("cloudtrail", region="eu-central-1").lookup_events()["Events"] == []
    assert client("cloudtrail", OUTSIDER_KEY).lookup_events()["Events"] == []


def test_what_is_changed_is_written_down_and_so_is_what_was_refused(client: Client, cloud: AwsCloud) -> None:
    client("s3").delete_bucket_policy(Bucket=DRAFTS)
    with pytest.raises(ClientError):
        client("s3", OUTSIDER_KEY).delete_bucket_policy(Bucket=DRAFTS)
    client("s3").get_bucket_acl(Bucket=DRAFTS)
    mine = client("cloudtrail").lookup_events(**by("EventName", "DeleteBucketPolicy"))["Events"]
    (theirs,) = client("cloudtrail", OUTSIDER_KEY).lookup_events()["Events"]
    assert "errorCode" not in json.loads(mine[0]["CloudTrailEvent"])
    assert json.loads(theirs["CloudTrailEvent"])["errorCode"] == "AccessDenied"
    assert len(cloud.world.trail) == 2


def test_the_blocks_have_the_names_of_the_trail(client: Client) -> None:
    client("s3").delete_public_access_block(Bucket=DRAFTS)
    client("s3control").delete_public_access_block(AccountId="111122223333")
    start = datetime.now(UTC) - timedelta(hours=1)
    names = [one["EventName"] for one in client("cloudtrail").lookup_events(StartTime=start)["Events"]]
    assert names == ["DeleteAccountPublicAccessBlock", "DeleteBucketPublicAccessBlock"]


def test_ninety_days_are_kept_and_the_span_is_heeded(client: Client, cloud: AwsCloud) -> None:
    trail = client("cloudtrail", region="us-east-1")
    (old,) = trail.lookup_events(**by("EventName", "DeleteAccountPublicAccessBlock"))["Events"]
    now = datetime.now(UTC)
    assert now - old["EventTime"] > timedelta(days=70)
    late = trail.lookup_events(
        **by("EventName", "DeleteAccountPublicAccessBlock"), StartTime=now - timedelta(days=70)
    )
    early = trail.lookup_events(
        **by("EventName", "DeleteAccountPublicAccessBlock"), EndTime=now - timedelta(days=73)
    )
    assert late["Events"] == early["Events"] == []
    cloud.world.past = tuple(
        type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"days_ago": one.days_ago + 60})
        for one in cloud.world.past
    )
    assert trail.lookup_events(**by("EventName", "DeleteAccountPublicAccessBlock"))["Events"] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"LookupAttributes": by("EventName", "a")["LookupAttributes"] * 2}, "InvalidLookupAttributes"),
        (by("AccessKeyId", "AKIA"), "InvalidLookupAttributes"),
        ({"StartTime": LATE, "EndTime": LATE - timedelta(days=1)}, "InvalidTimeRange"),
        ({"MaxResults": LARGEST_PAGE + 1}, "InvalidMaxResults"),
    ],
)
def test_what_cloudtrail_would_refuse_is_refused(client: Client, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError) as refused:
        client("cloudtrail").lookup_events(**asked)
    assert refused.value.response["Error"]["Code"] == f"{code}Exception"


def test_staging_may_not_read_its_trail(client: Client) -> None:
    with pytest.raises(ClientError) as refused:
        client("cloudtrail", STAGING_KEY).lookup_events()
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert "cloudtrail:LookupEvents" in refused.value.response["Error"]["Message"]
