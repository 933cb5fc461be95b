"""Text of any length and content that wraps anywhere, can be selected and copied, and is never markup."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QResizeEvent, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from ajar.ui.look.fonts import fixed, sized
from ajar.ui.look.tinted import colour
from ajar.words.plain import plain

_LONGEST = 20_000  # characters; a name has at most some hundreds
_SIZES = {"title": 1.45, "heading": 1.0, "": 1.0, "muted": 0.95, "fixed": 1.0}


class Prose(QTextEdit):
    """Shows a text as it is. `look` is "", "muted", "heading", "title" or "fixed"; `tint` names a colour."""

    def __init__(self, text: str = "", *, look: str = "", tint: str = "") -> None:
        super().__init__()
        self._look = look
        self._tint = tint or ("muted" if look == "muted" else "text")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measured = QTextDocument(self)  # measuring in the shown one would lay it out under the eye
        option = self._measured.defaultTextOption()
        option.setWrapMode(self.wordWrapMode())
        self._measured.setDefaultTextOption(option)
        for document in (self.document(), self._measured):
            document.setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress()
        self.say(text)

    def say(self, text: str) -> None:
        """Show this; line ends stay, everything else that is invisible is spelled out."""
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        safe = "\n".join(plain(line) for line in shown.split("\n"))
        if safe != self.toPlainText():
            self.setPlainText(safe)
            self._measured.setPlainText(safe)
            self.updateGeometry()
        self.setAccessibleName(safe)

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours and the size in force."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()

    def hasHeightForWidth(self) -> bool:
        """The height depends on how the text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the text is at this width."""
        self._measured.setTextWidth(max(1, width))
        return ceil(self._measured.size().height())

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(200, self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(24, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what this stands in."""
        event.ignore()

    def _dress(self) -> None:
        self.setFont(self._face())
        for document in (self.document(), self._measured):
            document.setDefaultFont(self._face())
        self.updateGeometry()
        rules = f"border: none; background: transparent; padding: 0; color: {colour(self._tint)};"
        sheet = f"QTextEdit, QTextEdit:focus {{ {rules} }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _face(self) -> QFont:
        if self._look == "fixed":
            return fixed()
        return sized(QGuiApplication.font(), _SIZES[self._look], bold=self._look in ("title", "heading"))
