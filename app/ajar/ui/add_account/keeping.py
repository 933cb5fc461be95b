"""Where a secret is kept: in the keychain that is named, or in memory until Ajar is closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ajar.ui.labels import Label
from ajar.ui.look.choices import CheckBox
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.worker.protocol import Ready


class Keeping(QWidget):
    """Says where, and lets one choose the session instead; without a keychain there is no other choice."""

    changed = Signal()

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self._keychain = ready.keychain
        self._said = Label(look="muted", wrap=True)
        self._session = CheckBox(translated(marked("For this session only")))
        self._session.toggled.connect(lambda _on: self._say())
        self._trouble = ready.keychain_trouble
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._said)
        column.addWidget(self._session)
        self._say()

    def _say(self) -> None:
        if self._session.isChecked():
            said = translated(marked("It stays in memory, and is asked for again when Ajar starts."))
        elif self._keychain:
            said = translated(marked("Stored in: {keychain}")).format(keychain=plain(self._keychain))
        else:
            said = self._trouble or translated(marked("No keychain was found on this computer."))
        self._said.say(said)
        self.changed.emit()

    def for_session(self) -> bool | None:
        """Whether it stays in memory only; None where there is no keychain and that was not chosen."""
        if self._session.isChecked():
            return True
        return False if self._keychain else None
