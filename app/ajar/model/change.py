"""A fix on its way from plan to confirmation: what it leaves to choose, its changes, what they lead to."""

from __future__ import annotations

from enum import Enum

import msgspec

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Arguments, Exposure
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


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A value that offers itself for a choice; `name` is how people know it, "" where it says itself."""

    value: str
    name: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a fix leaves to the person, by its name ("accounts", "addresses", "distribution").

    `several` takes values with commas between. `free` takes other values of the form than the options, too.
    `value` holds where nothing is chosen; "" where something must be. `sample` is a value of the form that a
    fix is tried out with before anything is chosen.
    """

    name: str
    options: tuple[Option, ...] = ()
    several: bool = False
    free: bool = False
    value: str = ""
    sample: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A fix worked out for one resource: the changes in the order in which the provider takes them.

    `undoes` is the id of the journal's entry that it puts back; "" for a fix.
    """

    fix: str
    resource: Resource
    changes: tuple[Change, ...]
    chosen: dict[str, str] = {}
    undoes: str = ""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A fix that applies to a resource, with what it leaves to choose and what it leads to.

    `closes` says whether the widest audience present loses everything; `leaves_unknown` whether it is then
    still not known that nobody gets in. `shared` is what it changes for others as well ("account"), "" for
    nothing.
    """

    fix: str
    choices: tuple[Choice, ...] = ()
    closes: bool = True
    leaves_unknown: bool = False
    shared: str = ""


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What a change takes from one audience, leaves it, and gives it (an undo gives)."""

    audience: Audience
    who: tuple[str, ...] = ()
    loses: tuple[Capability, ...] = ()
    keeps: tuple[Capability, ...] = ()
    gains: tuple[Capability, ...] = ()


class Topic(Enum):
    """What a consequence is about: something that may break, one's own people's access, or the undo."""

    BREAKS = "breaks"
    ACCESS = "access"
    UNDO = "undo"


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked up about a change before it is made.

    `known` is False for what could not be looked up; `permission` is then what was missing. `reassures` is
    True for what was looked up and found to be no trouble.
    """

    topic: Topic
    code: str
    args: Arguments = {}
    says: str = ""
    known: bool = True
    reassures: bool = False
    permission: str = ""


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """Another resource that a change to something shared is about as well, before and after it."""

    resource: Resource
    before: Exposure
    after: Exposure


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A plan with the verdict as it is and as the same judge foresees it, and what was looked up about it.

    `undo_until` is when the last of its changes can no longer be put back, None where that has no end.
    `complete` says whether every other resource that it touches could be listed.
    """

    plan: Plan
    read_at: Moment
    before: Exposure
    after: Exposure
    closes: bool
    access: tuple[Access, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    touched: tuple[Touched, ...] = ()
    complete: bool = True
    undo_until: Moment | None = None
