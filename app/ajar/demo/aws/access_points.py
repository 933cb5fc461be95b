"""S3's calls on access points, of one region and of several, and a request that comes through one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.s3_settings import check_policy
from ajar.demo.aws.state import AccessPoint
from ajar.demo.aws.stranger import is_public_point

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World

Answer = dict[str, Any]

LARGEST_PAGE = 1000
CONTROL_REGION = "us-west-2"
"""Where Multi-Region Access Points are looked after ("Using Multi-Region Access Points with supported API
operations", https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapOperations.html, read 2026-11-24)."""


def through(world: World, caller: Caller, given: Given) -> tuple[Caller, Given]:
    """Return both as they are for the bucket that is meant, where the call names an access point instead."""
    called = given.get("Bucket", "")
    point = None if called in world.buckets else world.access_point(called)
    if point is None:
        return caller, given
    visitor = replace(caller.visitor, point=point)
    # Of a Multi-Region one's buckets the nearest answers; here it is always the first.
    return replace(caller, visitor=visitor), {**given, "Bucket": point.buckets[0]}


def listed(world: World, caller: Caller, given: Given) -> Answer:
    """List the account's access points in the region by name, or one bucket's of them, a page at a time."""
    account = _own(caller, given)
    found = sorted(
        (point for point in _alive(world) if (point.account, point.region) == account),
        key=lambda point: point.name,
    )
    if "Bucket" in given:
        found = [point for point in found if given["Bucket"] in point.buckets]
    found = [point for point in found if point.name > given.get("NextToken", "")]
    size = min(given.get("MaxResults", LARGEST_PAGE), LARGEST_PAGE)
    answer: Answer = {"AccessPointList": [_in_list(world, point) for point in found[:size]]}
    return answer | ({"NextToken": found[size - 1].name} if len(found) > size else {})


def described(world: World, caller: Caller, given: Given) -> Answer:
    """Tell an access point's bucket, network and block. Raises NoSuchAccessPoint."""
    point = _named(world, caller, given)
    return _in_list(world, point) | {
        "PublicAccessBlockConfiguration": dict(point.block),
        "CreationDate": point.created,
    }


def policy(world: World, caller: Caller, given: Given) -> Answer:
    """Return an access point's policy, byte for byte. Raises NoSuchAccessPointPolicy."""
    text = _named(world, caller, given).policy
    if text is None:
        raise AwsError("NoSuchAccessPointPolicy", "The specified accesspoint policy does not exist")
    return {"Policy": text}


def put_policy(world: World, caller: Caller, given: Given) -> Answer:
    """Replace the policy. Raises MalformedPolicy, or AccessDenied where a block is against a public one."""
    point = _named(world, caller, given)
    _put(world, point, given.get("Policy", ""))
    return {}


def delete_policy(world: World, caller: Caller, given: Given) -> Answer:
    """Remove the policy; it is no error that there was none."""
    _named(world, caller, given).policy = None
    return {}


def listed_everywhere(world: World, caller: Caller, given: Given) -> Answer:
    """List the account's Multi-Region Access Points."""
    return {"AccessPoints": [_report(world, point) for point in _everywhere(world, caller, given)]}


def described_everywhere(world: World, caller: Caller, given: Given) -> Answer:
    """Tell a Multi-Region Access Point's buckets and block. Raises NoSuchMultiRegionAccessPoint."""
    return {"AccessPoint": _report(world, _called(world, caller, given, given["Name"]))}


def policy_everywhere(world: World, caller: Caller, given: Given) -> Answer:
    """Return a Multi-Region Access Point's policy, once as it holds; one that was never set is empty."""
    text = _called(world, caller, given, given["Name"]).policy
    return {"Policy": {} if text is None else {"Established": {"Policy": text}}}


def put_policy_everywhere(world: World, caller: Caller, given: Given) -> Answer:
    """Replace the policy in all regions, which here is done at once."""
    point = _called(world, caller, given, given["Details"]["Name"])
    _put(world, point, given["Details"]["Policy"])
    token = (
        f"arn:aws:s3:{CONTROL_REGION}:{point.account}:async-request/mrap/policy/demo{given['ClientToken']}"
    )
    return {"RequestTokenARN": token}


def _alive(world: World) -> list[AccessPoint]:
    """Return those whose buckets are still there."""
    return [
        point
        for point in world.access_points.values()
        if all(bucket in world.buckets for bucket in point.buckets)
    ]


def _put(world: World, point: AccessPoint, text: str) -> None:
    check_policy(text)
    bucket = world.buckets[point.buckets[0]]
    blocks = (point.block, bucket.block, world.accounts[point.account].block)
    if is_public_point(point, text) and any((block or {}).get("BlockPublicPolicy") for block in blocks):
        raise AwsError("AccessDenied", "Access Denied")
    point.policy = text


def _own(caller: Caller, given: Given) -> tuple[str, str]:
    """Return the caller's account, which is the one that may be asked about, and the region."""
    if caller.identity is None or caller.identity.account != given["AccountId"]:
        raise AwsError("AccessDenied", "Access Denied")
    return caller.identity.account, caller.region


def _named(world: World, caller: Caller, given: Given) -> AccessPoint:
    account, region = _own(caller, given)
    found = world.access_points.get(f"arn:aws:s3:{region}:{account}:accesspoint/{given['Name']}")
    if found is None:
        raise AwsError("NoSuchAccessPoint", "The specified accesspoint does not exist")
    return found


def _everywhere(world: World, caller: Caller, given: Given) -> list[AccessPoint]:
    account, region = _own(caller, given)
    if region != CONTROL_REGION:
        raise AwsError(
            "PermanentRedirect", f"Send requests about Multi-Region Access Points to {CONTROL_REGION}."
        )
    found = [point for point in _alive(world) if point.account == account and point.multi_region]
    return sorted(found, key=lambda point: point.name)


def _called(world: World, caller: Caller, given: Given, name: str) -> AccessPoint:
    for point in _everywhere(world, caller, given):
        if point.name == name:
            return point
    raise AwsError("NoSuchMultiRegionAccessPoint", "The specified Multi-Region Access Point does not exist")


def _in_list(world: World, point: AccessPoint) -> Answer:
    bucket = world.buckets[point.buckets[0]]
    told: Answer = {
        "Name": point.name,
        "NetworkOrigin": "VPC" if point.vpc else "Internet",
        "Bucket": bucket.name,
        "AccessPointArn": point.arn,
        "Alias": point.alias,
        "BucketAccountId": bucket.account,
    }
    return told | ({"VpcConfiguration": {"VpcId": point.vpc}} if point.vpc else {})


def _report(world: World, point: AccessPoint) -> Answer:
    buckets = [world.buckets[name] for name in point.buckets]
    return {
        "Name": point.name,
        "Alias": point.alias,
        "CreatedAt": point.created,
        "PublicAccessBlock": dict(point.block),
        "Status": "READY",
        "Regions": [
            {"Bucket": bucket.name, "Region": bucket.region, "BucketAccountId": bucket.account}
            for bucket in buckets
        ],
    }


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "s3control.DeleteAccessPointPolicy": delete_policy,
    "s3control.GetAccessPoint": described,
    "s3control.GetAccessPointPolicy": policy,
    "s3control.GetMultiRegionAccessPoint": described_everywhere,
    "s3control.GetMultiRegionAccessPointPolicy": policy_everywhere,
    "s3control.ListAccessPoints": listed,
    "s3control.ListMultiRegionAccessPoints": listed_everywhere,
    "s3control.PutAccessPointPolicy": put_policy,
    "s3control.PutMultiRegionAccessPointPolicy": put_policy_everywhere,
}
