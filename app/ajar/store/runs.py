"""Runs of the audit: when each began and ended, what it says of its accounts, and which rows it lets go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import msgspec

from ajar.model.run import AccountSummary, Run, entered
from ajar.store import history
from ajar.store.file import Store


@dataclass(frozen=True, kw_only=True)
class CompleteList:
    """A list that a run read to its end: this kind, in this account of the provider.

    `region` is the one region that the list was about, None where it was about all of them.
    """

    account: str
    kind: str
    region: str | None = None


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """A run that a later one is held against: its number, when it ended, and what it said of the account."""

    run: int
    when: datetime
    accounts: tuple[AccountSummary, ...] = ()


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
    as (account, resource id). Only what is removed loses its facts; its verdict goes into the history.
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
        gone = (number, run.finished)
        return tuple(row for full in lists if removes for row in _removed(connection, gone, full))


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


def latest_whole(store: Store, account_name: str) -> Baseline | None:
    """The latest run that was signed in to this account and left nothing of it out; None where none was."""
    return next(_whole(store, account_name, None), None)


def whole_before(store: Store, account_name: str) -> Baseline | None:
    """What the latest run with this account in it is held against: the latest whole one before it."""
    with store.reading() as connection:
        (last,) = connection.execute(
            "SELECT MAX(run) FROM run_account WHERE name = ?", (account_name,)
        ).fetchone()
    return next(_whole(store, account_name, last), None)


def _whole(store: Store, account_name: str, before: int | None) -> Iterator[Baseline]:
    """The whole runs of an account, the latest first; those before the run of this number, None for all."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT run, finished, summary FROM run_account JOIN run ON run.id = run_account.run "
            "WHERE name = ?1 AND NOT cancelled AND NOT filtered AND (?2 IS NULL OR run < ?2) "
            "ORDER BY run DESC, run_account.id",
            (account_name, before),
        ).fetchall()
    for (number, finished), entries in groupby(found, key=lambda entry: entry[:2]):
        accounts = tuple(_summaries.decode(summary) for _, _, summary in entries)
        if any(map(entered, accounts)):
            yield Baseline(run=number, when=msgspec.convert(finished, datetime), accounts=accounts)


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


def _removed(
    connection: sqlite3.Connection, gone: tuple[int, datetime], full: CompleteList
) -> list[tuple[str, str]]:
    found = connection.execute(
        "SELECT key, account, id FROM finding "
        "WHERE account = ?1 AND kind = ?2 AND run < ?3 AND (?4 IS NULL OR region = ?4)",
        (full.account, full.kind, gone[0], full.region),
    ).fetchall()
    for key, _, _ in found:
        history.enter(connection, key, gone)
        connection.execute("DELETE FROM finding WHERE key = ?", (key,))
    return [(account, resource) for _, account, resource in found]
