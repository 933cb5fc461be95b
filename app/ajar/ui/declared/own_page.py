"""The screen of what is theirs: who is in it is no outsider, and what was found is judged again by it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ajar.model.ours import Own
from ajar.ui.declared.keeper import Declarations
from ajar.ui.declared.own_pane import OwnPane
from ajar.ui.empty import Empty
from ajar.ui.labels import Label
from ajar.ui.lines_view import Cell, Column, LinesView
from ajar.ui.look.tinted import IconButton
from ajar.words import ours
from ajar.words.language import marked, translated
from ajar.words.plain import plain

_COLUMNS = (
    Column(marked("What"), 0.55, names=True),
    Column(marked("Name"), 0.45, spare=True),
    Column(marked("Counts in"), 0.4),
)
_NARROW = 440


class OwnPage(QWidget):
    """Shows what the window knows of what is theirs."""

    add = Signal(object)
    remove = Signal(object)
    closed = Signal()

    def __init__(self, known: Declarations) -> None:
        super().__init__()
        self._known = known
        self._back = IconButton("x", look="icon")
        self._back.setAccessibleName(translated(marked("Back to the table")))
        self._back.setToolTip(translated(marked("Back to the table (Esc)")))
        self.table = LinesView(translated(marked("What you call your own")), _COLUMNS, _NARROW)
        self.pane, self._empty, self._middle = OwnPane(), Empty(), QStackedWidget()
        self._remove = IconButton("x", translated(marked("No longer mine")))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(translated(marked("Ours")), look="title"))
        said = marked(
            "Who is in here is no outsider. A change judges what was found again, without any network."
        )
        words.addWidget(Label(translated(said), look="muted", wrap=True))
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(8)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._empty)
        under.addWidget(self._middle, 1)
        under.addWidget(self._remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        left.setMinimumWidth(300)
        self.pane.setMinimumWidth(340)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        self.splitter.setSizes([560, 440])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._known.ours_changed.connect(self._show)
        self._remove.clicked.connect(self._ask_to_remove)
        self.table.opened.connect(self.pane.form.focus_first)
        self.table.deleted.connect(self._ask_to_remove)
        self.pane.form.added.connect(self.add)
        self.pane.taken.connect(self.add)

    def minimumSizeHint(self) -> QSize:
        """As small as the table's screen can be."""
        return QSize(690, 300)

    def focus_first(self) -> None:
        """Put the keyboard on what is there, or on what adds to it."""
        if self._known.own:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pane.form.focus_first()

    def panes(self) -> tuple[QWidget, ...]:
        """The panes that F6 goes through, left to right."""
        return (self.table, self.pane) if self._known.own else (self,)

    def _show(self) -> None:
        own = self._known.own
        self.table.show_rows([(one, _cells(one)) for one in own])
        had_keyboard = self.table.hasFocus() or self._remove.hasFocus()
        self._middle.setCurrentIndex(0 if own else 1)
        self._remove.setVisible(bool(own))
        nothing = marked(
            "You called nothing your own yet. An account that is checked, and its organization where that can"
            " be read, are known as yours there; what else is yours is said here."
        )
        self._empty.say(translated(nothing), picture="house")
        self.pane.show_offers(self._known.offered)
        self.pane.form.show_accounts(self._known.accounts)
        if had_keyboard and not own:
            self.focus_first()

    def _ask_to_remove(self) -> None:
        one = self.table.key()
        if isinstance(one, Own):
            self.remove.emit(one)


def _cells(own: Own) -> tuple[Cell, ...]:
    return (
        Cell(plain(own.value), ours.kind(own.kind)),
        Cell(plain(own.name)),
        Cell(plain(ours.counts_in(own))),
    )
