"""The latest finding of each resource, and pages of rows for the table."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from ajar.model.finding import Finding
from ajar.model.row import Row, row
from ajar.store import history
from ajar.store.file import Store

BATCH = 500
"""How many findings go into one transaction: an interrupted run loses fewer than these."""


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


def everything(store: Store) -> Iterator[tuple[str, Finding]]:
    """Every latest finding with its facts, one by one, with the name that the person gave its account."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT account_name, account, id FROM finding ORDER BY account_name, rank, name, id"
        ).fetchall()
    yield from ((str(name), one) for name, one in _each(store, found))


def of_kind(store: Store, account: str, kind: str) -> Iterator[Finding]:
    """The latest findings of one kind in one account of the provider, with their facts, one by one."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT account_name, account, id FROM finding WHERE account = ? AND kind = ? ORDER BY name, id",
            (account, kind),
        ).fetchall()
    yield from (one for _, one in _each(store, found))


def _each(store: Store, found: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Finding]]:
    """The findings of these, with their accounts' names, each read when its turn comes and still there."""
    for name, account, resource in found:
        one = finding(store, account, resource)
        if one is not None:
            yield name, one


_rows = msgspec.json.Decoder(Row)
_findings = msgspec.json.Decoder(Finding)


def _keep(connection: sqlite3.Connection, number: int, finding: Finding, account_name: str) -> None:
    new = row(finding, account_name)
    first, since = history.first_seen(connection, number, finding)
    (key,) = connection.execute(
        "INSERT INTO finding (account, id, account_name, kind, region, name, rank, run, first, since, "
        "standing, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (account, id) DO UPDATE SET account_name = excluded.account_name, kind = excluded.kind, "
        "region = excluded.region, name = excluded.name, rank = excluded.rank, "
        "run = MAX(run, excluded.run), first = excluded.first, since = excluded.since, "
        "standing = excluded.standing, row = excluded.row RETURNING key",
        (
            new.account,
            new.id,
            account_name,
            new.kind,
            new.region,
            new.name,
            new.rank,
            number,
            first,
            since,
            history.standing(finding.exposure),
            msgspec.json.encode(new),
        ),
    ).fetchone()
    blob = zlib.compress(msgspec.json.encode(finding), 1)
    connection.execute("INSERT OR REPLACE INTO detail (key, finding) VALUES (?, ?)", (key, blob))
