"""The field that filters the table while one types, what of it is shown, and its order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from ajar.ui.look.icons import SMALL, icon
from ajar.ui.look.palette import tokens
from ajar.ui.look.tinted import IconButton
from ajar.ui.table.rows import Show
from ajar.ui.table.sorting import TITLES, Sorting
from ajar.words.language import marked, translated

_SHOWN = {
    Show.ALL: marked("Everything"),
    Show.NEW: marked("New since the last check"),
    Show.MOVED: marked("All that changed since then"),
    Show.ON_PURPOSE: marked("Open on purpose"),
}
_WAIT = 120  # milliseconds after a key before a long table is filtered


class FilterBar(QWidget):
    """Emits `typed` with the text to filter by, and `sort` with the chosen order."""

    typed = Signal(str)
    sort = Signal(Sorting)
    show_only = Signal(Show)
    """What of the rows alone is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.wait = False
        self.field = QLineEdit()
        self.field.setPlaceholderText(translated(marked("Filter by name, account, region, state or tag")))
        self.field.setAccessibleName(translated(marked("Filter")))
        self.field.setClearButtonEnabled(True)
        self._lens = self.field.addAction(
            icon("search", tokens().muted, SMALL), QLineEdit.ActionPosition.LeadingPosition
        )
        self._timer = QTimer(self, interval=_WAIT, singleShot=True)
        self._timer.timeout.connect(lambda: self.typed.emit(self.field.text()))
        self.field.textChanged.connect(self._changed)
        self._sort = IconButton("arrow-down-up", look="icon")
        self._actions = self._menu()
        self._only = IconButton("list-filter", look="icon")
        self._shown = self._show_menu()
        self._chosen = Show.ALL
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._only)
        row.addWidget(self._sort)
        self.show_sorting(Sorting.FIRST)
        self.show_numbers({})
        self.choose(Show.ALL)

    def _menu(self) -> dict[Sorting, QAction]:
        menu = QMenu(self)
        group = QActionGroup(menu)
        made = {}
        for sorting, title in TITLES.items():
            action = QAction(translated(title), group, checkable=True)
            action.triggered.connect(lambda _checked=False, sorting=sorting: self.sort.emit(sorting))
            menu.addAction(action)
            made[sorting] = action
        self._sort.setMenu(menu)
        return made

    def _show_menu(self) -> dict[Show, QAction]:
        menu = QMenu(self)
        group = QActionGroup(menu)
        made = {}
        for show in _SHOWN:
            action = QAction(group, checkable=True)
            action.triggered.connect(lambda _checked=False, show=show: self.show_only.emit(show))
            menu.addAction(action)
            made[show] = action
        self._only.setMenu(menu)
        return made

    def show_numbers(self, numbers: Mapping[Show, int | None]) -> None:
        """Show how many there are of each; None is one that there is nothing to hold against for."""
        for show, action in self._shown.items():
            number = numbers.get(show, 0)
            title = translated(_SHOWN[show])
            action.setText(title if show is Show.ALL or number is None else f"{title}  ({number:,})")
            action.setEnabled(number is not None)

    @property
    def shown(self) -> Show:
        """What is chosen to be shown."""
        return self._chosen

    def choose(self, show: Show) -> None:
        """Show what is chosen, without telling; what is not all is said in the button."""
        self._chosen = show
        self._shown[show].setChecked(True)
        title = translated(_SHOWN[show])
        said = translated(marked("Shown: {what}")).format(what=title)
        self._only.setToolTip(said)
        self._only.setAccessibleName(said)
        self._only.say("" if show is Show.ALL else title)

    def show_sorting(self, sorting: Sorting) -> None:
        """Show which order the table is in."""
        self._actions[sorting].setChecked(True)
        said = translated(marked("Order: {order}")).format(order=translated(TITLES[sorting]))
        self._sort.setToolTip(said)
        self._sort.setAccessibleName(said)

    def clear(self) -> None:
        """Empty the field and show all, at once."""
        self.field.clear()
        self._timer.stop()
        self.typed.emit("")

    def changeEvent(self, event: QEvent) -> None:
        """Tint the lens anew when the look changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._lens.setIcon(icon("search", tokens().muted, SMALL))

    def _changed(self, text: str) -> None:
        if self.wait:
            self._timer.start()
        else:
            self.typed.emit(text)
