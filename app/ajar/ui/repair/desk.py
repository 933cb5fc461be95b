"""Where fixing is done: opens the right dialog for what a person wants, and lets it talk to the workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ajar.model.journal import JournalEntry
from ajar.model.row import Row
from ajar.ui.repair.allowing import Allowing
from ajar.ui.repair.bulk_dialog import BulkDialog
from ajar.ui.repair.making import Making, Outcome
from ajar.ui.repair.preview_dialog import PreviewDialog, Subject
from ajar.ui.table.rows import lets_in
from ajar.ui.work import Work
from ajar.words.language import counted, marked, translated
from ajar.worker import protocol
from ajar.worker.protocol import Foreseen, Make, Wanted

MOST = 200
"""More resources than this are not fixed in one go: each is looked up and read over by itself."""


class Desk(QObject):
    """Fixes rows, undoes entries, and tells what came of it where no dialog is open that shows it."""

    said = Signal(str)
    """Something short, for the status bar."""
    outcome = Signal(Outcome)

    def __init__(self, work: Work, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._window = work, window
        self._demo = False
        self._dialog: PreviewDialog | BulkDialog | None = None
        self._unseen = False
        self.allowing, self.making = Allowing(work, window), Making(work, self)
        work.ready.connect(self._show_ready)
        work.foreseen.connect(self._show_foreseen)
        work.failed.connect(self._show_failed)
        work.died.connect(self._show_death)
        self.making.moved.connect(self._show_moved)
        self.making.over.connect(self._show_over)
        self.making.broke_off.connect(self._show_broken)

    # --- what the person wants ---

    def fix(self, rows: Sequence[Row]) -> None:
        """Preview a fix of these; several are listed, but for those that are private already."""
        if not rows or not self._is_free():
            return
        if len(rows) == 1:
            self._ensure(rows, lambda: self._fix_one(rows[0]))
            return
        some = [row for row in rows if lets_in(row)]
        if not some:
            self.said.emit(translated(marked("Nobody outside gets into any of these.")))
        elif len(some) > MOST:
            self.said.emit(counted("Choose {n} or fewer at a time", "Choose {n} or fewer at a time", MOST))
        elif len(some) == 1:
            self._ensure(some, lambda: self._fix_one(some[0]))
        else:
            self._ensure(some, lambda: self._fix_many(some))

    def undo(self, entry: JournalEntry) -> None:
        """Preview putting this back."""
        if self._is_free():
            subject = Subject(name=entry.plan.resource.name, account_name=entry.account, entry=entry.id)
            self._ensure_names([entry.account], lambda: self._open_preview(subject))

    def _is_free(self) -> bool:
        """Whether nothing else is being looked at or made; where it is, the person is told."""
        if self.making.busy:
            self.said.emit(translated(marked("Another change is being made. Wait until it is over.")))
            return False
        return self._dialog is None

    def _ensure(self, rows: Sequence[Row], then: Callable[[], None]) -> None:
        self._ensure_names([row.account_name for row in rows], then)

    def _ensure_names(self, names: Sequence[str], then: Callable[[], None]) -> None:
        self.allowing.ensure(names, then)

    # --- the dialogs ---

    def _fix_one(self, row: Row) -> None:
        wanted = Wanted(account_name=row.account_name, account=row.account, resource=row.id)
        self._open_preview(Subject(name=row.name, account_name=row.account_name, wanted=wanted))

    def _open_preview(self, subject: Subject) -> None:
        dialog = PreviewDialog(subject, self._window, ask_outside=self._demo)
        dialog.asked.connect(lambda asked: self._ask(asked.question()))
        dialog.confirmed.connect(lambda confirmed: self.making.make(Make(plans=(confirmed,))))
        dialog.undo.connect(lambda entry: self._undo_from(dialog, entry))
        self._open(dialog)
        dialog.ask()

    def _fix_many(self, rows: Sequence[Row]) -> None:
        dialog = BulkDialog(rows, self._window, ask_outside=self._demo)
        dialog.confirmed.connect(self.making.make)
        self._open(dialog)
        self._ask(dialog.question)

    def _ask(self, question: protocol.Foresee | protocol.ForeseeUndo) -> None:
        self._work.send(question)
        if not self._work.reads:
            self._show_death("")

    def _open(self, dialog: PreviewDialog | BulkDialog) -> None:
        self._dialog, self._unseen = dialog, False
        dialog.confirm.stop.connect(self.making.stop)
        dialog.finished.connect(lambda _result: self._closed(dialog))
        dialog.open()

    def _closed(self, dialog: PreviewDialog | BulkDialog) -> None:
        under_way, self._dialog = dialog.under_way, None
        dialog.deleteLater()
        self._unseen = self.making.busy
        if under_way and not self.making.busy:
            outcome = self.making.outcome()
            if outcome.entry or isinstance(dialog, BulkDialog):
                self.outcome.emit(outcome)

    def _undo_from(self, dialog: PreviewDialog, entry: str) -> None:
        subject = Subject(name=dialog.subject.name, account_name=dialog.subject.account_name, entry=entry)
        self._dialog = None
        dialog.hide()
        dialog.deleteLater()
        self._open_preview(subject)

    # --- what the workers tell ---

    def _show_ready(self, ready: protocol.Ready) -> None:
        self._demo = ready.demo
        # A worker that is new does not know what the last one was asked.
        if self._dialog is not None and not self._dialog.under_way and self._dialog.waits:
            self._show_death("")

    def _show_foreseen(self, event: Foreseen) -> None:
        if self._dialog is not None:
            self._dialog.show_foreseen(event)

    def _show_moved(self, event: protocol.Moved) -> None:
        if self._dialog is not None:
            self._dialog.show_moved(event)

    def _show_over(self) -> None:
        if isinstance(self._dialog, BulkDialog):
            self._dialog.show_made()
        if self._unseen:
            self._unseen = False
            self.outcome.emit(self.making.outcome())

    def _show_broken(self, why: str) -> None:
        if self._dialog is not None and self._dialog.under_way:
            self._dialog.show_trouble(why)
        else:
            self.outcome.emit(Outcome(why, well=False))
        self._unseen = False

    def _show_failed(self, event: protocol.Failed) -> None:
        asking = event.request in (protocol.Foresee.__name__, protocol.ForeseeUndo.__name__)
        if asking and self._dialog is not None and not self._dialog.under_way:
            self._dialog.show_trouble(event.says)

    def _show_death(self, _report: str) -> None:
        if self._dialog is not None and not self._dialog.under_way:
            stopped = marked(
                "The part of Ajar that reads the clouds has stopped. Close this, and start it again."
            )
            self._dialog.show_trouble(translated(stopped))
