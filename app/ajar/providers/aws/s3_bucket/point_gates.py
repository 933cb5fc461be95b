"""What can stop a grant on its way through an access point: three blocks, and the network it answers to.

"For any request made through an access point, Amazon S3 evaluates the block public access settings for that
access point, the underlying bucket, and the bucket owner's account" ("Managing public access to access points
for general purpose buckets",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html). A bucket's block
"applies to all access points associated with that bucket", an account's to all that it owns ("Blocking public
access to your Amazon S3 storage",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html): they shut what
either policy gives while one of them is public. "Creating access points restricted to a virtual private
cloud", https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html. All read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ajar.model.exposure import Gate, GateState
from ajar.model.facts import Facts, Reading, Reason, Unread
from ajar.model.grant import Grant
from ajar.model.resource import Resource
from ajar.policy.aws.access_point import INTERNET, Passage, Together
from ajar.policy.aws.s3_policy import SERVICE_CODES
from ajar.providers.aws.s3_bucket.gates import POLICY, flag, policy_gates

_OWN, _NETWORK = "access_point_block", "network_origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An access point's own block and network; `setting` and `owner` are where its configuration was read."""

    setting: str
    owner: str
    block: Reading
    passage: Passage


def point_gates(bucket: Resource, facts: Facts, both: Together, point: Point) -> tuple[Gate, ...]:
    """The gates before everybody outside whom the access point and the bucket let in together."""
    public = _either(both.point_public, both.bucket_public)
    return (*policy_gates(bucket, facts, public=public), own_block(point, both), *_network(point))


def gated(grant: Grant, gates: tuple[Gate, ...]) -> Grant:
    """The grant behind these gates; the blocks let AWS's own services through.

    "PublicAccessBlockConfiguration",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html, read 2026-11-24.
    """
    for_service = grant.evidence.code in SERVICE_CODES
    return replace(grant, gates=tuple(gate for gate in gates if not for_service or gate.gate == _NETWORK))


def own_block(point: Point, both: Together) -> Gate:
    """The gate of the access point's own block, which is about its own policy.

    Whether it acts on the bucket's policy too, where only that is public, is not documented.
    """
    acts = both.point_public
    if acts is False and both.bucket_public is not False:
        acts = None
    on = flag(point.block, POLICY)
    if on is False:
        return _gate(point, _OWN, GateState.OPEN, "open")
    if acts is False:
        return _gate(point, _OWN, GateState.OPEN, "not_public")
    if isinstance(on, Unread):
        return _gate(point, _OWN, GateState.UNKNOWN, "unknown", on)
    if acts is None:
        return _gate(point, _OWN, GateState.UNKNOWN, "undecided", Unread(reason=Reason.CONDITION))
    return _gate(point, _OWN, GateState.SHUT, "shut")


def _network(point: Point) -> Iterator[Gate]:
    """The gate of one that answers to a single network; nobody outside is in a network of ours."""
    passage = point.passage
    if passage.origin == INTERNET:
        return
    ours = passage.point.vpcs is not None and passage.vpc in passage.point.vpcs
    if ours:
        yield _gate(point, _NETWORK, GateState.SHUT, "shut", vpc=passage.vpc)
    else:
        unread = Unread(reason=Reason.UNSUPPORTED)
        yield _gate(point, _NETWORK, GateState.UNKNOWN, "unknown", unread, vpc=passage.vpc)


def _either(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 - two answers
    """Whether one of them is; not known where none is for sure."""
    if one or other:
        return True
    return None if one is None or other is None else False


def _gate(
    point: Point, gate: str, state: GateState, how: str, unread: Unread | None = None, **args: str
) -> Gate:
    return Gate(
        gate=gate,
        state=state,
        code=f"{gate}_{how}",
        args=args,
        setting=point.setting,
        owner=point.owner,
        reason=unread.reason if unread else None,
        permission=unread.permission if unread else "",
    )
