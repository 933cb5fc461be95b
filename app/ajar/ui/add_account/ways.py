"""The ways to sign in to one provider: a choice, and the fields of what is chosen below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ajar.model.account import Login, Source
from ajar.ui.add_account.aws_ways import KeysWay, ProfileWay, RoleWay
from ajar.ui.add_account.gcp_ways import AdcWay, ImpersonateWay, KeyFileWay
from ajar.ui.look.choices import RadioButton
from ajar.words.language import translated
from ajar.worker.protocol import Ready

Way = ProfileWay | RoleWay | KeysWay | AdcWay | ImpersonateWay | KeyFileWay

PROVIDERS: dict[str, tuple[type[Way], ...]] = {
    "aws": (ProfileWay, RoleWay, KeysWay),
    "gcp": (AdcWay, ImpersonateWay, KeyFileWay),
}
"""What stores nothing comes first."""


class Ways(QWidget):
    """All ways of one provider; the fields of one are open."""

    changed = Signal()

    def __init__(self, provider: str, ready: Ready) -> None:
        super().__init__()
        self.provider = provider
        self._group = QButtonGroup(self)
        self._ways: list[Way] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for number, made in enumerate(PROVIDERS[provider]):
            way = made(ready)
            button = RadioButton(translated(way.title))
            self._group.addButton(button, number)
            self._ways.append(way)
            column.addWidget(button)
            column.addWidget(way)
            way.changed.connect(self.changed)
        column.addStretch()
        self._group.idToggled.connect(lambda _number, on: self._open() if on else None)
        self._group.button(0).setChecked(True)

    def _open(self) -> None:
        for number, way in enumerate(self._ways):
            way.setVisible(number == self._group.checkedId())
        self.changed.emit()

    def choose(self, number: int) -> None:
        """Open the fields of this way."""
        self._group.button(number).setChecked(True)

    @property
    def way(self) -> Way:
        """The fields that are open."""
        return self._ways[max(0, self._group.checkedId())]

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Offer what this computer has."""
        for way in self._ways:
            way.show_sources(sources)

    def login(self) -> Login | None:
        """What is entered; None where it is not complete."""
        return self.way.login()

    def secret(self) -> str:
        """The secret that goes with it; "" where it needs none."""
        return self.way.secret() if isinstance(self.way, KeysWay | KeyFileWay) else ""

    def for_session(self) -> bool | None:
        """Whether the secret stays in memory only; None until it is clear where it can go."""
        return self.way.for_session() if isinstance(self.way, KeysWay | KeyFileWay) else False

    def forget(self) -> None:
        """Keep no secret, in no field."""
        for way in self._ways:
            if isinstance(way, KeysWay | KeyFileWay):
                way.forget()

    def focus_first(self) -> None:
        """Put the keyboard on the chosen way."""
        self._group.button(self._group.checkedId()).setFocus(Qt.FocusReason.OtherFocusReason)
