"""The panel of what could not be read: by account, with the permissions that are missing, to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ajar.ui.labels import Label
from ajar.ui.look.fonts import fixed
from ajar.ui.look.tinted import IconButton
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.troubles import Missing, as_text
from ajar.words.verdict import provider


@dataclass(frozen=True)
class Lacking:
    """What one account's last check could not read, and who it was read as."""

    account: str
    provider: str
    identity: str
    entries: tuple[Missing, ...]


class ErrorsPanel(QFrame):
    """Lists what is missing. `policy_wanted` asks for a provider's least-privilege policy."""

    policy_wanted = Signal(str)
    closed = Signal()
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shown: tuple[Lacking, ...] = ()
        title = Label(translated(marked("What Ajar could not check")), look="title")
        title.setWordWrap(True)
        self._close = IconButton("x", look="icon")
        self._close.setToolTip(translated(marked("Back to the details (Esc)")))
        self._close.setAccessibleName(translated(marked("Back to the details")))
        self._close.clicked.connect(self.closed)
        self._copy_all = IconButton("clipboard-copy", translated(marked("Copy all of it for my admin")))
        self._copy_all.clicked.connect(self._copy_everything)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(title.text())
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self._close, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._copy_all, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_lacking(self, lacking: Sequence[Lacking]) -> None:
        """Show what these accounts lack; those that lack nothing are left out."""
        wanted = tuple(one for one in lacking if one.entries)
        if wanted == self._shown and self._scroll.widget() is not None:
            return
        self._shown = wanted
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        for one in wanted:
            column.addWidget(self._account(one))
        if not wanted:
            column.addWidget(Label(translated(marked("Everything was read.")), wrap=True))
        column.addStretch()
        self._scroll.setWidget(page)
        self._copy_all.setEnabled(bool(wanted))
        stops = (self._close, self._scroll, *page.findChildren(IconButton), self._copy_all)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def focus_first(self) -> None:
        """Put the keyboard into the panel."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _account(self, one: Lacking) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(one.account, look="heading", wrap=True))
        if one.identity:
            who = translated(marked("Read as {identity}")).format(identity=plain(one.identity))
            column.addWidget(Label(who, look="muted", wrap=True))
        for entry in one.entries:
            column.addWidget(self._entry(entry))
        if any(entry.permission for entry in one.entries):
            column.addWidget(self._policy_button(one.provider), alignment=Qt.AlignmentFlag.AlignLeft)
        return box

    def _policy_button(self, name: str) -> QWidget:
        said = marked("Copy the policy for {provider}")
        button = IconButton("copy", translated(said).format(provider=provider(name)))
        button.clicked.connect(lambda: self.policy_wanted.emit(name))
        return button

    def _entry(self, entry: Missing) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(entry.what, wrap=True))
        if entry.permission:
            column.addLayout(self._permission(entry.permission))
        column.addWidget(Label(f"{entry.why}. {entry.effect}.", look="muted", wrap=True))
        return box

    def _permission(self, permission: str) -> QHBoxLayout:
        row = QHBoxLayout()
        label = Label(permission, wrap=True)
        label.setFont(fixed())
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        button = IconButton("copy", look="icon")
        said = translated(marked("Copy {what}")).format(what=plain(permission))
        button.setToolTip(said)
        button.setAccessibleName(said)
        button.clicked.connect(lambda: self._copy(permission, plain(permission)))
        row.addWidget(label, 1)
        row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _copy(self, text: str, what: str) -> None:
        QApplication.clipboard().setText(text)
        self.copied.emit(translated(marked("Copied: {what}")).format(what=what))

    def _copy_everything(self) -> None:
        self._copy(everything(self._shown), translated(marked("what is missing")))


def everything(lacking: Iterable[Lacking]) -> str:
    """All that is missing, as text for somebody who can grant it."""
    return "\n\n".join(as_text(one.account, one.identity, one.entries) for one in lacking)
