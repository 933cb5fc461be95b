"""The fixes that apply: each tried out by the judge, the least invasive first, and none that widens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from ajar.jobs.examine import examine
from ajar.jobs.offers import closing, offers, planned
from ajar.model.change import Change, Choice
from ajar.model.facts import Facts
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.providers.kind import CannotPlan, Chosen, Denied, Fix
from ajar.providers.reader import reader
from clouds.chests import CHEST
from clouds.memory import BOX, Memory
from workshop import Workshop, fails


def test_every_fix_that_narrows_is_offered_in_order_and_says_whether_it_closes(workshop: Workshop) -> None:
    found = offers(CHEST, workshop.finding(), Ours())
    assert [(one.fix, one.closes, one.shared) for one in found] == [
        ("name_it", False, ""),
        ("shut", False, ""),
        ("bolt", True, ""),
        ("close_gate", True, "account"),
    ]
    assert closing(CHEST, workshop.finding(), Ours()) == ("bolt", "close_gate")


def test_what_is_left_to_choose_is_tried_with_its_sample_and_comes_with_the_offer(workshop: Workshop) -> None:
    [first, *_] = offers(CHEST, workshop.finding(), Ours())
    assert [choice.name for choice in first.choices] == ["name"]
    plan = planned(CHEST, workshop.finding(), "name_it", Ours(), {"name": "bea"})
    assert (plan.chosen, plan.changes[0].after) == ({"name": "bea"}, "for bea")


def test_where_nobody_gets_in_nothing_is_offered(workshop: Workshop) -> None:
    workshop.make(workshop.plan("bolt"))
    assert offers(CHEST, workshop.finding(), Ours()) == ()


def test_one_that_leaves_it_unknown_says_so(workshop: Workshop) -> None:
    workshop.cloud.before = fails(Denied("no"), "lock chest:a")
    [_, shut, *_] = offers(CHEST, workshop.finding(), Ours())
    assert (shut.fix, shut.closes, shut.leaves_unknown) == ("shut", True, True)


def _widening(
    resource: Resource, _facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    return (Change(owner=itself(resource), setting="lid", before=None, after="open"),)


def _refused(
    _resource: Resource, _facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    raise CannotPlan("fix_too_long")


def test_one_that_widens_or_cannot_be_planned_is_neither_offered_nor_planned(workshop: Workshop) -> None:
    workshop.cloud.values["lid chest:a"] = None
    wrong = (Fix(name="widen", plan=_widening), Fix(name="long", plan=_refused))
    kind = replace(CHEST, fixes=(*wrong, *CHEST.fixes))
    assert [one.fix for one in offers(kind, workshop.finding(), Ours())] == ["bolt", "close_gate"]
    with pytest.raises(CannotPlan, match="fix_would_widen"):
        planned(kind, workshop.finding(), "widen", Ours(), {})
    with pytest.raises(CannotPlan, match="fix_too_long"):
        planned(kind, workshop.finding(), "long", Ours(), {})


def test_a_choice_that_has_a_value_needs_no_choosing(workshop: Workshop) -> None:
    def names(_resource: Resource, _facts: Facts, _ours: Ours, _at: datetime) -> tuple[Choice, ...]:
        return (Choice(name="name", value="us"),)

    kind = replace(CHEST, fixes=(replace(CHEST.fixes[0], choices=names),))
    assert planned(kind, workshop.finding(), "name_it", Ours(), {}).changes[0].after == "for us"


def test_a_second_opinion_decides_nothing_about_what_is_offered(workshop: Workshop) -> None:
    resource = Resource(provider="memory", account="1", kind="box", name="a", id="box:a")
    cloud = Memory({"a": "open"})
    at = workshop.time.now()
    finding = examine(reader(cloud), BOX, resource, Ours(), at, second_opinion=True)
    assert [one.fix for one in offers(BOX, finding, Ours())] == ["shut"]
