"""One entry of the journal in full: how it ended, the very text before and after, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ajar.model.journal import FAILED, JournalEntry, is_unfinished
from ajar.ui.blocks import Stack, section, told
from ajar.ui.details.prose import Prose
from ajar.ui.look.chip_label import BeforeAfter
from ajar.ui.look.tinted import IconButton
from ajar.ui.repair.changes_view import ChangesView
from ajar.ui.repair.state_looks import of_entry, of_state
from ajar.ui.scrolling import Scrolling
from ajar.ui.tab_order import order_keys
from ajar.words.journal import (
    can_undo,
    date_and_time,
    journal_state,
    outcome,
    settled,
    step_state,
    to_do,
    what_it_did,
)
from ajar.words.language import marked, translated
from ajar.words.repair import stands
from ajar.words.settings import title


class EntryPane(QFrame):
    """Shows an entry; it scrolls inside itself."""

    undo = Signal(object)
    look_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._entry: JournalEntry | None = None
        self._stack, self._scroll = Stack(), Scrolling()
        self._undo = IconButton("undo-2", translated(marked("Undo...")))
        self._look = IconButton("search", translated(marked("Look it up")), look="primary")
        self._undo.clicked.connect(self._ask_undo)
        self._look.clicked.connect(self.look_up)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(18, 14, 14, 16)
        inner.addWidget(self._stack)
        inner.addStretch(1)
        self._scroll.show_page(page)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(18, 4, 14, 10)
        buttons.addWidget(self._undo)
        buttons.addWidget(self._look)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)
        self.show_entry(None)

    def show_entry(self, entry: JournalEntry | None, *, looking: bool = False) -> None:
        """Show this; while the clouds are asked, nothing can be looked up a second time."""
        same = entry == self._entry
        self._entry = entry
        self._undo.setVisible(entry is not None and can_undo(entry))
        self._look.setVisible(entry is not None and is_unfinished(entry))
        self._look.setEnabled(not looking)
        if not same or entry is None:
            self._stack.fill(list(_parts(entry)) if entry is not None else [])
            self._scroll.to_top()
            order_keys((self._stack, self._undo, self._look))

    def _ask_undo(self) -> None:
        if self._entry is not None:
            self.undo.emit(self._entry)


def _parts(entry: JournalEntry) -> Iterator[QWidget]:
    plan = entry.plan
    by = translated(marked("by {who}")).format(who=entry.by) if entry.by else ""
    where = " · ".join(
        part for part in (entry.account or plan.resource.account, date_and_time(entry.at), by) if part
    )
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Prose(plan.resource.name, look="title"))
    column.addWidget(Prose(what_it_did(entry)))
    column.addWidget(Prose(where, look="muted"))
    yield head
    said = (entry.message or outcome(entry), entry.heard)
    lines: list[QWidget] = [Prose(journal_state(entry), look="heading")]
    lines += [Prose(text) for text in said if text]
    if to_do(entry):
        lines.append(Prose(to_do(entry), look="muted"))
    before = stands(plan.resource, entry.before) if entry.before is not None else None
    after = stands(plan.resource, entry.after) if entry.after is not None else None
    if before is not None or after is not None:
        lines.append(BeforeAfter(before, after))
    yield told(*of_entry(entry), *lines)
    if len(plan.changes) > 1:
        yield section(translated(marked("Step by step")), list(_steps(entry)))
    heading = marked("What was planned") if entry.state in FAILED else marked("Before and after")
    yield ChangesView(translated(heading), plan.resource, plan.changes)


def _steps(entry: JournalEntry) -> Iterator[QWidget]:
    for change, state in zip(entry.plan.changes, settled(entry), strict=False):
        said = translated(marked("{setting}: {state}"))
        yield told(
            *of_state(state), Prose(said.format(setting=title(change.setting), state=step_state(state)))
        )
