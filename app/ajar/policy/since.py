"""What became of an exposure between two checks: a difference of verdicts, never of texts."""

from __future__ import annotations

from enum import Enum

from ajar.model.access import State
from ajar.model.exposure import Exposure
from ajar.policy.compared import widened


class Moved(Enum):
    """How a resource stands beside an earlier check; what is open on purpose counts as not open."""

    OPENED = "opened"
    WIDER = "wider"
    NARROWER = "narrower"
    CLOSED = "closed"
    UNCHECKED = "unchecked"
    GONE = "gone"


NEW = frozenset({Moved.OPENED, Moved.WIDER, Moved.UNCHECKED})
"""What somebody has to look at who saw the earlier check."""


def moved(before: Exposure | None, after: Exposure | None) -> Moved | None:
    """What became of it; None where that is nothing to tell.

    None as `before` is a resource that was not there, as `after` one that is no more.
    """
    if after is None:
        return Moved.GONE if before is not None and _open(before) else None
    if _open(after):
        return _opened(before, after)
    if after.state is State.UNKNOWN and after.exception is None:
        known = before is not None and before.state is State.UNKNOWN
        return None if known and before is not None and not widened(before, after) else Moved.UNCHECKED
    if before is None:
        return None
    if _open(before):
        return Moved.CLOSED
    return Moved.WIDER if after.exception is None and widened(before, after) else None


def _opened(before: Exposure | None, after: Exposure) -> Moved | None:
    if before is None or not _open(before):
        return Moved.OPENED
    if widened(before, after):
        return Moved.WIDER
    return Moved.NARROWER if widened(after, before) else None


def _open(exposure: Exposure) -> bool:
    return exposure.state is State.OPEN and exposure.exception is None
