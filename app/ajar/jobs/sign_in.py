"""From an account's name to something that can be audited: its secret is fetched when it is signed in to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from ajar.jobs.audit import Target
from ajar.model.account import Account, Login
from ajar.model.credentials import Credentials
from ajar.model.ours import Ours
from ajar.providers import PROVIDERS
from ajar.providers.kind import Kind, NoCredentials, Provider, Session
from ajar.vault import Vault, VaultError
from ajar.words import say


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
        partial(_enter, account, vault),
        chosen(cloud.kinds, kinds),
        ours=ours or Ours(),
    )


def ambient(name: str, login: Login, kinds: Sequence[str] = (), *, ours: Ours | None = None) -> Target:
    """Credentials as the cloud's own tools find them: nothing is stored, and the account has no name."""
    cloud = provider(name)
    enter = partial(cloud.open, Credentials(login))
    return Target("", cloud.name, enter, chosen(cloud.kinds, kinds), ours=ours or Ours())


class FixesNotAllowed(Exception):
    """The person has not allowed fixes on this account: it is only read."""


def to_fix(account: Account, vault: Vault) -> Sequence[Session]:
    """Sign in to change something, with the credentials that the person named for that alone.

    Raises FixesNotAllowed, and CloudErrors as signing in does. The sessions are the caller's to close.
    """
    if account.fix is None:
        raise FixesNotAllowed(say("fixes_not_allowed", {"name": account.name}))
    return _enter(msgspec.structs.replace(account, login=account.fix), vault)


def _enter(account: Account, vault: Vault) -> Sequence[Session]:
    try:
        credentials = vault.credentials(account)
    except VaultError as error:
        raise NoCredentials(str(error)) from error
    return provider(account.provider).open(credentials)
