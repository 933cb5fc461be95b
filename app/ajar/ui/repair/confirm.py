"""The foot of a confirmation: what has to be typed, the request from outside, Cancel, and the act itself.

Cancel is the default, and Enter never makes a change: the act is pressed with the mouse or with Space.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ajar.ui.add_account.fields import line
from ajar.ui.labels import Label
from ajar.ui.look.choices import CheckBox
from ajar.ui.look.tinted import IconButton
from ajar.words.language import marked, translated


class Confirm(QWidget):
    """Emits `confirmed`, never without what has to be typed, and `cancelled`."""

    confirmed = Signal()
    cancelled = Signal()
    undo = Signal()
    stop = Signal()
    """Nothing more is to be begun after the call that is under way."""

    def __init__(self, *, ask_outside: bool) -> None:
        super().__init__()
        self._wanted, self._allowed = "", False
        self._outside = CheckBox(translated(marked("Afterwards, send one request without a login")))
        self._outside.setChecked(ask_outside)
        self._label, self._typed = Label(wrap=True), line()
        self._typed.textChanged.connect(lambda _text: self._refresh())
        self._cancel = QPushButton(translated(marked("Cancel")))
        self._cancel.clicked.connect(self.cancelled)
        self._undo = IconButton("undo-2", translated(marked("Undo...")))
        self._undo.clicked.connect(self.undo)
        self._stop = IconButton("circle-stop", translated(marked("Stop after this step")))
        self._stop.clicked.connect(self._ask_to_stop)
        self._act = IconButton("", look="primary")
        self._act.clicked.connect(self.confirmed)
        for button in (self._undo, self._stop, self._act):
            button.setAutoDefault(False)
        self._undo.hide()
        self._stop.hide()
        self._lay_out()
        self.show_act("")

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.addWidget(self._label, 1)
        asked.addWidget(self._typed, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._undo)
        buttons.addWidget(self._stop)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._outside, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(asked)
        column.addLayout(buttons)

    # --- what is shown ---

    def set_default(self) -> None:
        """Make Cancel the dialog's default button; it has to be in the dialog already."""
        self._cancel.setDefault(True)
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_act(self, words: str, *, wanted: str = "", opens: bool = False) -> None:
        """Name the act, which needs `wanted` to be typed; "" hides it, and what goes with it."""
        self._wanted = wanted
        self._act.setText(words)
        self._act.setVisible(bool(words))
        self._outside.setVisible(bool(words))
        look = "danger" if opens else "primary"
        if self._act.property("look") != look:
            self._act.setProperty("look", look)
            self._act.style().unpolish(self._act)
            self._act.style().polish(self._act)
        for widget in (self._label, self._typed):
            widget.setVisible(bool(wanted and words))
        said = translated(marked("To confirm, type “{words}”")).format(words=wanted)
        self._label.say(said)
        self._typed.setAccessibleName(said)
        self._refresh()

    def allow(self, allowed: bool) -> None:  # noqa: FBT001 - the state itself
        """Whether the act may be done now."""
        self._allowed = allowed
        self._refresh()

    def show_end(self, *, undo: bool) -> None:
        """Nothing is left to confirm: Cancel closes, and the way back may stand beside it."""
        self.show_act("")
        self._cancel.setText(translated(marked("Close")))
        self._undo.setVisible(undo)
        self._stop.hide()

    def show_anew(self) -> None:
        """What was confirmed is no more what would be done: it can be looked at anew."""
        self.show_end(undo=False)
        self.show_act(translated(marked("Plan it anew")))
        self._outside.hide()
        self.allow(True)

    def show_under_way(self) -> None:
        """It is being made: closing this leaves it to go on."""
        self.show_act("")
        self._cancel.setText(translated(marked("Hide; it goes on")))
        self._stop.setEnabled(True)
        self._stop.show()

    def show_start(self) -> None:
        """Something is to be confirmed anew."""
        self._cancel.setText(translated(marked("Cancel")))
        self._undo.hide()
        self._typed.clear()

    @property
    def ask_outside(self) -> bool:
        """Whether one request without a login is to be sent afterwards."""
        return self._outside.isChecked()

    @property
    def act(self) -> QPushButton:
        """The button that makes the change."""
        return self._act

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stop.emit()

    def _refresh(self) -> None:
        typed = not self._wanted or self._typed.text().strip() == self._wanted
        self._act.setEnabled(self._allowed and typed)


def enter_is_harmless(dialog: QDialog, confirm: Confirm, event: QKeyEvent) -> bool:
    """Whether Enter was pressed and is dealt with: it presses any button but the act, none from a line."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    focused = dialog.focusWidget()
    if isinstance(focused, QPushButton) and focused is not confirm.act:
        focused.click()
        return True
    return focused is confirm.act or isinstance(focused, QLineEdit)
