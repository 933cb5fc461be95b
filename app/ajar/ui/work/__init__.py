"""The window's side of its two workers: the only place where their events become signals.

Both are child processes. One reads, and ends with the window; the other makes changes, is started when first
needed, and is never killed. Which of them is asked is decided by the request.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ajar.model.account import Account, Login
from ajar.ui.work.reading import POLITE, Reading
from ajar.ui.work.repairing import Command, Repairing
from ajar.worker import protocol
from ajar.worker.protocol import Event, Request

__all__ = ["POLITE", "Work", "repair_command", "worker_command"]


def worker_command(*, demo: bool, seed: int) -> list[str]:
    """The command line of the worker that reads; it is always this program's own interpreter."""
    return [sys.executable, "-m", "ajar.worker", *(["--demo", "--seed", str(seed)] if demo else [])]


def repair_command(store: str, demo: bool) -> list[str]:  # noqa: FBT001 - the form that Repairing asks for
    """The command line of the worker that makes changes."""
    repairs = [sys.executable, "-m", "ajar.worker", "--repairs", "--store", store]
    return [*repairs, "--demo"] if demo else repairs


class Work(QObject):
    """Sends requests and tells what came back, each event as the signal of its kind."""

    ready = Signal(protocol.Ready)
    accounts = Signal(protocol.Accounts)
    rows = Signal(protocol.Rows)
    checked = Signal(protocol.Checked)
    working = Signal(protocol.Working)
    scanned = Signal(protocol.Scanned)
    details = Signal(protocol.Details)
    since = Signal(protocol.Since)
    who = Signal(protocol.Who)
    permissions = Signal(protocol.Permissions)
    found = Signal(protocol.Found)
    foreseen = Signal(protocol.Foreseen)
    moved = Signal(protocol.Moved)
    made = Signal(protocol.Made)
    journal = Signal(protocol.Journal)
    exceptions = Signal(protocol.Exceptions)
    draft = Signal(protocol.Draft)
    answered = Signal(protocol.Answered)
    filed = Signal(protocol.Filed)
    ours = Signal(protocol.OursKnown)
    failed = Signal(protocol.Failed)
    scanning = Signal(bool)
    died = Signal(str)
    """The worker that reads ended by itself, or spoke something else than the protocol: what it said last."""
    repairs_died = Signal(str)
    """The same of the worker that makes changes; how far it came is in the journal."""

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, repairs: Command = repair_command
    ) -> None:
        super().__init__(parent)
        self._signals = {
            protocol.Ready: self.ready,
            protocol.Accounts: self.accounts,
            protocol.Rows: self.rows,
            protocol.Checked: self.checked,
            protocol.Working: self.working,
            protocol.Scanned: self.scanned,
            protocol.Details: self.details,
            protocol.Since: self.since,
            protocol.Who: self.who,
            protocol.Permissions: self.permissions,
            protocol.Found: self.found,
            protocol.Foreseen: self.foreseen,
            protocol.Moved: self.moved,
            protocol.Made: self.made,
            protocol.Journal: self.journal,
            protocol.Exceptions: self.exceptions,
            protocol.Draft: self.draft,
            protocol.Answered: self.answered,
            protocol.Filed: self.filed,
            protocol.OursKnown: self.ours,
            protocol.Failed: self.failed,
        }
        self.second_opinion = False
        """Whether a scan asks the clouds, too, what they say of each resource."""
        self._reading, self._repairing = Reading(command, self), Repairing(repairs, self)
        self._reading.told.connect(self._tell)
        self._reading.scanning.connect(self.scanning)
        self._reading.died.connect(self.died)
        self._repairing.told.connect(self._tell)
        self._repairing.died.connect(self.repairs_died)

    # --- what the window asks ---

    def start(self) -> None:
        """Start the worker that reads, or a new one where the last is dead, and ask how things stand."""
        self._reading.start()

    def check(self, name: str, provider: str, login: Login, secret: str = "") -> None:
        """Sign in this way and say who one is, keeping nothing: answered by `checked`."""
        self.send(protocol.Check(name=name, provider=provider, login=login, secret=secret))

    def add(self, account: Account, secret: str = "", *, for_session: bool = False) -> None:
        """Keep this account: answered by `accounts` or `failed`.

        A secret that stays in memory goes to both workers at once, so that the window need not remember it.
        """
        self.send(protocol.Add(account=account, secret=secret, for_session=for_session))
        if secret and for_session:
            self.send(protocol.Hold(name=account.name, secret=secret))

    def scan(self, *accounts: str) -> None:
        """Read these accounts anew, all of them where none is named."""
        self.send(protocol.Scan(accounts=accounts, second_opinion=self.second_opinion))

    def cancel(self) -> None:
        """Stop the scan; by force where it has not stopped after two seconds, and start a new worker."""
        self.send(protocol.Cancel())

    def send(self, request: Request) -> None:
        """Send a request to the worker that answers it; nothing happens where it cannot be reached."""
        if isinstance(request, protocol.Repairing):
            self._repairing.send(request)
        else:
            self._reading.send(request)

    def stop(self) -> None:
        """End both workers, and come back when they have ended.

        The one that makes changes finishes its call first, however long that takes: the demo's cloud is in
        the other, so that one goes last. It is asked politely, and after two seconds ended by force.
        """
        self._repairing.finish()
        self._reading.stop()

    # --- what the workers tell ---

    @property
    def reads(self) -> bool:
        """Whether the worker that reads is there, so that what it is asked is answered."""
        return self._reading.pipe is not None

    @property
    def busy(self) -> bool:
        """Whether a scan is under way."""
        return self._reading.busy

    def _tell(self, event: Event) -> None:
        if isinstance(event, protocol.Ready):
            self._repairing.use(event.store, demo=event.demo)
        self._signals[type(event)].emit(event)
