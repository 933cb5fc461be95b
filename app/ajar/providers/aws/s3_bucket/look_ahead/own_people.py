"""Which of the account's own users and roles live off what a change takes away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ajar.model.change import Consequence, Topic
from ajar.policy.aws.evaluator.logic import every, some
from ajar.providers.aws.s3_bucket.look_ahead.identity_policies import Person, people
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance, trouble, unknown
from ajar.providers.aws.s3_bucket.look_ahead.own_rights import (
    BucketSide,
    Right,
    after,
    before,
    own_named,
    rights_of,
    taken,
)
from ajar.providers.kind import Ahead, Reader

_TOLD = 5
"""How many are named; the others are counted."""
_IAM = ("iam:GetAccountAuthorizationDetails",)


def own_people(reader: Reader, ahead: Ahead, setting: str = "policy") -> Iterator[Consequence]:
    """Who loses a way in, and who has permissions of their own beside it.

    IAM is asked only where the change takes something from a role that nobody has named, or from one of the
    account's own that the policy names.
    """
    rights = rights_of(ahead, setting)
    had, has = before(ahead, rights, setting), after(ahead, rights, setting)
    somebody = f"arn:aws:iam::{had.account}:role/{'x' * 60}"
    asked = (somebody, *own_named(had))
    if not any(had.gives(arn, right) is not False for arn in asked for right in rights):
        return
    if not any(taken(had, has, arn, rights) for arn in asked):
        yield reassurance(Topic.ACCESS, "ahead_own_keep_all")
        return
    parts: dict[bool | None, list[str]] = {False: [], True: [], None: []}
    for person in people(reader):
        lost = taken(had, has, person.arn, rights)
        if lost:
            parts[_keeps(person, has, lost)].append(person.name)
    yield from _told(parts)


def _keeps(person: Person, has: BucketSide, lost: Iterable[Right]) -> bool | None:
    """Whether each of these rights stays, by permissions of its own or by what is left at the bucket."""
    return every(
        some((person.may(right.action, right.resource), has.gives(person.arn, right))) for right in lost
    )


def _told(parts: Mapping[bool | None, Sequence[str]]) -> Iterator[Consequence]:
    total = str(sum(map(len, parts.values())))
    if not any(parts.values()):
        yield reassurance(Topic.ACCESS, "ahead_own_nobody")
    if parts[False]:
        yield trouble(Topic.ACCESS, "ahead_own_lose", **_names(parts[False]), total=total)
    if parts[None]:
        yield unknown(Topic.ACCESS, "ahead_own_perhaps", **_names(parts[None]), total=total)
    if parts[True]:
        yield reassurance(Topic.ACCESS, "ahead_own_keep", **_names(parts[True]), total=total)


def _names(found: Sequence[str]) -> dict[str, str]:
    more = ["…"] if len(found) > _TOLD else []
    return {"names": ", ".join((*found[:_TOLD], *more)), "count": str(len(found))}


OWN_PEOPLE = Lookup(name="own_people", look=own_people, topic=Topic.ACCESS, permissions=_IAM)
