"""The one dialog of a fix or an undo: what it would do, the confirmation, how far it is, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ajar.model.change import Preview
from ajar.model.journal import JournalEntry, JournalState
from ajar.ui.blocks import Stack, told
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.repair.changes_view import ChangesView
from ajar.ui.repair.choices_form import ChoicesForm
from ajar.ui.repair.confirm import Confirm, enter_is_harmless
from ajar.ui.repair.preview_view import shown
from ajar.ui.repair.result_view import ResultView
from ajar.ui.scrolling import Scrolling
from ajar.ui.tab_order import order_keys
from ajar.words.journal import can_undo
from ajar.words.language import marked, translated
from ajar.words.repair import act, heading, reopens, to_type
from ajar.words.verdict import kind
from ajar.worker.protocol import Confirmed, Foresee, Foreseen, ForeseeUndo, Moved, Wanted

SIZE = QSize(780, 700)
_EDGE = 40  # pixels that the dialog leaves of the window it is on


@dataclass(frozen=True)
class Subject:
    """What is to be changed: a resource by a fix, or an entry of the journal that is to be put back."""

    name: str
    account_name: str
    wanted: Wanted | None = None
    entry: str = ""

    def question(self) -> Foresee | ForeseeUndo:
        """What the worker is asked about it."""
        return ForeseeUndo(entry=self.entry) if self.wanted is None else Foresee(wanted=(self.wanted,))

    def is_answered_by(self, event: Foreseen) -> bool:
        """Whether this is the answer to the question."""
        return event.entry == self.entry if self.wanted is None else event.wanted == self.wanted


class PreviewDialog(QDialog):
    """Asks for previews and shows them; nothing is changed before `confirmed`."""

    asked = Signal(object)
    """A Subject whose preview is wanted."""
    confirmed = Signal(Confirmed)
    undo = Signal(str)
    """The id of the entry that is to be put back."""

    def __init__(self, subject: Subject, parent: QWidget, *, ask_outside: bool) -> None:
        super().__init__(parent)
        self.subject = subject
        self._preview: Preview | None = None
        self._result: ResultView | None = None
        self._entry: JournalEntry | None = None
        self._undoable = ""
        self._changed_elsewhere = False
        self.setWindowTitle(translated(marked("Before anything changes")))
        self._title, self._where = Prose(look="title"), Prose(look="muted")
        self.form, self._body, self._scroll = ChoicesForm(), Stack(), Scrolling()
        self._busy = QProgressBar(textVisible=False)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(translated(marked("Looking up what it would do")))
        self._looking = Label(translated(marked("Looking up what it would do. Nothing changes yet.")))
        self.confirm = Confirm(ask_outside=ask_outside)
        self._lay_out()
        self.form.changed.connect(self._choose_otherwise)
        self.confirm.cancelled.connect(self.reject)
        self.confirm.confirmed.connect(self._act)
        self.confirm.undo.connect(lambda: self.undo.emit(self._undoable))
        self._title.say(subject.name)
        self._where.say(subject.account_name)
        self.confirm.set_default()

    def _lay_out(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.setSpacing(16)
        for widget in (self.form, self._looking, self._busy, self._body):
            inner.addWidget(widget)
        inner.addStretch(1)
        self._scroll.show_page(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.confirm)
        self.resize(fitting(self.parentWidget(), SIZE))

    # --- before ---

    def ask(self) -> None:
        """Ask what it would do, and say so meanwhile."""
        self._preview = None
        self._set_busy(busy=True)
        self.confirm.show_start()
        self.confirm.allow(False)
        self.asked.emit(self.subject)

    def show_foreseen(self, event: Foreseen) -> None:
        """Show the answer; one to an earlier question, and one that comes too late, is let go."""
        if not self.subject.is_answered_by(event):
            return
        if self._result is not None:
            return
        self._set_busy(busy=False)
        self._preview = event.preview
        fix = event.preview.plan.fix if event.preview else event.wanted.fix if event.wanted else ""
        chosen = event.preview.plan.chosen if event.preview else event.wanted.chosen if event.wanted else {}
        self.form.show_offers(event.offers if self.subject.wanted else (), fix, chosen)
        if event.preview is None:
            self._show_no_preview(event)
            return
        not_allowed = marked("Fixes are not allowed on this account. Allow them from its menu at the side.")
        self._show_preview(event.preview, event.trouble or ("" if event.allowed else translated(not_allowed)))
        self.confirm.allow(event.allowed and not event.trouble)

    def _show_preview(self, preview: Preview, trouble: str) -> None:
        resource = preview.plan.resource
        self._title.say(heading(preview))
        parts = (kind(resource.kind), self.subject.account_name, resource.account, resource.region)
        self._where.say(" · ".join(dict.fromkeys(part for part in parts if part)))
        parts_shown = list(shown(preview))
        if trouble:
            parts_shown.insert(0, told("circle-alert", "anyone", Prose(trouble)))
        self._fill(parts_shown)
        opens = bool(preview.plan.undoes and reopens(preview))
        self.confirm.show_act(act(preview), wanted=to_type(preview.plan), opens=opens)

    def _show_no_preview(self, event: Foreseen) -> None:
        self.show_trouble(event.trouble)
        if event.drift:
            heading = translated(marked("As Ajar left it, and as it is now"))
            both = ChangesView(heading, event.drift[0].owner, event.drift)
            self._fill([told("circle-alert", "anyone", Prose(event.trouble)), both])

    def show_trouble(self, trouble: str) -> None:
        """Say why there is nothing to confirm, or nothing more to come."""
        self._set_busy(busy=False)
        if self._result is not None:
            self._result.show_broken(self._entry, trouble)
            self.confirm.show_end(undo=False)
            return
        self._fill([told("circle-alert", "anyone", Prose(trouble))])
        self.confirm.show_act("")

    def _choose_otherwise(self) -> None:
        wanted = self.subject.wanted
        if wanted is None or self._result is not None:
            return
        if not self.form.complete():
            self._preview = None
            choose = marked("Choose what is asked for above, to see what it would do.")
            self._set_busy(busy=False)
            self._fill([told("info", "muted", Prose(translated(choose)))])
            self.confirm.show_act("")
            return
        otherwise = msgspec.structs.replace(wanted, fix=self.form.fix(), chosen=self.form.chosen())
        self.subject = replace(self.subject, wanted=otherwise)
        self.ask()

    def _fill(self, widgets: list[QWidget]) -> None:
        self._body.fill(widgets)
        order_keys((self.form, self._body, self.confirm))

    def _set_busy(self, *, busy: bool) -> None:
        self._looking.setVisible(busy)
        self._busy.setVisible(busy)
        self._body.setEnabled(not busy)

    # --- while it is made, and after ---

    def _act(self) -> None:
        if self._changed_elsewhere:
            self._changed_elsewhere, self._result = False, None
            self.ask()
        else:
            self._confirm()

    def _confirm(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self._result = ResultView(preview.plan)
        self.form.hide()
        self._fill([self._result])
        self._scroll.to_top()
        self.confirm.show_under_way()
        confirmed = Confirmed(
            account_name=self.subject.account_name,
            plan=preview.plan,
            ask_outside=self.confirm.ask_outside,
        )
        self.confirmed.emit(confirmed)

    def show_moved(self, event: Moved) -> None:
        """Show how far it is; at the end, how it ended, and the way on."""
        if self._result is None:
            return
        self._entry = event.entry
        self._result.show_state(event.entry, event.trouble, over=event.over)
        order_keys((self._body, self.confirm))
        if not event.over:
            return
        entry = event.entry
        self._undoable = entry.id if entry is not None and can_undo(entry) else ""
        self.confirm.show_end(undo=bool(self._undoable))
        if entry is not None and entry.state is JournalState.CHANGED_ELSEWHERE:
            self._changed_elsewhere = True
            self._result.show_drift(event.drift)
            order_keys((self._body, self.confirm))
            self.confirm.show_anew()

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self._looking.isVisibleTo(self)

    @property
    def under_way(self) -> bool:
        """Whether its change is being made."""
        return self._result is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter never makes a change; Escape closes."""
        if not enter_is_harmless(self, self.confirm, event):
            super().keyPressEvent(event)


def fitting(parent: QWidget | None, wanted: QSize) -> QSize:
    """As large as wanted, where the window it is on is large enough."""
    room = parent.window().size() if parent is not None else wanted
    return wanted.boundedTo(QSize(max(480, room.width() - _EDGE), max(400, room.height() - _EDGE)))
