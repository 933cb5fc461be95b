"""One resource: what is read, what is not, and what a change would make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from ajar.jobs.examine import examine, judged, judged_anew
from ajar.jobs.foresee import foresee, widened
from ajar.model.access import Audience, State
from ajar.model.change import Change
from ajar.model.facts import Fact, Facts, Reason, Unread
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.providers.kind import Busy, CloudError, Denied, Expired, Fix, Gone, Malformed, Unreachable
from ajar.providers.reader import reader
from clouds.memory import BOX, Memory

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
A = Resource(provider="memory", account="1", kind="box", name="a", id="box:a")


def _examined(cloud: Memory, resource: Resource = A) -> Finding:
    return examine(reader(cloud), BOX, resource, Ours(), AT)


def test_an_open_lid_behind_an_open_gate_is_open() -> None:
    finding = _examined(Memory({"a": "open"}))
    assert finding.exposure.state is State.OPEN
    assert finding.exposure.witness is not None
    assert finding.fixes == ("shut",)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Denied("no", "box:GetLid"), Reason.DENIED),
        (Busy("slow"), Reason.BUSY),
        (Malformed("<html>"), Reason.MALFORMED),
        (Unreachable("gone dark"), Reason.UNREACHABLE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failed_read_is_unknown_never_closed(error: CloudError, reason: Reason) -> None:
    cloud = Memory({"a": "shut"})
    cloud.fails["lid"] = error
    finding = _examined(cloud)
    unread = finding.facts["lid"]["box:a"]
    assert isinstance(unread, Unread)
    assert (unread.reason, unread.permission) == (reason, error.permission)
    assert finding.exposure.state is State.UNKNOWN
    assert finding.exposure.at_most is Audience.PUBLIC
    assert finding.exposure.unknown[0].permission == error.permission


def test_a_shut_gate_shields_what_could_not_be_read() -> None:
    cloud = Memory({"a": "open"}, gate="shut")
    cloud.fails["lid"] = Denied("no")
    exposure = _examined(cloud).exposure
    assert exposure.state is State.SHIELDED
    assert exposure.held[0].capabilities == ()


@pytest.mark.parametrize("error", [Gone("a"), Expired("over")], ids=["gone", "expired"])
def test_what_ends_the_resource_or_the_account_is_not_made_a_fact(error: CloudError) -> None:
    cloud = Memory({"a": "open"})
    cloud.fails["lid"] = error
    with pytest.raises(type(error)):
        _examined(cloud)


def test_the_foreseen_finding_is_the_one_that_is_read_after() -> None:
    cloud = Memory({"a": "open"})
    before = _examined(cloud)
    changes = BOX.fixes[0].plan(before.resource, before.facts, Ours(), AT, {})
    foreseen = foresee(BOX, before, changes, Ours())
    cloud.boxes["a"] = None
    after = _examined(cloud)
    assert (foreseen.exposure, foreseen.facts) == (after.exposure, after.facts)


def test_judging_stored_facts_again_gives_the_same_finding() -> None:
    finding = _examined(Memory({"a": "open"}, gate="shut"))
    assert judged(BOX, finding.resource, finding.facts, Ours(), AT) == finding


def test_the_same_program_with_the_same_verdict_keeps_the_fixes_that_were_stored() -> None:
    stored = msgspec.structs.replace(_examined(Memory({"a": "open"})), fixes=("as stored",))
    assert judged_anew(BOX, stored, Ours(), AT, same_program=True) == stored


def test_another_program_another_time_or_another_verdict_looks_for_the_fixes_anew() -> None:
    read = _examined(Memory({"a": "open"}))
    stored = msgspec.structs.replace(read, fixes=("as stored",))
    assert judged_anew(BOX, stored, Ours(), AT, same_program=False) == read
    later = judged_anew(BOX, stored, Ours(), AT + timedelta(days=1), same_program=True)
    assert (later.fixes, later.read_at) == (read.fixes, AT + timedelta(days=1))
    closed = _examined(Memory({"a": "shut"})).exposure
    otherwise = msgspec.structs.replace(stored, exposure=closed)
    assert judged_anew(BOX, otherwise, Ours(), AT, same_program=True) == read


def test_a_wider_verdict_is_told_from_a_narrower_one() -> None:
    opened = _examined(Memory({"a": "open"})).exposure
    closed = _examined(Memory({"a": "shut"})).exposure
    assert widened(closed, opened)
    assert not widened(opened, closed)
    assert not widened(opened, opened)


def test_a_token_takes_no_part_in_equality() -> None:
    assert Fact("x", token="1") == Fact("x", token="2")
    assert Fact("x") != Fact("y")
    assert Fact(None) != Unread(reason=Reason.DENIED)


def _asked(cloud: Memory) -> Finding:
    return examine(reader(cloud), BOX, A, Ours(), AT, second_opinion=True)


def test_a_second_opinion_is_asked_for_last_and_only_where_it_is_wanted() -> None:
    cloud = Memory({"a": "open"})
    assert "neighbour" not in _examined(cloud).facts
    assert "neighbour a" not in cloud.calls
    finding = _asked(cloud)
    assert cloud.calls[-1] == "neighbour a"
    assert finding.facts["neighbour"] == {"box:a": Fact("a is open, I hear")}
    assert [caveat.code for caveat in finding.exposure.caveats] == ["neighbour_heard"]


def test_an_opinion_that_is_not_given_leaves_the_verdict_as_it_is() -> None:
    cloud = Memory({"a": "shut"})
    cloud.fails["neighbour"] = Denied("no", "box:AskNeighbour")
    finding = _asked(cloud)
    assert isinstance(finding.facts["neighbour"]["box:a"], Unread)
    assert finding.exposure.state is State.CLOSED
    assert finding.exposure.unknown == ()
    assert [caveat.code for caveat in finding.exposure.caveats] == ["neighbour_silent"]


def test_an_opinion_is_of_what_was_there_and_offers_no_fix_of_its_own() -> None:
    nothing = Fix(
        name="nothing", plan=lambda resource, facts, _ours, _at, _chosen: (_same_lid(resource, facts),)
    )
    kind = replace(BOX, fixes=(nothing, *BOX.fixes))
    finding = examine(reader(Memory({"a": "open"})), kind, A, Ours(), AT, second_opinion=True)
    assert finding.fixes == ("shut",)
    foreseen = foresee(kind, finding, BOX.fixes[0].plan(A, finding.facts, Ours(), AT, {}), Ours())
    assert "neighbour" not in foreseen.facts
    assert foreseen.exposure.caveats == ()


def _same_lid(resource: Resource, facts: Facts) -> Change:
    lid = facts["lid"][resource.id]
    assert isinstance(lid, Fact)
    return Change(owner=itself(resource), setting="lid", before=lid.value, after=lid.value)
