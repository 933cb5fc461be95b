"""The dialog that declares something open on purpose: at most how wide, why, by whom, and until when.

Cancel is the default. Enter neither declares nor throws away what was typed: the act is pressed with the
mouse or with Space, and only once nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ajar.model.kept import LONGEST, YEAR, beginning, mistakes
from ajar.model.mistake import Mistake
from ajar.model.ours import AccessException
from ajar.ui.add_account.fields import Fields, line
from ajar.ui.declared.scope import Scope
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.choices import DateField
from ajar.ui.look.tinted import IconButton
from ajar.words import kept as words
from ajar.words.language import marked, translated
from ajar.worker.protocol import Draft

_LINES = 3  # of the reason that are seen at once


class KeepDialog(QDialog):
    """Emits `declared` with the exception as it was filled in; who opened it tells what the worker says."""

    declared = Signal(object)

    def __init__(self, draft: Draft, exception: AccessException, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(marked("Open on purpose")))
        self.draft = draft
        self._touched: set[str] = set()
        self._today = datetime.now(UTC).date()
        self._scope = Scope(draft.provider, exception.audience, exception.capabilities)
        self._prefix = line(translated(marked("all; or what their names begin with, such as public/")))
        self._prefix.setText(exception.prefix)
        self._reason, self._by, self._until = _reason(), line(), DateField()
        self._reason.setPlainText(exception.reason)
        self._by.setText(exception.by)
        self._set_until(exception.until)
        self._wrong = {
            about: Prose(look="muted", tint="anyone") for about in ("can", "prefix", "reason", "by", "until")
        }
        self._trouble = Prose(tint="anyone")
        self._cancel = QPushButton(translated(marked("Cancel")))
        act = marked("Change") if draft.before else marked("Keep open")
        self._act = IconButton("pin", translated(act), look="primary")
        self._lay_out()
        self._connect()
        self._refresh()
        self.setMinimumWidth(580)

    def _set_until(self, until: date) -> None:
        """What ended is offered anew for a year: it is changed because it is to go on."""
        end = until if until >= self._today else self._today + YEAR
        self._until.setDateRange(_day(self._today), _day(self._today + LONGEST))
        self._until.setDate(_day(min(end, self._today + LONGEST)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        title = marked("What {name} may be open to") if self.draft.before else marked("Keep {name} open")
        column.addWidget(Prose(translated(title).format(name=self.draft.name), look="title"))
        if self.draft.says:
            column.addWidget(Prose(self.draft.says))
        what = marked(
            "Nothing in the cloud changes. It is quiet in the table and counted apart, and open again when it"
            " opens wider than this, or when the last day is over."
        )
        column.addWidget(Label(translated(what), look="muted", wrap=True))
        column.addSpacing(4)
        column.addWidget(self._scope)
        column.addWidget(self._wrong["can"])
        box = QWidget()
        fields = Fields(box)
        fields.setContentsMargins(0, 4, 0, 4)
        fields.setColumnMinimumWidth(0, 90)
        for name, field, about in (
            (marked("Which files"), self._prefix, "prefix"),
            (marked("Why"), self._reason, "reason"),
            (marked("Who"), self._by, "by"),
            (marked("Until"), self._until, "until"),
        ):
            fields.put(translated(name), field)
            fields.below(self._wrong[about])
        column.addWidget(box)
        column.addWidget(self._trouble)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._act)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._cancel.setDefault(True)
        self._act.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._act.clicked.connect(self._declare)
        self._scope.changed.connect(lambda: self._touch("can", "prefix"))
        self._prefix.textChanged.connect(lambda _text: self._touch("prefix"))
        self._reason.textChanged.connect(lambda: self._touch("reason"))
        self._by.textChanged.connect(lambda _text: self._touch("by"))
        self._until.dateChanged.connect(lambda _day: self._touch("until"))

    # --- what is filled in ---

    def exception(self) -> AccessException:
        """What is filled in."""
        end = self._until.date()
        return AccessException(
            audience=self._scope.audience(),
            capabilities=self._scope.able(),
            reason=" ".join(self._reason.toPlainText().split()),
            by=self._by.text().strip(),
            until=date(end.year(), end.month(), end.day()),
            prefix=beginning(self._prefix.text()),
        )

    def show_mistakes(self, found: Iterable[Mistake]) -> None:
        """Tell what is wrong, each beside its field, or at the end where it is about the whole."""
        self._act.setEnabled(True)
        told: dict[str, str] = {}
        for mistake in found:
            told.setdefault(mistake.about if mistake.about in self._wrong else "", words.sentence(mistake))
        for about, label in self._wrong.items():
            _tell(label, told.get(about, ""))
        _tell(self._trouble, told.get("", ""))
        self._fit()

    def show_trouble(self, says: str) -> None:
        """Tell why it could not be kept."""
        self._act.setEnabled(True)
        _tell(self._trouble, says)
        self._fit()

    def _touch(self, *about: str) -> None:
        self._touched.update(about)
        self._refresh()

    def _refresh(self) -> None:
        """What is wrong is told of what was touched; the act waits for all of it."""
        found = list(mistakes(self.exception(), self._today))
        self.show_mistakes([one for one in found if one.about in self._touched])
        self._act.setEnabled(not found)

    def _declare(self) -> None:
        self._act.setEnabled(False)
        self.declared.emit(self.exception())

    # --- keys and size ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the buttons alone."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(self.focusWidget(), QPushButton):
            event.accept()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once it is known which face is drawn in, and begin with what lacks: the reason."""
        super().showEvent(event)
        self._fit()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, layout.totalHeightForWidth(width))


def _reason() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setPlaceholderText(translated(marked("Why it is open and for whom, for whoever asks in a year")))
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 14)
    return field


def _tell(label: Prose, said: str) -> None:
    label.say(said)
    label.setVisible(bool(said))


def _day(when: date) -> QDate:
    return QDate(when.year, when.month, when.day)
