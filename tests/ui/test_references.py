"""Qt for Python keeps its references: 6.12.0 lost one to None on each call and aborted after some 7,000."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from ajar.ui.table.model import TableModel
from ui import company


class Emitter(QObject):
    """Emits None, and anything else."""

    told = Signal(object)


def test_none_survives_ten_thousand_calls(qtbot: QtBot) -> None:
    del qtbot
    heard: list[object] = []
    emitter, model = Emitter(), TableModel()
    emitter.told.connect(heard.append)
    model.held.put_all(company.ROWS)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        emitter.told.emit(None)
        model.data(model.index(0, 0), -1)
        model.rowCount(None)
        heard.clear()
    assert abs(sys.getrefcount(None) - before) < 1_000
