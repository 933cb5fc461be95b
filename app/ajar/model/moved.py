"""What became of a resource between two checks."""

from __future__ import annotations

from enum import Enum


class Moved(Enum):
    """How a resource stands beside an earlier check; what is open on purpose (MEANT) counts as not open."""

    OPENED = "opened"
    WIDER = "wider"
    NARROWER = "narrower"
    CLOSED = "closed"
    MEANT = "meant"
    UNCHECKED = "unchecked"
    GONE = "gone"


NEW = frozenset({Moved.OPENED, Moved.WIDER, Moved.UNCHECKED})
"""What somebody has to look at who saw the earlier check."""
