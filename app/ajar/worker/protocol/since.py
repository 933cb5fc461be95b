"""What is asked and told of the time since the last check: what stands otherwise now."""

from __future__ import annotations

import msgspec

from ajar.model.moment import Moment
from ajar.model.moved import Moved
from ajar.worker.protocol.message import Message


class AskSince(Message, frozen=True, kw_only=True):
    """What stands otherwise than at the check before the last: answered by Since."""


class AccountSince(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an account's resources since its check at `when`: (account id, resource id, how)."""

    name: str
    when: Moment
    moves: tuple[tuple[str, str, Moved], ...] = ()


class Since(Message, frozen=True, kw_only=True):
    """Each account that was checked before its last check. Told at the start and after each scan as well."""

    accounts: tuple[AccountSince, ...] = ()
