"""A bucket's access points: how they are listed and read, and when they count for the bucket.

"Access points", https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html, and "Multi-Region
Access Points", https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPoints.html, both read
2026-11-24. Those of directory buckets and of Object Lambda are other things, with calls of their own, and are
not among these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.aws.access_point import INTERNET
from ajar.policy.aws.language import Policy, parse_policy
from ajar.providers.aws.s3_bucket.asking import member
from ajar.providers.kind import Absent, Gone, Malformed, Reader, Setting

KEYS = frozenset({"s3:accesspointnetworkorigin", "s3:dataaccesspointaccount", "s3:dataaccesspointarn"})
"""What a bucket's policy asks about when it speaks of access points."""

CONTROL_REGION = "us-west-2"
"""Where Multi-Region Access Points are looked after, wherever their buckets are ("Using Multi-Region Access
Points with supported API operations", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapOperations.html)."""

PAGE = 1000
_PARTITION = "aws"  # the only one that has them


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPoint:
    """One access point as a fact holds it: its block by its flags, and the one network that it answers to."""

    arn: str
    name: str
    account: str
    network_origin: str
    vpc: str
    block: Mapping[str, bool]
    policy: Value

    @property
    def multi_region(self) -> bool:
        """Whether it is a Multi-Region Access Point."""
        return self.arn.endswith(".mrap")


def access_point(value: Value) -> AccessPoint | None:
    """The access point that an entry of the setting describes; None where it is not of that form."""
    if not isinstance(value, Mapping):
        return None
    texts = {name: text for name in _TEXTS if isinstance(text := value.get(name), str)}
    block, vpc = value.get("block"), value.get("vpc")
    if len(texts) < len(_TEXTS) or texts["arn"].count(":") < _COLONS or not isinstance(block, Mapping):
        return None
    return AccessPoint(
        **texts, vpc=vpc if isinstance(vpc, str) else "", block=block, policy=value.get("policy")
    )


_TEXTS = ("account", "arn", "name", "network_origin")
_COLONS = 5  # of an ARN, at least


def speaks_of_access_points(text: Value) -> bool:
    """Whether a bucket's policy asks through which access point, or through any, a request comes."""
    return isinstance(text, str) and ("accesspoint" in text.lower() or "\\u" in text) and _asks(text)


@lru_cache(maxsize=512)
def _asks(text: str) -> bool:
    policy = parse_policy(text)
    return isinstance(policy, Policy) and any(
        condition.key.lower() in KEYS for statement in policy.statements for condition in statement.conditions
    )


def listed(reader: Reader, region: str, **narrowed: Value) -> Iterator[Mapping[str, Any]]:
    """The account's access points in a region, of one Bucket or of all, as ListAccessPoints tells of them."""
    yield from _pages(reader, "s3control:ListAccessPoints", "AccessPointList", region, **narrowed)


def listed_everywhere(reader: Reader) -> Iterator[Mapping[str, Any]]:
    """The account's Multi-Region Access Points, as ListMultiRegionAccessPoints tells of them."""
    yield from _pages(reader, "s3control:ListMultiRegionAccessPoints", "AccessPoints", CONTROL_REGION)


def _pages(
    reader: Reader, operation: str, name: str, region: str, **narrowed: Value
) -> Iterator[Mapping[str, Any]]:
    """The entries of every page; botocore knows no paginator for these lists, and the reader keeps them."""
    token: dict[str, Value] = {}
    while True:
        answer = reader.call(operation, region=region, AccountId=reader.account, **narrowed, **token)
        yield from answer.get(name) or ()
        if not answer.get("NextToken") or {"NextToken": answer["NextToken"]} == token:
            return
        token = {"NextToken": answer["NextToken"]}


def read_policy_of(reader: Reader, region: str, name: str) -> str | None:
    """The exact text of an access point's policy; None where it has none.

    "GetAccessPointPolicy",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicy.html, read 2026-11-24.
    """
    codes = ("NoSuchAccessPointPolicy",)
    try:
        answer = reader.call(
            "s3control:GetAccessPointPolicy", region=region, absent=codes, AccountId=reader.account, Name=name
        )
    except Absent:
        return None
    return str(member(answer, "Policy", str))


def read_policy_everywhere(reader: Reader, name: str) -> str | None:
    """The policy of a Multi-Region Access Point as it is in force; one that never had any has none.

    "GetMultiRegionAccessPointPolicy", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetMultiRegionAccessPointPolicy.html.
    """
    codes = ("NoSuchMultiRegionAccessPointPolicy", "NoSuchAccessPointPolicy")
    try:
        answer = reader.call(
            "s3control:GetMultiRegionAccessPointPolicy",
            region=CONTROL_REGION,
            absent=codes,
            AccountId=reader.account,
            Name=name,
        )
    except Absent:
        return None
    policy = member(answer, "Policy", dict).get("Established") or {}
    return policy.get("Policy")


def read_access_points(reader: Reader, owner: Owner) -> Fact:
    """The account's own access points to the bucket, by their ARNs; none is an empty list.

    Each is `{"account", "arn", "block", "name", "network_origin", "policy", "vpc"}`, its block as four flags.
    """
    found = [_described(reader, owner, entry) for entry in listed(reader, owner.region, Bucket=owner.name)]
    if owner.id.startswith(f"arn:{_PARTITION}:"):
        found += [
            _described_everywhere(reader, entry)
            for entry in listed_everywhere(reader)
            if any(region.get("Bucket") == owner.name for region in entry.get("Regions") or ())
        ]
    return Fact(sorted((one for one in found if one is not None), key=lambda one: str(one["arn"])))


def _described(reader: Reader, owner: Owner, entry: Mapping[str, Any]) -> dict[str, Value] | None:
    """One of one region; None where it vanished since it was listed."""
    name = str(entry["Name"])
    try:
        told = point_of(reader, owner.region, name)
        policy = read_policy_of(reader, owner.region, name)
    except Gone:
        return None
    return {
        "account": reader.account,
        "arn": str(told.get("AccessPointArn") or entry.get("AccessPointArn")),
        "block": block_of(told, "PublicAccessBlockConfiguration"),
        "name": name,
        "network_origin": told.get("NetworkOrigin"),
        "policy": policy,
        "vpc": (told.get("VpcConfiguration") or {}).get("VpcId"),
    }


def _described_everywhere(reader: Reader, entry: Mapping[str, Any]) -> dict[str, Value] | None:
    """One of many regions; the list has all that there is but its policy."""
    try:
        policy = read_policy_everywhere(reader, str(entry["Name"]))
    except Gone:
        return None
    return {
        "account": reader.account,
        "arn": everywhere_arn(reader.account, entry),
        "block": block_of(entry, "PublicAccessBlock"),
        "name": str(entry["Name"]),
        "network_origin": INTERNET,
        "policy": policy,
        "vpc": None,
    }


def point_of(reader: Reader, region: str, name: str) -> Mapping[str, Any]:
    """An access point's bucket, network and block, as GetAccessPoint tells of them.

    "GetAccessPoint", https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPoint.html, read
    2026-11-24.
    """
    return reader.call("s3control:GetAccessPoint", region=region, AccountId=reader.account, Name=name)


def block_of(told: Mapping[str, Any], name: str) -> dict[str, bool]:
    """An access point's own block, which all of them have; raises Malformed where it is not told."""
    block = told.get(name)
    if not isinstance(block, Mapping):
        raise Malformed("The access point has no public access block.")
    return {str(flag): bool(on) for flag, on in block.items()}


def everywhere_arn(account: str, entry: Mapping[str, Any]) -> str:
    """The ARN of a Multi-Region Access Point, in which its alias stands and not its name.

    "Making requests through a Multi-Region Access Point", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html.
    """
    return f"arn:{_PARTITION}:s3::{account}:accesspoint/{entry['Alias']}"


def the_bucket_if_points(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The bucket, where its policy speaks of access points: else there is nothing that they could add."""
    policy = reading(facts, "policy", resource.id)
    speaks = isinstance(policy, Fact) and speaks_of_access_points(policy.value)
    return (itself(resource),) if speaks else ()


ACCESS_POINTS = Setting(
    name="access_points",
    of=the_bucket_if_points,
    read=read_access_points,
    permissions=(
        "s3:GetAccessPoint",
        "s3:GetAccessPointPolicy",
        "s3:GetMultiRegionAccessPointPolicy",
        "s3:ListAccessPoints",
        "s3:ListMultiRegionAccessPoints",
    ),
)
