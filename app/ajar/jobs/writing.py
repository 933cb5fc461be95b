"""One change at a time: what its setting says now, whether it moved, the write, and the look for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ajar.model.change import Change
from ajar.model.facts import Fact, Value
from ajar.providers.kind import Kind, Session, Setting
from ajar.providers.reader import reader

PAUSE = 0.5
"""Seconds between two looks at a setting that was just written."""

Sleep = Callable[[float], None]


@dataclass(frozen=True)
class Drift:
    """A setting that is no longer what a change was planned from: what it is now."""

    change: Change
    found: Value


def setting_of(kind: Kind, change: Change) -> Setting:
    """The setting that a change is about. Raises KeyError where the kind has none of that name."""
    return {setting.name: setting for setting in kind.settings}[change.setting]


def look(session: Session, kind: Kind, change: Change) -> Fact:
    """What the setting says now, asked anew. Raises CloudErrors."""
    return setting_of(kind, change).read(reader(session), change.owner)


def drifted(session: Session, kind: Kind, changes: Iterable[Change]) -> tuple[Drift, ...]:
    """Those of the settings that are not what the changes were planned from. Raises CloudErrors."""
    fresh, found = reader(session), []
    for change in changes:
        setting = setting_of(kind, change)
        value = setting.read(fresh, change.owner).value
        if not setting.same(value, change.before):
            found.append(Drift(change, value))
    return tuple(found)


def is_made(kind: Kind, change: Change, fact: Fact) -> bool:
    """Whether the setting, as read, is what the change makes of it."""
    return setting_of(kind, change).same(fact.value, change.after)


def is_as_before(kind: Kind, change: Change, fact: Fact) -> bool:
    """Whether the setting, as read, is what the change was planned from."""
    return setting_of(kind, change).same(fact.value, change.before)


def moved_by(kind: Kind, change: Change, earlier: Sequence[Change]) -> bool:
    """Whether an earlier change of the same plan moves this one's setting, which shows the same thing."""
    mirrors = setting_of(kind, change).mirrors
    return any(one.setting in mirrors and one.owner.id == change.owner.id for one in earlier)


def write(session: Session, kind: Kind, change: Change, fact: Fact) -> None:
    """Write the change over what was read this moment, whose token guards it where there is one.

    Raises ValueError for a setting that can only be read, and CloudErrors.
    """
    setting = setting_of(kind, change)
    if setting.write is None:
        message = f"{change.setting} can only be read"
        raise ValueError(message)
    setting.write(session, change.owner, fact.value, change.after, fact.token)


def seen(session: Session, kind: Kind, change: Change, sleep: Sleep = time.sleep) -> bool:
    """Look for the change until it shows or its setting's time is over. Raises CloudErrors."""
    left = setting_of(kind, change).settle
    while not is_made(kind, change, look(session, kind, change)):
        if left <= 0:
            return False
        sleep(PAUSE)
        left -= PAUSE
    return True
