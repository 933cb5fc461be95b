"""The screen of what is open on purpose: each exception with how it stands, and the team's file."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ajar.model.kept import Declared
from ajar.ui.declared.keeper import Declarations
from ajar.ui.declared.kept_pane import KeptPane
from ajar.ui.empty import Empty
from ajar.ui.labels import Label
from ajar.ui.lines_view import Cell, Column, LinesView
from ajar.ui.look.kept import of_standing
from ajar.ui.look.tinted import IconButton
from ajar.words import kept as words
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import day, who

_COLUMNS = (
    Column(marked("What"), 0.34, names=True),
    Column(marked("At most"), 0.30, spare=True),
    Column(marked("Until"), 0.26),
    Column(marked("How it stands"), 0.36),
)
_NARROW = 560


class KeptPage(QWidget):
    """Shows what the window knows of the exceptions."""

    change = Signal(object)
    withdraw = Signal(object)
    show_row = Signal(object)
    """The resource of this exception is to be shown in the table."""
    exporting = Signal()
    importing = Signal()
    closed = Signal()

    def __init__(self, known: Declarations) -> None:
        super().__init__()
        self._known = known
        self._said, self._empty = Label(look="muted", wrap=True), Empty()
        self._export = IconButton("file-text", translated(marked("Export...")))
        self._import = IconButton("plus", translated(marked("Import...")))
        self._back = IconButton("x", look="icon")
        self._back.setAccessibleName(translated(marked("Back to the table")))
        self._back.setToolTip(translated(marked("Back to the table (Esc)")))
        name = translated(marked("What is open on purpose"))
        self.table, self.pane, self._middle = LinesView(name, _COLUMNS, _NARROW), KeptPane(), QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        words_of = QVBoxLayout()
        words_of.setSpacing(2)
        words_of.addWidget(Label(translated(marked("Open on purpose")), look="title"))
        words_of.addWidget(self._said)
        top = QHBoxLayout()
        top.addLayout(words_of, 1)
        for button in (self._export, self._import, self._back):
            top.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.pane)
        self.table.setMinimumWidth(330)
        self.pane.setMinimumWidth(330)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        self.splitter.setSizes([600, 420])
        self._middle.addWidget(self.splitter)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._middle, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._export.clicked.connect(self.exporting)
        self._import.clicked.connect(self.importing)
        self._empty.act.connect(self.importing)
        self._known.exceptions_changed.connect(self._show)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._change)
        self.table.deleted.connect(lambda: self._emit(self.withdraw))
        self.pane.change.connect(self._change)
        self.pane.withdraw.connect(lambda: self._emit(self.withdraw))
        self.pane.show_row.connect(lambda: self._emit(self.show_row))

    def minimumSizeHint(self) -> QSize:
        """As small as the table's screen can be."""
        return QSize(690, 300)

    def focus_first(self) -> None:
        """Put the keyboard on the exceptions, or on the way back where there are none."""
        (self.table if self._known.exceptions else self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """The panes that F6 goes through, left to right."""
        return (self.table, self.pane) if self._known.exceptions else (self,)

    def chosen(self) -> Declared | None:
        """The exception that a person is on."""
        key = self.table.key()
        return self._known.exception(*key) if isinstance(key, tuple) else None

    def _show(self) -> None:
        found = self._known.exceptions
        rows = [((one.kept.account, one.kept.resource), _cells(one)) for one in found]
        self.table.show_rows(rows)
        had_keyboard = self._middle.isAncestorOf(QApplication.focusWidget() or self)
        self._middle.setCurrentIndex(0 if found else 1)
        nothing = marked(
            "Nothing is open on purpose yet. A website has to be open: choose it in the table, and say with"
            " “Keep open...” how wide, why and until when. It is then quiet, and open again when it opens"
            " wider or when the day is over. A team can keep the list in a file: import it here."
        )
        self._empty.say(translated(nothing), translated(marked("Import...")), picture="pin")
        said = counted(
            "{n} exception. Each is for one resource, and ends within a year.",
            "{n} exceptions. Each is for one resource, and ends within a year.",
            len(found),
        )
        self._said.say(said if found else "")
        self._said.setVisible(bool(found))
        self._export.setVisible(bool(found))
        self._import.setVisible(bool(found))
        if had_keyboard and not found:
            self.focus_first()

    def _choose(self, _key: object) -> None:
        self.pane.show_exception(self.chosen())

    def _change(self) -> None:
        self._emit(self.change)

    def _emit(self, signal: SignalInstance) -> None:
        found = self.chosen()
        if found is not None:
            signal.emit(found)


def _cells(found: Declared) -> tuple[Cell, ...]:
    one, said = found.kept, found.kept.exception
    return (
        Cell(plain(one.name), plain(found.account_name or one.account)),
        Cell(who(found.provider, said.audience, ()), words.able(said)),
        Cell(day(said.until), plain(said.by)),
        Cell(words.state(found.state), plain(said.reason), *of_standing(found.state)),
    )
