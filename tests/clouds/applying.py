"""A plan's changes made without a journal, for tests of settings and fixes: compared, written, looked for."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from ajar.jobs.examine import examine
from ajar.jobs.writing import PAUSE, Sleep, drifted, is_made, look, setting_of, write
from ajar.model.change import Change
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.kind import Kind, Session
from ajar.providers.reader import reader


class ChangedElsewhere(Exception):
    """A setting is no longer what it was when the change was planned; nothing was written."""


class NotSeen(Exception):
    """A change was taken, and had not shown itself when the setting's time was over."""


def apply(session: Session, kind: Kind, changes: Sequence[Change], *, sleep: Sleep = time.sleep) -> None:
    """Compare every `before`, then write each change in order; raises the two above, and CloudErrors."""
    if drifted(session, kind, changes):
        raise ChangedElsewhere
    for change in changes:
        fact = look(session, kind, change)
        if not is_made(kind, change, fact):
            write(session, kind, change, fact)
        if not _seen(session, kind, change, sleep):
            raise NotSeen(change.setting)


def verify(session: Session, kind: Kind, resource: Resource, ours: Ours, at: datetime) -> Finding:
    """The resource as it is now."""
    return examine(reader(session), kind, resource, ours, at)


def _seen(session: Session, kind: Kind, change: Change, sleep: Sleep) -> bool:
    left = setting_of(kind, change).settle
    while not is_made(kind, change, look(session, kind, change)):
        if left <= 0:
            return False
        sleep(PAUSE)
        left -= PAUSE
    return True
