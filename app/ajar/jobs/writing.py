"""One change at a time: what its setting says now, whether it moved, the write, and the look for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ajar.model.change import Change
from ajar.model.facts import Fact, Value
from ajar.providers.kind import Kind, Session, Setting
from ajar.providers.reader import reader
from ajar.words.settings import title

PAUSE = 0.5
"""Seconds between two looks at a setting that was just written."""

Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Drift:
    """A setting that is no longer what a change was planned from: what it is now."""

    change: Change
    found: Value


def as_changes(drift: Iterable[Drift]) -> tuple[Change, ...]:
    """What moved, each as a change from what was planned from to what was found."""
    return tuple(
        Change(owner=one.change.owner, setting=one.change.setting, before=one.change.before, after=one.found)
        for one in drift
    )


def named(drift: Iterable[Drift]) -> str:
    """The settings that moved, each with its owner, as a person knows them."""
    return ", ".join(f"{title(one.change.setting)} ({one.change.owner.name})" for one in drift)


def setting_of(kind: Kind, change: Change) -> Setting:
    """The setting that a change is about. Raises KeyError where the kind has none of that name."""
    return {setting.name: setting for setting in kind.settings}[change.setting]


def look(session: Session, kind: Kind, change: Change) -> Fact:
    """What the setting says now, asked anew. Raises CloudErrors."""
    return setting_of(kind, change).read(reader(session), change.owner)


def drifted(
    session: Session, kind: Kind, changes: Iterable[Change], *, or_made: bool = False
) -> tuple[Drift, ...]:
    """Those of the settings that are not what the changes were planned from. Raises CloudErrors.

    With `or_made`, one that is what its change would make of it, wholly or in part, is none of them.
    """
    fresh, found = reader(session), []
    for change in changes:
        setting = setting_of(kind, change)
        value = setting.read(fresh, change.owner).value
        begun = or_made and (setting.same(value, change.after) or is_partly(change, Fact(value)))
        if not (begun or setting.same(value, change.before)):
            found.append(Drift(change, value))
    return tuple(found)


def is_made(kind: Kind, change: Change, fact: Fact) -> bool:
    """Whether the setting, as read, is what the change makes of it."""
    return setting_of(kind, change).same(fact.value, change.after)


def is_as_before(kind: Kind, change: Change, fact: Fact) -> bool:
    """Whether the setting, as read, is what the change was planned from."""
    return setting_of(kind, change).same(fact.value, change.before)


def is_partly(change: Change, fact: Fact) -> bool:
    """Whether the setting is on its way: a list whose entries are written one by one, and some of them were.

    Whatever stays is there, and nothing is there that neither side has.
    """
    sides = (change.before or [], fact.value or [], change.after or [])
    if not all(isinstance(side, list) for side in sides):
        return False
    before, now, after = sides
    known = all(entry in before or entry in after for entry in now)
    whole = all(entry in now for entry in before if entry in after)
    return known and whole and now not in (before, after)


def moved_by(kind: Kind, change: Change, others: Iterable[Change]) -> bool:
    """Whether one of these changes moves this one's setting as well, which shows the same thing."""
    mirrors = setting_of(kind, change).mirrors
    return any(one.setting in mirrors and one.owner.id == change.owner.id for one in others)


def write(session: Session, kind: Kind, change: Change, fact: Fact) -> None:
    """Write the change over what was read this moment, whose token guards it where there is one.

    Raises ValueError for a setting that can only be read, and CloudErrors.
    """
    setting = setting_of(kind, change)
    if setting.write is None:
        message = f"{change.setting} can only be read"
        raise ValueError(message)
    setting.write(session, change.owner, fact.value, change.after, fact.token)
