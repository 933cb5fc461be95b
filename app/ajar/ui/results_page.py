"""The main screen: head, tiles and strips over the table, and beside it what explains the chosen row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ajar.model.access import State
from ajar.model.moved import NEW, Moved
from ajar.model.row import Row
from ajar.ui.details.pane import DetailsPane
from ajar.ui.empty import Empty
from ajar.ui.errors_panel import ErrorsPanel
from ajar.ui.filter_bar import FilterBar
from ajar.ui.head import Head
from ajar.ui.since_last import SinceLast
from ajar.ui.strips import Notice, ProgressStrip
from ajar.ui.table.model import TableModel
from ajar.ui.table.rows import Filter, Key, Show, key, lets_in
from ajar.ui.table.sorting import Sorting
from ajar.ui.table.view import TableView
from ajar.ui.tiles import Tiles
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.summary import Group, nothing_open
from ajar.worker.protocol import Details, Since

_NONE = {
    Show.NEW: marked("Nothing is new since the last check."),
    Show.MOVED: marked("Nothing stands otherwise than at the last check."),
    Show.ON_PURPOSE: marked("Nothing is open on purpose."),
}
_LONG = 20_000  # rows; above, the filter waits for a pause in typing
_COUNTED = 2000  # selected rows; above, it is not counted which of them let anybody in
_ASK = 60  # milliseconds on a row before its details are asked for


class ResultsPage(QWidget):
    """Holds the rows and shows those of one account or of all."""

    ask = Signal(Row)
    """The details of this row are wanted."""
    changed = Signal()
    """The numbers of rows have changed."""
    copied = Signal(str)
    fix = Signal(list)
    """The rows of which a fix is wanted."""
    keep = Signal(Row)
    """This row is to be declared open on purpose, or what was declared of it is to be changed."""
    withdraw = Signal(Row)
    """This row is to be no longer open on purpose."""

    def __init__(self, age: Callable[[Row], str]) -> None:
        super().__init__()
        self.model = TableModel(self)
        self.head, self.tiles, self.bar = Head(), Tiles(), FilterBar()
        self.notice, self.warning = Notice("trouble", "circle-alert"), Notice()
        self.outcome = Notice("done", "circle-check")
        self.news, self._since = Notice("done", "history"), SinceLast()
        self.progress = ProgressStrip()
        self.table, self.empty = TableView(self.model, age), Empty()
        self.details, self.errors = DetailsPane(), ErrorsPanel()
        self._account: str | None = None
        self._waiting = translated(marked("Opening..."))
        self._asked: Row | None = None
        self._ask = QTimer(self, interval=_ASK, singleShot=True)
        self._ask.timeout.connect(self._ask_now)
        self._lay_out()
        self._connect()
        self._show_table_or_empty()

    def _lay_out(self) -> None:
        self._middle, self._right = QStackedWidget(), QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        self._right.addWidget(self.details)
        self._right.addWidget(self.errors)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._right)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        left.setMinimumWidth(330)
        self._right.setMinimumWidth(300)
        self.splitter.setSizes([560, 440])
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 12)
        page.setSpacing(10)
        for widget in (
            self.head,
            self.notice,
            self.outcome,
            self.tiles,
            self.progress,
            self.warning,
            self.news,
        ):
            page.addWidget(widget)
        page.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.bar.typed.connect(lambda _text: self._filter())
        self.bar.sort.connect(self._sort)
        self.bar.show_only.connect(self.show_only)
        self.news.act.connect(self._turn_news)
        self.news.more.connect(self.news.hide)
        self.table.sorted_by.connect(self._sort)
        self.tiles.chosen.connect(self._tile_chosen)
        self.table.chosen.connect(self._chosen)
        self.table.copied.connect(self.copied)
        self.table.opened.connect(lambda: focus_into(self._right))
        self.table.many.connect(self._chosen_many)
        self.table.fix.connect(self.fix_selected)
        self.details.fix.connect(self.fix_selected)
        self.details.copied.connect(self.copied)
        self.details.keep.connect(lambda: self.keep.emit(self._asked))
        self.details.withdraw.connect(lambda: self.withdraw.emit(self._asked))
        self.errors.copied.connect(self.copied)
        self.errors.closed.connect(self.close_errors)
        self.empty.act.connect(self.clear_filter)
        self.model.counted.connect(self._counted)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._show_table_or_empty)

    # --- what is shown ---

    def show_account(self, account: str | None) -> None:
        """Show the rows of this account; None for all."""
        self._account = account
        self._filter()
        self._tell_news()

    def say_waiting(self, text: str) -> None:
        """What the empty table says where nothing is known yet."""
        self._waiting = text
        self._show_table_or_empty()

    def clear_filter(self) -> None:
        """Show everything of the account again."""
        self.bar.choose(Show.ALL)
        self.tiles.choose(None)
        self.bar.clear()

    def take_since(self, event: Since) -> None:
        """Take in what stands otherwise than at the check before the last."""
        self._since = SinceLast(event.accounts)
        self.model.take_moved(self._since.moved())
        self._tell_news()

    def show_only(self, show: Show) -> None:
        """Show only these rows; what is open on purpose is of no state."""
        self.bar.choose(show)
        if show is Show.ON_PURPOSE and self.tiles.state() is not None:
            self.tiles.choose(None)
        self._filter()
        self._tell_news()

    def _tile_chosen(self, state: State | None) -> None:
        if state is not None and self.bar.shown is Show.ON_PURPOSE:
            self.bar.choose(Show.ALL)
        self._filter()

    def _turn_news(self) -> None:
        self.show_only(Show.MOVED if self.bar.shown is Show.ALL else Show.ALL)

    def _tell_news(self) -> None:
        """Say what became of things since the last check, where anything did."""
        counts = self._since.counts(self._account)
        self.news.look_like("warning" if self._since.is_new(self._account) else "done", "history")
        act = marked("Show only these") if self.bar.shown is Show.ALL else marked("Show everything")
        there = counts.total() > counts[Moved.GONE]
        said = self._since.sentence(self._account) if counts else ""
        self.news.say(said, translated(act) if there else "", translated(marked("Hide")))
        self._count_shown()

    def _count_shown(self) -> None:
        known, counts = self._since.is_known(self._account), self._since.counts(self._account)
        self.bar.show_numbers(
            {
                Show.NEW: sum(counts[how] for how in NEW) if known else None,
                Show.MOVED: counts.total() - counts[Moved.GONE] if known else None,
                Show.ON_PURPOSE: self.counts().get(Group.ON_PURPOSE, 0),
            }
        )

    def open_errors(self) -> None:
        """Show what could not be read in the place of the details."""
        self._right.setCurrentWidget(self.errors)
        self.errors.focus_first()

    def close_errors(self) -> None:
        """Back to the details."""
        if self._right.currentWidget() is self.errors:
            self._right.setCurrentWidget(self.details)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> None:
        """Escape: leave the panel, or else clear the filter, or else go to the table."""
        if self._right.currentWidget() is self.errors:
            self.close_errors()
        elif self.bar.field.text() or self.tiles.state() is not None or self.bar.shown is not Show.ALL:
            self.clear_filter()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> tuple[QWidget, QWidget]:
        """The panes that F6 goes through, left to right."""
        return self.table if self.model.rowCount() else self.bar.field, self._right

    def _filter(self) -> None:
        state = self.tiles.state()
        states = frozenset() if state is None else frozenset({state})
        self.model.show(Filter(self.bar.field.text(), states, self._account, self.bar.shown))
        self._show_table_or_empty()

    def _sort(self, sorting: Sorting) -> None:
        self.model.sort_by(sorting)
        self.bar.show_sorting(sorting)

    def _counted(self) -> None:
        self.bar.wait = len(self.model.held) > _LONG
        self._count_shown()
        self.changed.emit()

    def _show_table_or_empty(self) -> None:
        if self.model.rowCount():
            self._middle.setCurrentWidget(self.table)
            return
        self._middle.setCurrentWidget(self.empty)
        counts, text = self.model.held.counts(self._account), self.bar.field.text().strip()
        clear = translated(marked("Clear filter"))
        if not counts.total():
            self.empty.say(self._waiting, picture="door-closed")
        elif text:
            self.empty.say(translated(marked("No match for “{text}”")).format(text=plain(text)), clear)
        elif self.bar.shown is not Show.ALL:
            self.empty.say(translated(_NONE[self.bar.shown]), clear, picture="circle-check", tint="closed")
        elif self.tiles.state() is State.OPEN:
            self.empty.say(nothing_open(counts), clear, picture="lock", tint="closed")
        else:
            self.empty.say(translated(marked("Nothing stands like this.")), clear)

    # --- the chosen row ---

    def _chosen(self, row: Row | None) -> None:
        if row is None:
            self._ask.stop()
            self._asked = None
            self.details.show_finding(None)
            return
        if self._asked is not None and key(self._asked) != key(row):
            self._right.setCurrentWidget(self.details)
        if row is not self._asked:
            self._asked = row
            self._ask.start()

    def _ask_now(self) -> None:
        if self._asked is not None:
            self.ask.emit(self._asked)

    def show_details(self, event: Details) -> None:
        """Show these details, unless another row was chosen meanwhile."""
        if self._asked is not None and _same(key(self._asked), event):
            self.details.show_finding(event.finding, self._asked.account_name, event.offers, event.kept)
            self.details.show_past(event.past)

    def fix_selected(self) -> None:
        """Ask for a fix of the selected rows."""
        rows = self.table.selected()
        if rows:
            self.fix.emit(rows)

    def _chosen_many(self, number: int) -> None:
        """Say in the button for how many of them there is something to do."""
        if 1 < number <= _COUNTED:
            number = max(1, sum(1 for row in self.table.selected() if lets_in(row)))
        self.details.show_chosen(number)

    def choose(self, account: str, resource: str) -> None:
        """Choose the row of this resource, past any filter."""
        self.clear_filter()
        self.table.choose((account, resource))

    def counts(self) -> dict[Group, int]:
        """How many rows there are of each group in what is shown of the accounts."""
        return dict(self.model.held.counts(self._account))

    def rows_of(self, account: str) -> list[Row]:
        """The rows of one account, in no order."""
        held = self.model.held
        return [held.rows[n] for n in held.numbers.values() if held.rows[n].account_name == account]

    def splitter_state(self) -> QByteArray:
        """Where the splitter stands."""
        return self.splitter.saveState()


def _same(which: Key, event: Details) -> bool:
    return which == (event.account, event.resource)


def focus_into(pane: QWidget) -> None:
    """Put the keyboard on the first widget of a pane that takes it."""
    widget = pane
    while True:
        following = widget.nextInFocusChain()
        if following is None or not (following is pane or pane.isAncestorOf(following)):
            return
        widget = following
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if widget is pane:
            return
