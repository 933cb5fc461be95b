"""The window: accounts at the side and the screen that is shown, joined to what the worker tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ajar.model.row import Row
from ajar.ui.account_item import entries
from ajar.ui.another import start_another
from ajar.ui.asking_who import AskingWho
from ajar.ui.crash import Watch
from ajar.ui.declaring import Declaring
from ajar.ui.fixing import Fixing
from ajar.ui.joining import Joining
from ajar.ui.keys import KeysDialog
from ajar.ui.labels import Label
from ajar.ui.pages import Pages
from ajar.ui.preferences import Preferences
from ajar.ui.question import ask
from ajar.ui.remembered import Remembered
from ajar.ui.results_page import ResultsPage
from ajar.ui.sidebar import Sidebar
from ajar.ui.standing import Standing
from ajar.ui.strips import DemoBanner
from ajar.ui.work import Work
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.summary import Group
from ajar.worker import protocol

_CLOCK = 30_000  # milliseconds between two looks at the clock
_TOLD = 6_000  # milliseconds that a message stands in the status bar
_FRAME = 40  # pixels that a window manager's title may take


class MainWindow(QMainWindow):
    """Shows what the worker tells, and asks it for what the person wants."""

    def __init__(self, work: Work, remembered: Remembered) -> None:
        super().__init__()
        self.setWindowTitle("Ajar")
        self.setMinimumSize(940, 560)
        self._work, self._remembered = work, remembered
        self._ready = protocol.Ready(version="")
        self._standing = Standing()
        self._told = self._scan_again = False
        self._died = ""
        self.watch = Watch(self)
        self.sidebar, self.banner = Sidebar(), DemoBanner()
        self.results = ResultsPage(self._standing.age)
        self.fixing = Fixing(work, self, self.results, self.sidebar)
        self.declaring = Declaring(work, self, self.results, remembered)
        kept, own = self.declaring.kept_page, self.declaring.own_page
        self.pages = Pages(self.sidebar, self.results, self.fixing.page, kept, own)
        self.settings, self.first_run = self.pages.settings, self.pages.first_run
        self.journal = self.pages.journal
        self._joining, self._asking = Joining(work, self), AskingWho(work, self.results.details.who)
        Preferences(self.settings, remembered, work, self.results.table, self)
        self._clock = QTimer(self, interval=_CLOCK)
        self._clock.timeout.connect(self._refresh)
        self._clock.start()
        self._lay_out()
        self._connect_worker()
        self._connect_widgets()
        self._add_shortcuts()
        self._restore()
        self._refresh()

    # --- how it is put together ---

    def _lay_out(self) -> None:
        self.banner.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.pages, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        said = translated(marked("Ajar only reads until you confirm a change"))
        self.statusBar().addWidget(Label(f"  {said}", look="muted"))
        self.statusBar().setSizeGripEnabled(False)

    def _connect_worker(self) -> None:
        work = self._work
        work.ready.connect(self._show_ready)
        work.accounts.connect(self._show_accounts)
        work.rows.connect(self._take_rows)
        work.working.connect(lambda event: self.results.progress.show_progress(event.progress))
        work.scanned.connect(self._scan_over)
        work.scanning.connect(self._show_scanning)
        work.details.connect(self.results.show_details)
        work.since.connect(self.results.take_since)
        work.made.connect(lambda _made: work.send(protocol.AskSince()))
        work.permissions.connect(self._copy_policy)
        work.found.connect(lambda event: self.first_run.show_found(event.sources))
        work.failed.connect(lambda event: self._tell_trouble(event.says))
        work.died.connect(self._show_death)
        self._joining.joined.connect(self._joined)
        self._joining.failed.connect(self.first_run.show_trouble)

    def _connect_widgets(self) -> None:
        side, results = self.sidebar, self.results
        side.chosen.connect(self._choose_account)
        side.add.connect(lambda: self.add_account("aws"))
        side.settings.connect(self.open_settings)
        side.journal.connect(self.open_journal)
        side.kept.connect(self.open_kept)
        side.own.connect(self.open_own)
        side.check.connect(self._work.scan)
        side.remove.connect(self._remove)
        results.head.check_again.connect(self.check_again)
        results.progress.stop.connect(self._work.cancel)
        results.warning.act.connect(self._open_errors)
        results.notice.act.connect(self._act_on_notice)
        results.notice.more.connect(lambda: self.watch.show(self._died))
        results.ask.connect(self._ask)
        results.changed.connect(self._refresh)
        results.copied.connect(self._say)
        results.errors.policy_wanted.connect(
            lambda name: self._work.send(protocol.AskPermissions(provider=name))
        )
        self.first_run.add.connect(self.add_account)
        self.first_run.demo.connect(self._start_demo)
        self.first_run.use.connect(self._joining.use)
        for page in (self.settings, self.journal, self.pages.kept, self.pages.own):
            page.closed.connect(self.leave_aside)
        self.fixing.open_journal.connect(self.pages.open_journal)
        self.fixing.said.connect(self._say)
        self.declaring.said.connect(self._say)
        self.declaring.show_table.connect(side.choose_all)
        self.declaring.show_table.connect(self.leave_aside)
        self.banner.connect_real.connect(self._start_real)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._focus_filter),
            ("Esc", self._step_back),
            ("F6", lambda: self.pages.next_pane(1)),
            ("Shift+F6", lambda: self.pages.next_pane(-1)),
            ("F1", self.show_keys),
            ("Ctrl+Return", self.fixing.fix),
            ("Ctrl+Enter", self.fixing.fix),
            ("Ctrl+Z", self.fixing.undo_last),
            ("Ctrl+K", self.declaring.keep),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _restore(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(1280, room.width()), min(800, room.height() - _FRAME))
        places = [(name, splitter.restoreState) for name, splitter in self._splitters()]
        for name, restore in (("window", self.restoreGeometry), *places):
            state = self._remembered.place(name)
            if state is not None:
                restore(state)

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        pages = self.pages
        own, kept = pages.own.splitter, pages.kept.splitter
        return ("splitter", self.results.splitter), ("own", own), ("kept", kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side be narrower in a narrow window."""
        super().resizeEvent(event)
        self.sidebar.fit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place of things, and end the workers; a change that is under way is finished."""
        self._remembered.keep_place("window", self.saveGeometry())
        for name, splitter in self._splitters():
            self._remembered.keep_place(name, splitter.saveState())
        self.hide()
        self._work.stop()
        super().closeEvent(event)

    # --- what the worker tells ---

    def _show_ready(self, ready: protocol.Ready) -> None:
        self._ready = ready
        self._told = False
        self.banner.setVisible(ready.demo)
        self.setWindowTitle(translated(marked("Demo"))) if ready.demo else self.setWindowTitle("Ajar")
        self.settings.show_ready(ready)
        self._tell_trouble(ready.store_trouble)

    def _show_accounts(self, event: protocol.Accounts) -> None:
        self._standing.accounts = event.accounts
        self._refresh()

    def _take_rows(self, event: protocol.Rows) -> None:
        self.results.model.take(event)
        if event.last:
            first, self._told = not self._told, True
            self._choose_page()
            self._refresh()
            self.results.table.choose_first()
            if first and self.pages.currentWidget() is self.results:
                self.results.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if first and self._ready.demo and not len(self.results.model.held):
                self._work.scan()

    def _choose_page(self) -> None:
        """The first screen where there is no account, else the table; what stands aside stays open."""
        if self.pages.aside:
            return
        bare = self._told and not self._standing.accounts
        wanted = self.first_run if bare else self.results
        if wanted is self.first_run and self.pages.currentWidget() is not wanted:
            self._work.send(protocol.Sources())
        self.pages.show_page(wanted)

    def _scan_over(self, event: protocol.Scanned) -> None:
        self.results.model.flush()
        self.results.table.choose_first()
        if event.cancelled:
            self._say(translated(marked("Stopped. What was found stays.")))

    def _show_scanning(self, scanning: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._standing.scanning = scanning
        if scanning:
            self.results.progress.begin()
        else:
            self.results.progress.hide()
        self._refresh()

    def _refresh(self) -> None:
        """Say anew how things stand: the numbers, the ages, and what is not known."""
        standing, results = self._standing, self.results
        standing.now = datetime.now(UTC)
        counts = results.counts()
        results.tiles.show_counts(counts)
        results.head.allow_check(bool(standing.accounts) and not standing.scanning)
        missing = results.model.held.missing(standing.chosen)
        warning = "" if standing.scanning else standing.warning(counts)
        results.warning.say(warning, standing.missing_button(missing))
        opened = {state.account.name: self._open_in(state.account.name) for state in standing.accounts}
        self.sidebar.show_entries(entries(standing.accounts, opened))
        if self._told or standing.scanning or len(results.model.held):
            results.head.say(standing.headline(counts), standing.below(counts))
            results.say_waiting(standing.empty())
        else:
            results.head.say(translated(marked("Opening...")), "")
        if self._told:
            self._choose_page()

    def _open_in(self, account: str) -> int:
        counts = self.results.model.held.counts(account)
        return counts[Group.STRANGERS] + counts[Group.REACHABLE]

    def _show_death(self, report: str) -> None:
        self._died = report
        said = translated(marked("The part of Ajar that reads the clouds has stopped. What was found stays."))
        again, what = translated(marked("Start again")), translated(marked("What happened"))
        self.results.notice.say(said, again, what)
        self.pages.show_page(self.results)

    def _tell_trouble(self, text: str) -> None:
        self._died = ""
        self.results.notice.say(text, translated(marked("Hide")) if text else "")

    def _act_on_notice(self) -> None:
        died, self._died = self._died, ""
        self.results.notice.say("")
        if died:
            self._work.start()

    # --- what the person wants ---

    def _choose_account(self, account: str | None) -> None:
        self._standing.chosen = account
        self.results.show_account(account)
        if self.pages.aside:
            self.leave_aside()
        self._refresh()

    def check_again(self) -> None:
        """Read the shown account, or all, anew."""
        chosen = self._standing.chosen
        self._work.scan(*([] if chosen is None else [chosen]))

    def add_account(self, provider: str) -> None:
        """Open the dialog that adds an account."""
        from ajar.ui.add_account.dialog import AddAccountDialog  # noqa: PLC0415 - the first paint waits for it

        dialog = AddAccountDialog(self._work, self._ready, self)
        dialog.show_provider(provider)
        dialog.added.connect(self._joined)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _joined(self, name: str) -> None:
        if not self._work.busy:
            self._work.scan(name)

    def _remove(self, name: str) -> None:
        said = marked("Ajar forgets what it found there, and its secret. Nothing in the cloud changes.")
        ask(
            self,
            translated(marked("Remove {name} from Ajar?")).format(name=plain(name)),
            translated(said),
            translated(marked("Remove")),
            lambda: self._work.send(protocol.Remove(name=name)),
        )

    def _open_errors(self) -> None:
        held = self.results.model.held
        rows = [held.rows[number] for number in held.numbers.values()]
        self.results.errors.show_lacking(self._standing.lacking(rows))
        self.results.open_errors()

    def _ask(self, row: Row) -> None:
        self._work.send(protocol.Ask(account=row.account, resource=row.id))

    def _copy_policy(self, event: protocol.Permissions) -> None:
        QApplication.clipboard().setText(event.text)
        self._say(translated(marked("Copied the policy that Ajar needs")))

    def _say(self, text: str) -> None:
        self.statusBar().showMessage(f"  {text}", _TOLD)

    # --- screens and keys ---

    def open_settings(self) -> None:
        """Show the settings, or leave them."""
        self._turn(self.settings, self.pages.open_settings)

    def open_journal(self) -> None:
        """Show the journal, or leave it."""
        self._turn(self.journal, self.pages.open_journal)

    def open_kept(self) -> None:
        """Show what is open on purpose, or leave it."""
        self._turn(self.pages.kept, self.pages.open_kept)

    def open_own(self) -> None:
        """Show what is theirs, or leave it."""
        self._turn(self.pages.own, self.pages.open_own)

    def _turn(self, page: QWidget, show: Callable[[], None]) -> None:
        if self.pages.currentWidget() is page:
            self.leave_aside()
        else:
            show()

    def leave_aside(self) -> None:
        """From what stands aside back to the screen before."""
        self.pages.show_page(self.results)
        self._choose_page()

    def show_keys(self) -> None:
        """Open the list of keys."""
        dialog = KeysDialog(self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _focus_filter(self) -> None:
        self.results.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.results.bar.field.selectAll()

    def _step_back(self) -> None:
        if self.pages.aside:
            self.leave_aside()
        elif self.pages.currentWidget() is self.results:
            self.results.step_back()

    def _start_demo(self) -> None:
        self._start("demo", said=translated(marked("The demo opens in a window of its own.")))

    def _start_real(self) -> None:
        self._start(said=translated(marked("Ajar opens in a window of its own; the demo stays as it is.")))

    def _start(self, *arguments: str, said: str) -> None:
        if start_another(*arguments):
            self._say(said)
            self.first_run.say(said)
        else:
            self._tell_trouble(translated(marked("Another window could not be started.")))
