"""A fix on its way from plan to verified: changes, the plan that holds them, its preview, its journal."""

from __future__ import annotations

from enum import Enum

import msgspec

from ajar.model.exposure import Exposure
from ajar.model.facts import Value
from ajar.model.moment import Moment
from ajar.model.resource import Owner, Resource


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of one owner, before and after; None is the provider's "not set"."""

    owner: Owner
    setting: str
    before: Value
    after: Value

    def turned_round(self) -> Change:
        """The change that puts back what this one replaces."""
        return Change(owner=self.owner, setting=self.setting, before=self.after, after=self.before)


def undone(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that put back what these replace: each turned round, the last first."""
    return tuple(change.turned_round() for change in reversed(changes))


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A fix worked out for one resource: the changes in the order in which the provider takes them."""

    fix: str
    resource: Resource
    changes: tuple[Change, ...]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with the verdict as it is and as the same judge foresees it."""

    plan: Plan
    before: Exposure
    after: Exposure


class JournalState(Enum):
    """How far a change has come."""

    PLANNED = "planned"
    WRITING = "writing"
    PENDING = "pending"
    MADE = "made"
    VERIFIED = "verified"
    STILL_OPEN = "still_open"
    NOT_MADE = "not_made"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    UNDONE = "undone"


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One change as it was made: by which principal (`by`), when, and how it ended."""

    id: str
    account: str
    plan: Plan
    at: Moment
    by: str
    state: JournalState
    message: str = ""
