"""What the test of an account's credentials found, told below the fields."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from ajar.ui.labels import Label
from ajar.ui.look.tinted import Icon
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.worker.protocol import Checked

_SHOWN = 5


class Outcome(QFrame):
    """One state at a time: nothing, testing, what is wrong, or who one is."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("info", "muted", 18)
        self._said, self._warning = Label(wrap=True), Label(wrap=True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(translated(marked("Testing")))
        column = QVBoxLayout()
        column.setSpacing(6)
        for widget in (self._said, self._warning, self._busy):
            column.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.addWidget(self._icon)
        row.addLayout(column, 1)
        self.hide()

    def show_nothing(self) -> None:
        """Nothing was tested, or what was is no longer what stands there."""
        self.hide()

    def show_testing(self) -> None:
        """The test is under way."""
        self._show("info", "muted", "card", translated(marked("Signing in...")), busy=True)

    def show_note(self, text: str) -> None:
        """Say something that is no trouble."""
        self._show("info", "muted", "card", text)

    def show_trouble(self, text: str) -> None:
        """Say what went wrong."""
        self._show("circle-alert", "anyone", "trouble", plain(text[:1].upper() + text[1:]))

    def show_checked(self, provider: str, event: Checked) -> None:
        """Say who one is and what can be reached."""
        who = translated(marked("Signed in as {identity}")).format(identity=plain(event.identity))
        ids = ", ".join(plain(one) for one in event.ids[:_SHOWN])
        rest = len(event.ids) - _SHOWN
        if rest > 0:
            more = counted("{n} more", "{n} more", rest)
            ids = translated(marked("{names} and {more}")).format(names=ids, more=more)
        if provider == "aws":
            reach = translated(marked("Account {ids}")).format(ids=ids)
        else:
            reach = counted("Project {ids}", "{n} projects: {ids}", len(event.ids), ids=ids)
        root = marked(
            "This is the root user, who can do everything. Ajar needs far less: better add a role or a user "
            "with the least-privilege policy."
        )
        self._show("circle-check", "closed", "card", f"{who}\n{reach}" if event.identity else reach)
        self._warning.say(translated(root) if event.root else "")
        self._warning.setVisible(event.root)
        if event.root:
            self._icon.show_icon("triangle-alert", "holders")
            self._look("warning")

    def said(self) -> str:
        """All that is said now; "" where nothing is."""
        texts = [label.text() for label in (self._said, self._warning) if not label.isHidden()]
        return "" if self.isHidden() else "\n".join(texts)

    def _show(self, picture: str, tint: str, look: str, text: str, *, busy: bool = False) -> None:
        self._icon.show_icon(picture, tint)
        self._said.say(text)
        self._warning.hide()
        self._busy.setVisible(busy)
        self._look(look)
        self.show()

    def _look(self, look: str) -> None:
        self.setProperty("look", look)
        self.style().unpolish(self)
        self.style().polish(self)
