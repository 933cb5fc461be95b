"""The settings: the look, the size of the text, a second opinion, and where secrets and findings are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ajar.ui.labels import Label
from ajar.ui.look.choices import RadioButton
from ajar.ui.look.palette import Choice
from ajar.ui.look.tinted import IconButton
from ajar.ui.remembered import SIZES
from ajar.ui.scrolling import Scrolling
from ajar.words.language import marked, translated
from ajar.worker.protocol import Ready

_LOOKS = {
    Choice.SYSTEM: marked("As the system"),
    Choice.LIGHT: marked("Light"),
    Choice.DARK: marked("Dark"),
}
_OPINIONS = {
    False: marked("Do not ask"),
    True: marked("Ask with each check; Access Analyzer charges for it"),
}


class SettingsPage(Scrolling):
    """Shows the settings and emits what was chosen; it takes effect at once."""

    look = Signal(Choice)
    text_size = Signal(float)
    second_opinion = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._back = IconButton("x", look="icon")
        self._back.setAccessibleName(translated(marked("Back to the table")))
        self._back.setToolTip(translated(marked("Back to the table (Esc)")))
        self._back.clicked.connect(self.closed)
        self._looks = _Choices(marked("Look"), list(_LOOKS.values()))
        self._looks.chosen.connect(lambda place: self.look.emit(list(_LOOKS)[place]))
        self._sizes = _Choices(marked("Size of the text"), [f"{size:.0%}" for size in SIZES])
        self._sizes.chosen.connect(lambda place: self.text_size.emit(SIZES[place]))
        self._opinions = _Choices(marked("A second opinion from AWS"), list(_OPINIONS.values()))
        self._opinions.chosen.connect(lambda place: self.second_opinion.emit(list(_OPINIONS)[place]))
        self._secrets, self._findings, self._version = Label(wrap=True), Label(wrap=True), Label(look="muted")
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        top = QHBoxLayout()
        top.addWidget(Label(translated(marked("Settings")), look="title"), 1)
        top.addWidget(self._back)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self._looks)
        column.addWidget(self._sizes)
        column.addWidget(self._opinions)
        column.addWidget(_section(marked("Secrets"), self._secrets))
        column.addWidget(_section(marked("Findings"), self._findings))
        column.addWidget(self._version)
        column.addStretch()
        self.show_page(page)

    def show_choices(self, look: Choice, size: float, *, second_opinion: bool) -> None:
        """Show what is chosen now."""
        self._looks.show_chosen(list(_LOOKS).index(look))
        self._sizes.show_chosen(SIZES.index(size))
        self._opinions.show_chosen(list(_OPINIONS).index(second_opinion))

    def show_ready(self, ready: Ready) -> None:
        """Show where things are kept, as the worker says."""
        self._secrets.say(_secrets(ready))
        self._findings.say(_findings(ready))
        self._version.say(translated(marked("Ajar {version}")).format(version=ready.version))

    def focus_first(self) -> None:
        """Put the keyboard on the chosen look."""
        self._looks.focus()


class _Choices(QFrame):
    """A row of choices of which one holds."""

    chosen = Signal(int)

    def __init__(self, title: str, texts: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(Label(translated(title), look="heading"))
        row = QHBoxLayout()
        row.setSpacing(18)
        for place, text in enumerate(texts):
            button = RadioButton(translated(text))
            button.setAccessibleName(f"{translated(title)}: {translated(text)}")
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        self._group.idClicked.connect(self.chosen)

    def show_chosen(self, place: int) -> None:
        """Mark this one, without telling."""
        self._group.button(place).setChecked(True)

    def focus(self) -> None:
        """Put the keyboard here."""
        chosen = self._group.checkedButton() or self._group.buttons()[0]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)


def _section(title: str, *labels: Label) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 12)
    column.addWidget(Label(translated(title), look="heading"))
    for label in labels:
        column.addWidget(label)
    return frame


def _secrets(ready: Ready) -> str:
    if ready.demo:
        return translated(marked("The demo has no secrets and touches no keychain."))
    if ready.keychain:
        said = marked("Kept in {keychain}, and nowhere else. Session tokens are never kept.")
        return translated(said).format(keychain=ready.keychain)
    return "\n".join(
        part
        for part in (
            translated(marked("There is no keychain: a secret can be used for this session only.")),
            ready.keychain_trouble,
        )
        if part
    )


def _findings(ready: Ready) -> str:
    if ready.demo:
        return translated(marked("The demo forgets what it found when it is closed."))
    if ready.store_trouble:
        return ready.store_trouble
    return translated(marked("What was found is kept on this computer, in a file that only you can read."))
