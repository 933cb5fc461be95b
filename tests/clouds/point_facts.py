"""One access point's facts as they would be read, to be judged and fixed without any cloud."""

from __future__ import annotations

from typing import Any

from ajar.model.facts import Fact, Reading
from ajar.model.resource import Resource
from clouds.s3_facts import ACCOUNT, BUCKET, NOT_ASKED, allow, block, policy

POINT = Resource(
    provider="aws",
    account=ACCOUNT,
    region="eu-west-1",
    kind="s3_access_point",
    name="share",
    id=f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/share",
    parent=BUCKET.id,
)
BEHIND = {"account": ACCOUNT, "arn": BUCKET.id, "name": BUCKET.name, "region": BUCKET.region}
OWN_POINTS = {"StringEquals": {"s3:DataAccessPointAccount": ACCOUNT}}
DELEGATES = policy(allow("*", "*", Condition=OWN_POINTS))
"""A bucket's policy that leaves it to its own access points whom to let in."""


def told(*buckets: dict[str, str], **changed: object) -> dict[str, Any]:
    """What an access point is: on the internet, with its block off, before BUCKET unless told otherwise."""
    base = {
        "block": block(),
        "buckets": list(buckets or (BEHIND,)),
        "network_origin": "Internet",
        "vpc": None,
    }
    return {**base, **changed}


def lets(principal: object, *actions: str, **more: object) -> dict[str, Any]:
    """A statement of POINT's policy."""
    resources = [POINT.id, f"{POINT.id}/object/*"]
    return {**allow(principal, *actions), "Resource": resources, **more}


READS = policy(lets("*", "s3:GetObject"))


def facts(**given: object) -> dict[str, dict[str, Reading]]:
    """The facts of an open access point but for what is given by name: a value, a reading, or NOT_ASKED."""
    values: dict[str, object] = {
        "access_point": told(),
        "access_point_policy": READS,
        "account_block": None,
        "bucket_block": None,
        "policy": DELEGATES,
        **given,
    }
    owners = {"account_block": ACCOUNT, "bucket_block": BUCKET.id, "policy": BUCKET.id}
    owners["vpc_endpoints"] = f"{ACCOUNT}/{POINT.region}"
    return {
        name: {owners.get(name, POINT.id): value if isinstance(value, Reading) else Fact(value)}
        for name, value in values.items()
        if value is not NOT_ASKED
    }


def entry(**changed: object) -> dict[str, Any]:
    """POINT as it stands among a bucket's access points."""
    base = {
        "account": ACCOUNT,
        "arn": POINT.id,
        "block": block(),
        "name": POINT.name,
        "network_origin": "Internet",
        "policy": READS,
        "vpc": None,
    }
    return {**base, **changed}
