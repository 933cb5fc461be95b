"""The strips above the table: the demo's banner, a notice with what to do about it, and how far a scan is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ajar.model.run import Progress
from ajar.ui.labels import Label, OneLine
from ajar.ui.look.palette import tokens
from ajar.ui.look.tinted import Icon, IconButton
from ajar.words.language import marked, translated
from ajar.words.summary import progress


class DemoBanner(QWidget):
    """Says, striped, that this is the demo: no real account can look like this."""

    connect_real = Signal()
    _STRIPE = 14

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.addWidget(Icon("info", "holders"))
        said = Label(translated(marked("Demo data: no cloud is called")), look="heading")
        row.addWidget(said)
        row.addStretch()
        button = IconButton("", translated(marked("Connect a real account")), look="link")
        button.clicked.connect(self.connect_real)
        row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the stripes, quiet enough to read on."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.holders.chip))
        painter.setPen(Qt.PenStyle.NoPen)
        stripe = QColor(colours.holders.ink)
        stripe.setAlphaF(0.10)
        painter.setBrush(stripe)
        height, step = self.height(), self._STRIPE
        for left in range(-height, self.width(), 2 * step):
            below, above = QPoint(left, height), QPoint(left + height, 0)
            right = QPoint(step, 0)
            painter.drawPolygon(QPolygon([below, below + right, above + right, above]))


class Notice(QFrame):
    """One sentence that something is wrong, and a button for what can be done; hidden while it has none."""

    act = Signal()
    more = Signal()

    def __init__(self, look: str = "warning", picture: str = "triangle-alert") -> None:
        super().__init__()
        self.setProperty("look", look)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        self._icon = Icon(picture, _TINTS[look])
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._said = Label(wrap=True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.setMinimumHeight(26)
        row.addWidget(self._said, 1)
        self._more, self._button = IconButton("", look="link"), IconButton("", look="link")
        self._more.clicked.connect(self.more)
        self._button.clicked.connect(self.act)
        row.addWidget(self._more)
        row.addWidget(self._button)
        self.say("")

    def say(self, text: str, button: str = "", more: str = "") -> None:
        """Show this sentence with these buttons; "" hides the strip or a button."""
        self._said.say(text)
        for widget, words in ((self._button, button), (self._more, more)):
            widget.setText(words)
            widget.setVisible(bool(words))
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def look_like(self, look: str, picture: str) -> None:
        """Take on another look: "warning", "trouble" or "done"."""
        self._icon.show_icon(picture, _TINTS[look])
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)


_TINTS = {"warning": "holders", "trouble": "anyone", "done": "closed"}


class ProgressStrip(QFrame):
    """How far the scan is, and the button that stops it; the table fills meanwhile."""

    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(12)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(translated(marked("How far the check is")))
        self._said = OneLine()
        self._button = IconButton("circle-stop", translated(marked("Stop")), look="link")
        self._button.clicked.connect(self._stopped)
        row.addWidget(self._bar)
        row.addWidget(self._said, 1)
        row.addWidget(self._button)
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as a notice."""
        return QSize(300, self._button.sizeHint().height() + 10)

    def begin(self) -> None:
        """A scan has begun: nothing is known of its size yet."""
        self._bar.setRange(0, 0)
        self._said.say(progress(Progress()))
        self._button.setEnabled(True)
        self.show()

    def show_progress(self, now: Progress) -> None:
        """Show how far it is; the bar is of use only once it is known how much there is."""
        known = now.listed and now.found
        self._bar.setRange(0, now.found if known else 0)
        self._bar.setValue(now.done if known else 0)
        if self._button.isEnabled():
            self._said.say(progress(now))

    def _stopped(self) -> None:
        self._button.setEnabled(False)
        self._said.say(translated(marked("Stopping. What was found stays.")))
        self.stop.emit()
