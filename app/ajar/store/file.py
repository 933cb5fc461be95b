"""The file itself: where it is, who may read it, and how one transaction at a time goes through it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import platformdirs

from ajar.store.schema import MIGRATIONS, inspect, migrate
from ajar.store.trouble import told

PATIENCE = 10.0
"""How many seconds to wait for another program that is writing."""

_open: list[Store] = []
"""The stores that this process has open."""
_untouched = threading.Lock()
"""Held while a file is looked at without SQLite, which is done only where this process does not have it open.

Closing any handle on a file lets go of all that the process has locked in it. Another program that then ends
would take the -wal file for nobody's and delete it, with what is written into it after that: "How To Corrupt
An SQLite Database File", https://www.sqlite.org/howtocorrupt.html, 2.2, read 2026-11-24.
"""


def default_path() -> Path:
    """The place of the store in this platform's folder for a person's data; nothing is created."""
    return Path(platformdirs.user_data_dir("ajar", appauthor=False)) / "ajar.db"


class Store:
    """An open store. Safe to use from many threads: a lock lets one of them through at a time.

    Two programs may have the same file open; each waits for the other's writes.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take over an open connection whose form is the present one."""
        self.path = path
        self._connection = connection
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for statements that change nothing. Raises StoreError."""
        with self._lock, told(self.path):
            yield self._connection

    @contextmanager
    def writing(self, *, synced: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction of its own: all that is done in it is kept, or none of it.

        What is `synced` is on the disk when this ends, also where the power fails right after. Raises
        StoreError, and keeps nothing when anything else is raised inside.
        """
        with self._lock, told(self.path):
            # In WAL, NORMAL costs the last writes in a power cut, never the file, and FULL waits for the disk
            # at each commit: "PRAGMA synchronous", https://www.sqlite.org/pragma.html, read 2026-11-24.
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if synced else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:  # a full disk has already rolled back
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def repairing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Keep every other program with this store from repairing meanwhile, while this process lives.

        The lock is SQLite's own on a file beside the store: the system lets go of it when a process dies, so
        that what was unfinished then is nobody's work any more. Raises StoreBusy where another repairs for
        longer than `patience` in seconds.
        """
        lock = self.path.with_name(f"{self.path.name}.repairing")
        with told(lock):
            if not lock.exists():
                _make_private(lock)  # not where it is there: see _untouched
            connection = sqlite3.connect(lock, timeout=patience, isolation_level=None)
        with closing(connection):
            with told(lock):
                connection.execute("BEGIN EXCLUSIVE")
            yield

    def close(self) -> None:
        """Give the file back. The store is not used afterwards. Closing twice does nothing more."""
        with self._lock, _untouched:
            if self in _open:
                _open.remove(self)
                self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(path: Path | None = None, *, patience: float = PATIENCE) -> Store:
    """The store at this path, or at the default one; made if it is not there, migrated if it is old.

    Raises NewerStore, DamagedStore, StoreFull, StoreNotWritable or StoreBusy, and then the file is as before.
    """
    place = (path or default_path()).absolute()
    with told(place), _untouched:
        if all(store.path != place for store in _open):
            _make_private(place)
            if path is None:  # another path's folder may hold more than ours
                place.parent.chmod(0o700)
            inspect(place, len(MIGRATIONS))
        connection = sqlite3.connect(place, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, place)
        except BaseException:
            connection.close()
            raise
        store = Store(place, connection)
        _open.append(store)
    return store


def _prepare(connection: sqlite3.Connection, place: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only unlinked
    migrate(connection, place)
    connection.execute("PRAGMA journal_mode = WAL")


def _make_private(place: Path) -> None:
    """Make the folder and the file for the owner alone; SQLite gives its -wal and -shm the file's mode."""
    if not place.parent.exists():
        place.parent.parent.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(place, os.O_CREAT | os.O_RDWR, 0o600))
    if place.stat().st_mode & 0o077:
        place.chmod(0o600)
