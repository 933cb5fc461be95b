"""Who pays for requests to a bucket: where whoever asks does, nobody gets in without signing in.

"Using Requester Pays general purpose buckets for storage transfers and usage",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html, read 2026-11-24: "If you
enable Requester Pays on a general purpose bucket, anonymous access to that bucket is not allowed." The
website's door then stands shut to everybody, since it knows no sign-in: "Website endpoints",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html, read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import msgspec

from ajar.model.access import Audience
from ajar.model.exposure import Gate, GateState
from ajar.model.facts import Fact, Facts, Reason, Unread, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource
from ajar.policy.aws.outsiders import stranger
from ajar.policy.aws.visitor import ANY_AWS_USER
from ajar.providers.aws.s3_bucket.asking import asked, member
from ajar.providers.aws.s3_bucket.gates import NOT_READ
from ajar.providers.aws.s3_bucket.outsiders import outsiders_named, the_bucket_if_outsiders
from ajar.providers.kind import Reader, Setting

REQUESTER, BUCKET_OWNER = "Requester", "BucketOwner"
ANYONE = "anyone"
_DIRECT = "direct"


def read_payer(reader: Reader, owner: Owner) -> Fact:
    """Who pays: BUCKET_OWNER, which is where nothing was set, or REQUESTER; never None.

    "GetBucketRequestPayment", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html.
    """
    return Fact(member(asked(reader, owner, "GetBucketRequestPayment") or {}, "Payer", str))


def after_payer(
    resource: Resource,
    facts: Facts,
    ours: Ours,
    grants: Iterable[Grant],
    signed: Callable[[], Iterable[Grant]],
) -> Iterator[Grant]:
    """The grants as they are when whoever asks has to pay: what anyone gets stands behind a gate.

    `signed` gives what the policy and the list give to those who sign, for whom that gate is open; it is
    asked only where there is one. While it is not known who pays, the gate is not known, and what those get
    is proven all the same.
    """
    gate = _gate(resource, facts)
    if gate is None:
        yield from grants
        return
    for grant in grants:
        if _is_for_anyone(grant):
            yield from _behind(grant, gate)
        elif grant.through != _DIRECT or grant.audience is Audience.PUBLIC:
            yield grant
    for grant in signed():
        if _is_for_anyone(grant):
            yield _by_anybody_signed(grant, gate, stranger(ours.accounts | {resource.account}))
        elif grant.audience is not Audience.PUBLIC:
            yield _let_through(grant, gate)


def _is_for_anyone(grant: Grant) -> bool:
    """Whether it is about requests without a signature; one to a content network's identity is not."""
    return grant.audience is Audience.PUBLIC and ANYONE in grant.who


def _behind(grant: Grant, gate: Gate) -> Iterator[Grant]:
    """The grant behind the gate, but for those beside anyone whom it names."""
    others = tuple(name for name in grant.who if name != ANYONE)
    yield replace(grant, who=(ANYONE,), gates=(*grant.gates, gate))
    if others:
        yield replace(grant, who=others)


def _by_anybody_signed(grant: Grant, gate: Gate, who: str) -> Grant:
    """A list's grant to anyone, of which no denial takes anything away, as one to anybody who signs."""
    witness = msgspec.structs.replace(grant.witness, who=who) if grant.witness else None
    return _let_through(
        replace(grant, audience=Audience.AUTHENTICATED, who=(ANY_AWS_USER,), witness=witness), gate
    )


def _let_through(grant: Grant, gate: Gate) -> Grant:
    """The grant, with the gate open where it is wide enough that somebody asks why it does not stop them."""
    if grant.audience is not Audience.AUTHENTICATED:
        return grant
    let = Gate(
        gate=gate.gate,
        state=GateState.OPEN,
        code="requester_pays_open",
        setting=gate.setting,
        owner=gate.owner,
    )
    return replace(grant, gates=(*grant.gates, let))


def _gate(resource: Resource, facts: Facts) -> Gate | None:
    """The gate before those who do not sign in; None where the bucket's owner pays, and there is none."""
    payer = reading(facts, "payer", resource.id)
    if payer is None and not outsiders_named(resource, facts):
        return None  # it was not asked for, as there is nobody whom it could stop
    if isinstance(payer, Fact):
        if payer.value == BUCKET_OWNER:
            return None
        known = payer.value == REQUESTER
        unread = None if known else Unread(reason=Reason.MALFORMED)
    else:
        unread = NOT_READ if payer is None else payer
    return Gate(
        gate="requester_pays",
        state=GateState.SHUT if unread is None else GateState.UNKNOWN,
        code="requester_pays_shut" if unread is None else "requester_pays_unknown",
        setting="payer",
        owner=resource.id,
        reason=unread.reason if unread else None,
        permission=unread.permission if unread else "",
    )


PAYER = Setting(
    name="payer",
    of=the_bucket_if_outsiders,
    read=read_payer,
    permissions=("s3:GetBucketRequestPayment",),
)
