"""One click for a way to sign in that this computer already has: tried first, added where it works."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ajar.model.account import Account, Source
from ajar.ui.work import Work
from ajar.worker.protocol import Accounts, Checked, Failed


class Joining(QObject):
    """Tries a source, adds it, and then tells `joined`; `failed` says why not."""

    joined = Signal(str)
    failed = Signal(str, str)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._trying: dict[str, Source] = {}
        self._adding: set[str] = set()
        work.checked.connect(self._checked)
        work.accounts.connect(self._accounts)
        work.failed.connect(self._failed)

    def use(self, source: Source) -> None:
        """Try this source, and add it where signing in works."""
        self._trying[source.name] = source
        self._work.check(source.name, source.provider, source.login)

    def _checked(self, event: Checked) -> None:
        source = self._trying.pop(event.name, None)
        if source is None:
            return
        if event.trouble:
            self.failed.emit(event.name, event.trouble)
            return
        self._adding.add(source.name)
        self._work.add(
            Account(
                name=source.name,
                provider=source.provider,
                login=source.login,
                ids=event.ids,
                identity=event.identity,
            )
        )

    def _accounts(self, event: Accounts) -> None:
        for name in self._adding.intersection(state.account.name for state in event.accounts):
            self._adding.discard(name)
            self.joined.emit(name)

    def _failed(self, event: Failed) -> None:
        if event.request == "Add":
            for name in tuple(self._adding):
                self._adding.discard(name)
                self.failed.emit(name, event.says)
