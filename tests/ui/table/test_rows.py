"""The table's rows: whatever comes, what is shown is what a plain sort and filter would show."""

from __future__ import annotations

import time
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester

from ajar.model.access import State
from ajar.model.moved import NEW, Moved
from ajar.model.row import Row
from ajar.ui.table.model import TableModel
from ajar.ui.table.rows import Filter, Show, key
from ajar.ui.table.sorting import KEYS, Sorting
from ajar.words.table import searched
from ajar.worker import protocol
from ui import company

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
ROW = st.builds(
    lambda name, rank, state, account: company.row(name, rank=rank, state=state, account_name=account),
    NAMES,
    st.integers(1, 9),
    st.sampled_from(State),
    st.sampled_from([company.PROD, company.WEB]),
)
EVENT = st.one_of(
    st.lists(ROW, max_size=4).map(lambda rows: protocol.Rows(rows=tuple(rows), last=True)),
    NAMES.map(lambda n: protocol.Rows(gone=((company.IDS[company.PROD], f"arn:aws:s3:::{n}"),), last=True)),
    st.lists(ROW, max_size=4).map(lambda rows: protocol.Rows(rows=tuple(rows), fresh=True, last=True)),
)
FILTER = st.builds(
    Filter,
    st.sampled_from(["", "a", "acme b"]),
    st.sampled_from([frozenset(), frozenset({State.OPEN})]),
    st.sampled_from([None, company.PROD]),
    st.sampled_from(Show),
)
MOVED = {
    (company.IDS[company.PROD], "arn:aws:s3:::a"): Moved.OPENED,
    (company.IDS[company.PROD], "arn:aws:s3:::b"): Moved.CLOSED,
}
SHOWN = {Show.ALL: {*Moved, None}, Show.NEW: NEW, Show.MOVED: {*Moved}, Show.ON_PURPOSE: set()}


def naive(rows: dict[tuple[str, str], Row], what: Filter, sorting: Sorting) -> list[Row]:
    shown = [
        row
        for row in rows.values()
        if what.account in (None, row.account_name)
        and (not what.states or row.state in what.states)
        and MOVED.get(key(row)) in SHOWN[what.show]
        and all(word in searched(row) for word in what.words)
    ]
    return sorted(shown, key=KEYS[sorting])


def seen(model: TableModel) -> list[Row]:
    return [model.row_at(place) for place in range(model.rowCount())]


@given(st.lists(EVENT, max_size=12), FILTER, st.sampled_from(Sorting))
def test_the_view_is_what_a_plain_filter_and_sort_would_give(
    events: list[protocol.Rows], what: Filter, sorting: Sorting
) -> None:
    model, rows = TableModel(), dict[tuple[str, str], Row]()
    model.sort_by(sorting)
    model.take_moved(MOVED)
    model.show(what)
    for event in events:
        rows = {} if event.fresh else rows
        for which in event.gone:
            rows.pop(which, None)
        rows.update((key(row), row) for row in event.rows)
        model.take(event)
        assert seen(model) == naive(rows, what, sorting)
        assert model.held.counts(None).total() == len(rows)


def test_what_moved_is_shown_as_soon_as_it_is_known() -> None:
    model = TableModel()
    model.show(Filter(show=Show.NEW))
    model.take(protocol.Rows(rows=company.ROWS, last=True))
    assert seen(model) == []
    first, last = company.ROWS[0], company.ROWS[9]
    model.take_moved({key(first): Moved.OPENED, key(last): Moved.CLOSED})
    assert seen(model) == [first]
    model.show(Filter(show=Show.MOVED))
    assert seen(model) == [first, last]
    model.take(protocol.Rows(rows=company.ROWS, fresh=True, last=True))
    assert seen(model) == [first, last]


def test_what_is_open_on_purpose_can_be_shown_alone() -> None:
    model = TableModel()
    meant = msgspec.structs.replace(company.ROWS[1], on_purpose=date(2027, 1, 1))
    model.take(protocol.Rows(rows=(*company.ROWS[:1], meant), last=True))
    model.show(Filter(show=Show.ON_PURPOSE))
    assert seen(model) == [meant]


def test_qt_finds_no_fault_in_how_rows_come_move_and_go(qtmodeltester: ModelTester) -> None:
    model = TableModel()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call] # pytest-qt has no types
    model.take(protocol.Rows(rows=company.ROWS, last=True))
    first, last = company.ROWS[0], company.ROWS[9]
    model.take(protocol.Rows(rows=(msgspec.structs.replace(last, rank=1),), last=True))
    model.take(protocol.Rows(rows=(msgspec.structs.replace(first, rank=999),), last=True))
    model.take(protocol.Rows(gone=(key(company.ROWS[3]),), last=True))
    assert seen(model)[0].name == last.name
    assert seen(model)[-1].name == first.name


def test_every_order_is_one_that_a_person_asked_for() -> None:
    model = TableModel()
    older = company.row("older", read_at=company.NOW - timedelta(days=9))
    model.take(protocol.Rows(rows=(*company.ROWS, older), last=True))
    firsts = {}
    for sorting in Sorting:
        model.sort_by(sorting)
        firsts[sorting] = seen(model)[0].name
    assert firsts[Sorting.FIRST] == "acme-db-backups"
    assert firsts[Sorting.OLDEST] == "older"
    assert firsts[Sorting.NAME] == company.HOSTILE
    assert firsts[Sorting.ACCOUNT] == "acme-db-backups"


@pytest.mark.parametrize("text", ["bucket-09", "closed", "n=99", "acme production", "zzz"])
def test_a_key_in_the_filter_of_100_000_rows_is_answered_at_once(text: str) -> None:
    model = TableModel()
    model.take(protocol.Rows(rows=tuple(many()), fresh=True, last=True))
    began = time.perf_counter()
    model.show(Filter(text))
    took = time.perf_counter() - began
    assert took < 0.5, f"{took * 1000:.0f} ms; 100 ms is the aim on an idle machine"


_MANY: list[Row] = []


def many() -> list[Row]:
    if not _MANY:
        _MANY.extend(company.many(100_000))
    return _MANY
