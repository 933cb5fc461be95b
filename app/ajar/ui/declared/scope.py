"""How wide something may be open at most: who may get in, and what they may do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from ajar.model.access import Audience, Capability, in_order
from ajar.model.kept import AUDIENCES
from ajar.ui.labels import Label
from ajar.ui.look.choices import CheckBox, RadioButton
from ajar.words.language import marked, translated
from ajar.words.verdict import CAN, who

_OF_BUCKETS = (
    Capability.LIST,
    Capability.READ,
    Capability.WRITE,
    Capability.DELETE,
    Capability.ADMIN,
    Capability.SETTINGS,
)
"""What can be done with a bucket; anything else is asked for only where it was found."""


class Scope(QWidget):
    """Choices for both; those that have no meaning for a bucket are there only where they were found."""

    changed = Signal()

    def __init__(self, provider: str, audience: Audience, able: tuple[Capability, ...]) -> None:
        super().__init__()
        self._audiences: list[Audience] = []
        self._group = QButtonGroup(self)
        self._able: dict[Capability, CheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        title = translated(marked("Who may get in, at most"))
        column.addWidget(Label(title, look="heading"))
        for one in AUDIENCES:
            if one is not Audience.INTERNET or audience is one:
                column.addWidget(self._audience(one, provider, title))
        chosen = self._audiences.index(audience) if audience in self._audiences else 0
        self._group.button(chosen).setChecked(True)
        column.addSpacing(6)
        self._add_able(column, able)
        self._group.idToggled.connect(lambda _number, on: self.changed.emit() if on else None)

    def _audience(self, one: Audience, provider: str, title: str) -> RadioButton:
        button = RadioButton(who(provider, one, ()))
        button.setAccessibleName(f"{title}: {button.text()}")
        self._group.addButton(button, len(self._audiences))
        self._audiences.append(one)
        return button

    def _add_able(self, column: QVBoxLayout, able: tuple[Capability, ...]) -> None:
        title = translated(marked("What they may do, at most"))
        column.addWidget(Label(title, look="heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        wanted = (*_OF_BUCKETS, *(one for one in able if one not in _OF_BUCKETS))
        for place, one in enumerate(wanted):
            words = translated(CAN[one])
            box = CheckBox(f"{words[:1].upper()}{words[1:]}")
            box.setAccessibleName(f"{title}: {words}")
            box.setChecked(one in able)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._able[one] = box
            grid.addWidget(box, place // 2, place % 2)
        column.addLayout(grid)

    def audience(self) -> Audience:
        """Who may get in."""
        return self._audiences[self._group.checkedId()]

    def able(self) -> tuple[Capability, ...]:
        """What they may do."""
        return in_order(one for one, box in self._able.items() if box.isChecked())
