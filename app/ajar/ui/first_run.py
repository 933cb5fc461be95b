"""The first screen, and the screen without accounts: three ways in, and what this computer already has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ajar.model.account import Source
from ajar.ui.labels import Label
from ajar.ui.look.icons import pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.tinted import IconButton
from ajar.ui.scrolling import Scrolling
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import provider

_DEMO = "demo"
_WAYS = (
    ("aws", "cloud", marked("AWS account"), marked("A profile, single sign-on, a role or access keys")),
    ("gcp", "cloud", marked("Google Cloud project"), marked("Your own login, or a service account")),
    (_DEMO, "play", marked("Try the demo"), marked("A made-up company; no account needed")),
)
_WIDE = 860


class FirstRun(Scrolling):
    """Emits which way in a person takes."""

    add = Signal(str)
    demo = Signal()
    use = Signal(Source)

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, tuple[IconButton, Label]] = {}
        self._found = QFrame()
        self._found.setProperty("look", "card")
        self._said = Label(look="muted", wrap=True)
        self._list = QVBoxLayout(self._found)
        self._list.setContentsMargins(16, 12, 16, 12)
        self._ways = [self._way(*way) for way in _WAYS]
        self._lay_out()
        self.show_found(())

    def _way(self, name: str, picture: str, title: str, below: str) -> Way:
        button = Way(picture, translated(title), translated(below))
        button.clicked.connect(self.demo if name == _DEMO else lambda: self.add.emit(name))
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(Label(translated(marked("What do you want to look at?")), look="title"))
        ways = QHBoxLayout()
        ways.setSpacing(12)
        for way in self._ways:
            ways.addWidget(way)
        column.addLayout(ways)
        only = marked("Ajar only reads: it changes nothing and opens none of your files.")
        nothing = marked("Nothing leaves this computer except calls to your cloud.")
        column.addWidget(Label(f"{translated(only)}\n{translated(nothing)}", look="muted", wrap=True))
        column.addWidget(self._found)
        column.addWidget(self._said)
        column.addStretch(3)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 20, 24, 20)
        row.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        inner.setMaximumWidth(_WIDE)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.show_page(page)

    def show_found(self, sources: Sequence[Source]) -> None:
        """Show the ways to sign in that were found here, each with one button."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._sources.clear()
        self._found.setVisible(bool(sources))
        if sources:
            self._list.addWidget(Label(translated(marked("Found on this computer")), look="heading"))
        for source in sources:
            self._list.addWidget(self._source(source))

    def _source(self, source: Source) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        note = f" · {plain(source.note)}" if source.note else ""
        said = Label(f"{plain(source.name)} · {provider(source.provider)}{note}", wrap=True)
        button = IconButton("log-in", translated(marked("Use it")))
        button.setAccessibleName(translated(marked("Use {name}")).format(name=plain(source.name)))
        button.clicked.connect(lambda: self._use(source))
        row.addWidget(said, 1)
        row.addWidget(button)
        self._sources[source.name] = (button, said)
        return box

    def _use(self, source: Source) -> None:
        self._sources[source.name][0].setEnabled(False)
        self.say(translated(marked("Trying {name}...")).format(name=plain(source.name)))
        self.use.emit(source)

    def show_trouble(self, name: str, trouble: str) -> None:
        """A source did not work: say why, and let it be tried again."""
        if name in self._sources:
            self._sources[name][0].setEnabled(True)
        self.say(f"{plain(name)}: {trouble}")

    def say(self, text: str) -> None:
        """Say this below the ways in."""
        self._said.say(text)

    def focus_first(self) -> None:
        """Put the keyboard on the first way in."""
        self._ways[0].setFocus(Qt.FocusReason.OtherFocusReason)


class Way(QPushButton):
    """A large button: an icon, a title and a line below it."""

    def __init__(self, picture: str, title: str, below: str) -> None:
        super().__init__()
        self._picture = picture
        self.setAccessibleName(f"{title}: {below}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(18, 62, 18, 18)
        column.setSpacing(4)
        for label in (Label(title, look="heading", wrap=True), Label(below, look="muted", wrap=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        column.addStretch()

    def sizeHint(self) -> QSize:
        """Room for the icon and the words."""
        return QSize(220, max(170, self._column.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the icon in the colour in force."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(18, 20, pixmap(self._picture, tokens().accent, 30, self.devicePixelRatioF()))
