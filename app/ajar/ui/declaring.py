"""What a person declares, joined to the window: the dialog, the two screens, and the file."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ajar.model.kept import Declared
from ajar.model.ours import AccessException, Own
from ajar.model.row import Row
from ajar.ui.declared.file_trouble import FileTrouble
from ajar.ui.declared.keep_dialog import KeepDialog
from ajar.ui.declared.keeper import Declarations
from ajar.ui.declared.kept_page import KeptPage
from ajar.ui.declared.own_page import OwnPage
from ajar.ui.question import ask
from ajar.ui.remembered import Remembered
from ajar.ui.results_page import ResultsPage
from ajar.ui.work import Work
from ajar.words.kept import gave_way
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import day
from ajar.worker import protocol

_FILE = "open-on-purpose.toml"


class Declaring(QObject):
    """Knows both screens and the open dialog; `show_table` tells that a row is to be seen."""

    said = Signal(str)
    show_table = Signal()

    def __init__(self, work: Work, window: QWidget, results: ResultsPage, remembered: Remembered) -> None:
        super().__init__(window)
        self._work, self._window, self._results, self._remembered = work, window, results, remembered
        self.known = Declarations(work, self)
        self.kept_page, self.own_page = KeptPage(self.known), OwnPage(self.known)
        self._dialog: KeepDialog | None = None
        self._wanted: tuple[str, str] | None = None
        self._sent: Own | None = None
        self._connect()

    def _connect(self) -> None:
        work, kept, own = self._work, self.kept_page, self.own_page
        self._results.keep.connect(self.keep_row)
        self._results.withdraw.connect(lambda row: self._ask_to_withdraw(row.account, row.id, row.name))
        kept.change.connect(lambda one: self._ask_draft(one.kept.account, one.kept.resource))
        kept.withdraw.connect(
            lambda one: self._ask_to_withdraw(one.kept.account, one.kept.resource, one.kept.name)
        )
        kept.show_row.connect(self._show_row)
        kept.exporting.connect(self._export)
        kept.importing.connect(self._import)
        own.add.connect(self._call)
        own.remove.connect(lambda one: self._call(one, no_longer=True))
        for table in (kept.table, own.table):
            table.copied.connect(self.said)
        work.draft.connect(self._show_draft)
        work.answered.connect(self._show_answer)
        work.filed.connect(self._show_filed)
        work.failed.connect(self._show_failed)
        work.died.connect(lambda _report: self._show_death())

    # --- what is open on purpose ---

    def keep(self) -> None:
        """Declare the row that a person is on open on purpose, or change what was declared of it."""
        row = self._results.table.row()
        if not self._results.isVisible():
            return
        if row is None:
            self.said.emit(translated(marked("Choose a row first.")))
        else:
            self.keep_row(row)

    def keep_row(self, row: Row) -> None:
        """The same of this row."""
        self._ask_draft(row.account, row.id)

    def _ask_draft(self, account: str, resource: str) -> None:
        if self._dialog is None:
            self._wanted = (account, resource)
            self._work.send(protocol.AskDraft(account=account, resource=resource))

    def _show_draft(self, draft: protocol.Draft) -> None:
        if (draft.account, draft.resource) != self._wanted or self._dialog is not None:
            return
        self._wanted = None
        if draft.exception is None:
            self.said.emit(draft.trouble[:1].upper() + draft.trouble[1:])
            return
        said = draft.exception
        by = self._remembered.by
        if by and not draft.before:
            said = msgspec.structs.replace(said, by=by)
        dialog = KeepDialog(draft, said, self._window)
        dialog.declared.connect(lambda exception: self._declare(draft, exception))
        dialog.finished.connect(lambda _result: self._closed(dialog))
        self._dialog = dialog
        dialog.open()

    def _declare(self, draft: protocol.Draft, exception: AccessException) -> None:
        self._remembered.by = exception.by
        self._work.send(protocol.Declare(account=draft.account, resource=draft.resource, exception=exception))

    def _closed(self, dialog: KeepDialog) -> None:
        self._dialog = None
        dialog.deleteLater()

    def _ask_to_withdraw(self, account: str, resource: str, name: str) -> None:
        said = marked(
            "It counts as what it is again, and its reason is forgotten. Nothing in the cloud changes."
        )
        ask(
            self._window,
            translated(marked("Is {name} no longer open on purpose?")).format(name=plain(name)),
            translated(said),
            translated(marked("No longer on purpose")),
            lambda: self._work.send(protocol.Withdraw(account=account, resource=resource)),
        )

    def _show_row(self, one: Declared) -> None:
        self.show_table.emit()
        self._results.choose(one.kept.account, one.kept.resource)

    # --- the file ---

    def _export(self) -> None:
        dialog = self._file_dialog(marked("Export what is open on purpose"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(lambda file: self._work.send(protocol.Export(file=file)))
        dialog.open()

    def _import(self) -> None:
        dialog = self._file_dialog(marked("Import what is open on purpose"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self._work.send(protocol.Import(file=file)))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, translated(title), str(Path.home()))
        dialog.setNameFilters(
            [translated(marked("Exceptions (*.toml)")), translated(marked("All files (*)"))]
        )
        dialog.setDefaultSuffix("toml")
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _show_filed(self, event: protocol.Filed) -> None:
        name = plain(Path(event.file).name)
        if event.mistakes:
            said = marked("Nothing was taken from {file}.") if event.imported else marked("Not exported.")
            dialog = FileTrouble(translated(said).format(file=name), event.mistakes, self._window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
        elif event.imported:
            said = counted(
                "{n} exception taken from {file}",
                "{n} exceptions taken from {file}",
                event.number,
                file=name,
            )
            self.said.emit(said)
            if event.replaced:
                dialog = FileTrouble(said, [gave_way(one) for one in event.replaced], self._window)
                dialog.finished.connect(dialog.deleteLater)
                dialog.open()
        else:
            self.said.emit(
                counted(
                    "{n} exception written to {file}",
                    "{n} exceptions written to {file}",
                    event.number,
                    file=name,
                )
            )

    # --- what is theirs ---

    def _call(self, one: Own, *, no_longer: bool = False) -> None:
        self._sent = None if no_longer else one
        self._work.send(protocol.CallOurs(own=one, no_longer=no_longer))

    # --- what the worker says ---

    def _show_answer(self, event: protocol.Answered) -> None:
        if event.request == protocol.CallOurs.__name__:
            self._show_called(event)
        elif self._dialog is not None:
            if event.mistakes:
                self._dialog.show_mistakes(event.mistakes)
                return
            draft, until = self._dialog.draft, self._dialog.exception().until
            self._dialog.accept()
            told = translated(marked("{name} may be open until {day}"))
            self.said.emit(told.format(name=plain(draft.name), day=day(until)))

    def _show_called(self, event: protocol.Answered) -> None:
        pane = self.own_page.pane
        if event.mistakes:
            pane.form.show_mistakes(event.mistakes)
            return
        if self._sent == pane.form.own():
            pane.form.clear()
        pane.show_otherwise(event.otherwise)

    def _show_failed(self, event: protocol.Failed) -> None:
        if event.request == protocol.Declare.__name__ and self._dialog is not None:
            self._dialog.show_trouble(event.says)

    def _show_death(self) -> None:
        self._wanted = None
        if self._dialog is not None:
            stopped = marked("The part of Ajar that keeps this has stopped. Close this, and start it again.")
            self._dialog.show_trouble(translated(stopped))
