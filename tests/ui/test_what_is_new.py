"""What is new since the last check: a sentence over the table, and a filter for it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from PySide6.QtWidgets import QLabel

from ajar.model.access import State
from ajar.model.moved import Moved
from ajar.ui.main_window import MainWindow
from ajar.ui.table.rows import Show
from ajar.worker import protocol
from ui import company
from ui.conftest import Open

DAY = company.NOW - timedelta(days=1)
OPENED, CLOSED = company.ROWS[0], company.ROWS[8]
SINCE = protocol.Since(
    accounts=(
        protocol.AccountSince(
            name=company.PROD,
            when=DAY,
            moves=(
                (OPENED.account, OPENED.id, Moved.OPENED),
                (CLOSED.account, CLOSED.id, Moved.CLOSED),
                (OPENED.account, "arn:aws:s3:::was-there", Moved.GONE),
            ),
        ),
        protocol.AccountSince(name=company.WEB, when=DAY),
    )
)


def names(window: MainWindow) -> list[str]:
    model = window.results.model
    return [model.row_at(place).name for place in range(model.rowCount())]


def sentence(window: MainWindow) -> str:
    return "".join(label.text() for label in window.results.news.findChildren(QLabel) if label.isVisible())


def numbers(window: MainWindow) -> dict[Show, str]:
    return {show: action.text() for show, action in window.results.bar._shown.items()}


def test_what_became_of_things_is_said_and_shown_alone_on_a_press(opened: Open) -> None:
    window = opened("company")
    assert not window.results.news.isVisible()
    window.results.take_since(SINCE)
    assert "1 opened, 1 closed, 1 that was open is gone." in sentence(window)
    window.results.news.act.emit()
    assert names(window) == [OPENED.name, CLOSED.name]
    window.results.news.act.emit()
    assert len(names(window)) == len(company.ROWS)


def test_the_filter_counts_what_it_would_show(opened: Open) -> None:
    window = opened("company")
    assert not window.results.bar._shown[Show.NEW].isEnabled()
    window.results.take_since(SINCE)
    assert numbers(window)[Show.NEW].endswith("(1)")
    assert numbers(window)[Show.MOVED].endswith("(2)")
    window.results.bar._shown[Show.NEW].trigger()
    assert names(window) == [OPENED.name]
    window.results.step_back()
    assert len(names(window)) == len(company.ROWS)


def test_an_account_has_its_own_news(opened: Open) -> None:
    window = opened("company")
    window.results.take_since(SINCE)
    window.results.show_account(company.WEB)
    assert not window.results.news.isVisible()
    assert numbers(window)[Show.NEW].endswith("(0)")
    window.results.show_only(Show.NEW)
    assert window.results._middle.currentWidget() is window.results.empty


def test_what_is_open_on_purpose_is_of_no_tile(opened: Open) -> None:
    window = opened("company")
    meant = msgspec.structs.replace(OPENED, on_purpose=date(2027, 1, 1))
    window.results.model.take(protocol.Rows(rows=(meant,), last=True))
    window.results.tiles.choose(State.OPEN)
    assert OPENED.name not in names(window)
    window.results.show_only(Show.ON_PURPOSE)
    assert names(window) == [OPENED.name]
    assert window.results.tiles.state() is None
    window.results.tiles.choose(State.OPEN)
    assert window.results.bar.shown is Show.ALL
