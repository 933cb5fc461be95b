"""The question before an exception is forgotten: its default is to leave it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ajar.words.language import marked, translated
from ajar.words.plain import plain


def ask_to_withdraw(parent: QWidget, name: str, withdraw: Callable[[], None]) -> None:
    """Ask, and call `withdraw` where the person says so."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Ajar", "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(translated(marked("Is {name} no longer open on purpose?")).format(name=plain(name)))
    said = marked("It counts as what it is again, and its reason is forgotten. Nothing in the cloud changes.")
    box.setInformativeText(translated(said))
    yes = box.addButton(translated(marked("No longer on purpose")), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    yes.clicked.connect(withdraw)
    box.open()
