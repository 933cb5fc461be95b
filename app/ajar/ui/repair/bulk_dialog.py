"""The dialog that fixes many at once: a line for each, its own tick, and its own result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ajar.model.journal import JournalEntry
from ajar.model.row import Row
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.choices import CheckBox
from ajar.ui.repair.bulk_line import BulkLine
from ajar.ui.repair.confirm import Confirm, enter_is_harmless
from ajar.ui.repair.preview_dialog import fitting
from ajar.ui.scrolling import Scrolling
from ajar.words.journal import went_well
from ajar.words.language import counted, marked, translated
from ajar.words.repair import to_type_for
from ajar.worker.protocol import Confirmed, Foresee, Foreseen, Make, Moved

_SIZE = QSize(760, 700)


class BulkDialog(QDialog):
    """Emits `confirmed` with all that is ticked; nothing is changed before."""

    confirmed = Signal(Make)

    def __init__(self, rows: Sequence[Row], parent: QWidget, *, ask_outside: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(marked("Before anything changes")))
        self._lines = [BulkLine(row) for row in rows]
        self._making: list[BulkLine] = []
        self._entries: dict[int, JournalEntry | None] = {}
        self._heard = 0
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, len(rows))
        self._bar.setAccessibleName(translated(marked("How far it is")))
        self._title, self._said = Prose(look="title"), Label(look="muted", wrap=True)
        self._stop = CheckBox(translated(marked("Stop at the first one that fails")))
        self.confirm = Confirm(ask_outside=ask_outside)
        self._lay_out()
        for line in self._lines:
            line.toggled.connect(self._refresh)
        self.confirm.cancelled.connect(self.reject)
        self.confirm.confirmed.connect(self._confirm)
        self.confirm.set_default()
        self._refresh()

    def _lay_out(self) -> None:
        page, scroll = QWidget(), Scrolling()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.setSpacing(8)
        for line in self._lines:
            inner.addWidget(line)
        inner.addStretch(1)
        scroll.show_page(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (self._title, self._said, self._bar):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        column.addWidget(self._stop, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.confirm)
        self.resize(fitting(self.parentWidget(), _SIZE))

    # --- before ---

    @property
    def question(self) -> Foresee:
        """What the worker is asked."""
        return Foresee(wanted=tuple(line.wanted for line in self._lines))

    def show_foreseen(self, event: Foreseen) -> None:
        """Show one of the answers."""
        line = next((line for line in self._lines if line.wanted == event.wanted), None)
        if line is None or self.under_way:
            return
        self._heard += 1
        self._bar.setValue(self._heard)
        line.show_foreseen(event)
        self._refresh()

    def _looked_up(self) -> bool:
        return self._heard >= len(self._lines)

    def _refresh(self) -> None:
        if self.under_way:
            return
        number = sum(1 for line in self._lines if line.ticked)
        title = counted("Make {n} private", "Make {n} private", number)
        self._title.say(title)
        self._bar.setVisible(not self._looked_up())
        looking = marked("Looking up what it would do. Nothing changes yet.")
        what = marked("Each is changed by itself, and can be undone by itself from the journal.")
        self._said.say(translated(what if self._looked_up() else looking))
        self.confirm.show_act(title, wanted=to_type_for(number))
        self.confirm.allow(number > 0 and self._looked_up())

    # --- while it is made, and after ---

    @property
    def waits(self) -> bool:
        """Whether answers are still to come."""
        return not self._looked_up()

    @property
    def under_way(self) -> bool:
        """Whether it was confirmed."""
        return bool(self._making)

    def _confirm(self) -> None:
        making = [line for line in self._lines if line.ticked]
        plans = tuple(
            Confirmed(
                account_name=line.row.account_name, plan=line.plan, ask_outside=self.confirm.ask_outside
            )
            for line in making
            if line.plan is not None
        )
        self._making = making
        for line in self._lines:
            line.begin()
        self._stop.setEnabled(False)
        self._bar.setRange(0, len(making))
        self._bar.setValue(0)
        self._bar.show()
        self.confirm.show_under_way()
        self.confirmed.emit(Make(plans=plans, stop_at_failure=self._stop.isChecked()))

    def show_moved(self, event: Moved) -> None:
        """Show how far one of them is, or how it ended."""
        if event.place >= len(self._making):
            return
        self._making[event.place].show_moved(event)
        if event.over:
            self._entries[event.place] = event.entry
            self._bar.setValue(len(self._entries))

    def show_made(self) -> None:
        """Say in a sentence what came of all."""
        for place, line in enumerate(self._making):
            if place not in self._entries:
                line.show_moved(Moved(place=place, trouble=translated(marked("Not begun.")), over=True))
        self._show_end()

    def _show_broken(self) -> None:
        """Of those that are not over it is not known how far they came, or whether they were begun."""
        for place, line in enumerate(self._making):
            if place not in self._entries:
                line.show_broken()
        self._show_end()

    def _show_end(self) -> None:
        self._bar.hide()
        self._stop.hide()
        self._said.say(_summary(list(self._entries.values()), len(self._making)))
        self.confirm.show_end(undo=False)

    def show_trouble(self, trouble: str) -> None:
        """Say why nothing more comes."""
        if self.under_way:
            self._show_broken()
        else:
            self._heard = len(self._lines)
            for line in self._lines:
                if line.plan is None:
                    line.show_trouble(trouble)
            self._refresh()
        self._said.say(trouble)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter never makes a change; Escape closes."""
        if not enter_is_harmless(self, self.confirm, event):
            super().keyPressEvent(event)


def _summary(entries: Sequence[JournalEntry | None], asked: int) -> str:
    closed = sum(1 for entry in entries if entry is not None and went_well(entry))
    rest = asked - closed
    said = counted("{n} is closed", "{n} are closed", closed)
    if not rest:
        return f"{said}."
    more = counted("{n} is not, or not yet: see below", "{n} are not, or not yet: see below", rest)
    return f"{said}. {more}."
