"""The verdicts that resources had before, and what changed since a run.

Which of two verdicts is the earlier stands in the numbers of their runs: a clock may be set back.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.history import Earlier, Past
from ajar.model.row import Row
from ajar.store.file import Store


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A resource whose verdict is another than it was; None is one that was not there, or is no more."""

    account: str
    resource: str
    before: Exposure | None
    after: Exposure | None


def history(store: Store, account: str, resource: str) -> tuple[Earlier, ...]:
    """The verdicts that this resource had before its present one, the latest first."""
    with store.reading() as connection:
        blobs = connection.execute(
            "SELECT earlier FROM earlier WHERE account = ? AND id = ? ORDER BY first DESC, since DESC",
            (account, resource),
        ).fetchall()
        return tuple(_earlier.decode(blob) for (blob,) in blobs)


def past(store: Store, account: str, resource: str) -> Past | None:
    """How it stood at its last check, since when, and before that; None for a resource that is not there."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT row, since FROM finding WHERE account = ? AND id = ?", (account, resource)
        ).fetchone()
        last = (_rows.decode(found[0]), msgspec.convert(found[1], datetime)) if found else None
    if last is None:
        return None
    return Past(last=last[0], since=last[1], before=history(store, account, resource))


def changed_since(store: Store, account_name: str, run: int) -> Iterator[Changed]:
    """What stands otherwise now, in the account of this name, than when the run of this number had ended.

    0 is before all runs. What was kept before the past was kept whole is left out.
    """
    with store.reading() as connection:
        there = connection.execute(_THERE, (run, run, account_name, run)).fetchall()
        gone = connection.execute(_GONE, (account_name, run, run)).fetchall()
    for account, resource, now, then in there:
        after = _findings.decode(zlib.decompress(now)).exposure
        before = _earlier.decode(then) if then else None
        if before is None or before.exposure is not None:
            then_stood = before.exposure if before else None
            yield Changed(account=account, resource=resource, before=then_stood, after=after)
    for account, resource, then in gone:
        before = _earlier.decode(then)
        if before.exposure is not None:
            yield Changed(account=account, resource=resource, before=before.exposure, after=None)


# The latest verdict that was there at the run, unless the resource was no more by then.
_THERE = """
    SELECT account, id, detail.finding, (
        SELECT CASE WHEN gone <= ? THEN NULL ELSE earlier END FROM earlier
        WHERE earlier.account = finding.account AND earlier.id = finding.id AND earlier.first <= ?
        ORDER BY earlier.first DESC, earlier.since DESC LIMIT 1
    )
    FROM finding JOIN detail USING (key) WHERE account_name = ? AND first > ? ORDER BY rank, name, account, id
"""
_GONE = """
    SELECT account, id, earlier FROM earlier WHERE account_name = ? AND gone > ? AND first <= ?
    AND NOT EXISTS (
        SELECT 1 FROM finding WHERE finding.account = earlier.account AND finding.id = earlier.id
    )
"""


def standing(exposure: Exposure) -> str:
    """What tells two verdicts apart: who gets in, or may, what they can do, and whether that is meant."""
    told = (
        exposure.state,
        exposure.at_most,
        exposure.exception is not None,
        [(one.audience, one.capabilities, sorted(one.who), one.within) for one in exposure.all],
    )
    return hashlib.blake2b(msgspec.json.encode(told), digest_size=8).hexdigest()


def first_seen(connection: sqlite3.Connection, number: int, new: Finding) -> tuple[int, str]:
    """The run that read the finding's verdict first, and when; another before it goes into the past."""
    at = new.read_at.isoformat()
    which = (new.resource.account, new.resource.id)
    before = connection.execute(
        "SELECT key, first, since, standing FROM finding WHERE account = ? AND id = ?", which
    ).fetchone()
    if before is None:
        return number, at
    key, first, since, stood = before
    if (stood or standing(_detail(connection, key).exposure)) == standing(new.exposure):
        return first, since
    enter(connection, key)
    return number, at


def enter(connection: sqlite3.Connection, key: int, gone: tuple[int, datetime] | None = None) -> None:
    """Put the present verdict of a finding into the past; `gone` is the run that found it to be no more."""
    number, when = gone or (None, None)
    found = connection.execute(
        "SELECT account, id, first, since, account_name, row FROM finding WHERE key = ?", (key,)
    ).fetchone()
    account, resource, first, since, account_name, blob = found
    entry = Earlier(
        since=msgspec.convert(since, datetime),
        row=_rows.decode(blob),
        exposure=_detail(connection, key).exposure,
        gone=when,
    )
    connection.execute(
        "INSERT OR REPLACE INTO earlier (account, id, first, since, gone, account_name, earlier) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (account, resource, first, since, number, account_name, msgspec.json.encode(entry)),
    )


def _detail(connection: sqlite3.Connection, key: int) -> Finding:
    (blob,) = connection.execute("SELECT finding FROM detail WHERE key = ?", (key,)).fetchone()
    return _findings.decode(zlib.decompress(blob))


_rows = msgspec.json.Decoder(Row)
_findings = msgspec.json.Decoder(Finding)
_earlier = msgspec.json.Decoder(Earlier)
