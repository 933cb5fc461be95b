"""The rows that the window has: which are shown, in which order, and how many there are of each group.

Rows have numbers. `order` is all numbers sorted, `view` those that pass the filter, in the same order; both
are plain lists, so that filtering and sorting are a list comprehension and a sort.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ajar.model.access import State
from ajar.model.moved import NEW, Moved
from ajar.model.row import Row
from ajar.ui.table.sorting import KEYS, Sorting
from ajar.words.summary import Group, group
from ajar.words.table import searched

Key = tuple[str, str]
"""What a row is known by: the account's id and the resource's."""


def key(row: Row) -> Key:
    """What this row is known by."""
    return row.account, row.id


def lets_in(row: Row) -> bool:
    """Whether somebody outside gets in, or may, or is held by a setting alone: what a fix can be about."""
    return row.state is not State.CLOSED or row.at_most.outside


class Show(Enum):
    """What of the rows is shown, whatever their state: all, or what became of them since the last check."""

    ALL = "all"
    NEW = "new"
    MOVED = "moved"
    ON_PURPOSE = "on_purpose"


@dataclass(frozen=True)
class Filter:
    """What is shown: rows with all of these words, in one of these states (none: any), of this account.

    `show` leaves only what it names of them.
    """

    text: str = ""
    states: frozenset[State] = frozenset()
    account: str | None = None
    show: Show = Show.ALL

    @property
    def words(self) -> list[str]:
        """The words in the form that `searched` has."""
        return self.text.casefold().split()


class Rows:
    """All rows, their order and the view of them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.numbers: dict[Key, int] = {}
        self.view: list[int] = []
        self.filter = Filter()
        self.sorting = Sorting.FIRST
        self._order: list[int] = []
        self._texts: list[str] = []
        self._keys: list[Any] = []
        self._counts: dict[str, Counter[Group]] = {}
        self._missing: Counter[tuple[str, str]] = Counter()
        self.moved: Mapping[Key, Moved] = {}
        """What stands otherwise than at the check before the last."""

    def __len__(self) -> int:
        return len(self._order)

    def counts(self, account: str | None) -> Counter[Group]:
        """How many rows there are of each group, in this account or in all."""
        if account is not None:
            return self._counts.get(account, Counter())
        return sum(self._counts.values(), Counter())

    def missing(self, account: str | None) -> set[str]:
        """The permissions and reasons that are missing, in this account or in all."""
        return {what for (name, what), number in self._missing.items() if number and account in (None, name)}

    def clear(self) -> None:
        """Forget all rows; filter and sorting stay."""
        sorting, kept, moved = self.sorting, self.filter, self.moved
        Rows.__init__(self)
        self.sorting, self.filter, self.moved = sorting, kept, moved

    def put_all(self, rows: Iterable[Row], gone: Iterable[Key] = ()) -> None:
        """Take many rows in, or replace them, and make order and view anew."""
        for which in gone:
            self._forget(which)
        for row in rows:
            self._store(row)
        self._order = list(self.numbers.values())
        self._sort_order()

    def sort(self, sorting: Sorting) -> None:
        """Put order and view into this sorting."""
        self.sorting = sorting
        make = KEYS[sorting]
        self._keys = [make(row) for row in self.rows]
        self._sort_order()

    def show(self, what: Filter) -> None:
        """Make the view anew for this filter."""
        self.filter = what
        view = self._order
        if what.account is not None:
            view = [n for n in view if self.rows[n].account_name == what.account]
        if what.states:
            view = [n for n in view if self.rows[n].state in what.states and not self.rows[n].on_purpose]
        if what.show is not Show.ALL:
            view = [n for n in view if self._is_shown(self.rows[n])]
        for word in what.words:
            view = [n for n in view if word in self._texts[n]]
        self.view = view if view is not self._order else list(view)

    def passes(self, row: Row) -> bool:
        """Whether the filter lets this row through."""
        what = self.filter
        if what.account is not None and row.account_name != what.account:
            return False
        if what.states and (row.state not in what.states or row.on_purpose):
            return False
        if not self._is_shown(row):
            return False
        text = searched(row) if what.text else ""
        return all(word in text for word in what.words)

    def _is_shown(self, row: Row) -> bool:
        what = self.filter.show
        if what is Show.ON_PURPOSE:
            return row.on_purpose is not None
        how = self.moved.get(key(row))
        return what is Show.ALL or (how in NEW if what is Show.NEW else how is not None)

    def position(self, which: Key) -> int | None:
        """Where a row stands in the view; None where it is not in it."""
        number = self.numbers.get(which)
        if number is None:
            return None
        place = self._place(self.view, number)
        return place if place < len(self.view) and self.view[place] == number else None

    def place_for(self, row: Row) -> int:
        """Where a row would stand in the view, were it put there now."""
        return bisect_left(self.view, KEYS[self.sorting](row), key=self._keys.__getitem__)

    def put(self, row: Row) -> None:
        """Take one row in whose key is not there; the view is the caller's to keep."""
        number = self._store(row)
        self._order.insert(self._place(self._order, number), number)

    def take(self, which: Key) -> None:
        """Take one row out of the order; the view is the caller's to keep."""
        number = self.numbers.get(which)
        if number is not None:
            del self._order[self._place(self._order, number)]
            self._forget(which)

    def same_place(self, row: Row) -> bool:
        """Whether this row, whose key is there, sorts as it did."""
        number = self.numbers[key(row)]
        return bool(self._keys[number] == KEYS[self.sorting](row))

    def replace(self, row: Row) -> None:
        """Put a row in the place of the one with its key; the view is the caller's to keep."""
        self.take(key(row))
        self.put(row)

    def _place(self, numbers: list[int], number: int) -> int:
        return bisect_left(numbers, self._keys[number], key=self._keys.__getitem__)

    def _sort_order(self) -> None:
        self._order.sort(key=self._keys.__getitem__)
        self.show(self.filter)

    def _store(self, row: Row) -> int:
        number = self.numbers.get(key(row))
        if number is None:
            number = self.numbers[key(row)] = len(self.rows)
            self.rows.append(row)
            self._texts.append(searched(row))
            self._keys.append(KEYS[self.sorting](row))
        else:
            self._count(self.rows[number], -1)
            self.rows[number] = row
            self._texts[number] = searched(row)
            self._keys[number] = KEYS[self.sorting](row)
        self._count(row, 1)
        return number

    def _forget(self, which: Key) -> None:
        number = self.numbers.pop(which, None)
        if number is not None:
            self._count(self.rows[number], -1)

    def _count(self, row: Row, by: int) -> None:
        self._counts.setdefault(row.account_name, Counter())[group(row)] += by
        if row.missing:
            self._missing[row.account_name, row.missing] += by
