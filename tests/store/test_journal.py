"""The journal: only added to, on the disk before a call, kept without its account, one repair at a time."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from ajar.model.account import Account, AwsAmbient
from ajar.model.journal import JournalEvent, JournalState
from ajar.store import Store, StoreBusy, StoreNotWritable, accounts, findings, journal, open_store, runs
from ajar.store.schema import MIGRATIONS, migrate
from clouds.chests import MORNING
from invented import finding
from written import entry

HOLDER = """
import sys, time
from pathlib import Path
from ajar.store import open_store

with open_store(Path({path!r})) as store, store.repairing():
    print("held", flush=True)
    time.sleep(60)
"""
OPENER = """
import sys
from pathlib import Path
from ajar.store import open_store

open_store(Path({path!r})).close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "share" / "ajar" / "ajar.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as store:
        yield store


def event(name: str, state: JournalState, step: int | None = None, message: str = "") -> JournalEvent:
    return JournalEvent(entry=name, at=MORNING, state=state, step=step, message=message)


def test_an_entry_begins_planned_and_stands_as_its_events_have_left_it(store: Store) -> None:
    begun = journal.begin(store, entry())
    assert (begun.state, begun.steps) == (JournalState.PLANNED, (JournalState.PLANNED,) * 2)
    journal.note(store, event(begun.id, JournalState.WRITING, step=0))
    journal.note(
        store,
        event(begun.id, JournalState.MADE, step=0, message="on the way"),
        event(begun.id, JournalState.NOT_MADE, step=1),
        event(begun.id, JournalState.STILL_OPEN, message="at the end"),
    )
    [found] = journal.entries(store)
    assert found == journal.entry(store, begun.id)
    assert found.steps == (JournalState.MADE, JournalState.NOT_MADE)
    assert (found.state, found.message, found.ended) == (JournalState.STILL_OPEN, "at the end", MORNING)


def test_the_latest_stand_first_and_an_unknown_id_is_none(store: Store) -> None:
    names = [journal.begin(store, entry()).id for _ in range(3)]
    assert [one.id for one in journal.entries(store)] == names[::-1]
    assert [one.id for one in journal.entries(store, limit=1)] == names[-1:]
    assert journal.entry(store, "99") is None
    assert journal.entry(store, "1 OR 1") is None
    assert journal.entry(store, "") is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal",
        "DELETE FROM journal_event",
        "UPDATE journal SET entry = x'00'",
        "UPDATE journal_event SET event = x'00'",
    ],
)
def test_the_file_itself_refuses_whatever_does_not_add(path: Path, store: Store, statement: str) -> None:
    begun = journal.begin(store, entry())
    journal.note(store, event(begun.id, JournalState.NOT_MADE))
    before = journal.entries(store)
    with (
        closing(sqlite3.connect(path)) as other,
        pytest.raises(sqlite3.IntegrityError, match="only added to"),
    ):
        other.execute(statement)
    assert journal.entries(store) == before


def test_events_of_one_moment_are_kept_all_or_none(store: Store) -> None:
    begun = journal.begin(store, entry())
    other = event("777", JournalState.UNDONE)  # of an entry that there is not
    with pytest.raises(Exception, match="FOREIGN KEY"):
        journal.note(store, event(begun.id, JournalState.VERIFIED), other)
    assert journal.entry(store, begun.id) == begun


def _levels(store: Store, *, synced: bool) -> int:
    with store.writing(synced=synced) as connection:
        (level,) = connection.execute("PRAGMA synchronous").fetchone()
        return int(level)


def test_what_is_synced_waits_for_the_disk_at_its_commit_and_nothing_else_does(store: Store) -> None:
    normal, full = 1, 2
    assert [_levels(store, synced=synced) for synced in (False, True, False)] == [normal, full, normal]


@pytest.mark.parametrize("write", ["begin", "note"])
def test_the_journal_is_written_synced(store: Store, write: str) -> None:
    begun = journal.begin(store, entry())
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    if write == "begin":
        journal.begin(store, entry())
    else:
        journal.note(store, event(begun.id, JournalState.MADE, step=0))
    store._connection.set_trace_callback(None)
    assert said[0] == "PRAGMA synchronous = FULL"
    assert said[-1] == "COMMIT"


def test_a_store_of_the_form_before_the_journal_is_migrated_and_keeps_what_it_has(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, MIGRATIONS[:1])
        connection.execute("INSERT INTO account (name, place, account) VALUES ('prod', 1, ?)", (_account(),))
    with open_store(path) as store:
        assert [account.name for account in accounts.all_accounts(store)] == ["prod"]
        assert journal.entries(store) == ()
        assert journal.begin(store, entry()).id == "1"
    assert path.with_name("ajar.db.form-1").exists()


def _account() -> bytes:
    return msgspec.json.encode(Account(name="prod", provider="aws", login=AwsAmbient()))


def test_what_was_changed_is_not_forgotten_with_its_account(store: Store) -> None:
    accounts.add(store, Account(name="prod", provider="aws", login=AwsAmbient()))
    findings.keep(store, runs.begin(store, MORNING), [finding("a")], "prod")
    begun = journal.begin(store, entry(account="prod"))
    accounts.remove(store, "prod")
    assert findings.rows(store) == []
    assert journal.entry(store, begun.id) == begun


# --- one repair at a time ---


def _holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(path=str(path))], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_another_program_waits_until_a_repair_is_over_and_then_is_told(path: Path, store: Store) -> None:
    process = _holder(path)
    try:
        with pytest.raises(StoreBusy, match="close other Ajars"), store.repairing(patience=0.1):
            raise AssertionError
        assert journal.begin(store, entry()).id == "1", "the store itself goes on"
    finally:
        process.kill()
        process.communicate()


def test_a_repair_whose_process_was_killed_keeps_nobody_out(path: Path, store: Store) -> None:
    process = _holder(path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with store.repairing(patience=0.0):
        pass


def test_a_repair_keeps_out_another_of_the_same_process_with_a_store_of_its_own(
    path: Path, store: Store
) -> None:
    with (
        open_store(path) as other,
        store.repairing(),
        pytest.raises(StoreBusy),
        other.repairing(patience=0.05),
    ):
        raise AssertionError
    process = subprocess.run([sys.executable, "-c", OPENER.format(path=str(path))], check=True)
    assert process.returncode == 0


def test_trying_in_vain_lets_go_of_nothing_that_is_held(path: Path, store: Store) -> None:
    with store.repairing():
        with open_store(path) as other, pytest.raises(StoreBusy), other.repairing(patience=0.05):
            raise AssertionError
        code = HOLDER.format(path=str(path)).replace("repairing()", "repairing(0.1)")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "StoreBusy" in done.stderr


def test_what_fails_while_repairing_is_not_taken_for_a_fault_of_the_file(store: Store) -> None:
    message = "of the network"
    with pytest.raises(OSError, match=message), store.repairing():
        raise OSError(message)
    with store.repairing(patience=0.0):
        pass


def test_a_lock_that_cannot_be_made_is_told(path: Path, store: Store) -> None:
    path.with_name("ajar.db.repairing").mkdir()
    with pytest.raises(StoreNotWritable), store.repairing():
        raise AssertionError


# --- a process that has the file open twice, beside another that opens and closes it ---


def test_what_is_written_is_kept_where_another_program_came_and_went(path: Path, store: Store) -> None:
    journal.begin(store, entry())
    open_store(path).close()
    subprocess.run([sys.executable, "-c", OPENER.format(path=str(path))], check=True)
    begun = journal.begin(store, entry())
    with closing(sqlite3.connect(path)) as fresh:
        numbers = [number for (number,) in fresh.execute("SELECT id FROM journal")]
    assert str(numbers[-1]) == begun.id


def test_stores_are_opened_and_closed_by_many_threads(path: Path, store: Store) -> None:
    def open_and_close() -> None:
        with open_store(path) as mine:
            journal.begin(mine, entry())
        mine.close()

    threads = [threading.Thread(target=open_and_close) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(journal.entries(store)) == 8
