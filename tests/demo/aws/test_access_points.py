"""Access points in the fake: its control calls through real boto3, and who gets what through one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.company.access_points import ARCHIVE
from ajar.demo.aws.company.callers import OUTSIDER_KEY, PROD_KEY, STAGING_KEY
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.state import FLAGS, AccessPoint, blocked

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud

Client = Any  # boto3 ships no types
Maker = Callable[..., Client]
Stranger = Callable[..., tuple[int, bytes]]
SHARE = f"arn:aws:s3:eu-west-1:{PROD}:accesspoint/drafts-share"
DRAFT = "finch-3/announcement-final.md"


@pytest.fixture
def control(client: Maker) -> Client:
    """A client for the company's own access points, at home."""
    return client("s3control")


def _code(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


def _named(cloud: AwsCloud, name: str) -> AccessPoint:
    return next(point for point in cloud.world.access_points.values() if point.name == name)


def test_a_region_lists_its_own_access_points_by_name(control: Client, client: Maker) -> None:
    listed = control.list_access_points(AccountId=PROD)["AccessPointList"]
    assert [point["Name"] for point in listed] == ["drafts-share", "press-preview"]
    assert listed[0]["AccessPointArn"] == SHARE
    assert listed[0]["Bucket"] == ARCHIVE
    [elsewhere] = client("s3control", region="eu-central-1").list_access_points(AccountId=PROD)[
        "AccessPointList"
    ]
    assert elsewhere["NetworkOrigin"] == "VPC"
    assert elsewhere["VpcConfiguration"]["VpcId"].startswith("vpc-")
    assert control.list_access_points(AccountId=PROD, Bucket="marrow-www")["AccessPointList"] == []


def test_a_list_comes_in_pages(control: Client) -> None:
    first = control.list_access_points(AccountId=PROD, MaxResults=1)
    assert [point["Name"] for point in first["AccessPointList"]] == ["drafts-share"]
    second = control.list_access_points(AccountId=PROD, MaxResults=1, NextToken=first["NextToken"])
    assert [point["Name"] for point in second["AccessPointList"]] == ["press-preview"]
    assert "NextToken" not in second


def test_an_access_point_tells_its_block_and_its_policy(control: Client) -> None:
    told = control.get_access_point(AccountId=PROD, Name="press-preview")
    assert told["PublicAccessBlockConfiguration"] == dict.fromkeys(FLAGS, True)
    assert told["NetworkOrigin"] == "Internet"
    text = control.get_access_point_policy(AccountId=PROD, Name="drafts-share")["Policy"]
    assert "ShareTheDrafts" in text


def test_a_policy_is_put_and_taken_away(control: Client) -> None:
    text = json.dumps({"Statement": [_allow(SHARE, {"AWS": PROD})]}, indent=3)
    control.put_access_point_policy(AccountId=PROD, Name="drafts-share", Policy=text)
    assert control.get_access_point_policy(AccountId=PROD, Name="drafts-share")["Policy"] == text
    control.delete_access_point_policy(AccountId=PROD, Name="drafts-share")
    with pytest.raises(ClientError) as refused:
        control.get_access_point_policy(AccountId=PROD, Name="drafts-share")
    assert _code(refused) == "NoSuchAccessPointPolicy"


def test_its_own_block_refuses_a_public_policy(control: Client) -> None:
    text = json.dumps({"Statement": [_allow(SHARE.replace("drafts-share", "press-preview"), "*")]})
    with pytest.raises(ClientError) as refused:
        control.put_access_point_policy(AccountId=PROD, Name="press-preview", Policy=text)
    assert _code(refused) == "AccessDenied"


@pytest.mark.parametrize(
    ("account", "name", "code"),
    [(PROD, "nope", "NoSuchAccessPoint"), (STAGING, "drafts-share", "AccessDenied")],
)
def test_what_is_not_there_and_what_is_not_ones_own(
    control: Client, account: str, name: str, code: str
) -> None:
    with pytest.raises(ClientError) as refused:
        control.get_access_point(AccountId=account, Name=name)
    assert _code(refused) == code


def test_those_of_many_regions_are_looked_after_in_oregon(client: Maker, control: Client) -> None:
    oregon = client("s3control", region="us-west-2")
    [listed] = oregon.list_multi_region_access_points(AccountId=PROD)["AccessPoints"]
    assert [region["Region"] for region in listed["Regions"]] == ["us-east-1", "eu-central-1"]
    name = listed["Name"]
    assert oregon.get_multi_region_access_point(AccountId=PROD, Name=name)["AccessPoint"] == listed
    policy = oregon.get_multi_region_access_point_policy(AccountId=PROD, Name=name)["Policy"]
    assert f"accesspoint/{listed['Alias']}" in policy["Established"]["Policy"]
    text = json.dumps({"Statement": [_allow("arn:aws:s3:::x", {"AWS": PROD})]})
    oregon.put_multi_region_access_point_policy(
        AccountId=PROD, ClientToken="t" * 20, Details={"Name": name, "Policy": text}
    )
    after = oregon.get_multi_region_access_point_policy(AccountId=PROD, Name=name)["Policy"]
    assert after["Established"]["Policy"] == text
    with pytest.raises(ClientError):
        control.list_multi_region_access_points(AccountId=PROD)


@pytest.mark.parametrize("called", ["arn", "alias"])
def test_whoever_signs_reads_through_an_open_access_point(
    client: Maker, cloud: AwsCloud, called: str
) -> None:
    s3 = client("s3", OUTSIDER_KEY)
    name = getattr(_named(cloud, "drafts-share"), called)
    assert b"Nobody is thrilled" in s3.get_object(Bucket=name, Key=DRAFT)["Body"].read()
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.list_objects_v2(Bucket=name)
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.put_object(Bucket=name, Key="x", Body=b"")
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.get_object(Bucket=ARCHIVE, Key=DRAFT)


def test_nobody_without_a_signature_gets_through_one(stranger: Stranger, cloud: AwsCloud) -> None:
    assert stranger("GET", f"/{_named(cloud, 'drafts-share').alias}/{DRAFT}")[0] == 403


@pytest.mark.parametrize("holder", ["point", "bucket", "account"])
def test_each_of_the_three_blocks_holds_it(client: Maker, cloud: AwsCloud, holder: str) -> None:
    point = _named(cloud, "drafts-share")
    for name, thing in (
        ("point", point),
        ("bucket", cloud.world.buckets[ARCHIVE]),
        ("account", cloud.world.accounts[PROD]),
    ):
        if name == holder:
            thing.block = blocked("RestrictPublicBuckets")
    with pytest.raises(ClientError):
        client("s3", OUTSIDER_KEY).get_object(Bucket=point.arn, Key=DRAFT)
    assert client("s3", PROD_KEY).get_object(Bucket=point.arn, Key=DRAFT)["ContentLength"]


def test_one_for_a_network_lets_in_nobody_from_elsewhere(client: Maker, cloud: AwsCloud) -> None:
    point = _named(cloud, "drafts-share")
    point.vpc = "vpc-1"
    with pytest.raises(ClientError):
        client("s3", OUTSIDER_KEY).get_object(Bucket=point.arn, Key=DRAFT)


@pytest.mark.parametrize(
    ("policy", "bucket_policy"),
    [
        (None, "keep"),
        ("keep", None),
        ("denies", "keep"),
        ("keep", "denies"),
    ],
)
def test_both_policies_must_let_them_in(
    client: Maker, cloud: AwsCloud, policy: str | None, bucket_policy: str | None
) -> None:
    point, bucket = _named(cloud, "drafts-share"), cloud.world.buckets[ARCHIVE]
    for thing, change in ((point, policy), (bucket, bucket_policy)):
        if change == "denies":
            loaded = json.loads(thing.policy or "")
            loaded["Statement"].append({**_allow("*", "*"), "Effect": "Deny"})
            thing.policy = json.dumps(loaded)
        elif change is None:
            thing.policy = None
    with pytest.raises(ClientError):
        client("s3", OUTSIDER_KEY).get_object(Bucket=point.arn, Key=DRAFT)


def test_another_account_sees_none_of_them(client: Maker) -> None:
    found = client("s3control", STAGING_KEY).list_access_points(AccountId=STAGING)
    assert found["AccessPointList"] == []


def _allow(resource: str, principal: object) -> dict[str, object]:
    return {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": resource}
