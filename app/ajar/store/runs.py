"""Runs of the audit: when each began and ended, what it says of its accounts, and which rows it lets go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from ajar.model.run import AccountSummary, Run
from ajar.store.file import Store


@dataclass(frozen=True, kw_only=True)
class CompleteList:
    """A list that a run read to its end: this kind, in this account of the provider.

    `region` is the one region that the list was about, None where it was about all of them.
    """

    account: str
    kind: str
    region: str | None = None


def begin(store: Store, started: datetime) -> int:
    """Note that a run begins, and return its number, which `findings.keep` and `finish` take."""
    with store.writing() as connection:
        cursor = connection.execute("INSERT INTO run (started) VALUES (?)", (started.isoformat(),))
        return int(cursor.lastrowid or 0)


def finish(
    store: Store, number: int, run: Run, lists: Iterable[CompleteList] = ()
) -> tuple[tuple[str, str], ...]:
    """Note how a run ended, and let go of the rows that its complete lists no longer have.

    Such a row is of the list's account, kind and region, and was kept neither in this run nor in a later one.
    A cancelled or filtered run removes none, whatever lists are given. What is returned are the removed rows
    as (account, resource id). Only what is removed loses its facts; its history stays.
    """
    removes = not (run.cancelled or run.filtered)
    with store.writing() as connection:
        connection.execute(
            "UPDATE run SET finished = ?, cancelled = ?, filtered = ? WHERE id = ?",
            (run.finished.isoformat(), run.cancelled, run.filtered, number),
        )
        connection.executemany(
            "INSERT OR REPLACE INTO run_account (name, run, id, summary) VALUES (?, ?, ?, ?)",
            [(entry.name, number, entry.id, msgspec.json.encode(entry)) for entry in run.accounts],
        )
        return tuple(row for full in lists if removes for row in _removed(connection, number, full))


def last_run(store: Store, account_name: str) -> Run | None:
    """The latest run that ended and had this account in it, with its summaries alone; None if none did.

    `account_name` is the name that the person gave, which the run's summaries have as `name`.
    """
    with store.reading() as connection:
        found = connection.execute(
            "SELECT started, finished, cancelled, filtered, summary FROM run_account "
            "JOIN run ON run.id = run_account.run "
            "WHERE name = ?1 AND run = (SELECT MAX(run) FROM run_account WHERE name = ?1) "
            "ORDER BY run_account.id",
            (account_name,),
        ).fetchall()
        return _run(found) if found else None


def _run(found: list[tuple[str, str, int, int, bytes]]) -> Run:
    started, finished, cancelled, filtered, _ = found[0]
    return Run(
        started=msgspec.convert(started, datetime),
        finished=msgspec.convert(finished, datetime),
        cancelled=bool(cancelled),
        filtered=bool(filtered),
        accounts=tuple(_summaries.decode(entry[-1]) for entry in found),
    )


_summaries = msgspec.json.Decoder(AccountSummary)


def _removed(connection: sqlite3.Connection, number: int, full: CompleteList) -> list[tuple[str, str]]:
    return connection.execute(
        "DELETE FROM finding WHERE account = ?1 AND kind = ?2 AND run < ?3 AND (?4 IS NULL OR region = ?4) "
        "RETURNING account, id",
        (full.account, full.kind, number, full.region),
    ).fetchall()
