"""The audit with the store behind it: what is kept, what is let go, and what a full disk costs."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.jobs.audit import Judged, Target
from ajar.jobs.scan import NotKept, Removed, scan
from ajar.providers.kind import Denied, Expired
from ajar.store import Store, findings, open_store, runs
from clouds.memory import BOX, Memory


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "ajar.db") as found:
        yield found


def _target(cloud: Memory) -> Target:
    return Target("acme", "memory", lambda: [cloud], (BOX,))


def _names(store: Store) -> set[str]:
    return {row.name for row in findings.rows(store)}


def test_what_is_found_is_kept_with_the_name_of_its_account(store: Store) -> None:
    list(scan([_target(Memory({"a": "open", "b": None}))], store))
    assert _names(store) == {"a", "b"}
    assert {row.account_name for row in findings.rows(store)} == {"acme"}
    last = runs.last_run(store, "acme")
    assert last is not None
    assert (last.cancelled, last.accounts[0].complete) == (False, True)


def test_a_complete_list_that_no_longer_has_a_resource_lets_its_row_go(store: Store) -> None:
    cloud = Memory({"a": "open", "b": None})
    list(scan([_target(cloud)], store))
    del cloud.boxes["b"]
    [removed] = [event for event in scan([_target(cloud)], store) if isinstance(event, Removed)]
    assert removed.rows == (("1", "box:b"),)
    assert _names(store) == {"a"}


def test_a_cancelled_run_lets_no_row_go(store: Store) -> None:
    cloud = Memory({"a": "open", "b": None})
    list(scan([_target(cloud)], store))
    cloud.boxes = {"c": "open"}
    stop = threading.Event()
    for event in scan([_target(cloud)], store, cancelled=stop):
        if isinstance(event, Judged):
            stop.set()
    assert _names(store) == {"a", "b", "c"}


def test_a_filtered_run_lets_no_row_go(store: Store) -> None:
    cloud = Memory({"a": "open", "b": None})
    list(scan([_target(cloud)], store))
    del cloud.boxes["b"]
    assert not [e for e in scan([_target(cloud)], store, filtered=True) if isinstance(e, Removed)]
    assert _names(store) == {"a", "b"}


@pytest.mark.parametrize(
    ("call", "error"),
    [("list", Denied("no")), ("lid a", Expired("over")), ("lid a", ZeroDivisionError("ours"))],
    ids=["list denied", "credentials ended", "our own fault"],
)
def test_a_partial_run_lets_no_row_go(store: Store, call: str, error: Exception) -> None:
    cloud = Memory({"a": "open", "b": None})
    list(scan([_target(cloud)], store))
    del cloud.boxes["b"]
    cloud.fails[call] = error
    list(scan([_target(cloud)], store))
    assert _names(store) == {"a", "b"}


def test_a_full_disk_is_said_once_and_the_scan_goes_on(store: Store) -> None:
    with store.writing() as connection:
        _fill(connection)
    events = list(scan([_target(Memory({f"b{n}": "open" for n in range(600)}))], store))
    assert sum(isinstance(event, Judged) for event in events) == 600
    [told] = [event for event in events if isinstance(event, NotKept)]
    assert "full" in told.says or "space" in told.says


def _fill(connection: sqlite3.Connection) -> None:
    """Let the file grow no further."""
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_no_store_keeps_nothing_and_finds_everything() -> None:
    events = list(scan([_target(Memory({"a": "open"}))], None))
    assert sum(isinstance(event, Judged) for event in events) == 1
