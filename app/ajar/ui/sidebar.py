"""The side of the window: the accounts with what is open in each, and the ways to the other screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
)

from ajar.ui.account_item import ENTRY, AccountDelegate, Entry
from ajar.ui.labels import Label
from ajar.ui.look.tinted import Icon, IconButton
from ajar.words.language import marked, translated

WIDTH, NARROW = 228, 206
"""The side's width, and its width in a narrow window."""
_NARROW_BELOW = 1150


class Sidebar(QFrame):
    """Shows the accounts and emits what a person wants of them."""

    chosen = Signal(object)
    """The name of the account to show, None for all."""
    add = Signal()
    settings = Signal()
    check = Signal(str)
    remove = Signal(str)
    allow = Signal(str)
    """Fixes are to be allowed on this account."""
    forbid = Signal(str)
    journal = Signal()
    kept = Signal()
    """What is open on purpose is to be shown."""
    own = Signal()
    """What is theirs is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self.setFixedWidth(WIDTH)
        self._list = _list()
        self._list.currentRowChanged.connect(self._row_changed)
        self._list.itemClicked.connect(lambda _item: self._row_changed(self._list.currentRow()))
        self._list.customContextMenuRequested.connect(self._open_menu)
        self._add = IconButton("plus", translated(marked("Add account")), look="side", tint="accent")
        self._add.setShortcut(QKeySequence("Ctrl+N"))
        self._add.clicked.connect(self.add)
        self._kept = _place("pin", translated(marked("Open on purpose")), "Ctrl+Shift+K", self.kept)
        self._own = _place("house", translated(marked("Ours")), "Ctrl+U", self.own)
        self._journal = _place("scroll-text", translated(marked("Journal")), "Ctrl+J", self.journal)
        self._settings = _place("settings", translated(marked("Settings")), "Ctrl+,", self.settings)
        self._lay_out()
        self._add_actions()

    def _lay_out(self) -> None:
        name = QHBoxLayout()
        name.setContentsMargins(8, 4, 8, 4)
        name.setSpacing(8)
        name.addWidget(Icon("door-open", "accent", 22))
        name.addWidget(Label("Ajar", look="title"))
        name.addStretch()
        self._heading = Label(translated(marked("Accounts")), look="muted")
        self._heading.setContentsMargins(8, 8, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(4)
        column.addLayout(name)
        column.addWidget(self._heading)
        column.addWidget(self._list)
        column.addWidget(self._add)
        column.addStretch(1)
        for place in (self._kept, self._own, self._journal, self._settings):
            column.addWidget(place)

    def _add_actions(self) -> None:
        check = QAction(translated(marked("Check this account again")), self._list)
        check.setShortcut(QKeySequence("Shift+F5"))
        remove = QAction(translated(marked("Remove this account...")), self._list)
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self._allow = QAction(translated(marked("Allow fixes...")), self._list)
        self._forbid = QAction(translated(marked("Take back: fixes")), self._list)
        for action, act in (
            (check, self.check.emit),
            (self._allow, self.allow.emit),
            (self._forbid, self.forbid.emit),
            (remove, self.remove.emit),
        ):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self._for_chosen(act))
            self._list.addAction(action)

    def _for_chosen(self, act: Callable[[str], None]) -> Callable[[], None]:
        def run() -> None:
            entry = self._entry()
            if entry is not None and entry.name is not None:
                act(entry.name)

        return run

    def fit(self, window: int) -> None:
        """Take the width that goes with a window of this width."""
        self.setFixedWidth(NARROW if window < _NARROW_BELOW else WIDTH)

    # --- what is shown ---

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, all accounts first; the chosen one stays chosen where it is still there."""
        before = self.account()
        self._list.setVisible(bool(entries))
        self._heading.setVisible(bool(entries))
        self._list.blockSignals(True)
        while self._list.count() > len(entries):
            self._list.takeItem(self._list.count() - 1)
        while self._list.count() < len(entries):
            self._list.addItem(QListWidgetItem())
        for place, entry in enumerate(entries):
            item = self._list.item(place)
            item.setData(ENTRY, entry)
            item.setText(entry.spoken)
            item.setToolTip(entry.tip)
        names = [entry.name for entry in entries]
        kept = names.index(before) if before in names else 0
        self._list.setCurrentRow(kept)
        self._list.blockSignals(False)
        if entries and self.account() != before:
            self.chosen.emit(self.account())

    def account(self) -> str | None:
        """The name of the chosen account; None for all."""
        entry = self._entry()
        return entry.name if entry is not None else None

    def choose_all(self) -> None:
        """Choose all accounts."""
        self._list.setCurrentRow(0)

    def show_open(self, *, settings: bool, journal: bool, kept: bool, own: bool) -> None:
        """Mark what is on the screen in the place of the table."""
        self._settings.setChecked(settings)
        self._journal.setChecked(journal)
        self._kept.setChecked(kept)
        self._own.setChecked(own)

    def focus_accounts(self) -> None:
        """Put the keyboard on the list of accounts."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on the list of accounts."""
        return self._list.hasFocus()

    def _entry(self) -> Entry | None:
        entry = self._list.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.account())

    def _open_menu(self, at: QPoint) -> None:
        entry = self._entry()
        if entry is None or entry.name is None:
            return
        self._allow.setVisible(not entry.fixes)
        self._forbid.setVisible(entry.fixes)
        menu = QMenu(self)
        menu.addActions(self._list.actions())
        menu.exec(self._list.viewport().mapToGlobal(at))
        menu.deleteLater()


def _place(picture: str, words: str, keys: str, opened: SignalInstance) -> IconButton:
    """The way to a screen that stands aside."""
    made = IconButton(picture, words, look="side", tint="muted")
    made.setCheckable(True)
    made.setShortcut(QKeySequence(keys))
    made.clicked.connect(opened)
    return made


def _list() -> QListWidget:
    made = QListWidget()
    made.setObjectName("accounts")
    made.setAccessibleName(translated(marked("Accounts")))
    made.setItemDelegate(AccountDelegate(made))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    made.setMouseTracking(True)
    made.setMinimumSize(QSize(0, 40))
    made.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return made
