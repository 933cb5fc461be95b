"""The fixes that apply to a finding: which of them close it, what they leave to choose, and their plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ajar.jobs.foresee import closes, foresee, widened
from ajar.model.access import State
from ajar.model.change import Change, Choice, Offer, Plan
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.providers.kind import CannotPlan, Fix, Kind


class NoSuchFix(Exception):
    """The kind has no fix of this name."""


def offers(kind: Kind, finding: Finding, ours: Ours) -> tuple[Offer, ...]:
    """Every fix that narrows who gets in, the least invasive first, each tried out by the judge.

    One that leaves something to choose is tried with its sample. Those that do not close it are among them,
    and say so; where nobody outside gets in, they are all there is.
    """
    finding = _by_itself(kind, finding, ours)
    closed = not (finding.exposure.at_most.outside or finding.exposure.held)
    return tuple(_tried(kind, finding, ours, closed=closed))


def first(offered: Sequence[Offer], finding: Finding) -> str:
    """The name of the least invasive fix that closes it, or else narrows it.

    Raises CannotPlan where none is offered.
    """
    for offer in (*(one for one in offered if one.closes), *offered):
        return offer.fix
    unknown = finding.exposure.state is State.UNKNOWN
    code = "no_fix_for_unknown" if unknown else "no_fix_applies"
    raise CannotPlan(code, name=finding.resource.name)


def closing(kind: Kind, finding: Finding, ours: Ours) -> tuple[str, ...]:
    """The names of the fixes that close it, the least invasive first."""
    return tuple(offer.fix for offer in offers(kind, finding, ours) if offer.closes)


def planned(kind: Kind, finding: Finding, name: str, ours: Ours, chosen: Mapping[str, str]) -> Plan:
    """The plan of this fix with what was chosen; its changes are () where it has nothing to do.

    Raises NoSuchFix, and CannotPlan where something has still to be chosen or the result would be refused.
    """
    fix = next((one for one in kind.fixes if one.name == name), None)
    if fix is None:
        raise NoSuchFix(name)
    choices = fix.choices(finding.resource, finding.facts, ours, finding.read_at)
    unknown = chosen.keys() - {choice.name for choice in choices}
    if unknown:
        raise CannotPlan("nothing_to_choose", name=min(unknown))
    made = {choice.name: chosen.get(choice.name, choice.value) for choice in choices}
    changes = fix.plan(finding.resource, finding.facts, ours, finding.read_at, made)
    if changes and widened(finding.exposure, foresee(kind, finding, changes, ours).exposure):
        raise CannotPlan("fix_would_widen")
    return Plan(fix=name, resource=finding.resource, changes=changes, chosen=made)


def _tried(kind: Kind, finding: Finding, ours: Ours, *, closed: bool) -> Iterator[Offer]:
    for fix in kind.fixes:
        if closed and not fix.even_closed:
            continue
        choices = fix.choices(finding.resource, finding.facts, ours, finding.read_at)
        try:
            changes = _trial(fix, finding, ours, choices)
        except CannotPlan:
            continue
        if not changes:
            continue
        after = foresee(kind, finding, changes, ours).exposure
        if after != finding.exposure and not widened(finding.exposure, after):
            yield _offer(fix, choices, changes, finding.exposure, after)


def _trial(fix: Fix, finding: Finding, ours: Ours, choices: tuple[Choice, ...]) -> tuple[Change, ...]:
    chosen = {choice.name: choice.value or choice.sample for choice in choices}
    return fix.plan(finding.resource, finding.facts, ours, finding.read_at, chosen)


def _offer(
    fix: Fix, choices: tuple[Choice, ...], changes: tuple[Change, ...], before: Exposure, after: Exposure
) -> Offer:
    return Offer(
        fix=fix.name,
        choices=choices,
        closes=closes(before, after),
        leaves_unknown=after.state is State.UNKNOWN,
        shared=next((change.owner.shared for change in changes if change.owner.shared), ""),
    )


def _by_itself(kind: Kind, finding: Finding, ours: Ours) -> Finding:
    """The same finding without the provider's opinions: what a foreseen one can be compared with."""
    opinions = {opinion.name for opinion in kind.opinions} & finding.facts.keys()
    if not opinions:
        return finding
    facts = {name: owners for name, owners in finding.facts.items() if name not in opinions}
    exposure = kind.judge(finding.resource, facts, ours, finding.read_at)
    return msgspec.structs.replace(finding, facts=facts, exposure=exposure)
