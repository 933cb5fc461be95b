"""The run: neighbours that do not cost each other, cancel that keeps what it has, honest summaries."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator

import msgspec
import pytest

from ajar.jobs.audit import Ended, Event, Judged, Target, audit
from ajar.model.access import State
from ajar.model.resource import Resource
from ajar.model.run import AccountSummary, Progress, Trouble
from ajar.providers.kind import Denied, Expired, Gone, Kind, NoCredentials, Off, Reader, Unreachable
from clouds.memory import BOX, Memory

MANY = {f"b{n:03}": "open" if n % 2 else "shut" for n in range(100)}


def _target(cloud: Memory, name: str = "a") -> Target:
    return Target(name, "memory", lambda: [cloud], (BOX,))


def _run(*clouds: Memory) -> list[Event]:
    return list(audit([_target(cloud, f"account {n}") for n, cloud in enumerate(clouds)]))


def _judged(events: list[Event]) -> list[Judged]:
    return [event for event in events if isinstance(event, Judged)]


def _summary(events: list[Event]) -> AccountSummary:
    [ended] = [event for event in events if isinstance(event, Ended)]
    return ended.summary


def test_every_resource_of_every_account_is_judged_once() -> None:
    events = _run(Memory(MANY), Memory({"x": "open"}))
    assert sorted(e.finding.resource.name for e in _judged(events)) == sorted([*MANY, "x"])
    assert [e.summary.complete for e in events if isinstance(e, Ended)] == [True, True]
    last = events[-1]
    assert isinstance(last, Progress)
    assert (last.done, last.found, last.listed) == (101, 101, True)


def test_a_shared_setting_is_asked_for_once_in_a_run() -> None:
    cloud = Memory(MANY)
    _run(cloud)
    assert cloud.calls.count("gate") == 1


def test_one_denied_resource_costs_its_neighbours_nothing() -> None:
    cloud = Memory(MANY)
    cloud.fails["lid b007"] = Denied("no", "box:GetLid")
    events = _run(cloud)
    states = {e.finding.resource.name: e.finding.exposure.state for e in _judged(events)}
    assert states.pop("b007") is State.UNKNOWN
    assert State.UNKNOWN not in states.values()
    assert _summary(events).complete


def test_a_denied_shared_setting_makes_the_account_incomplete_once() -> None:
    cloud = Memory(MANY)
    cloud.fails["gate"] = Denied("no", "box:GetGate")
    summary = _summary(_run(cloud))
    assert not summary.complete
    [error] = summary.errors
    assert (error.reason, error.permission) == (Trouble.DENIED, "box:GetGate")


def test_a_denied_list_is_an_error_of_the_account_and_nothing_is_called_gone() -> None:
    cloud = Memory(MANY)
    cloud.fails["list"] = Denied("no", "box:List")
    events = _run(cloud)
    [ended] = [event for event in events if isinstance(event, Ended)]
    assert not ended.summary.complete
    assert ended.summary.errors[0].what == "list box"
    assert not ended.listed


def test_a_service_that_is_off_holds_nothing_and_is_complete() -> None:
    cloud = Memory(MANY)
    cloud.fails["list"] = Off("not enabled")
    [ended] = [event for event in _run(cloud) if isinstance(event, Ended)]
    assert ended.summary.complete
    assert ended.listed == {"box"}


def test_a_resource_that_vanished_is_counted_and_not_shown() -> None:
    cloud = Memory(MANY)
    cloud.fails["lid b003"] = Gone("b003")
    events = _run(cloud)
    [ended] = [event for event in events if isinstance(event, Ended)]
    assert ended.summary.gone == 1
    assert ended.summary.complete
    assert "b003" not in {e.finding.resource.name for e in _judged(events)}
    assert ended.listed == {"box"}


@pytest.mark.parametrize(
    ("error", "trouble"),
    [(Expired("sign in again"), Trouble.EXPIRED), (Unreachable("no network"), Trouble.UNREACHABLE)],
    ids=["expired", "unreachable"],
)
def test_an_account_that_cannot_be_entered_says_so_and_the_other_goes_on(
    error: Exception, trouble: Trouble
) -> None:
    closed, fine = Memory(MANY), Memory({"x": "open"})
    closed.fails["identity"] = error
    events = _run(closed, fine)
    summaries = [event.summary for event in events if isinstance(event, Ended)]
    assert {s.complete: [e.reason for e in s.errors] for s in summaries} == {False: [trouble], True: []}
    assert [e.finding.resource.name for e in _judged(events)] == ["x"]


def test_credentials_that_end_in_the_middle_overwrite_no_row_with_unknown() -> None:
    cloud = Memory(MANY)
    cloud.fails["lid b050"] = Expired("sign in again")
    events = _run(cloud)
    assert all(e.finding.exposure.state is not State.UNKNOWN for e in _judged(events))
    [ended] = [event for event in events if isinstance(event, Ended)]
    assert [e.reason for e in ended.summary.errors] == [Trouble.EXPIRED]
    assert not ended.listed


def test_a_mistake_of_our_own_costs_one_resource_and_is_told() -> None:
    cloud = Memory(MANY)
    cloud.fails["lid b001"] = ZeroDivisionError("ours")
    events = _run(cloud)
    assert len(_judged(events)) == len(MANY) - 1
    [error] = _summary(events).errors
    assert error.reason is Trouble.FAULT


def test_cancel_keeps_what_was_found_and_calls_nothing_complete() -> None:
    cloud = Memory({f"b{n}": "open" for n in range(2000)})
    cloud.delay = 0.005
    stop = threading.Event()
    seen: list[Judged] = []
    ended: list[Ended] = []
    began = time.monotonic()
    for event in audit([_target(cloud)], cancelled=stop):
        if isinstance(event, Judged):
            seen.append(event)
            stop.set()
        if isinstance(event, Ended):
            ended.append(event)
    assert seen
    assert len(seen) < 2000
    assert [e.summary.complete for e in ended] == [False]
    assert time.monotonic() - began < 5


def test_rows_come_while_the_run_goes_on() -> None:
    cloud = Memory({f"b{n}": "open" for n in range(400)})
    cloud.delay = 0.05
    events: Iterator[Event] = audit([_target(cloud)])
    first = next(event for event in events if isinstance(event, Judged))
    assert first.finding.resource.kind == "box"
    assert len(cloud.calls) < 400
    rest = list(events)
    assert sum(isinstance(event, Judged) for event in rest) == 399
    assert any(isinstance(event, Progress) and event.done < 400 for event in rest)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [(NoCredentials("no such profile"), Trouble.CREDENTIALS), (ZeroDivisionError("ours"), Trouble.FAULT)],
    ids=["credentials", "fault"],
)
def test_an_account_that_does_not_open_is_told_and_the_others_go_on(
    error: Exception, trouble: Trouble
) -> None:
    def refuse() -> list[Memory]:
        raise error

    events = list(audit([Target("lost", "memory", refuse, (BOX,)), _target(Memory({"x": "open"}))]))
    summaries = {event.name: event.summary for event in events if isinstance(event, Ended)}
    assert summaries["a"].complete
    [entry] = summaries["lost"].errors
    assert (entry.what, entry.reason) == ("sign in", trouble)
    assert not summaries["lost"].complete


def _in_regions(cloud: Memory, shut: str) -> Kind:
    """Boxes of which every second one is elsewhere; `shut` names the region where all is denied."""

    def listed(reader: Reader) -> Iterator[Resource]:
        for number, resource in enumerate(BOX.list(reader)):
            region = ("here", "there")[number % 2]
            if region == shut:
                cloud.fails[f"lid {resource.name}"] = Denied("not in this region", "box:GetLid")
            yield msgspec.structs.replace(resource, region=region)

    return dataclasses.replace(BOX, list=listed)


def test_a_region_where_every_read_is_denied_makes_the_account_incomplete_by_name() -> None:
    cloud = Memory(MANY)
    kind = _in_regions(cloud, "there")
    events = list(audit([Target("a", "memory", lambda: [cloud], (kind,))]))
    summary = _summary(events)
    assert not summary.complete
    [error] = summary.errors
    assert (error.what, error.region, error.permission) == ("box in there", "there", "box:GetLid")
    assert len(_judged(events)) == len(MANY)
