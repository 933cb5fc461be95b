"""Make a plan's changes: only where nothing has moved, one by one, each looked for until it is seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from ajar.jobs.examine import examine
from ajar.model.change import Change
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.kind import Kind, Session, Setting
from ajar.providers.reader import reader

PAUSE = 0.5
"""Seconds between two looks at a setting that was just written."""


class ChangedElsewhere(Exception):
    """A setting is no longer what it was when the change was planned; nothing was written."""


class NotSeen(Exception):
    """A change was taken, and had not shown itself when the setting's time was over."""


def compare(session: Session, kind: Kind, changes: Iterable[Change]) -> None:
    """Look whether every setting is still what the plan was made from.

    Raises ChangedElsewhere where one is not, and CloudErrors.
    """
    settings, fresh = _settings(kind), reader(session)
    for change in changes:
        fact = settings[change.setting].read(fresh, change.owner)
        if not settings[change.setting].same(fact.value, change.before):
            message = f"{change.setting} of {change.owner.name}"
            raise ChangedElsewhere(message)


def apply(
    session: Session,
    kind: Kind,
    changes: Sequence[Change],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Compare every `before`, then write each change in order and wait until it is seen.

    Raises ChangedElsewhere before anything is written, NotSeen after a write that does not show, Refused and
    the other CloudErrors where the provider will not take one: the changes before it are made.
    """
    compare(session, kind, changes)
    settings = _settings(kind)
    for change in changes:
        setting = settings[change.setting]
        if setting.write is None:
            message = f"{change.setting} can only be read"
            raise ValueError(message)
        # The token of this very moment: an earlier change of the plan may have moved it.
        fact = setting.read(reader(session), change.owner)
        setting.write(session, change.owner, fact.value, change.after, fact.token)
        _settle(session, setting, change, sleep)


def verify(session: Session, kind: Kind, resource: Resource, ours: Ours, at: datetime) -> Finding:
    """The same read and judge as the audit's, over a reader that remembers nothing from before the change."""
    return examine(reader(session), kind, resource, ours, at)


def _settle(session: Session, setting: Setting, change: Change, sleep: Callable[[float], None]) -> None:
    left = setting.settle
    while not setting.same(setting.read(reader(session), change.owner).value, change.after):
        if left <= 0:
            message = f"{change.setting} of {change.owner.name}"
            raise NotSeen(message)
        sleep(PAUSE)
        left -= PAUSE


def _settings(kind: Kind) -> dict[str, Setting]:
    return {setting.name: setting for setting in kind.settings}
