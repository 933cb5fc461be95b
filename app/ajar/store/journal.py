"""The journal: what was changed in the clouds, only ever added to, and on the disk before each call."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import reduce

import msgspec

from ajar.model.journal import JournalEntry, JournalEvent, JournalState, continued
from ajar.store.file import Store


def begin(store: Store, entry: JournalEntry) -> JournalEntry:
    """Write down what is about to be changed, and return the entry with its id and its steps planned."""
    steps = (JournalState.PLANNED,) * len(entry.plan.changes)
    planned = msgspec.structs.replace(entry, state=JournalState.PLANNED, steps=steps)
    with store.writing(synced=True) as connection:
        cursor = connection.execute("INSERT INTO journal (entry) VALUES (?)", (msgspec.json.encode(planned),))
        return msgspec.structs.replace(planned, id=str(cursor.lastrowid))


def note(store: Store, *events: JournalEvent) -> None:
    """Write down what became of entries, in this order: all of it is on the disk then, or none of it."""
    with store.writing(synced=True) as connection:
        connection.executemany(
            "INSERT INTO journal_event (entry, event) VALUES (?, ?)",
            [(int(event.entry), msgspec.json.encode(event)) for event in events],
        )


def entries(store: Store, limit: int = 1_000) -> tuple[JournalEntry, ...]:
    """The entries as they stand, the latest first."""
    with store.reading() as connection:
        found = connection.execute(
            "SELECT id, entry FROM journal ORDER BY id DESC LIMIT ?", (limit,)
        ).fetchall()
        events = _events_since(connection, found[-1][0]) if found else {}
        return tuple(_standing(number, blob, events.get(number, ())) for number, blob in found)


def entry(store: Store, name: str) -> JournalEntry | None:
    """The entry of this id as it stands; None where there is none."""
    if not name.isdecimal():
        return None
    with store.reading() as connection:
        found = connection.execute("SELECT id, entry FROM journal WHERE id = ?", (name,)).fetchone()
        if found is None:
            return None
        number, blob = found
        return _standing(number, blob, _events_since(connection, number, number).get(number, ()))


_entries = msgspec.json.Decoder(JournalEntry)
_events = msgspec.json.Decoder(JournalEvent)


def _events_since(
    connection: sqlite3.Connection, first: int, last: int | None = None
) -> dict[int, list[JournalEvent]]:
    """What was noted, in its order, about the entries from this one on, or as far as the last."""
    told: dict[int, list[JournalEvent]] = {}
    for number, blob in connection.execute(
        "SELECT entry, event FROM journal_event WHERE entry >= ?1 AND (?2 IS NULL OR entry <= ?2) "
        "ORDER BY id",
        (first, last),
    ):
        told.setdefault(number, []).append(_events.decode(blob))
    return told


def _standing(number: int, blob: bytes, events: Iterable[JournalEvent]) -> JournalEntry:
    begun = msgspec.structs.replace(_entries.decode(blob), id=str(number))
    return reduce(continued, events, begun)
