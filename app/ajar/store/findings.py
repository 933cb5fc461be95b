"""The latest finding of each resource, pages of rows for the table, and the verdicts there were before."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

import msgspec

from ajar.model.finding import Finding
from ajar.model.row import Row, row
from ajar.store.file import Store

BATCH = 500
"""How many findings go into one transaction: an interrupted run loses fewer than these."""


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict that a resource had before: first read so at `since`, for the last time in `row`."""

    since: datetime
    row: Row


def keep(store: Store, number: int, found: Iterable[Finding], account_name: str = "") -> None:
    """Make these the latest findings of their resources, as read by the run of this number.

    Where the verdict is another than before, the one before goes into the history. `account_name` is the name
    under which the person added the account. A batch at a time is kept whole; when StoreError is raised the
    batches before it stay.
    """
    waiting = iter(found)
    while batch := list(islice(waiting, BATCH)):
        with store.writing() as connection:
            for finding in batch:
                _keep(connection, number, finding, account_name)


def rows(store: Store, after: Row | None = None, limit: int = 200) -> list[Row]:
    """A page of rows, what matters first: the page that follows `after`; an empty one ends the list."""
    place = (after.rank, after.name, after.account, after.id) if after else (-1, "", "", "")
    with store.reading() as connection:
        blobs = connection.execute(
            "SELECT row FROM finding WHERE (rank, name, account, id) > (?, ?, ?, ?) "
            "ORDER BY rank, name, account, id LIMIT ?",
            (*place, limit),
        ).fetchall()
        return [_rows.decode(blob) for (blob,) in blobs]


def finding(store: Store, account: str, resource: str) -> Finding | None:
    """The latest finding with its facts, by the provider's account id and the resource's; None if unknown."""
    with store.reading() as connection:
        blob = connection.execute(
            "SELECT detail.finding FROM finding JOIN detail USING (key) WHERE account = ? AND id = ?",
            (account, resource),
        ).fetchone()
        return _findings.decode(zlib.decompress(blob[0])) if blob else None


def name_of(store: Store, one: Finding) -> str:
    """The name that the person gave the account in which this finding is; "" where it is not in the store."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT account_name FROM finding WHERE account = ? AND id = ?",
            (one.resource.account, one.resource.id),
        ).fetchone()
        return str(found[0]) if found else ""


def stands_since(store: Store, account: str, resource: str) -> datetime | None:
    """When the present verdict of a resource was first read; None for one that is not in the store."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT since FROM finding WHERE account = ? AND id = ?", (account, resource)
        ).fetchone()
        return msgspec.convert(found[0], datetime) if found else None


def everything(store: Store) -> Iterator[tuple[str, Finding]]:
    """Every latest finding with its facts, one by one, with the name that the person gave its account."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT account_name, account, id FROM finding ORDER BY account_name, rank, name, id"
        ).fetchall()
    for name, account, resource in found:
        one = finding(store, account, resource)
        if one is not None:
            yield str(name), one


def of_kind(store: Store, account: str, kind: str) -> Iterator[Finding]:
    """The latest findings of one kind in one account of the provider, with their facts, one by one."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT id FROM finding WHERE account = ? AND kind = ? ORDER BY name, id", (account, kind)
        ).fetchall()
    for (resource,) in found:
        one = finding(store, account, resource)
        if one is not None:
            yield one


def history(store: Store, account: str, resource: str) -> tuple[Earlier, ...]:
    """The verdicts that this resource had before its present one, the latest first."""
    with store.reading() as connection:
        blobs = connection.execute(
            "SELECT earlier FROM earlier WHERE account = ? AND id = ? ORDER BY since DESC",
            (account, resource),
        ).fetchall()
        return tuple(_earlier.decode(blob) for (blob,) in blobs)


_rows = msgspec.json.Decoder(Row)
_findings = msgspec.json.Decoder(Finding)
_earlier = msgspec.json.Decoder(Earlier)


def _keep(connection: sqlite3.Connection, number: int, finding: Finding, account_name: str) -> None:
    new = row(finding, account_name)
    since = _since(connection, new)
    (key,) = connection.execute(
        "INSERT INTO finding (account, id, account_name, kind, region, name, rank, run, since, row) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (account, id) DO UPDATE SET account_name = excluded.account_name, kind = excluded.kind, "
        "region = excluded.region, name = excluded.name, rank = excluded.rank, "
        "run = MAX(run, excluded.run), since = excluded.since, row = excluded.row RETURNING key",
        (
            new.account,
            new.id,
            account_name,
            new.kind,
            new.region,
            new.name,
            new.rank,
            number,
            since.isoformat(),
            msgspec.json.encode(new),
        ),
    ).fetchone()
    blob = zlib.compress(msgspec.json.encode(finding), 1)
    connection.execute("INSERT OR REPLACE INTO detail (key, finding) VALUES (?, ?)", (key, blob))


def _since(connection: sqlite3.Connection, new: Row) -> datetime:
    """When this verdict was first read; a verdict before it that was another goes into the history."""
    before = connection.execute(
        "SELECT since, row FROM finding WHERE account = ? AND id = ?", (new.account, new.id)
    ).fetchone()
    if before is None:
        return new.read_at
    since, old = msgspec.convert(before[0], datetime), _rows.decode(before[1])
    if _verdict(old) == _verdict(new):
        return since
    entry = Earlier(since=since, row=old)
    connection.execute(
        "INSERT OR REPLACE INTO earlier (account, id, since, account_name, earlier) VALUES (?, ?, ?, ?, ?)",
        (new.account, new.id, before[0], new.account_name, msgspec.json.encode(entry)),
    )
    return new.read_at


def _verdict(row: Row) -> tuple[object, ...]:
    return (row.state, row.audience, row.capabilities, row.at_most)
