"""On the demo as a person would: keeps the website open, hands the list over, calls the agency theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from ajar.model.access import Audience, Capability
from ajar.model.ours import OwnKind
from ajar.model.row import Row
from ajar.ui.declared.file_trouble import FileTrouble
from ajar.ui.declared.own_form import _KINDS
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.work import Work, worker_command
from ui.repair.conftest import words

WWW, DROP, AGENCY = "marrow-www", "marrow-partner-drop", "999988887777"
LONG = 60_000


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on the demo, whose first check is over."""
    work = Work(worker_command(demo=True, seed=42))
    made = MainWindow(work, Remembered(None))
    work.setParent(made)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    with qtbot.waitSignal(work.scanned, timeout=LONG):
        work.start()
    yield made
    made.close()


def row(window: MainWindow, name: str) -> Row:
    held = window.results.model.held
    return next(held.rows[n] for n in held.numbers.values() if held.rows[n].name == name)


def pick(window: MainWindow, file: Path) -> None:
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def keep_the_website_open(window: MainWindow, qtbot: QtBot) -> None:
    www = row(window, WWW)
    window.results.choose(www.account, www.id)
    details = window.results.details
    qtbot.waitUntil(lambda: details._finding is not None and details._finding.resource.name == WWW)
    details._keep.click()
    qtbot.waitUntil(lambda: window.declaring._dialog is not None)
    dialog = window.declaring._dialog
    assert dialog is not None
    said = dialog.exception()
    assert (said.audience, said.capabilities) == (Audience.PUBLIC, (Capability.READ,))
    dialog._reason.setPlainText("The website of the company, open to everybody")
    dialog._act.click()
    qtbot.waitUntil(lambda: window.declaring._dialog is None)
    qtbot.waitUntil(lambda: row(window, WWW).on_purpose is not None)


def test_a_website_is_kept_open_handed_over_and_taken_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    keep_the_website_open(window, qtbot)
    qtbot.waitUntil(lambda: "1 open on purpose" in words(window.results.head))
    qtbot.waitUntil(lambda: "Open on purpose until" in words(window.results.details))
    window.check_again()
    qtbot.waitUntil(lambda: not window._work.busy, timeout=LONG)
    assert row(window, WWW).on_purpose is not None
    window.open_kept()
    page, file = window.pages.kept, tmp_path / "open-on-purpose.toml"
    page._export.click()
    pick(window, file)
    qtbot.waitUntil(lambda: file.exists() and "[[exception]]" in file.read_text(encoding="utf-8"))
    page.pane._withdraw.click()
    yes = [b for b in window.findChildren(QMessageBox)[-1].buttons() if "No longer" in b.text()]
    yes[0].click()
    qtbot.waitUntil(lambda: window.declaring.known.exceptions == ())
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace('"public"', '"everybody"'), encoding="utf-8")
    page._import.click()
    pick(window, file)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(FileTrouble)))
    [trouble] = window.findChildren(FileTrouble)
    assert "line 3: the audience is one of" in trouble._text.toPlainText()
    trouble.reject()
    assert window.declaring.known.exceptions == ()
    file.write_text(good, encoding="utf-8")
    page._import.click()
    pick(window, file)
    qtbot.waitUntil(lambda: len(window.declaring.known.exceptions) == 1)
    qtbot.waitUntil(lambda: row(window, WWW).on_purpose is not None)


def test_the_agency_is_called_theirs_and_is_no_outsider_any_more(window: MainWindow, qtbot: QtBot) -> None:
    page = window.pages.own
    window.open_own()
    qtbot.waitUntil(lambda: bool(window.declaring.known.offered))
    assert "You added it as marrow-prod." in words(page.pane)
    page.pane.form._kind.setCurrentIndex(_KINDS.index(OwnKind.ACCOUNT))
    page.pane.form._value.setText(AGENCY)
    page.pane.form._add.click()
    qtbot.waitUntil(lambda: "stands otherwise because of it:" in words(page.pane), timeout=LONG)
    assert f"{DROP} · marrow-prod" in words(page.pane)
    qtbot.waitUntil(lambda: row(window, DROP).audience is Audience.ORGANIZATION)
    page._remove.click()
    qtbot.waitUntil(lambda: row(window, DROP).audience is Audience.EXTERNAL, timeout=LONG)
