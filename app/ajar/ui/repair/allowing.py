"""Which accounts may be changed: asked before the first fix on one, and taken back when the person wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ajar.model.account import Account, Login
from ajar.ui.repair.allow_dialog import AllowDialog
from ajar.ui.work import Work
from ajar.worker import protocol


class Allowing(QObject):
    """Asks for what is not allowed yet; what was to follow is done once the worker has kept it."""

    failed = Signal(str)

    def __init__(self, work: Work, window: QWidget) -> None:
        super().__init__(window)
        self._work, self._window = work, window
        self._ready = protocol.Ready(version="")
        self._accounts: dict[str, Account] = {}
        self._waiting: tuple[list[str], Callable[[], None]] | None = None
        work.ready.connect(self._show_ready)
        work.accounts.connect(self._show_accounts)
        work.failed.connect(self._show_failed)

    def ensure(self, names: Sequence[str], then: Callable[[], None]) -> None:
        """Do this once fixes are allowed on these accounts: at once, or after asking for what is lacking."""
        lacking = [name for name in dict.fromkeys(names) if not self.is_allowed(name)]
        if not lacking:
            self._waiting = None
            then()
            return
        self._waiting = lacking, then
        self.ask(lacking[0])

    def is_allowed(self, name: str) -> bool:
        """Whether fixes are allowed on this account; one that is not known is left to the worker."""
        account = self._accounts.get(name)
        return account is None or account.fix is not None

    def ask(self, name: str) -> None:
        """Open the dialog that allows fixes on this account."""
        account = self._accounts.get(name)
        if account is None:
            return
        dialog = AllowDialog(account, self._ready, self._window)
        dialog.allowed.connect(lambda login: self._allow(name, login))
        dialog.rejected.connect(self._give_up)
        self._work.found.connect(dialog.show_found)
        dialog.finished.connect(dialog.deleteLater)
        self._work.send(protocol.Sources())
        dialog.open()
        dialog.focus_first()

    def take_back(self, name: str) -> None:
        """Allow no fixes on this account any more."""
        self._work.send(protocol.Allow(name=name, login=None))

    def _allow(self, name: str, login: Login) -> None:
        self._work.send(protocol.Allow(name=name, login=login))

    def _give_up(self) -> None:
        self._waiting = None

    def _show_ready(self, ready: protocol.Ready) -> None:
        self._ready = ready

    def _show_accounts(self, event: protocol.Accounts) -> None:
        self._accounts = {state.account.name: state.account for state in event.accounts}
        if self._waiting is not None and self.is_allowed(self._waiting[0][0]):
            self.ensure(*self._waiting)

    def _show_failed(self, event: protocol.Failed) -> None:
        if event.request == protocol.Allow.__name__:
            self._waiting = None
            self.failed.emit(event.says)
