"""The settings that decide who gets through an access point: its own, and those of the bucket behind it."""

from __future__ import annotations

from dataclasses import replace

from ajar.model.facts import Fact, Facts, Value
from ajar.model.resource import Owner, Resource, itself
from ajar.providers.aws.s3_access_point.configuration import (
    known_configuration,
    the_account,
    the_buckets,
)
from ajar.providers.aws.s3_bucket.access_points import block_of, point_of, read_policy_of
from ajar.providers.aws.s3_bucket.networks import NETWORKS, networks_of
from ajar.providers.aws.s3_bucket.settings import SETTINGS as OF_BUCKETS
from ajar.providers.aws.s3_bucket.settings import same_policy
from ajar.providers.kind import Reader, Session, Setting


def the_access_point(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    """The owner of what each access point has for itself."""
    return (itself(resource),)


def read_access_point(reader: Reader, owner: Owner) -> Fact:
    """Its bucket, network and block, all of which are fixed when it is made; never None.

    `{"block", "buckets": [{"account", "arn", "name", "region"}], "network_origin", "vpc"}`. Its bucket is in
    its own region, and may be another account's.
    """
    told = point_of(reader, owner.region, owner.name)
    partition = owner.id.split(":", 2)[1]
    bucket = str(told.get("Bucket") or "")
    behind = {
        "account": str(told.get("BucketAccountId") or ("" if not bucket else reader.account)),
        "arn": f"arn:{partition}:s3:::{bucket}",
        "name": bucket,
        "region": owner.region,
    }
    return Fact(
        {
            "block": block_of(told, "PublicAccessBlockConfiguration"),
            "buckets": [behind],
            "network_origin": told.get("NetworkOrigin"),
            "vpc": (told.get("VpcConfiguration") or {}).get("VpcId"),
        }
    )


def read_policy(reader: Reader, owner: Owner) -> Fact:
    """The policy's exact text; None means that there is none."""
    return Fact(read_policy_of(reader, owner.region, owner.name))


def write_policy(session: Session, owner: Owner, _before: Value, after: Value, _token: str | None) -> None:
    """Replace the policy; None removes it."""
    about = {"region": owner.region, "AccountId": session.account, "Name": owner.name}
    if after is None:
        session.call("s3control:DeleteAccessPointPolicy", **about)
    else:
        session.call("s3control:PutAccessPointPolicy", **about, Policy=after)


def of_buckets() -> tuple[Setting, ...]:
    """The settings of the buckets behind an access point that count for who comes through it."""
    owners = {"account_block": the_account, "bucket_block": the_buckets, "policy": the_buckets}
    return tuple(
        replace(setting, of=owners[setting.name]) for setting in OF_BUCKETS if setting.name in owners
    )


def the_networks(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The account in the access point's region, where it answers to one network alone."""
    found = known_configuration(resource, facts)
    return (networks_of(resource),) if found and found.vpc else ()


SETTINGS = (
    Setting(
        name="access_point",
        of=the_access_point,
        read=read_access_point,
        permissions=("s3:GetAccessPoint",),
    ),
    Setting(
        name="access_point_policy",
        of=the_access_point,
        read=read_policy,
        write=write_policy,
        same=same_policy,
        permissions=("s3:GetAccessPointPolicy",),
        write_permissions=("s3:DeleteAccessPointPolicy", "s3:PutAccessPointPolicy"),
    ),
    *of_buckets(),
    replace(NETWORKS, of=the_networks),
)
"""In the order in which they are read: what a later one depends on comes first."""
