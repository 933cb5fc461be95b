"""What a change would lead to, by the same judge: the finding as it would be, who loses what, what closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ajar.model.access import Audience, Capability, in_order
from ajar.model.change import Access, Change
from ajar.model.exposure import Exposure, Reach
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.policy.compared import closes, widened
from ajar.providers.foreseen import facts_after, judged_once
from ajar.providers.kind import Kind

__all__ = ["access", "closes", "foresee", "widened"]


def foresee(kind: Kind, finding: Finding, changes: Iterable[Change], ours: Ours) -> Finding:
    """The finding as it would read with these changes made, by the same judge: the preview."""
    facts = facts_after(kind.settings, finding.resource, finding.facts, changes)
    exposure = judged_once(kind.judge, finding.resource, facts, ours, finding.read_at)
    return msgspec.structs.replace(finding, facts=facts, exposure=exposure, fixes=())


def access(before: Exposure, after: Exposure) -> tuple[Access, ...]:
    """What each audience outside, and ours, loses, keeps and gains by it; the widest first.

    What an audience can do as a part of a wider one is told of the wider one alone. Where it stands by itself
    on one side only, what the wider one can do on the other is what it has there: named outsiders to whom
    everyone's access is narrowed keep theirs, and whoever is among everyone again loses nothing.
    """
    audiences = sorted({r.audience for r in (*before.all, *after.all)}, key=lambda a: -a.width)
    return tuple(one for audience in audiences for one in _of_audience(audience, before, after))


def _of_audience(audience: Audience, before: Exposure, after: Exposure) -> Iterator[Access]:
    old, new = _reach(audience, before), _reach(audience, after)
    could, can = set(old.capabilities), set(new.capabilities)
    wide_before, wide_after = _of_wider(audience, before), _of_wider(audience, after)
    stay = tuple(name for name in old.who if name in new.who)
    gone = tuple(name for name in old.who if name not in new.who)
    come = tuple(name for name in new.who if name not in old.who)
    if gone and (stay or come) and could - wide_after:
        yield Access(audience=audience, who=gone, loses=in_order(could - wide_after))
    if come and (stay or gone):
        yield Access(
            audience=audience,
            who=come,
            keeps=in_order(can & wide_before),
            gains=in_order(can - wide_before),
        )
    if gone and come and not stay:
        return
    rest = Access(
        audience=audience,
        who=stay or gone or come,
        loses=in_order(could - can - wide_after),
        keeps=in_order((could | wide_before) & can),
        gains=in_order(can - could - wide_before),
    )
    if rest.loses or rest.keeps or rest.gains:
        yield rest


def _of_wider(audience: Audience, exposure: Exposure) -> set[Capability]:
    """What everybody in this audience can do as a part of a wider one."""
    wider = [reach for reach in exposure.all if reach.audience.width > audience.width]
    return {capability for reach in wider for capability in reach.capabilities}


def _reach(audience: Audience, exposure: Exposure) -> Reach:
    return next((reach for reach in exposure.all if reach.audience is audience), Reach(audience=audience))
