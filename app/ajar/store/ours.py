"""What the person calls their own: accounts, organizations, domains, addresses, canonical ids."""

from __future__ import annotations

import msgspec

from ajar.model.ours import Own
from ajar.store.file import Store


def everything(store: Store) -> tuple[Own, ...]:
    """All of it, by kind and value."""
    with store.reading() as connection:
        found = connection.execute("SELECT own FROM own ORDER BY kind, value, account").fetchall()
        return tuple(_own.decode(blob) for (blob,) in found)


def put(store: Store, new: Own) -> None:
    """Keep one, in the place of the same with another name."""
    with store.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO own (kind, value, account, own) VALUES (?, ?, ?, ?)",
            (new.kind.value, new.value, new.account, msgspec.json.encode(new)),
        )


def remove(store: Store, old: Own) -> bool:
    """Forget one, whatever its name; False where it was not there."""
    with store.writing() as connection:
        done = connection.execute(
            "DELETE FROM own WHERE kind = ? AND value = ? AND account = ?",
            (old.kind.value, old.value, old.account),
        )
        return bool(done.rowcount)


_own = msgspec.json.Decoder(Own)
