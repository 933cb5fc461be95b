"""The fixes of a kind tried out on facts, as whoever offers them does: with samples of what is to choose."""

from __future__ import annotations

from datetime import datetime

from ajar.model.change import Change
from ajar.model.facts import Facts, Reading
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.foreseen import facts_after
from ajar.providers.kind import CannotPlan, Kind

Plans = dict[str, tuple[Change, ...]]


def tried(kind: Kind, resource: Resource, known: Facts, ours: Ours, at: datetime) -> Plans:
    """The changes of every fix that applies and can be planned, by its name, in the kind's order."""
    plans: Plans = {}
    for fix in kind.fixes:
        choices = fix.choices(resource, known, ours, at)
        try:
            changes = fix.plan(
                resource, known, ours, at, {one.name: one.value or one.sample for one in choices}
            )
        except CannotPlan:
            continue
        if changes:
            plans[fix.name] = changes
    return plans


def after(
    kind: Kind, resource: Resource, known: Facts, changes: tuple[Change, ...]
) -> dict[str, dict[str, Reading]]:
    """The facts as they would be read with these changes made."""
    return facts_after(kind.settings, resource, known, changes)
