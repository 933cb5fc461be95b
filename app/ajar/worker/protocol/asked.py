"""What the window asks the worker that reads."""

from __future__ import annotations

from ajar.model.account import Account, Login
from ajar.worker.protocol.message import Message


class Start(Message, frozen=True, kw_only=True):
    """Open the store and tell how things stand: Ready, Accounts, then Rows until all are sent."""


class Check(Message, frozen=True, kw_only=True):
    """Sign in this way and say who one is, without keeping anything: answered by Checked.

    `secret` is what the person typed for a login that needs one; "" uses what the vault has for `name`.
    """

    name: str
    provider: str
    login: Login
    secret: str = ""


class Add(Message, frozen=True, kw_only=True):
    """Keep this account; `for_session` keeps the secret in memory only. Answered by Accounts or Failed."""

    account: Account
    secret: str = ""
    for_session: bool = False


class Remove(Message, frozen=True, kw_only=True):
    """Forget this account, its rows and its secret. Answered by Accounts and Rows."""

    name: str


class Scan(Message, frozen=True, kw_only=True):
    """Read these accounts anew, all of them where none is named. Answered by Scanned at the end.

    `second_opinion` asks the clouds, too, what they say of each resource.
    """

    accounts: tuple[str, ...] = ()
    second_opinion: bool = False


class Cancel(Message, frozen=True, kw_only=True):
    """Stop the scan; what was found stays."""


class Ask(Message, frozen=True, kw_only=True):
    """The whole finding behind a row: answered by Details."""

    account: str
    resource: str


class AskPermissions(Message, frozen=True, kw_only=True):
    """The least-privilege policy or role for this provider: answered by Permissions."""

    provider: str


class Sources(Message, frozen=True, kw_only=True):
    """Which ways to sign in are found on this computer: answered by Found."""


class Allow(Message, frozen=True, kw_only=True):
    """Allow fixes on this account, signed in to this way; None takes that back. Answered by Accounts."""

    name: str
    login: Login | None


class Quit(Message, frozen=True, kw_only=True):
    """Finish what cannot be broken off and end."""
