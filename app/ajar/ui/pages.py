"""The screens of the window: the table or the first choice, and what stands aside of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ajar.ui.declared.kept_page import KeptPage
from ajar.ui.declared.own_page import OwnPage
from ajar.ui.first_run import FirstRun
from ajar.ui.journal_page.page import JournalPage
from ajar.ui.results_page import ResultsPage, focus_into
from ajar.ui.settings_page import SettingsPage
from ajar.ui.sidebar import Sidebar


class Pages(QStackedWidget):
    """Shows one of them; each that stands aside is opened and left by the same key."""

    def __init__(
        self, sidebar: Sidebar, results: ResultsPage, journal: JournalPage, kept: KeptPage, own: OwnPage
    ) -> None:
        super().__init__()
        self._sidebar = sidebar
        self.results, self.journal, self.kept, self.own = results, journal, kept, own
        self.first_run, self.settings = FirstRun(), SettingsPage()
        self._aside = (self.settings, self.journal, self.kept, self.own)
        for page in (self.results, self.first_run, *self._aside):
            self.addWidget(page)

    @property
    def aside(self) -> bool:
        """Whether something is open in the place of the table."""
        return self.currentWidget() in self._aside

    def show_page(self, page: QWidget) -> None:
        """Show this one."""
        self.setCurrentWidget(page)
        self._sidebar.show_open(
            settings=page is self.settings,
            journal=page is self.journal,
            kept=page is self.kept,
            own=page is self.own,
        )

    def open_settings(self) -> None:
        """Show the settings, and put the keyboard there."""
        self.show_page(self.settings)
        self.settings.focus_first()

    def open_journal(self) -> None:
        """Show the journal, and put the keyboard there."""
        self.show_page(self.journal)
        self.journal.focus_first()

    def open_kept(self) -> None:
        """Show what is open on purpose, and put the keyboard there."""
        self.show_page(self.kept)
        self.kept.focus_first()

    def open_own(self) -> None:
        """Show what is theirs, and put the keyboard there."""
        self.show_page(self.own)
        self.own.focus_first()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through on the screen that is shown."""
        page = self.currentWidget()
        if isinstance(page, ResultsPage | JournalPage | KeptPage | OwnPage):
            return page.panes()
        return (self,)

    def next_pane(self, by: int) -> None:
        """Put the keyboard on the pane that follows, the side among them; -1 goes back."""
        panes: list[QWidget] = [self._sidebar, *self.panes()]
        now = QApplication.focusWidget()
        place = next(
            (n for n, pane in enumerate(panes) if now and (pane is now or pane.isAncestorOf(now))), 0
        )
        following = panes[(place + by) % len(panes)]
        if following in (self.results.table, self.journal.table, self.kept.table, self.own.table):
            following.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus_into(following)
