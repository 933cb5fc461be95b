"""What went wrong inside Ajar, as text to copy, with everything that looks like a secret removed."""

from __future__ import annotations

import re
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from ajar.ui.labels import Label
from ajar.ui.look.fonts import fixed
from ajar.words.language import marked, translated

_REMOVED = "[removed]"
_SECRETS = (
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
    re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}"),
    re.compile(r"\bya29\.[\w.-]+"),
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]+)?"),
    re.compile(r"(?i)(?<=bearer )[\w.~+/=-]{8,}"),
    re.compile(
        r"""(?ix)(?<![a-z])(?:secret|secret_access_key|aws_secret_access_key|session_token|password|passphrase
        |private_key|private_key_id|refresh_token|access_token|client_secret|token|x-amz-signature)
        (?P<quote>["']?)\s*[=:]\s*(?:b?(["']).*?(?<!\\)\2|[^\s,)}]+)"""
    ),
    re.compile(r"(?<![A-Za-z0-9/+])(?=[A-Za-z0-9/+]*[0-9+/])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"),
)


def scrubbed(text: str) -> str:
    """The text without what looks like a key, a token or a password; rather too much than too little."""
    for secret in _SECRETS:
        text = secret.sub(_REMOVED, text)
    return text


class CrashDialog(QDialog):
    """Shows what happened as text that can be copied; nothing is sent anywhere."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(marked("Something went wrong in Ajar")))
        self.resize(640, 400)
        first = marked("Something went wrong in Ajar. Nothing was sent anywhere.")
        second = marked("If you report it, this text helps; what looked like a secret was removed from it.")
        self._report = QPlainTextEdit(scrubbed(report), readOnly=True)
        self._report.setFont(fixed())
        self._report.setAccessibleName(translated(marked("What happened")))
        self._report.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(translated(marked("Copy")), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._report.toPlainText()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(Label(f"{translated(first)}\n{translated(second)}", wrap=True))
        column.addWidget(self._report)
        column.addWidget(buttons)

    @property
    def report(self) -> str:
        """The text as it is shown."""
        return self._report.toPlainText()


class Watch:
    """Opens the dialog for an exception that nobody caught; the loop goes on, so that nothing is lost."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._dialog: CrashDialog | None = None

    def install(self) -> None:
        """Take over from Python's own way of telling, which nobody sees in a window."""
        sys.excepthook = self.told

    def told(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """An exception was not caught: print it without secrets, and show it once the slot is left."""
        report = "".join(traceback.format_exception(kind, fault, trace))
        sys.stderr.write(scrubbed(report))
        if not issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, self._parent, lambda: self.show(report))

    def show(self, report: str) -> None:
        """Open the dialog with this, where none is open: the first mistake is the one that tells most."""
        if self._dialog is not None and self._dialog.isVisible():
            return
        self._dialog = CrashDialog(report, self._parent)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._dialog.open()
