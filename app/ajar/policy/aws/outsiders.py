"""Whom a policy may let in: a requester for each kind of people it can tell apart, and who they are to us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ajar.model.access import Audience
from ajar.model.facts import Reason
from ajar.model.ours import Ours
from ajar.policy.aws.language import Policy
from ajar.policy.aws.principals import (
    ANONYMOUS,
    NOBODY_SIGNED_IN,
    SIGNED_IN_STRANGER,
    Form,
    Principal,
    Requester,
)
from ajar.policy.aws.rules import Doubt

_CONTENT_NETWORK = "cloudfront.amazonaws.com"
"""Who reads for an origin access control ("Restrict access to an Amazon S3 origin", read 2026-11-24,
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html)."""
_SILENT = {Form.EVERYONE, Form.DELETED}


@dataclass(frozen=True, slots=True)
class Visitor:
    """A requester, the audience that it stands for, its names in `who` and in a witness, and its doubts."""

    requester: Requester
    audience: Audience
    who: str
    witness: str
    doubts: tuple[Doubt, ...] = ()


def visitors(policy: Policy, account: str, ours: Ours) -> tuple[Visitor, ...]:
    """Everybody who need be looked at, the widest audience first; the bucket's own account is not among them.

    Strangers stand for all whom the policy does not name; of those that it does, each is looked at by itself.
    """
    names = dict.fromkeys(
        one
        for statement in policy.statements
        for one in statement.principals.listed
        if one.form not in _SILENT
    )
    taken = {one.account for one in names} | ours.accounts | {account}
    named = [_named(one, ours) for one in names if not one.account or one.account != account]
    strangers = [
        Visitor(NOBODY_SIGNED_IN, Audience.PUBLIC, "anyone", ANONYMOUS),
        Visitor(SIGNED_IN_STRANGER, Audience.AUTHENTICATED, "any AWS user", stranger(taken)),
    ]
    return (*strangers, *sorted(named, key=lambda one: one.audience.width, reverse=True))


def stranger(taken: set[str] | frozenset[str]) -> str:
    """The ARN of a user of an account that is none of these."""
    return next(f"arn:aws:iam::{number}:user/any" for number in _numbers() if number not in taken)


def _numbers() -> Iterator[str]:
    yield from (f"{number:012d}" for number in range(998877665544, 1_000_000_000_000))


def _named(one: Principal, ours: Ours) -> Visitor:
    """A principal that the policy names.

    Whom a service acts for, and who signs in through a federation, is not told by the name alone: any
    customer may be able to steer it. A content network's identity may serve what it reads to everybody.
    """
    requester = Requester(one)
    if one.form is Form.ORIGIN_IDENTITY:
        return Visitor(requester, Audience.PUBLIC, one.name, one.name, _unsupported("origin_identity", one))
    if one.form in {Form.SERVICE, Form.FEDERATED}:
        doubts = _unsupported(one.form.value, one)
        widest = Audience.PUBLIC if one.name == _CONTENT_NETWORK else Audience.AUTHENTICATED
        return Visitor(requester, widest, one.name, one.name, doubts)
    mine = one.name in ours.canonical_ids if one.form is Form.CANONICAL else one.account in ours.accounts
    audience = Audience.ORGANIZATION if mine else Audience.EXTERNAL
    witness = f"arn:aws:iam::{one.account}:root" if one.form is Form.ACCOUNT else one.name
    return Visitor(requester, audience, one.account or one.name, witness)


def _unsupported(what: str, one: Principal) -> tuple[Doubt, ...]:
    return (Doubt(Reason.UNSUPPORTED, f"{what}_not_decided", (("who", one.name),)),)
