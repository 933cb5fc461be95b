"""What a plan would do before anybody says yes: read anew, foreseen by the judge, and looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ajar.jobs.audit import Ended, Judged, Target, audit
from ajar.jobs.examine import examine_as_if
from ajar.jobs.foresee import access, closes, foresee
from ajar.jobs.offers import planned
from ajar.jobs.verify import Site
from ajar.jobs.writing import Drift, drifted, named, setting_of
from ajar.model.change import Change, Plan, Preview, Touched, undone
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry, JournalState, standing
from ajar.model.ours import Ours
from ajar.providers.kind import Ahead, CannotPlan, Kind
from ajar.providers.reader import reader
from ajar.words.verdict import day


class ChangedSince(CannotPlan):
    """The settings are no longer as the fix left them, so that they cannot just be put back."""

    def __init__(self, drift: tuple[Drift, ...]) -> None:
        """Name the settings that somebody else has changed."""
        super().__init__("undo_changed_elsewhere", settings=named(drift))
        self.drift = drift


@dataclass(frozen=True)
class Everything:
    """All that an account holds, as it was read for a change that is about more than one resource."""

    found: tuple[tuple[Kind, Finding], ...] = ()
    complete: bool = True


Whole = Callable[[], Everything]
"""Reads the whole account; called only where a change is about something shared."""


def preview(site: Site, finding: Finding, name: str, chosen: Mapping[str, str], whole: Whole) -> Preview:
    """What this fix would do to the resource, which was read just now.

    Raises NoSuchFix, CannotPlan (also where the fix does not apply), and Expired.
    """
    plan = planned(site.kind, finding, name, site.ours, chosen)
    if not plan.changes:
        raise CannotPlan("fix_does_not_apply", name=finding.resource.name)
    return _shown(site, finding, plan, whole)


def preview_undo(site: Site, finding: Finding, entry: JournalEntry, whole: Whole) -> Preview:
    """What putting the entry back would do.

    Raises CannotPlan where that cannot be done, ChangedSince where somebody has changed it since, and
    CloudErrors.
    """
    plan = plan_undo(entry)
    drift = drifted(site.session, site.kind, plan.changes, or_made=True)
    if drift:
        raise ChangedSince(drift)
    ended = _undo_until(site, entry.plan.changes, entry.at)
    if ended is not None and ended < site.clock():
        raise CannotPlan("undo_too_late", day=day(ended))
    return _shown(site, finding, plan, whole)


def plan_undo(entry: JournalEntry) -> Plan:
    """The plan that puts back what stands of an entry, the last change first.

    Raises CannotPlan where nothing stands, or it was put back already.
    """
    made = tuple(entry.plan.changes[number] for number in standing(entry))
    if entry.state is JournalState.UNDONE:
        raise CannotPlan("undo_done_already")
    if not made:
        raise CannotPlan("undo_nothing_made")
    return Plan(
        fix=entry.plan.fix,
        resource=entry.plan.resource,
        changes=undone(made),
        chosen=entry.plan.chosen,
        undoes=entry.id,
    )


def whole_account(target: Target, account: str) -> Everything:
    """Read everything that this account of the provider holds, for what a shared setting touches."""
    kinds = {kind.name: kind for kind in target.kinds}
    found: list[tuple[Kind, Finding]] = []
    complete = True
    for event in audit([target]):
        if isinstance(event, Judged) and event.finding.resource.account == account:
            found.append((kinds[event.finding.resource.kind], event.finding))
        elif isinstance(event, Ended) and event.summary.id in (account, ""):
            complete = complete and event.summary.complete
    return Everything(tuple(found), complete)


def touched(everything: Iterable[tuple[Kind, Finding]], plan: Plan, ours: Ours) -> Iterator[Touched]:
    """The other resources that use a setting which the plan changes, with their verdicts before and after."""
    for kind, finding in everything:
        changes = [change for change in plan.changes if uses(finding, change)]
        if changes and finding.resource.id != plan.resource.id:
            after = foresee(kind, finding, changes, ours)
            yield Touched(resource=finding.resource, before=finding.exposure, after=after.exposure)


def uses(finding: Finding, change: Change) -> bool:
    """Whether the verdict on this resource was made from what the change is about."""
    return change.owner.id in finding.facts.get(change.setting, {})


def _shown(site: Site, finding: Finding, plan: Plan, whole: Whole) -> Preview:
    after = examine_as_if(reader(site.session), site.kind, finding, plan.changes, site.ours)
    ahead = Ahead(finding=finding, changes=plan.changes, after=after, ours=site.ours, at=site.clock())
    shared = any(change.owner.shared for change in plan.changes)
    everything = whole() if shared else Everything()
    others = touched(everything.found, plan, site.ours)
    return Preview(
        plan=plan,
        read_at=finding.read_at,
        before=finding.exposure,
        after=after.exposure,
        closes=closes(finding.exposure, after.exposure),
        access=access(finding.exposure, after.exposure),
        consequences=tuple(site.kind.look_ahead(reader(site.session), ahead)),
        touched=tuple(sorted(others, key=lambda one: (one.resource.kind, one.resource.name))),
        complete=everything.complete,
        undo_until=_undo_until(site, plan.changes, site.clock()),
    )


def _undo_until(site: Site, changes: Iterable[Change], at: datetime) -> datetime | None:
    """When the first of these changes, made at `at`, can no longer be put back; None where it always can."""
    ends = (
        setting.undo_until(change.before, change.after, at)
        for change in changes
        if (setting := setting_of(site.kind, change)).undo_until is not None
    )
    return min((end for end in ends if end is not None), default=None)
