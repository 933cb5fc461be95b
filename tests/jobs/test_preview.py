"""What a plan would do: foreseen by the judge, looked up, and all that it touches; and an undo."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ajar.jobs.audit import Target
from ajar.jobs.offers import NoSuchFix
from ajar.jobs.preview import ChangedSince, Everything, plan_undo, preview, preview_undo, whole_account
from ajar.model.change import Preview
from ajar.providers.kind import CannotPlan, Denied
from clouds.chests import CHEST, MORNING
from workshop import Workshop, fails

LID = "lid chest:a"


def _nobody() -> Everything:
    raise AssertionError("nothing shared is changed")


def _shown(workshop: Workshop, fix: str, **chosen: str) -> Preview:
    return preview(workshop.site, workshop.finding(), fix, chosen, _nobody)


def test_a_preview_has_the_verdict_before_and_after_who_loses_what_and_what_was_looked_up(
    workshop: Workshop,
) -> None:
    shown = _shown(workshop, "shut")
    assert (shown.before.state.value, shown.after.state.value, shown.closes) == ("open", "open", False)
    [access] = shown.access
    assert ([c.value for c in access.loses], [c.value for c in access.keeps]) == (["read"], ["write"])
    [looked] = shown.consequences
    assert looked.args == {"provider": "memory", "after": "open"}
    assert (shown.touched, shown.complete, shown.undo_until) == ((), True, None)
    assert workshop.cloud.puts() == []


def test_the_first_of_its_changes_that_can_no_longer_be_put_back_ends_the_undo(workshop: Workshop) -> None:
    assert _shown(workshop, "bolt").undo_until == MORNING + timedelta(days=90)


def test_a_fix_that_does_not_apply_or_is_not_known_or_has_to_be_chosen_is_no_preview(
    workshop: Workshop,
) -> None:
    with pytest.raises(NoSuchFix):
        _shown(workshop, "burn")
    with pytest.raises(CannotPlan, match="choose_something"):
        _shown(workshop, "name_it")
    with pytest.raises(CannotPlan, match="nothing_to_choose"):
        _shown(workshop, "shut", colour="red")
    workshop.cloud.set(LID, None)
    with pytest.raises(CannotPlan, match="fix_does_not_apply"):
        _shown(workshop, "shut")


def _target(workshop: Workshop) -> Target:
    return Target("", "memory", lambda: [workshop.cloud], (CHEST,))


def test_what_is_shared_shows_every_other_that_it_touches_before_and_after(workshop: Workshop) -> None:
    for name, lid in (("b", "open"), ("c", None)):
        workshop.cloud.values |= {f"lid chest:{name}": lid, f"lock chest:{name}": "fast"}
        workshop.cloud.versions |= {f"lid chest:{name}": 1, f"lock chest:{name}": 1}

    def whole() -> Everything:
        return whole_account(_target(workshop), "1")

    shown = preview(workshop.site, workshop.finding(), "close_gate", {}, whole)
    assert [(one.resource.name, one.before.state.value, one.after.state.value) for one in shown.touched] == [
        ("b", "open", "shielded"),
        ("c", "closed", "closed"),
    ]
    assert shown.complete


def test_an_account_that_could_not_be_read_whole_says_so(workshop: Workshop) -> None:
    workshop.cloud.before = fails(Denied("no", "list:Chests"), "list")
    assert not whole_account(_target(workshop), "1").complete
    assert whole_account(_target(workshop), "2") == Everything()


def test_an_undo_turns_the_changes_round_the_last_first(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    shown = preview_undo(workshop.site, workshop.finding(), made, _nobody)
    assert shown.plan.undoes == made.id
    changes = [(one.setting, one.before, one.after) for one in shown.plan.changes]
    assert changes == [("lock", "fast", "loose"), ("lid", None, "open")]
    assert shown.after.state.value == "open"
    assert {capability.value for one in shown.access for capability in one.gains} == {"read", "write"}


def test_an_undo_whose_time_is_over_or_that_was_made_cannot_be(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    workshop.time.at += timedelta(days=91)
    with pytest.raises(CannotPlan, match="undo_too_late"):
        preview_undo(workshop.site, workshop.finding(), made, _nobody)
    workshop.undo(made.id)
    with pytest.raises(CannotPlan, match="undo_done_already"):
        plan_undo(workshop.entry(made.id))


def test_an_undo_of_what_was_not_made_cannot_be(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.before = fails(Denied("no"), "put_lid chest:a")
    with pytest.raises(CannotPlan, match="undo_nothing_made"):
        plan_undo(workshop.make(plan))


def test_an_undo_over_what_somebody_else_changed_is_refused_before_it_is_shown(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    workshop.cloud.set(LID, "theirs")
    with pytest.raises(ChangedSince) as raised:
        preview_undo(workshop.site, workshop.finding(), made, _nobody)
    assert raised.value.args_of_code == {"settings": "Lid (a)"}
    assert [one.found for one in raised.value.drift] == ["theirs"]
