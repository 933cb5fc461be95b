"""From an account's name to something that can be signed in to: its secret is fetched only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from ajar.jobs.audit import Target
from ajar.model.account import Account, Login
from ajar.model.credentials import Credentials
from ajar.model.ours import Ours
from ajar.providers import PROVIDERS
from ajar.providers.kind import Kind, NoSecret, Provider, Session
from ajar.vault import Vault, VaultError
from ajar.words import say


@dataclass(frozen=True, kw_only=True)
class Way:
    """How an account is signed in to: by which login, under which name ("" for what is not stored).

    `open` raises CloudErrors; the sessions are the caller's to close.
    """

    account: str
    login: Login
    open: Callable[[], Sequence[Session]]


def provider(name: str) -> Provider:
    """The provider of this name. Raises KeyError for one that is not known."""
    return {entry.name: entry for entry in PROVIDERS}[name]


def chosen(kinds: Sequence[Kind], names: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of these names; all of them where none is named."""
    return tuple(kind for kind in kinds if not names or kind.name in names)


def target(account: Account, vault: Vault, kinds: Sequence[str] = (), *, ours: Ours | None = None) -> Target:
    """An added account as something to audit; `kinds` are names, none for all; `ours` as Target has it."""
    cloud = provider(account.provider)
    return Target(
        account.name,
        cloud.name,
        to_read(account, vault).open,
        chosen(cloud.kinds, kinds),
        ours=ours or Ours(),
    )


def ambient(name: str, login: Login, kinds: Sequence[str] = (), *, ours: Ours | None = None) -> Target:
    """Credentials as the cloud's own tools find them: nothing is stored, and the account has no name."""
    way = unstored(name, login)
    return Target("", name, way.open, chosen(provider(name).kinds, kinds), ours=ours or Ours())


class FixesNotAllowed(Exception):
    """The person has not allowed fixes on this account: it is only read."""


def to_read(account: Account, vault: Vault) -> Way:
    """How an added account is read."""
    return Way(account=account.name, login=account.login, open=partial(_enter, account, vault))


def to_fix(account: Account, vault: Vault) -> Way:
    """How something in it is changed: with the credentials that the person named for that alone.

    Raises FixesNotAllowed.
    """
    if account.fix is None:
        raise FixesNotAllowed(say("fixes_not_allowed", {"name": account.name}))
    return to_read(msgspec.structs.replace(account, login=account.fix), vault)


def unstored(name: str, login: Login) -> Way:
    """How the provider of this name is signed in to by credentials of no account that was added."""
    return Way(account="", login=login, open=partial(provider(name).open, Credentials(login)))


def _enter(account: Account, vault: Vault) -> Sequence[Session]:
    try:
        credentials = vault.credentials(account)
    except VaultError as error:
        raise NoSecret(str(error)) from error
    return provider(account.provider).open(credentials)
