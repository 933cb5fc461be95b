"""The question before an account is removed: its default is to leave it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ajar.words.language import marked, translated
from ajar.words.plain import plain


def ask_to_remove(parent: QWidget, name: str, remove: Callable[[], None]) -> None:
    """Ask, and call `remove` where the person says so."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Ajar", "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(translated(marked("Remove {name} from Ajar?")).format(name=plain(name)))
    said = marked("Ajar forgets what it found there, and its secret. Nothing in the cloud changes.")
    box.setInformativeText(translated(said))
    yes = box.addButton(translated(marked("Remove")), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    yes.clicked.connect(remove)
    box.open()
