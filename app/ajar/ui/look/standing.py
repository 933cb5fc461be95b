"""How a state looks: its icon, its tone, and how its chip is filled; one look for each kind of standing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ajar.model.access import Audience, State
from ajar.words.verdict import Standing


class Fill(Enum):
    """How a chip is filled: what tells states apart without colour."""

    FILLED = "filled"
    HALF = "half"
    TINTED = "tinted"
    HOLLOW = "hollow"
    DASHED = "dashed"
    QUIET = "quiet"


@dataclass(frozen=True)
class Look:
    """An icon of `resources/icons`, the name of a tone, and a fill."""

    icon: str
    tone: str
    fill: Fill


_STRANGERS = {
    Audience.PUBLIC: Look("globe", "anyone", Fill.FILLED),
    Audience.INTERNET: Look("radio-tower", "anyone", Fill.FILLED),
    Audience.AUTHENTICATED: Look("users", "holders", Fill.HALF),
}
STATES = {
    State.OPEN: _STRANGERS[Audience.PUBLIC],
    State.UNKNOWN: Look("circle-help", "unchecked", Fill.DASHED),
    State.SHARED: Look("building", "outsiders", Fill.TINTED),
    State.SHIELDED: Look("shield-half", "closed", Fill.HOLLOW),
    State.CLOSED: Look("lock", "closed", Fill.TINTED),
}
_OURS = Look("house", "closed", Fill.TINTED)
_ON_PURPOSE = Look("pin", "unchecked", Fill.QUIET)


def look(row: Standing) -> Look:
    """The look of a row, or of anything that stands like one."""
    if row.on_purpose is not None:
        return _ON_PURPOSE
    if row.state is State.OPEN:
        return _STRANGERS.get(row.audience, STATES[State.OPEN])
    if row.state is State.CLOSED and row.audience is Audience.ORGANIZATION:
        return _OURS
    return STATES[row.state]
