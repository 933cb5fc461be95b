"""The screens of the window: the table or the first choice, and what stands aside of them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from ajar.ui.first_run import FirstRun
from ajar.ui.journal_page.page import JournalPage
from ajar.ui.results_page import ResultsPage
from ajar.ui.settings_page import SettingsPage
from ajar.ui.sidebar import Sidebar


class Pages(QStackedWidget):
    """Shows one of them; settings and journal are opened and left by the same key."""

    def __init__(self, sidebar: Sidebar, results: ResultsPage, journal: JournalPage) -> None:
        super().__init__()
        self._sidebar = sidebar
        self.results, self.journal = results, journal
        self.first_run, self.settings = FirstRun(), SettingsPage()
        for page in (self.results, self.first_run, self.settings, self.journal):
            self.addWidget(page)

    @property
    def aside(self) -> bool:
        """Whether something is open in the place of the table."""
        return self.currentWidget() in (self.settings, self.journal)

    def show_page(self, page: QWidget) -> None:
        """Show this one."""
        self.setCurrentWidget(page)
        self._sidebar.show_open(settings=page is self.settings, journal=page is self.journal)

    def open_settings(self) -> None:
        """Show the settings, and put the keyboard there."""
        self.show_page(self.settings)
        self.settings.focus_first()

    def open_journal(self) -> None:
        """Show the journal, and put the keyboard there."""
        self.show_page(self.journal)
        self.journal.focus_first()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through on the screen that is shown."""
        page = self.currentWidget()
        if page is self.results:
            return self.results.panes()
        return self.journal.panes() if page is self.journal else (self,)
