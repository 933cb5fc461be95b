"""A worker process at the end of a pipe: requests go in, its events come out a few milliseconds at a time.

What it writes to its standard error is kept, so that a crash can be reported. Frames are handled in slices,
so that a flood of rows never stalls the window.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal

from ajar.worker import protocol
from ajar.worker.protocol import Request

_KEPT = 64 * 1024  # characters of standard error
_SLICE = 8  # milliseconds of handling frames between two looks at the person's input


class Pipe(QObject):
    """One run of a worker, from its start to its end; a new run is a new pipe."""

    told = Signal(object)
    """An event of the protocol."""
    died = Signal(str)
    """It ended by itself, or spoke something else than the protocol: what it said last. Nothing follows."""
    ended = Signal()
    """Its process is no more, however it came to that."""

    def __init__(self, command: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._frames, self._errors = protocol.Frames(), ""
        self._bodies: deque[bytes] = deque()
        self._listening = True
        self._pump = QTimer(self, interval=0)
        self._pump.timeout.connect(self._handle_some)
        self.process = QProcess(self)
        self.process.readyReadStandardOutput.connect(self._receive)
        self.process.readyReadStandardError.connect(self._keep_errors)
        self.process.finished.connect(self._finished)
        self.process.errorOccurred.connect(self._went_wrong)

    def start(self) -> None:
        """Start the process."""
        self.process.start(self._command[0], self._command[1:])

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self.process.state() is not QProcess.ProcessState.NotRunning

    def send(self, request: Request) -> None:
        """Send a request."""
        self.process.write(protocol.frame(request))

    def quit(self) -> None:
        """Ask the worker to end; what it still tells is heard."""
        if self.running:
            self.send(protocol.Quit())
            self.process.closeWriteChannel()

    def deafen(self) -> None:
        """Hear nothing of it any more."""
        self._listening = False
        self._bodies.clear()
        self._pump.stop()

    def kill(self, patience: int) -> None:
        """End it by force and wait for that, so many milliseconds at most."""
        self.deafen()
        if self.running:
            self.process.kill()
            self.process.waitForFinished(patience)

    # --- what the worker tells ---

    def _receive(self) -> None:
        data = bytes(self.process.readAllStandardOutput().data())
        if not self._listening:
            return
        try:
            self._bodies.extend(self._frames.feed(data))
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
            self.told.emit(event)
        if not self._bodies:
            self._pump.stop()

    def _keep_errors(self) -> None:
        said = bytes(self.process.readAllStandardError().data()).decode("utf-8", "replace")
        self._errors = (self._errors + said)[-_KEPT:]

    # --- how it ends ---

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._keep_errors()
        self._receive()
        while self._bodies and self._listening:
            self._handle_some()
        if self._listening:
            self._give_up(f"The worker ended with code {code}.")
        self.ended.emit()

    def _went_wrong(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._listening:
            self._give_up(f"The worker could not be started: {self._command[0]}")
            self.ended.emit()

    def _give_up(self, why: str) -> None:
        report = f"{why}\n{self._errors}".strip()
        self.deafen()
        self.died.emit(report)
