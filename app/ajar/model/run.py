"""A run of the audit: how far it is, what it could not do, and what it says of each account at the end."""

from __future__ import annotations

from enum import Enum

import msgspec

from ajar.model.moment import Moment
from ajar.model.ours import Ours


class Trouble(Enum):
    """Why a part of an account could not be read at all."""

    DENIED = "denied"
    EXPIRED = "expired"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    MALFORMED = "malformed"
    CREDENTIALS = "credentials"
    KEYCHAIN = "keychain"
    FAULT = "fault"


class ScanError(msgspec.Struct, frozen=True, kw_only=True):
    """Something wider than one resource that could not be read, and the permission that was missing."""

    what: str
    region: str = ""
    reason: Trouble
    permission: str = ""
    message: str = ""


class AccountSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run says of one account: `complete` only when every list and every shared setting was read.

    `gone` counts the resources that vanished between list and read. `ours` is what follows from the
    credentials alone, `said` what the person called their own besides.
    """

    provider: str
    id: str
    name: str = ""
    organization: str | None = None
    complete: bool = True
    calls: int = 0
    gone: int = 0
    errors: tuple[ScanError, ...] = ()
    identity: str = ""
    root: bool = False
    ours: Ours = Ours()
    said: Ours = Ours()


def entered(summary: AccountSummary) -> bool:
    """Whether more is known of the account than the name that the person gave: it was signed in to."""
    return bool(summary.id and (summary.identity or not summary.errors))


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is: resources judged and found, calls made, and what the clouds held back.

    `listed` is True once nothing more will be found; `throttled` counts the calls told to slow down.
    """

    done: int = 0
    found: int = 0
    calls: int = 0
    denied: int = 0
    throttled: int = 0
    listed: bool = False
    where: str = ""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run as the store keeps it; `cancelled` and `filtered` runs remove no row."""

    started: Moment
    finished: Moment
    accounts: tuple[AccountSummary, ...] = ()
    cancelled: bool = False
    filtered: bool = False
