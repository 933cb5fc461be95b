"""The dialog that allows fixes on an account: until then it is only read, and nothing is chosen by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ajar.model.account import Account, GcpAdc, GcpImpersonate, GcpKey, Login, Source
from ajar.ui.add_account.aws_ways import ProfileWay, RoleWay
from ajar.ui.add_account.gcp_ways import ImpersonateWay
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.choices import RadioButton
from ajar.ui.look.tinted import IconButton
from ajar.words.language import marked, translated
from ajar.worker.protocol import Found, Ready

_SAME = marked("The same credentials as for reading")
_WAYS: dict[str, tuple[tuple[str, type[ProfileWay | RoleWay | ImpersonateWay]], ...]] = {
    "aws": (
        (marked("Another profile on this computer"), ProfileWay),
        (marked("A role, assumed only for a fix"), RoleWay),
    ),
    "gcp": ((marked("A service account, impersonated only for a fix"), ImpersonateWay),),
}


class AllowDialog(QDialog):
    """Emits `allowed` with how fixes are signed in to."""

    allowed = Signal(object)

    def __init__(self, account: Account, ready: Ready, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(marked("Allow fixes")))
        self._account = account
        self._group = QButtonGroup(self)
        self._ways: list[ProfileWay | RoleWay | ImpersonateWay | None] = [None]
        self._cancel = QPushButton(translated(marked("Cancel")))
        self._allow = IconButton("", translated(marked("Allow fixes")), look="primary")
        self._allow.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        said = translated(marked("{name} is only read")).format(name=account.name)
        column.addWidget(Prose(said, look="title"))
        why = marked(
            "Ajar changes nothing on an account until you allow it, and then only what you confirm, one"
            " change at a time. Which credentials may it use for that? They are used for the change alone."
        )
        column.addWidget(Label(translated(why), look="muted", wrap=True))
        self._add_ways(column, ready)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._allow)
        column.addLayout(buttons)
        self._cancel.setDefault(True)
        self._cancel.clicked.connect(self.reject)
        self._allow.clicked.connect(self._accept)
        self.setMinimumWidth(560)
        self._open()

    def _add_ways(self, column: QVBoxLayout, ready: Ready) -> None:
        self._add_way(column, _SAME, None)
        for title, made in _WAYS.get(self._account.provider, ()):
            way = RoleWay(ready, example="ajar-fix") if made is RoleWay else made(ready)
            way.changed.connect(self._refresh)
            self._ways.append(way)
            self._add_way(column, title, way)
        self._group.idToggled.connect(lambda _number, on: self._open() if on else None)

    def _add_way(self, column: QVBoxLayout, title: str, way: QWidget | None) -> None:
        button = RadioButton(translated(title))
        self._group.addButton(button, len(self._group.buttons()))
        column.addWidget(button)
        if way is not None:
            column.addWidget(way)

    def show_found(self, event: Found) -> None:
        """Offer what this computer has."""
        self.show_sources(event.sources)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Offer these ways to sign in."""
        for way in self._ways:
            if way is not None:
                way.show_sources(sources)

    def choose(self, number: int) -> None:
        """Choose this way: 0 is the same as for reading."""
        self._group.button(number).setChecked(True)

    def login(self) -> Login | None:
        """How fixes would be signed in to; None while that is not clear."""
        number = self._group.checkedId()
        if number < 0:
            return None
        way = self._ways[number]
        login = self._account.login if way is None else way.login()
        return _in_the_same_projects(login, self._account.login)

    def _open(self) -> None:
        for number, way in enumerate(self._ways):
            if way is not None:
                way.setVisible(number == self._group.checkedId())
        self._refresh()
        self._fit()

    def _fit(self) -> None:
        """As high as the fields that are open need, where names wrap as well."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.setMinimumHeight(layout.totalHeightForWidth(width))
            self.resize(width, self.minimumHeight())

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once more: only now is it known which face the names are drawn in."""
        super().showEvent(event)
        self._fit()

    def _refresh(self) -> None:
        self._allow.setEnabled(self.login() is not None)

    def _accept(self) -> None:
        login = self.login()
        if login is not None:
            self.accept()
            self.allowed.emit(login)

    def focus_first(self) -> None:
        """Put the keyboard on the first way."""
        self._group.button(0).setFocus(Qt.FocusReason.OtherFocusReason)


def _in_the_same_projects(login: Login | None, reading: Login) -> Login | None:
    """A service account that is impersonated for fixes reaches what is read, where nothing else was said."""
    if (
        isinstance(login, GcpImpersonate)
        and not login.projects
        and isinstance(reading, GcpAdc | GcpKey | GcpImpersonate)
    ):
        return GcpImpersonate(login.service_account, reading.projects)
    return login
