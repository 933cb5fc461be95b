"""Switching on is whole or nothing, twice is fine, and nothing is called gone that is still there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from ajar.jobs.nightly.scheduler import Look, Nightly, Scheduler, Step
from ajar.jobs.nightly.switch import NotScheduled, look, run, switch_off, switch_on

FINE, REFUSED = (sys.executable, "-c", ""), (sys.executable, "-c", "import sys; sys.exit('no room')")
ON, OFF = Look(), Look(lacks="inactive")


def of(command: str) -> Nightly:
    return Nightly(command=(command,), at=time(3, 30))


def standing(found: Look) -> Callable[[object], Look]:
    return lambda _run: found


@pytest.fixture
def scheduler(tmp_path: Path) -> Scheduler:
    """One that writes two files, and takes all that it is told."""
    return Scheduler(
        name="clock",
        folder=tmp_path / "new" / "folder",
        names=("a", "b"),
        files=lambda nightly: {"a": nightly.command[0].encode(), "b": b"when"},
        on=(Step(FINE), Step(REFUSED, may_fail=True)),
        off=(Step(FINE),),
        look=standing(OFF),
    )


def files(scheduler: Scheduler) -> dict[str, str]:
    return {path.name: path.read_text() for path in scheduler.folder.iterdir()}


def test_twice_is_fine_and_the_later_one_counts(scheduler: Scheduler) -> None:
    switch_on(scheduler, of("first"))
    switch_on(scheduler, of("second"))
    assert files(scheduler) == {"a": "second", "b": "when"}
    assert look(scheduler) == OFF


def test_what_the_system_does_not_take_leaves_nothing(scheduler: Scheduler) -> None:
    with pytest.raises(NotScheduled, match="no room"):
        switch_on(replace(scheduler, on=(Step(FINE), Step(REFUSED))), of("first"))
    assert files(scheduler) == {}
    assert look(scheduler) is None


def test_what_the_system_does_not_take_leaves_what_was_there_before(scheduler: Scheduler) -> None:
    switch_on(scheduler, of("first"))
    with pytest.raises(NotScheduled, match="no room"):
        switch_on(replace(scheduler, on=(Step(REFUSED),)), of("second"))
    assert files(scheduler) == {"a": "first", "b": "when"}


def test_a_place_that_cannot_be_written_is_named(scheduler: Scheduler, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("a file")
    with pytest.raises(NotScheduled, match="new"):
        switch_on(scheduler, of("first"))


def test_taking_it_back_leaves_nothing_and_says_whether_there_was_something(scheduler: Scheduler) -> None:
    assert not switch_off(scheduler)
    switch_on(scheduler, of("first"))
    assert switch_off(scheduler)
    assert files(scheduler) == {}


def test_what_still_runs_is_not_called_gone(scheduler: Scheduler) -> None:
    switch_on(scheduler, of("first"))
    with pytest.raises(NotScheduled):
        switch_off(replace(scheduler, look=standing(ON)))
    with pytest.raises(NotScheduled, match="no room"):
        switch_off(replace(scheduler, off=(Step(REFUSED),)))
    assert set(files(scheduler)) == {"a", "b"}


def test_a_tool_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, said = run((str(tmp_path / "no-such-tool"), "x"))
    assert code != 0
    assert "no-such-tool" in said
