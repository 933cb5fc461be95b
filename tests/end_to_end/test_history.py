"""The store under two programs, a kill, a full disk, and files that are not ours: nothing is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.model.account import Account, AwsAmbient
from ajar.store import accounts, findings, open_store
from ajar.worker import protocol
from end_to_end.programs import Done, Window, ajar, command, every_interpreter, one_sentence

SCAN = ("scan", "--all-accounts", "--format", "json")
FULL = """
import sqlite3
real = sqlite3.connect

def connect(*arguments, **named):
    connection = real(*arguments, **named)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    return connection

sqlite3.connect = connect
"""
"""What SQLite answers on a full disk, from SQLite itself: its file may grow by one page."""


@pytest.fixture
def store(home: Path, aws: AwsCloud) -> Path:
    """The store's file, with the company's account in it."""
    assert aws.world.buckets
    path = home / ".local/share/ajar/ajar.db"
    with open_store() as opened:
        accounts.add(opened, Account(name="prod", provider="aws", login=AwsAmbient()))
    assert path.exists()
    return path


def kept(path: Path) -> int:
    """How many rows a whole file has."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    with open_store(path) as opened:
        rows = findings.rows(opened, limit=10_000)
        assert all(findings.finding(opened, row.account, row.id) for row in rows)
        return len(rows)


def test_two_scans_and_a_window_on_one_store_at_once(store: Path) -> None:
    with Window() as window, ThreadPoolExecutor(2) as pool:
        window.started()
        others = [pool.submit(ajar, *SCAN) for _ in range(2)]
        ended, rows, events = window.scanned()
        done: list[Done] = [other.result() for other in others]
        assert [(one.code, one.err) for one in done] == [(3, ""), (3, "")]
        assert not [event for event in events if isinstance(event, protocol.Failed)]
        assert ended.accounts[0].identity.endswith("user/ana")
    assert len({row.id for row in rows}) == kept(store) > 20
    assert ajar("explain", "marrow-www").code == 3


def test_a_scan_that_was_killed_leaves_a_whole_store_and_the_next_one_goes_through(
    store: Path, aws: AwsCloud
) -> None:
    assert ajar(*SCAN).code == 3
    before = kept(store)
    aws.before.append(lambda _call: time.sleep(0.05))
    process = subprocess.Popen(command(*SCAN), env=dict(os.environ), stdout=subprocess.DEVNULL)
    seen = len(aws.calls)
    deadline = time.monotonic() + 30
    while len(aws.calls) < seen + 60 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert kept(store) == before
    aws.before.clear()
    assert ajar(*SCAN).code == 3
    assert kept(store) == before


def test_a_full_disk_costs_the_memory_of_a_scan_and_not_the_scan(store: Path, tmp_path: Path) -> None:
    with every_interpreter(tmp_path / "full", FULL) as variables:
        done = ajar(*SCAN, **variables)
    assert done.code == 3
    assert done.out.count('"kind": "s3_bucket"') > 20
    [line] = done.err.splitlines()
    assert "no room left" in line
    kept(store)


def newer(path: Path) -> None:
    """Make the file one of a later Ajar's."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def unwritable(path: Path) -> None:
    """Put a file where the store's folder should be: not even the system's administrator can write there."""
    for file in path.parent.iterdir():
        file.unlink()
    path.parent.rmdir()
    path.parent.write_text("not a folder")


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda path: path.write_bytes(b"somebody may want this back" * 100), "damaged"),
        (newer, "newer"),
        (unwritable, "cannot be written"),
    ],
    ids=["damaged", "newer", "unwritable"],
)
def test_a_store_that_cannot_be_used_is_told_and_left_and_what_needs_none_works(
    store: Path, damage: Callable[[Path], object], word: str
) -> None:
    damage(store)
    before = store.read_bytes() if store.is_file() else b""
    refused = ajar("account", "list")
    assert refused.code == 1
    assert word in one_sentence(refused)
    explained = ajar("explain", "s3://marrow-www")
    assert explained.code == 3
    if store.is_file():
        assert "what you declared here could not be read, and does not count" in one_sentence(explained)
    else:
        assert explained.err == ""
    assert (store.read_bytes() if store.is_file() else b"") == before
