"""Fields of the dialog: each with its name beside it, for the eye and for who hears it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ajar.model.account import AwsAmbient, AwsProfile, Source
from ajar.ui.labels import Label, tip
from ajar.ui.look.choices import ComboBox
from ajar.ui.look.fonts import fixed
from ajar.ui.look.tinted import IconButton
from ajar.words.language import marked, translated
from ajar.words.plain import plain


class Fields(QGridLayout):
    """Names at the left, fields at the right, hints below them."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.setContentsMargins(26, 2, 0, 6)
        self.setHorizontalSpacing(10)
        self.setVerticalSpacing(6)
        self.setColumnMinimumWidth(0, 130)
        self.setColumnStretch(1, 1)

    def put(self, name: str, field: QWidget) -> None:
        """Add a field under this name."""
        row = self.rowCount()
        label = Label(name, wrap=True)
        label.setBuddy(field)
        field.setAccessibleName(name)
        self.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(field, row, 1)

    def below(self, widget: QWidget) -> None:
        """Add a hint or a choice below the last field."""
        self.addWidget(widget, self.rowCount(), 1)


def line(placeholder: str = "", *, secret: bool = False) -> QLineEdit:
    """A line to type in; a secret one shows dots, to what reads the screen as well."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.setMaxLength(2048)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class Command(QWidget):
    """A command to run in a terminal, with a button that copies it."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self._said = Label(command, wrap=True)
        self._said.setFont(fixed())
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = IconButton("copy", look="icon")
        self._button.setAutoDefault(False)
        self._button.clicked.connect(lambda: QApplication.clipboard().setText(self._said.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(self._button)
        self.show_command(command)

    def show_command(self, command: str) -> None:
        """Show another one."""
        self._said.say(command)
        said = translated(marked("Copy {what}")).format(what=plain(command))
        self._button.setAccessibleName(said)
        self._button.setToolTip(tip(said))


class SourceChoice(ComboBox):
    """An AWS profile of this computer: one that was found, or one whose name is typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.lineEdit()
        if edit is not None:  # the box around it draws the edge
            edit.setStyleSheet(
                "QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0 4px; }"
            )
            edit.installEventFilter(self)
        self._sources: dict[str, Source] = {}
        self.editTextChanged.connect(lambda _text: self.changed.emit())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the edge anew when the line takes or leaves the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def setAccessibleName(self, name: str) -> None:
        """Name the line that is typed in as well: it is what has the keyboard."""
        super().setAccessibleName(name)
        edit = self.lineEdit()
        if edit is not None:
            edit.setAccessibleName(name)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Offer these; what is typed already stays."""
        before = self.currentText()
        with QSignalBlocker(self):
            self._sources = {plain(source.name): source for source in sources if source.provider == "aws"}
            self.clear()
            self.addItems(list(self._sources))
            if before:
                self.setEditText(before)
        self.changed.emit()

    @property
    def note(self) -> str:
        """What is special about the chosen one."""
        source = self._sources.get(self.currentText())
        return plain(source.note) if source else ""

    def login(self) -> AwsAmbient | AwsProfile | None:
        """The chosen way to sign in; None where nothing is chosen."""
        text = self.currentText().strip()
        source = self._sources.get(text)
        if source is not None and isinstance(source.login, AwsAmbient | AwsProfile):
            return source.login
        return AwsProfile(text) if text else None
