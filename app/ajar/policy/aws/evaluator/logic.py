"""Yes, no and not known: what follows from several answers of which some may be missing."""

from __future__ import annotations

from collections.abc import Iterable


def every(answers: Iterable[bool | None]) -> bool | None:
    """Whether all are true: a false one settles it, else one that is not known leaves it so."""
    known = True
    for answer in answers:
        if answer is False:
            return False
        known = known and answer is True
    return True if known else None


def some(answers: Iterable[bool | None]) -> bool | None:
    """Whether one is true: a true one settles it, else one that is not known leaves it so."""
    known = True
    for answer in answers:
        if answer is True:
            return True
        known = known and answer is False
    return False if known else None


def opposite(answer: bool | None) -> bool | None:  # noqa: FBT001 - the answer itself
    """The other answer; what is not known stays so."""
    return None if answer is None else not answer
