"""Whether an exposure is what a person declared open on purpose: at most that, and not for longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from ajar.model.access import FILES, Audience, Capability, State, in_order
from ajar.model.exposure import Caveat, Exposure, Reach
from ajar.model.kept import CODES, Kept
from ajar.model.ours import AccessException
from ajar.model.resource import Resource
from ajar.policy.confined import common, covers
from ajar.words.verdict import can, day, who


def on_purpose(resource: Resource, exposure: Exposure, kept: Kept, today: date) -> Exposure:
    """The exposure with the exception that covers it, or with what keeps it from being covered.

    Wider than declared is open again, and it says by what; so is what is not decided and may be wider. One
    that has ended, and one that was made for an earlier resource of the same name, cover nothing. One for a
    resource into which nobody gets is kept, and says that it is not needed. An exposure that was marked
    before is marked anew.
    """
    exposure = unmarked(exposure)
    reasons = tuple(_against(resource, exposure, kept, today))
    if reasons:
        return msgspec.structs.replace(exposure, caveats=(*reasons, *exposure.caveats))
    return msgspec.structs.replace(exposure, exception=kept.exception)


def unmarked(exposure: Exposure) -> Exposure:
    """The exposure as the judge gave it: without an exception, and without what was said of one."""
    caveats = tuple(caveat for caveat in exposure.caveats if caveat.code not in CODES)
    return msgspec.structs.replace(exposure, exception=None, caveats=caveats)


def _against(resource: Resource, exposure: Exposure, kept: Kept, today: date) -> Iterator[Caveat]:
    declared = kept.exception
    if kept.created is not None and resource.created is not None and kept.created != resource.created:
        yield Caveat(code="kept_made_anew")
    elif declared.until < today:
        yield Caveat(code="kept_ended", args={"day": day(declared.until)})
    elif not exposure.at_most.outside:
        yield Caveat(code="kept_not_needed", args={"day": day(declared.until)})
    else:
        yield from _wider(resource, exposure, declared)


def _wider(resource: Resource, exposure: Exposure, declared: AccessException) -> Iterator[Caveat]:
    """What goes beyond the declaration; what may go beyond it counts as well."""
    for reach in exposure.all:
        if not reach.audience.outside:
            continue
        said = who(resource.provider, reach.audience, reach.who)
        beyond = set(reach.capabilities) - set(declared.capabilities)
        if reach.audience.width > declared.audience.width:
            yield Caveat(code="kept_wider_audience", args={"outsiders": said})
        elif beyond:
            yield Caveat(code="kept_wider", args={"outsiders": said, "can": can(in_order(beyond))})
        elif not covers((declared.prefix,) if declared.prefix else (), reach):
            yield Caveat(code="kept_wider_files", args={"outsiders": said, "prefix": declared.prefix})
    if exposure.state is State.UNKNOWN or exposure.at_most.width > declared.audience.width:
        yield Caveat(code="kept_may_be_wider")


def likely(exposure: Exposure) -> tuple[Audience, tuple[Capability, ...]]:
    """What would be declared of this exposure as it is: its widest audience, all that outsiders can do."""
    able = {capability for reach in _outside(exposure) for capability in reach.capabilities}
    return exposure.audience, in_order(able)


def likely_prefix(exposure: Exposure) -> str:
    """What the names of all files begin with that outsiders can reach; "" where they may reach any."""
    reaching = [reach.within for reach in _outside(exposure) if FILES & set(reach.capabilities)]
    return common(one for within in reaching for one in within) if all(reaching) else ""


def _outside(exposure: Exposure) -> list[Reach]:
    return [reach for reach in exposure.all if reach.audience.outside]
