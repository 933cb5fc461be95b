"""The journal's screen: what was changed, how far it came, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ajar.model.journal import JournalEntry
from ajar.ui.empty import Empty
from ajar.ui.journal_page.cells import COLUMNS, NARROW, cells
from ajar.ui.journal_page.entry_pane import EntryPane
from ajar.ui.journal_page.keeper import Keeper
from ajar.ui.labels import Label
from ajar.ui.lines_view import LinesView
from ajar.ui.look.tinted import IconButton
from ajar.ui.strips import Notice
from ajar.words.language import counted, marked, translated


class JournalPage(QWidget):
    """Shows what the keeper knows."""

    undo = Signal(object)
    closed = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._said, self._warning, self._empty = Label(look="muted", wrap=True), Notice(), Empty()
        self._back = IconButton("x", look="icon")
        self._back.setAccessibleName(translated(marked("Back to the table")))
        self._back.setToolTip(translated(marked("Back to the table (Esc)")))
        name = translated(marked("What was changed, the latest first"))
        self.table, self.pane, self._middle = LinesView(name, COLUMNS, NARROW), EntryPane(), QStackedWidget()
        self._lay_out()
        self._back.clicked.connect(self.closed)
        self._warning.act.connect(keeper.look_up)
        self.pane.look_up.connect(keeper.look_up)
        self.pane.undo.connect(self.undo)
        self.table.chosen.connect(self._choose)
        keeper.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(translated(marked("Journal")), look="title"))
        words.addWidget(self._said)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignTop)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pane)
        self.table.setMinimumWidth(330)
        self.pane.setMinimumWidth(300)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 4)
        splitter.setSizes([620, 400])
        self._middle.addWidget(splitter)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._warning)
        column.addWidget(self._middle, 1)

    def minimumSizeHint(self) -> QSize:
        """As small as the table's screen can be."""
        return QSize(640, 300)

    def focus_first(self) -> None:
        """Put the keyboard on the entries, or on the way back where there are none."""
        (self.table if self._keeper.entries else self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, which: str) -> None:
        """Show the entry of this id."""
        self.table.choose(which)

    def panes(self) -> tuple[QWidget, ...]:
        """The panes that F6 goes through, left to right."""
        return (self.table, self.pane) if self._keeper.entries else (self,)

    def _show(self) -> None:
        entries, left = self._keeper.entries, len(self._keeper.unfinished)
        self.table.show_rows([(entry.id, cells(entry)) for entry in entries])
        self._middle.setCurrentIndex(0 if entries else 1)
        nothing = marked("Nothing was changed yet. What Ajar changes stands here, with the way back.")
        self._empty.say(translated(nothing), picture="scroll-text")
        said = counted(
            "{n} change, written down before it was made",
            "{n} changes, each written down before it was made",
            len(entries),
        )
        self._said.say(said if entries else "")
        self._said.setVisible(bool(entries))
        warning = counted(
            "{n} change was left unfinished: how far it came is not known yet.",
            "{n} changes were left unfinished: how far they came is not known yet.",
            left,
        )
        parts = [warning] if left else []
        if self._keeper.trouble:
            parts.append(self._keeper.trouble)
        button = "" if self._keeper.looking or not left else translated(marked("Look it up"))
        if self._keeper.looking:
            parts = [translated(marked("Looking up how far the unfinished changes came."))]
        self._warning.say(" ".join(parts), button)

    def chosen(self) -> JournalEntry | None:
        """The entry that a person is on."""
        key = self.table.key()
        return self._keeper.entry(key) if isinstance(key, str) else None

    def _choose(self, _key: object) -> None:
        self.pane.show_entry(self.chosen(), looking=self._keeper.looking)
