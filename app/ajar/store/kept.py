"""The exceptions: what the person keeps open on purpose, one for a resource."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ajar.model.kept import Kept
from ajar.store.file import Store


def everything(store: Store) -> tuple[Kept, ...]:
    """Every exception, by the resource's name."""
    with store.reading() as connection:
        found = connection.execute("SELECT kept FROM kept ORDER BY name, id").fetchall()
        return tuple(_kept.decode(blob) for (blob,) in found)


def put(store: Store, new: Iterable[Kept]) -> None:
    """Keep these, each in the place of an earlier one for the same resource: all of them, or none."""
    with store.writing() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO kept (account, id, name, kept) VALUES (?, ?, ?, ?)",
            [(one.account, one.resource, one.name, msgspec.json.encode(one)) for one in new],
        )


def remove(store: Store, account: str, resource: str) -> bool:
    """Forget the exception for a resource; False where there was none."""
    with store.writing() as connection:
        done = connection.execute("DELETE FROM kept WHERE account = ? AND id = ?", (account, resource))
        return bool(done.rowcount)


_kept = msgspec.json.Decoder(Kept)
