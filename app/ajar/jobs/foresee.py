"""What a change would lead to, by the same judge: the finding as it would be, who loses what, what closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ajar.model.access import Audience, Capability, State, in_order
from ajar.model.change import Access, Change
from ajar.model.exposure import Exposure, Reach
from ajar.model.facts import Fact, Facts, Reading, replaced
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.kind import Kind


def foresee(kind: Kind, finding: Finding, changes: Iterable[Change], ours: Ours) -> Finding:
    """The finding as it would read with these changes made, by the same judge: the preview.

    A setting that then plays no part any more (the ACL of a bucket whose owner is enforced) is not read, so
    it is left out here as well; and so is a second opinion, which is of what was there before.
    """
    facts: Facts = finding.facts
    for change in changes:
        facts = replaced(facts, change.setting, change.owner.id, Fact(change.after))
    kept = _in_play(kind, finding.resource, facts)
    exposure = kind.judge(finding.resource, kept, ours, finding.read_at)
    return msgspec.structs.replace(finding, facts=kept, exposure=exposure, fixes=())


def widened(before: Exposure, after: Exposure) -> bool:
    """Whether anybody gets in, or may get in, after it who did not before, or can do more."""
    if after.at_most.width > before.at_most.width or after.audience.width > before.audience.width:
        return True
    could = {reach.audience: set(reach.capabilities) for reach in before.all}
    return any(
        set(reach.capabilities) - _had(could, reach.audience.width)
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


def access(before: Exposure, after: Exposure) -> tuple[Access, ...]:
    """What each audience outside, and ours, loses, keeps and gains by it; the widest first.

    What an audience can do as a part of a wider one is told of the wider one alone.
    """
    audiences = sorted({r.audience for r in (*before.all, *after.all)}, key=lambda a: -a.width)
    return tuple(one for audience in audiences for one in _of_audience(audience, before, after))


def _of_audience(audience: Audience, before: Exposure, after: Exposure) -> Iterator[Access]:
    old, new = _reach(audience, before), _reach(audience, after)
    could, can = set(old.capabilities), set(new.capabilities)
    stay = tuple(name for name in old.who if name in new.who)
    gone = tuple(name for name in old.who if name not in new.who)
    come = tuple(name for name in new.who if name not in old.who)
    if gone and stay:
        yield Access(audience=audience, who=gone, loses=in_order(could))
    if come and stay:
        yield Access(audience=audience, who=come, gains=in_order(can))
    yield Access(
        audience=audience,
        who=stay or gone or come,
        loses=in_order(could - can),
        keeps=in_order(could & can),
        gains=in_order(can - could),
    )


def _reach(audience: Audience, exposure: Exposure) -> Reach:
    return next((reach for reach in exposure.all if reach.audience is audience), Reach(audience=audience))


def _had(could: Mapping[Audience, set[Capability]], width: int) -> set[Capability]:
    return {c for audience, capabilities in could.items() if audience.width >= width for c in capabilities}


def _in_play(kind: Kind, resource: Resource, facts: Facts) -> dict[str, dict[str, Reading]]:
    kept: dict[str, dict[str, Reading]] = {}
    for setting in kind.settings:
        known = facts.get(setting.name, {})
        owners = {owner.id for owner in setting.of(resource, kept)}
        readings = {owner: reading for owner, reading in known.items() if owner in owners}
        if readings:
            kept[setting.name] = readings
    return kept
