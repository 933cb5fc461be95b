"""What matters first: the one order of exposures, for the table, the store and the command line."""

from __future__ import annotations

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure

_DANGER = {
    Capability.ADMIN: 0,
    Capability.WRITE: 1,
    Capability.DELETE: 2,
    Capability.RESTORE: 3,
    Capability.READ: 4,
    Capability.CONNECT: 5,
    Capability.LIST: 6,
    Capability.SETTINGS: 7,
}
_OPEN = {Audience.PUBLIC: 1, Audience.INTERNET: 2, Audience.AUTHENTICATED: 3}
_OTHERS = {State.UNKNOWN: 4, State.SHARED: 5, State.SHIELDED: 6, State.CLOSED: 8}
_ORGANIZATION, _ON_PURPOSE = 7, 9


def rank(exposure: Exposure) -> int:
    """A number that sorts what matters first: by state and audience, then by what can be done.

    Open to anyone comes first (writable before readable before listable), then reachable from the internet,
    then any account holder, then unknown (the widest still possible first), shared, shielded, closed to all
    but ours, closed, and last what is open on purpose.
    """
    return place(exposure) * 100 + _within(exposure)


def place(exposure: Exposure) -> int:
    """The place of its state in the order, 1 to 9, without what can be done."""
    if exposure.exception is not None:
        return _ON_PURPOSE
    if exposure.state is State.OPEN:
        return _OPEN[exposure.audience]
    if exposure.state is State.CLOSED and exposure.audience is Audience.ORGANIZATION:
        return _ORGANIZATION
    return _OTHERS[exposure.state]


def _within(exposure: Exposure) -> int:
    if exposure.state is State.UNKNOWN:
        return Audience.PUBLIC.width - exposure.at_most.width
    return min((_DANGER[capability] for capability in exposure.capabilities), default=len(_DANGER))
