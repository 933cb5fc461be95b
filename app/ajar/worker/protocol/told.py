"""What the worker that reads tells the window."""

from __future__ import annotations

import msgspec

from ajar.model.account import Account, Source
from ajar.model.change import Offer
from ajar.model.finding import Finding
from ajar.model.history import Past
from ajar.model.kept import Kept
from ajar.model.moment import Moment
from ajar.model.row import Row
from ajar.model.run import AccountSummary, Progress
from ajar.worker.protocol.message import Message


class Ready(Message, frozen=True, kw_only=True):
    """The worker answers. `demo` comes from the connection itself; `keychain` names where secrets are kept.

    `store` is the file of the history, which a worker for repairs opens as well. `keychain` is "" where there
    is none, and then `keychain_trouble` says what to install. `store_trouble` says why nothing can be kept
    between starts, "" where it can.
    """

    version: str
    demo: bool = False
    store: str = ""
    keychain: str = ""
    keychain_trouble: str = ""
    store_trouble: str = ""


class AccountState(msgspec.Struct, frozen=True, kw_only=True):
    """An account as the side of the window shows it; no summary means that it was never read."""

    account: Account
    summaries: tuple[AccountSummary, ...] = ()
    checked: Moment | None = None


class Accounts(Message, frozen=True, kw_only=True):
    """All accounts, in the person's order."""

    accounts: tuple[AccountState, ...]


class Rows(Message, frozen=True, kw_only=True):
    """Rows to put into the table or to replace there (by account and id).

    `fresh` empties the table first; `gone` are (account, id) of rows that are no more; `last` ends the state
    that Start or Remove asked for.
    """

    rows: tuple[Row, ...] = ()
    fresh: bool = False
    gone: tuple[tuple[str, str], ...] = ()
    last: bool = False


class Checked(Message, frozen=True, kw_only=True):
    """What signing in found. `ids` are the accounts or projects reached; `trouble` is "" where it worked."""

    name: str
    identity: str = ""
    ids: tuple[str, ...] = ()
    root: bool = False
    trouble: str = ""


class Working(Message, frozen=True, kw_only=True):
    """How far the scan is; about four times a second."""

    progress: Progress


class Scanned(Message, frozen=True, kw_only=True):
    """The scan is over, with what each account's run could not read. `cancelled` left the rest as it was."""

    accounts: tuple[AccountSummary, ...]
    cancelled: bool = False


class Details(Message, frozen=True, kw_only=True):
    """A finding with its facts; None where the resource is no more. `offers` are the fixes that apply.

    `past` has the latest of its earlier verdicts, in short.
    `kept` is what was declared of it, whether or not it is covered by that now.
    """

    account: str
    resource: str
    finding: Finding | None
    offers: tuple[Offer, ...] = ()
    past: Past | None = None
    kept: Kept | None = None


class Permissions(Message, frozen=True, kw_only=True):
    """A policy or role, ready to paste into the provider's console or tool."""

    provider: str
    text: str


class Found(Message, frozen=True, kw_only=True):
    """The ways to sign in that were found on this computer."""

    sources: tuple[Source, ...]


class Failed(Message, frozen=True, kw_only=True):
    """A request could not be carried out: one sentence that says what happened and what to do."""

    request: str
    says: str
