"""The settings that decide who gets through a Multi-Region Access Point: its own, and its buckets'."""

from __future__ import annotations

from ajar.model.facts import Fact, Value
from ajar.model.resource import Owner
from ajar.policy.aws.access_point import INTERNET
from ajar.providers.aws.s3_access_point.settings import of_buckets, the_access_point
from ajar.providers.aws.s3_bucket.access_points import CONTROL_REGION, block_of, read_policy_everywhere
from ajar.providers.aws.s3_bucket.asking import member
from ajar.providers.aws.s3_bucket.settings import same_policy
from ajar.providers.kind import Reader, Refused, Session, Setting

SETTLES = 300.0
"""Seconds in which a policy is to be in force everywhere: it is put into each region in turn."""


def read_access_point(reader: Reader, owner: Owner) -> Fact:
    """Its buckets, one a region, and its block, all of which are fixed when it is made; never None.

    In the form of an access point of one region; it answers to the internet. "GetMultiRegionAccessPoint",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetMultiRegionAccessPoint.html, read
    2026-11-24.
    """
    answer = reader.call(
        "s3control:GetMultiRegionAccessPoint",
        region=CONTROL_REGION,
        AccountId=reader.account,
        Name=owner.name,
    )
    told = member(answer, "AccessPoint", dict)
    partition = owner.id.split(":", 2)[1]
    buckets = [
        {
            "account": str(one.get("BucketAccountId") or reader.account),
            "arn": f"arn:{partition}:s3:::{one['Bucket']}",
            "name": str(one["Bucket"]),
            "region": str(one.get("Region") or ""),
        }
        for one in member(told, "Regions", list)
    ]
    return Fact(
        {
            "block": block_of(told, "PublicAccessBlock"),
            "buckets": sorted(buckets, key=lambda one: one["arn"]),
            "network_origin": INTERNET,
            "vpc": None,
        }
    )


def read_policy(reader: Reader, owner: Owner) -> Fact:
    """The exact text of the policy in force; None means that there never was one."""
    return Fact(read_policy_everywhere(reader, owner.name))


def write_policy(session: Session, owner: Owner, _before: Value, after: Value, _token: str | None) -> None:
    """Replace the policy, which takes its time; raises Refused for None, as AWS removes none.

    "PutMultiRegionAccessPointPolicy",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutMultiRegionAccessPointPolicy.html, and
    "Permissions", https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html,
    both read 2026-11-24.
    """
    if after is None:
        raise Refused(
            "AWS does not remove the policy of a Multi-Region Access Point; it can only be replaced."
        )
    session.call(
        "s3control:PutMultiRegionAccessPointPolicy",
        region=CONTROL_REGION,
        AccountId=session.account,
        Details={"Name": owner.name, "Policy": after},
    )


SETTINGS = (
    Setting(
        name="access_point",
        of=the_access_point,
        read=read_access_point,
        permissions=("s3:GetMultiRegionAccessPoint",),
    ),
    Setting(
        name="access_point_policy",
        of=the_access_point,
        read=read_policy,
        write=write_policy,
        same=same_policy,
        settle=SETTLES,
        permissions=("s3:GetMultiRegionAccessPointPolicy",),
        write_permissions=("s3:PutMultiRegionAccessPointPolicy",),
    ),
    *of_buckets(),
)
"""In the order in which they are read: what a later one depends on comes first."""
