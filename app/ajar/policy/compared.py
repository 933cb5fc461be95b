"""Two verdicts on one resource, before a change and after it: whether it closes, and whether it widens."""

from __future__ import annotations

from collections.abc import Mapping

from ajar.model.access import FILES, Audience, Capability, State
from ajar.model.exposure import Exposure, Reach
from ajar.policy.confined import beginnings, covers


def widened(before: Exposure, after: Exposure) -> bool:
    """Whether anybody gets in, or may get in, after it who did not before, or can do more."""
    if after.at_most.width > before.at_most.width or after.audience.width > before.audience.width:
        return True
    could = {reach.audience: set(reach.capabilities) for reach in before.all}
    return any(
        set(reach.capabilities) - _had(could, reach.audience.width) or _further(before, reach)
        for reach in after.all
        if reach.audience.outside
    )


def closes(before: Exposure, after: Exposure) -> bool:
    """Whether the widest audience that is present before loses everything.

    What is not known before counts as present; where only a held grant is there, it counts that one is gone.
    It may still leave it unknown whether anybody else gets in.
    """
    if before.state is State.OPEN:
        return after.state is not State.OPEN
    if before.audience.outside and not after.audience.outside:
        return True
    if before.state is State.UNKNOWN:
        return after.at_most.width < before.at_most.width
    return before.state is State.SHIELDED and len(after.held) < len(before.held)


def _further(before: Exposure, reach: Reach) -> bool:
    """Whether it gets at files that nobody so far outside got at before."""
    same = [one for one in before.all if one.audience.width >= reach.audience.width]
    confined = [one.within for one in same if FILES & set(one.capabilities)]
    return all(confined) and not covers(beginnings(begin for one in confined for begin in one), reach)


def _had(could: Mapping[Audience, set[Capability]], width: int) -> set[Capability]:
    return {c for audience, capabilities in could.items() if audience.width >= width for c in capabilities}
