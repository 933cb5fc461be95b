"""How an exception stands, as an icon and the name of its colour."""

from __future__ import annotations

from ajar.model.kept import KeptState

_LOOKS = {
    KeptState.COVERED: ("pin", "unchecked"),
    KeptState.WIDER: ("triangle-alert", "anyone"),
    KeptState.MAY_BE_WIDER: ("circle-help", "unchecked"),
    KeptState.ENDED: ("clock", "holders"),
    KeptState.MADE_ANEW: ("triangle-alert", "holders"),
    KeptState.NOT_NEEDED: ("lock", "closed"),
    KeptState.NOT_SEEN: ("search", "muted"),
}


def of_standing(state: KeptState) -> tuple[str, str]:
    """The icon and the colour."""
    return _LOOKS[state]
