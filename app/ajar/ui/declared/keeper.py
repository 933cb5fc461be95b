"""What the window knows of what the person declared: asked for at the start, told anew after each change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ajar.model.kept import Declared
from ajar.model.ours import Offered, Own
from ajar.ui.work import Work
from ajar.worker import protocol


class Declarations(QObject):
    """Keeps what is open on purpose, and what is theirs."""

    exceptions_changed = Signal()
    ours_changed = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self.exceptions: tuple[Declared, ...] = ()
        self.own: tuple[Own, ...] = ()
        self.offered: tuple[Offered, ...] = ()
        self.accounts: tuple[str, ...] = ()
        """The names of the added accounts."""
        work.exceptions.connect(self._take_exceptions)
        work.ours.connect(self._take_ours)
        work.accounts.connect(self._take_accounts)
        self._work = work

    def exception(self, account: str, resource: str) -> Declared | None:
        """What is declared of this resource."""
        which = (account, resource)
        return next((one for one in self.exceptions if (one.kept.account, one.kept.resource) == which), None)

    def _take_exceptions(self, event: protocol.Exceptions) -> None:
        self.exceptions = event.found
        self.exceptions_changed.emit()

    def _take_ours(self, event: protocol.OursKnown) -> None:
        self.own, self.offered = event.own, event.offered
        self.ours_changed.emit()

    def _take_accounts(self, event: protocol.Accounts) -> None:
        """What is known of the accounts decides what is offered, and how each exception stands."""
        self.accounts = tuple(state.account.name for state in event.accounts)
        self.ours_changed.emit()
        self._work.send(protocol.AskExceptions())
        self._work.send(protocol.AskOurs())
