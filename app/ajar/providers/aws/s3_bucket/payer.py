"""Who pays for requests to a bucket: where whoever asks does, nobody gets in without signing in.

"Using Requester Pays general purpose buckets for storage transfers and usage",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html, read 2026-11-24: "If you
enable Requester Pays on a general purpose bucket, anonymous access to that bucket is not allowed." The
website's door then stands shut to everybody, since it knows no sign-in: "Website endpoints",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html, read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from ajar.model.access import Audience
from ajar.model.exposure import Gate, GateState
from ajar.model.facts import Fact, Facts, Reason, Unread, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource
from ajar.policy.aws.outsiders import stranger
from ajar.providers.aws.s3_bucket.asking import asked, member
from ajar.providers.aws.s3_bucket.gates import NOT_READ
from ajar.providers.aws.s3_bucket.outsiders import outsiders_named, the_bucket_if_outsiders
from ajar.providers.kind import Reader, Setting

REQUESTER, BUCKET_OWNER = "Requester", "BucketOwner"
ANYONE, ANY_USER = "anyone", "any AWS user"
_UNSIGNED = ("direct", "access_point")  # doors at which one may sign in, too


def read_payer(reader: Reader, owner: Owner) -> Fact:
    """Who pays: BUCKET_OWNER, which is where nothing was set, or REQUESTER; never None.

    "GetBucketRequestPayment", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html.
    """
    return Fact(member(asked(reader, owner, "GetBucketRequestPayment") or {}, "Payer", str))


def after_payer(resource: Resource, facts: Facts, ours: Ours, grants: Iterable[Grant]) -> Iterator[Grant]:
    """The grants as they are when whoever asks has to pay: one to anyone is one to whoever signs in.

    What it gives without signing in stands behind a gate; while it is not known who pays, that gate is not
    known either, and what anybody who signs in gets is proven all the same.
    """
    gate = _gate(resource, facts)
    if gate is None:
        yield from grants
        return
    for grant in grants:
        if grant.audience is not Audience.PUBLIC or ANYONE not in grant.who:
            yield grant
            continue
        others = tuple(name for name in grant.who if name != ANYONE)
        if others:
            yield replace(grant, who=others)
        yield replace(grant, who=(ANYONE,), gates=(*grant.gates, gate))
        if grant.through in _UNSIGNED:
            yield _signed(grant, gate, stranger(ours.accounts | {resource.account}))


def _signed(grant: Grant, gate: Gate, who: str) -> Grant:
    """What the grant gives to somebody who signs in, whom the gate lets through in any case."""
    let_through = Gate(
        gate=gate.gate,
        state=GateState.OPEN,
        code="requester_pays_open",
        setting=gate.setting,
        owner=gate.owner,
    )
    witness = msgspec.structs.replace(grant.witness, who=who) if grant.witness else None
    return replace(
        grant,
        audience=Audience.AUTHENTICATED,
        who=(ANY_USER,),
        gates=(*grant.gates, let_through),
        witness=witness,
    )


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
