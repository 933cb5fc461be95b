"""Writing back: only where nothing has moved, and looked for until it is seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.jobs.examine import examine
from ajar.model.change import undone
from ajar.model.finding import facts_equal
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.reader import reader
from clouds.applying import ChangedElsewhere, NotSeen, apply, verify
from clouds.memory import BOX, Memory

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
A = Resource(provider="memory", account="1", kind="box", name="a", id="box:a")


def test_apply_then_undo_gives_the_first_facts() -> None:
    cloud = Memory({"a": "open"})
    before = examine(reader(cloud), BOX, A, Ours(), AT)
    plan = BOX.fixes[0].plan(A, before.facts, Ours(), AT, {})
    apply(cloud, BOX, plan)
    assert cloud.boxes["a"] is None
    apply(cloud, BOX, undone(plan))
    after = verify(cloud, BOX, A, Ours(), AT)
    assert facts_equal(after.facts, before.facts)
    assert after.exposure == before.exposure


def test_what_somebody_else_changed_is_not_written_over() -> None:
    cloud = Memory({"a": "open"})
    before = examine(reader(cloud), BOX, A, Ours(), AT)
    plan = BOX.fixes[0].plan(A, before.facts, Ours(), AT, {})
    cloud.boxes["a"] = "ajar"
    with pytest.raises(ChangedElsewhere):
        apply(cloud, BOX, plan)
    assert "put_lid a" not in cloud.calls
    assert cloud.boxes["a"] == "ajar"


def test_a_write_that_never_shows_is_said_not_to_be_seen() -> None:
    class Deaf(Memory):
        def heard(self, operation: str) -> bool:
            return operation != "put_lid"

    cloud = Deaf({"a": "open"})
    plan = BOX.fixes[0].plan(A, examine(reader(cloud), BOX, A, Ours(), AT).facts, Ours(), AT, {})
    with pytest.raises(NotSeen):
        apply(cloud, BOX, plan)
