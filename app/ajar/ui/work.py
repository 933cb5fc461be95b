"""The window's side of the worker: the only place where its events become signals.

The worker is a child process. It is started with the window and ends with it; what it writes to its standard
error is kept, so that a crash can be reported. Frames are handled for a few milliseconds at a time, so that a
flood of rows never stalls the window.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal

from ajar.model.account import Account, Login
from ajar.worker import protocol
from ajar.worker.protocol import Event, Request

_KEPT = 64 * 1024  # characters of standard error
_SLICE = 8  # milliseconds of handling frames between two looks at the person's input
POLITE = 2000
"""Milliseconds that a scan, or the whole worker, has to stop by itself."""


def worker_command(*, demo: bool, seed: int) -> list[str]:
    """The command line of the worker; it is always this program's own interpreter."""
    return [sys.executable, "-m", "ajar.worker", *(["--demo", "--seed", str(seed)] if demo else [])]


class Work(QObject):
    """Sends requests and tells what came back, each event as the signal of its kind."""

    ready = Signal(protocol.Ready)
    accounts = Signal(protocol.Accounts)
    rows = Signal(protocol.Rows)
    checked = Signal(protocol.Checked)
    working = Signal(protocol.Working)
    scanned = Signal(protocol.Scanned)
    details = Signal(protocol.Details)
    permissions = Signal(protocol.Permissions)
    found = Signal(protocol.Found)
    failed = Signal(protocol.Failed)
    scanning = Signal(bool)
    died = Signal(str)
    """The worker ended by itself, or spoke something else than the protocol: what it said last."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._signals = {
            protocol.Ready: self.ready,
            protocol.Accounts: self.accounts,
            protocol.Rows: self.rows,
            protocol.Checked: self.checked,
            protocol.Working: self.working,
            protocol.Scanned: self.scanned,
            protocol.Details: self.details,
            protocol.Permissions: self.permissions,
            protocol.Found: self.found,
            protocol.Failed: self.failed,
        }
        self._bodies: deque[bytes] = deque()
        self._errors = ""
        self._scanning = False
        self.second_opinion = False
        """Whether a scan asks the clouds, too, what they say of each resource."""
        self._pump = QTimer(self, interval=0)
        self._pump.timeout.connect(self._handle_some)
        self._force = QTimer(self, interval=POLITE, singleShot=True)
        self._force.timeout.connect(self._stop_by_force)
        self._process: QProcess | None = None

    # --- what the window asks ---

    def start(self) -> None:
        """Start the worker, or a new one where the last is dead, and ask how things stand."""
        self._drop()
        self._frames, self._errors = protocol.Frames(), ""
        process = QProcess(self)
        process.readyReadStandardOutput.connect(self._receive)
        process.readyReadStandardError.connect(self._keep_errors)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._went_wrong)
        self._process = process
        process.start(self._command[0], self._command[1:])
        self.send(protocol.Start())

    def check(self, name: str, provider: str, login: Login, secret: str = "") -> None:
        """Sign in this way and say who one is, keeping nothing: answered by `checked`."""
        self.send(protocol.Check(name=name, provider=provider, login=login, secret=secret))

    def add(self, account: Account, secret: str = "", *, for_session: bool = False) -> None:
        """Keep this account: answered by `accounts` or `failed`."""
        self.send(protocol.Add(account=account, secret=secret, for_session=for_session))

    def scan(self, *accounts: str) -> None:
        """Read these accounts anew, all of them where none is named."""
        self._set_scanning(True)
        self.send(protocol.Scan(accounts=accounts, second_opinion=self.second_opinion))

    def cancel(self) -> None:
        """Stop the scan; by force where it has not stopped after two seconds, and start a new worker."""
        self.send(protocol.Cancel())
        self._force.start()

    def send(self, request: Request) -> None:
        """Send a request; nothing happens where no worker is alive."""
        if self._process is not None:
            self._process.write(protocol.frame(request))

    def stop(self) -> None:
        """End the worker: politely, then after two seconds by force. Returns when it has ended."""
        process = self._process
        self._drop(end=False)
        if process is None or process.state() is QProcess.ProcessState.NotRunning:
            return
        process.write(protocol.frame(protocol.Quit()))
        process.closeWriteChannel()
        if not process.waitForFinished(POLITE):
            process.kill()
            process.waitForFinished(POLITE)

    # --- what the worker tells ---

    @property
    def busy(self) -> bool:
        """Whether a scan is under way."""
        return self._scanning

    def _set_scanning(self, now: bool) -> None:  # noqa: FBT001 - the state itself
        if now is not self._scanning:
            self._scanning = now
            self.scanning.emit(now)

    def _receive(self) -> None:
        process = self._process
        if process is None:
            return
        try:
            self._bodies.extend(self._frames.feed(bytes(process.readAllStandardOutput().data())))
        except protocol.Broken as error:
            self._give_up(f"The worker said something else than messages: {error}")
            return
        self._pump.start()

    def _handle_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._bodies and clock.elapsed() < _SLICE:
            try:
                event = protocol.events.decode(self._bodies.popleft())
            except msgspec.MsgspecError as error:
                self._give_up(f"The worker sent a message that cannot be read: {error}")
                return
            self._tell(event)
        if not self._bodies:
            self._pump.stop()

    def _tell(self, event: Event) -> None:
        if isinstance(event, protocol.Working):
            self._set_scanning(True)
        if isinstance(event, protocol.Scanned):
            self._force.stop()
        self._signals[type(event)].emit(event)
        if isinstance(event, protocol.Scanned) or (
            isinstance(event, protocol.Failed) and event.request == protocol.Scan.__name__
        ):
            self._set_scanning(False)

    def _keep_errors(self) -> None:
        if self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            self._errors = (self._errors + said)[-_KEPT:]

    # --- how it ends ---

    def _ended(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._keep_errors()
        self._receive()
        while self._bodies and self._process is not None:
            self._handle_some()
        if self._process is not None:
            self._give_up(f"The worker ended with code {code}.")

    def _went_wrong(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._give_up(f"The worker could not be started: {self._command[0]}")

    def _give_up(self, why: str) -> None:
        report = f"{why}\n{self._errors}".strip()
        self._drop()
        self._set_scanning(False)
        self.died.emit(report)

    def _stop_by_force(self) -> None:
        if self._scanning:
            self._set_scanning(False)
            self.start()

    def _drop(self, *, end: bool = True) -> None:
        """Forget the process, so that nothing it still says is heard; `end` kills it where it lives."""
        process, self._process = self._process, None
        self._bodies.clear()
        self._pump.stop()
        self._force.stop()
        if process is None:
            return
        process.blockSignals(True)
        if end and process.state() is not QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(POLITE)
        if end:
            process.deleteLater()
