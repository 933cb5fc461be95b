"""The orders that the table can be put in; each is total, so that a row has one place."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from ajar.model.access import CAPABILITIES
from ajar.model.row import Row
from ajar.words.language import marked


class Sorting(Enum):
    """An order of the table."""

    FIRST = "first"
    NAME = "name"
    CAN = "can"
    ACCOUNT = "account"
    REGION = "region"
    OLDEST = "oldest"


TITLES = {
    Sorting.FIRST: marked("What matters first"),
    Sorting.NAME: marked("Name"),
    Sorting.CAN: marked("What they can do"),
    Sorting.ACCOUNT: marked("Account"),
    Sorting.REGION: marked("Region"),
    Sorting.OLDEST: marked("Checked longest ago"),
}
_DANGER = {capability: -place for place, capability in enumerate(CAPABILITIES)}
_NOTHING = 1


def _danger(row: Row) -> int:
    if not row.audience.outside:
        return _NOTHING
    return min((_DANGER[capability] for capability in row.capabilities), default=_NOTHING)


def _tail(row: Row) -> tuple[int, str, str, str]:
    return row.rank, row.name.casefold(), row.id, row.account


def _name(row: Row) -> tuple[Any, ...]:
    return row.name.casefold(), row.rank, row.id, row.account


def _can(row: Row) -> tuple[Any, ...]:
    return _danger(row), *_tail(row)


def _account(row: Row) -> tuple[Any, ...]:
    return (row.account_name or row.account).casefold(), *_tail(row)


def _region(row: Row) -> tuple[Any, ...]:
    return row.region, *_tail(row)


def _oldest(row: Row) -> tuple[Any, ...]:
    return row.read_at.timestamp(), *_tail(row)


KEYS: dict[Sorting, Callable[[Row], tuple[Any, ...]]] = {
    Sorting.FIRST: _tail,
    Sorting.NAME: _name,
    Sorting.CAN: _can,
    Sorting.ACCOUNT: _account,
    Sorting.REGION: _region,
    Sorting.OLDEST: _oldest,
}
"""What each order compares."""
