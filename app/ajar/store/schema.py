"""The form of the file: numbered migrations, each applied once, and how one recognises a file as Ajar's."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ajar.store.trouble import damaged, newer

APPLICATION = int.from_bytes(b"Ajar", "big")
"""SQLite's application_id: what `file` shows of it, and how a stranger's database is told from ours."""

MIGRATIONS: tuple[str, ...] = (
    # The blobs are msgspec's JSON of the model's records, so that a field added there needs no
    # column here. What the table shows first is apart from the bulk: a page of rows reads no facts.
    """
    CREATE TABLE account (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        place INTEGER NOT NULL,
        account BLOB NOT NULL
    );
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,
        finished TEXT,
        cancelled INTEGER,
        filtered INTEGER
    );
    CREATE TABLE run_account (
        name TEXT NOT NULL COLLATE NOCASE,
        run INTEGER NOT NULL REFERENCES run(id),
        id TEXT NOT NULL,
        summary BLOB NOT NULL,
        PRIMARY KEY (name, run, id)
    ) WITHOUT ROWID;
    CREATE TABLE finding (
        key INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        id TEXT NOT NULL,
        account_name TEXT NOT NULL COLLATE NOCASE,
        kind TEXT NOT NULL,
        region TEXT NOT NULL,
        name TEXT NOT NULL,
        rank INTEGER NOT NULL,
        run INTEGER NOT NULL,
        since TEXT NOT NULL,
        row BLOB NOT NULL,
        UNIQUE (account, id)
    );
    CREATE INDEX finding_in_order ON finding (rank, name, account, id);
    CREATE INDEX finding_of_account ON finding (account_name);
    CREATE TABLE detail (
        key INTEGER PRIMARY KEY REFERENCES finding(key) ON DELETE CASCADE,
        finding BLOB NOT NULL
    );
    CREATE TABLE earlier (
        account TEXT NOT NULL,
        id TEXT NOT NULL,
        since TEXT NOT NULL,
        account_name TEXT NOT NULL COLLATE NOCASE,
        earlier BLOB NOT NULL,
        PRIMARY KEY (account, id, since)
    ) WITHOUT ROWID;
    CREATE INDEX earlier_of_account ON earlier (account_name);
    """,
    # The journal is only ever added to: what was changed in a cloud is not forgotten with its account.
    """
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry BLOB NOT NULL
    );
    CREATE TABLE journal_event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry INTEGER NOT NULL REFERENCES journal(id),
        event BLOB NOT NULL
    );
    CREATE INDEX journal_event_of_entry ON journal_event (entry);
    CREATE TRIGGER journal_stays BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE TRIGGER journal_is_as_written BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE TRIGGER journal_event_stays BEFORE DELETE ON journal_event
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    CREATE TRIGGER journal_event_is_as_written BEFORE UPDATE ON journal_event
        BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
    """,
    """
    CREATE TABLE kept (
        account TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        kept BLOB NOT NULL,
        PRIMARY KEY (account, id)
    ) WITHOUT ROWID;
    CREATE TABLE own (
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        account TEXT NOT NULL COLLATE NOCASE,
        own BLOB NOT NULL,
        PRIMARY KEY (kind, value, account)
    ) WITHOUT ROWID;
    """,
    # Which verdict stood when is told by the numbers of runs, which go up whatever the clock does.
    """
    ALTER TABLE finding ADD COLUMN standing TEXT NOT NULL DEFAULT '';
    ALTER TABLE finding ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX finding_first ON finding (account_name, first);
    CREATE TABLE past (
        account TEXT NOT NULL,
        id TEXT NOT NULL,
        first INTEGER NOT NULL,
        since TEXT NOT NULL,
        gone INTEGER,
        account_name TEXT NOT NULL COLLATE NOCASE,
        earlier BLOB NOT NULL,
        PRIMARY KEY (account, id, first, since)
    ) WITHOUT ROWID;
    INSERT INTO past (account, id, first, since, account_name, earlier)
        SELECT account, id, 0, since, account_name, earlier FROM earlier;
    DROP TABLE earlier;
    ALTER TABLE past RENAME TO earlier;
    CREATE INDEX earlier_of_account ON earlier (account_name, gone);
    """,
)

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
# Places in the file's header: SQLite, "Database File Format", https://www.sqlite.org/fileformat2.html, 1.3,
# read 2026-11-24.
_VERSION = slice(60, 64)
_APPLICATION = slice(68, 72)


def inspect(path: Path, known: int) -> None:
    """Look at the file's first bytes without opening it as a database, which would write beside it.

    Raises NewerStore or DamagedStore. A file that is not there, or has nothing in it yet, is fine.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header:
        return
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise damaged(path, "not an SQLite database")
    version = int.from_bytes(header[_VERSION], "big")
    application = int.from_bytes(header[_APPLICATION], "big")
    if application != APPLICATION and (application or version):
        raise damaged(path, "the database of another program")
    if version > known:
        raise newer(path, version, known)


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring the file to the form of these migrations, all in one transaction, after a copy of the old form.

    Raises NewerStore, DamagedStore, or SQLite's errors with everything as it was before.
    """
    if _version(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _apply(connection, path, migrations)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _apply(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    version = _version(connection)  # read again: another program may have been here first
    if version > len(migrations):
        raise newer(path, version, len(migrations))
    if version:
        _copy(path, version)
    elif connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        raise damaged(path, "the database of another program")
    for migration in migrations[version:]:
        for statement in _statements(migration):  # executescript would commit first
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _statements(migration: str) -> Iterator[str]:
    """Each statement of it; a trigger's has others inside."""
    statement = ""
    for part in migration.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _copy(path: Path, version: int) -> None:
    """Copy the file as it was last committed; the copy's name tells its form."""
    copy = path.with_name(f"{path.name}.form-{version}")
    unfinished = path.with_name(f"{copy.name}.part")
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(unfinished)) as new:
            old.backup(new)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
