"""What became of an exposure between two checks: a difference of verdicts, never of texts."""

from __future__ import annotations

import re

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure, Reach
from ajar.model.moved import Moved
from ajar.policy.compared import widened

_NAMED = Audience.EXTERNAL.width
_NOTHING = Exposure(state=State.CLOSED)
_PART_OF = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?P<account>[0-9]{12}):.+", re.DOTALL)


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
        return None if known and before is not None and not _wider(before, after) else Moved.UNCHECKED
    if before is not None and _open(before):
        return Moved.CLOSED if after.exception is None else Moved.MEANT
    if after.exception is None and _wider(before or _NOTHING, after):
        return Moved.WIDER
    shared = before is not None and before.state is State.SHARED
    return Moved.NARROWER if before is not None and shared and _wider(after, before) else None


def _opened(before: Exposure | None, after: Exposure) -> Moved | None:
    if before is None or not _open(before):
        return Moved.OPENED
    if _wider(before, after):
        return Moved.WIDER
    return Moved.NARROWER if _wider(after, before) else None


def _open(exposure: Exposure) -> bool:
    return exposure.state is State.OPEN and exposure.exception is None


def _wider(before: Exposure, after: Exposure) -> bool:
    """Whether more got in, or the same can do more; another outsider by name is more."""
    if widened(before, after):
        return True
    known = {name for reach in before.all for name in _outsiders(reach)}
    anybody = {c for reach in before.all if reach.audience.width > _NAMED for c in reach.capabilities}
    return any(_outsiders(reach) - known and set(reach.capabilities) - anybody for reach in after.all)


def _outsiders(reach: Reach) -> frozenset[str]:
    """The accounts of those who get in by name, or their names where they are told by no account."""
    names = reach.who if reach.audience is Audience.EXTERNAL else ()
    return frozenset(found["account"] if (found := _PART_OF.fullmatch(name)) else name for name in names)
