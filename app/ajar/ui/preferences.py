"""What is chosen in the settings, put into force and remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ajar.ui.look.fonts import interface
from ajar.ui.look.palette import Choice, dress
from ajar.ui.remembered import Remembered
from ajar.ui.settings_page import SettingsPage
from ajar.ui.table.view import TableView
from ajar.ui.work import Work


class Preferences(QObject):
    """Joins the settings to what they are about."""

    def __init__(
        self, settings: SettingsPage, remembered: Remembered, work: Work, table: TableView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._remembered, self._work, self._table = remembered, work, table
        settings.look.connect(self._choose_look)
        settings.text_size.connect(self._choose_size)
        settings.second_opinion.connect(self._choose_opinion)
        kept = remembered
        settings.show_choices(kept.look, kept.text_size, second_opinion=kept.second_opinion)
        work.second_opinion = kept.second_opinion

    def _choose_look(self, choice: Choice) -> None:
        self._remembered.look = choice
        dress(_app(), choice)

    def _choose_size(self, size: float) -> None:
        self._remembered.text_size = size
        _app().setFont(interface(size))
        dress(_app(), self._remembered.look)
        self._table.fit()

    def _choose_opinion(self, asked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._remembered.second_opinion = self._work.second_opinion = asked


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - there is no window without one
    return app
