"""A resource on its way to being closed: what was changed of it, what the judge then says, what opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from ajar.model.access import STRANGERS, State
from ajar.model.change import Change
from ajar.model.exposure import Evidence, Exposure, Reach
from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.compared import closes, widened
from ajar.providers.foreseen import Judge, facts_after, judged_once
from ajar.providers.kind import Setting

ROUNDS = 4
"""Steps after which a plan that still does not close is none."""

_ORDER = ("acl", "ownership", "policy", "access_point_policy", "bucket_block", "account_block")
"""In which changes are made. A list is emptied before it is switched off ("InvalidBucketAclWithObject-
Ownership" in "Prerequisites for disabling ACLs", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-migrating-acls-prerequisites.html), and
a block comes last, since it hides the list behind it."""


@dataclass(frozen=True, kw_only=True)
class Terrain:
    """What the plans have to know of a kind of resource.

    `policy` is the name of the setting that is its own policy, and `removable` whether AWS removes one.
    """

    judge: Judge
    settings: tuple[Setting, ...]
    policy: str = "policy"
    removable: bool = True


@dataclass(frozen=True, kw_only=True)
class Case:
    """One resource with its facts as they are after `changes`, which are in the order of making them."""

    terrain: Terrain
    resource: Resource
    facts: Facts
    ours: Ours
    at: datetime
    changes: tuple[Change, ...] = ()

    @cached_property
    def exposure(self) -> Exposure:
        """What the judge says of the facts."""
        return judged_once(self.terrain.judge, self.resource, self.facts, self.ours, self.at)

    def fact(self, setting: str, owner: Owner | None = None) -> Fact | None:
        """What was read of a setting, the resource's own unless an owner is named; None where it was not."""
        found = reading(self.facts, setting, (owner or itself(self.resource)).id)
        return found if isinstance(found, Fact) else None

    def text(self) -> str | None:
        """The text of the resource's own policy; None where there is none, or it was not read."""
        found = self.fact(self.terrain.policy)
        return found.value if found is not None and isinstance(found.value, str) else None

    def changed(self, setting: str, after: Value, owner: Owner | None = None) -> Case:
        """The case with this setting changed; itself where that changes nothing, or it was not read."""
        whose, known = owner or itself(self.resource), self.fact(setting, owner)
        if known is None or known.value == after:
            return self
        change = Change(owner=whose, setting=setting, before=known.value, after=after)
        facts = facts_after(self.terrain.settings, self.resource, self.facts, (change,))
        return replace(self, facts=facts, changes=_added(self.changes, change))


Step = Callable[[Case, "tuple[Evidence, ...]"], Case]
"""`step(case, opening)`: the case with what opens it shut, or itself where that cannot be done."""


def closed(start: Case, step: Step) -> Case:
    """The case after as many steps as it takes to close it; as it was where they do not, or would widen it.

    One step may bring to light what stood behind what it shut: a policy that is no longer public is no longer
    restricted, and the accounts that its other statements name would be let in.
    """
    now, opening = start, tuple(opens(start.exposure))
    for _ in range(ROUNDS):
        following = step(now, opening) if opening else now
        if following is now:
            return start
        now = following
        opening = tuple(_left(start.exposure, now.exposure))
        if not opening:
            break
    done = closes(start.exposure, now.exposure) and not widened(start.exposure, now.exposure)
    return now if done else start


def opens(exposure: Exposure) -> Iterator[Evidence]:
    """What has to be shut of it: what lets strangers in, or else may, or else lets in others, or would.

    Where it is open, all audiences of strangers; where it is unknown, what the unknowns point at; where it is
    shared, those who are proven to get in; else what is held.
    """
    if exposure.state is State.OPEN:
        return _by(exposure, (reach for reach in exposure.all if reach.audience in STRANGERS))
    if exposure.state is State.UNKNOWN:
        return _cited(exposure, (one.evidence for one in exposure.unknown if one.evidence is not None))
    if exposure.audience.outside:
        return _by(exposure, (reach for reach in exposure.all if reach.audience.outside))
    return _cited(exposure, (held.evidence for held in exposure.held if held.audience.outside))


def _left(before: Exposure, now: Exposure) -> Iterator[Evidence]:
    """What still has to be shut, whatever it was that opened it before."""
    if not closes(before, now):
        yield from opens(now)
    elif widened(before, now):
        yield from _by(now, (reach for reach in now.all if reach.audience.outside))


def _by(exposure: Exposure, reaches: Iterable[Reach]) -> Iterator[Evidence]:
    ways = (exposure.ways[index] for reach in reaches for index in reach.ways)
    return _cited(exposure, (way.evidence for way in ways))


def _cited(exposure: Exposure, indexes: Iterable[int]) -> Iterator[Evidence]:
    return (exposure.evidence[index] for index in dict.fromkeys(indexes))


def _added(changes: tuple[Change, ...], new: Change) -> tuple[Change, ...]:
    """The changes with one more, each setting once, from what it was at first to what it is at last."""
    same = [one for one in changes if (one.setting, one.owner.id) == (new.setting, new.owner.id)]
    others = [one for one in changes if one not in same]
    first = same[0] if same else new
    joined = Change(owner=new.owner, setting=new.setting, before=first.before, after=new.after)
    return tuple(sorted((*others, joined), key=lambda one: _ORDER.index(one.setting)))
