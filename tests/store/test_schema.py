"""The form of the file: another's, a newer one's or a damaged one is left alone; an older one is migrated."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from ajar.store import DamagedStore, NewerStore, Store, findings, open_store, runs
from ajar.store.schema import APPLICATION, MIGRATIONS, migrate
from invented import MORNING, finding


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "share" / "ajar" / "ajar.db"


def keep(store: Store, *names: str) -> None:
    findings.keep(store, runs.begin(store, MORNING), [finding(name) for name in names], "prod")


def names(path: Path) -> set[str]:
    with open_store(path) as store:
        return {row.name for row in findings.rows(store, limit=10_000)}


def test_a_file_from_a_newer_version_is_told_and_untouched(path: Path) -> None:
    with open_store(path) as store:
        keep(store, "a")
        with store.reading() as connection:
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerStore, match="update Ajar"):
        open_store(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["ajar.db"]


def test_a_newer_form_that_is_not_yet_in_the_files_header_is_told_too(path: Path) -> None:
    with open_store(path) as store, store.reading() as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        with pytest.raises(NewerStore):
            open_store(path)


@pytest.mark.parametrize(
    "content", [b"hello", b"SQLite format 3\0", b"\0" * 5000, b"SQLite format 3\0" + b"\1" * 999]
)
def test_a_file_that_is_no_database_is_told_and_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(DamagedStore, match=r"left as it is.*move it away"):
        open_store(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE theirs (x)", "PRAGMA user_version = 1", "PRAGMA application_id = 7"]
)
def test_the_database_of_another_program_is_told_and_untouched(path: Path, sql: str) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(sql)
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(DamagedStore, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    assert names(path) == set()


def read_all(path: Path) -> None:
    with open_store(path) as store:
        for row in findings.rows(store, limit=10_000):
            assert findings.finding(store, row.account, row.id) is not None


def test_a_store_with_holes_is_told_and_what_it_has_stays(path: Path) -> None:
    with open_store(path) as store:
        keep(store, *(f"a{number}" for number in range(400)))
    content = bytearray(path.read_bytes())
    content[8192 : len(content) - 4096] = os.urandom(len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(DamagedStore):
        read_all(path)
    assert path.read_bytes() == bytes(content)


def test_a_store_without_its_tables_is_told(path: Path) -> None:
    with open_store(path) as store, store.writing() as connection:
        connection.execute("DROP TABLE detail")
    with open_store(path) as store, pytest.raises(DamagedStore, match="no such table"):
        keep(store, "a")


NEXT = (*MIGRATIONS, "ALTER TABLE run ADD COLUMN note TEXT; UPDATE run SET note = 'migrated'")


def test_an_older_form_is_migrated_once_and_a_copy_of_it_is_left(path: Path) -> None:
    with open_store(path) as store:
        keep(store, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for _ in range(2):
            migrate(connection, path, NEXT)
        assert connection.execute("SELECT note FROM run").fetchall() == [("migrated",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(NEXT),)
    copy = path.with_name(f"ajar.db.form-{len(MIGRATIONS)}")
    assert names(copy) == {"a"}
    assert copy.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


@pytest.mark.parametrize(
    "broken", ["ALTER TABLE nothing ADD COLUMN x", "DROP TABLE finding; SELECT nonsense"]
)
def test_a_migration_that_fails_changes_nothing(path: Path, broken: str) -> None:
    with open_store(path) as store:
        keep(store, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, path, (*NEXT, broken))
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert names(path) == {"a"}


def test_two_programs_that_migrate_at_once_do_it_once(path: Path) -> None:
    open_store(path).close()
    with (
        closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as one,
        closing(sqlite3.connect(path, isolation_level=None, timeout=20, check_same_thread=False)) as other,
    ):
        one.execute("BEGIN IMMEDIATE")
        late = threading.Thread(target=migrate, args=(other, path, NEXT))
        late.start()
        one.execute("ROLLBACK")
        migrate(one, path, NEXT)
        late.join()
        assert one.execute("PRAGMA user_version").fetchone() == (len(NEXT),)


def test_the_file_says_whose_it_is(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
