"""The accounts that the person added, in their order; names and ways to sign in, never a secret."""

from __future__ import annotations

import sqlite3

import msgspec

from ajar.model.account import Account
from ajar.store.file import Store
from ajar.store.trouble import NameTaken


def all_accounts(store: Store) -> tuple[Account, ...]:
    """Every account, in the order in which they were added."""
    with store.reading() as connection:
        found = connection.execute("SELECT account FROM account ORDER BY place").fetchall()
        return tuple(_accounts.decode(blob) for (blob,) in found)


def account(store: Store, name: str) -> Account | None:
    """The account of this name, capitals aside; None when there is none."""
    with store.reading() as connection:
        found = connection.execute("SELECT account FROM account WHERE name = ?", (name,)).fetchone()
        return _accounts.decode(found[0]) if found else None


def add(store: Store, new: Account) -> None:
    """Put an account after the others. Raises NameTaken."""
    with store.writing() as connection:
        try:
            connection.execute(
                "INSERT INTO account (name, place, account) "
                "VALUES (?, (SELECT COALESCE(MAX(place), 0) + 1 FROM account), ?)",
                (new.name, msgspec.json.encode(new)),
            )
        except sqlite3.IntegrityError as error:
            raise NameTaken(
                f"There is an account named {new.name} already: choose another name, or remove that one."
            ) from error


def replace(store: Store, changed: Account) -> None:
    """Put what is now known of an account in the place of what was; nothing happens if it is gone."""
    with store.writing() as connection:
        connection.execute(
            "UPDATE account SET account = ? WHERE name = ?", (msgspec.json.encode(changed), changed.name)
        )


def remove(store: Store, name: str) -> None:
    """Forget the account with its rows and their history; the vault's part is the caller's to forget."""
    with store.writing() as connection:
        for table, column in _OF_ACCOUNT:
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608 - names from below


_OF_ACCOUNT = (
    ("finding", "account_name"),
    ("earlier", "account_name"),
    ("run_account", "name"),
    ("account", "name"),
)

_accounts = msgspec.json.Decoder(Account)
