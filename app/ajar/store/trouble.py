"""The ways a store fails, each with one sentence that says what happened and what to do."""

from __future__ import annotations

import errno
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec


class StoreError(Exception):
    """The history cannot be used. Reading the cloud goes on without it; what it holds is not lost."""


class NewerStore(StoreError):
    """The file was written by a newer Ajar; it was left untouched."""


class DamagedStore(StoreError):
    """The file is not what Ajar wrote; it was left where it is, as it is."""


class StoreFull(StoreError):
    """There is no room on the disk; what was kept before is still there."""


class StoreNotWritable(StoreError):
    """The folder or the file cannot be written."""


class StoreBusy(StoreError):
    """Another program held the file for longer than the patience."""


class NameTaken(StoreError):
    """There is an account of that name already; capitals make no difference."""


_NOT_WRITABLE = {
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite, the system and the decoders raise inside into a StoreError about this file."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a fault of ours, such as a store that is used after it was closed: nothing to tell the person
    except sqlite3.Error as error:
        raise _from_sqlite(path, error) from error
    except OSError as error:
        raise _from_system(path, error) from error
    except (msgspec.DecodeError, zlib.error) as error:
        raise damaged(path, str(error)) from error


def newer(path: Path, version: int, known: int) -> NewerStore:
    """The error for a file whose form is of a version that this program does not know."""
    return NewerStore(
        f"{path} was written by a newer Ajar (form {version}, this one knows {known}): "
        "update Ajar. The file was left untouched."
    )


def damaged(path: Path, what: str) -> DamagedStore:
    """The error for a file that is not what Ajar wrote."""
    return DamagedStore(
        f"{path} is damaged ({what}). It was left as it is: put back a copy from a backup, "
        "or move it away, and Ajar starts a new history with the next check."
    )


def full(path: Path) -> StoreFull:
    """The error for a disk without room."""
    return StoreFull(
        f"There is no room left for {path}: make some on that disk. "
        "What was kept before is still there; what is read now is shown but not remembered."
    )


def not_writable(path: Path, what: str) -> StoreNotWritable:
    """The error for a place that cannot be written."""
    return StoreNotWritable(
        f"{path} cannot be written ({what}): check the permissions of the file and its folder. "
        "Until then what is read is shown but not remembered."
    )


def _from_sqlite(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF  # the rest of an extended code tells the detail
    if primary == sqlite3.SQLITE_FULL:
        return full(path)
    if primary in _BUSY:
        return StoreBusy(
            f"Another program is using {path} and did not let go of it: close other Ajars and try again."
        )
    if primary in _NOT_WRITABLE:
        return not_writable(path, str(error))
    # Among the rest are errors that carry no code (a text column that is no UTF-8) and a missing table.
    return damaged(path, str(error))


def _from_system(path: Path, error: OSError) -> StoreError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full(path)
    return not_writable(path, error.strerror or str(error))
