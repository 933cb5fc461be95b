"""The worker that reads: it is started with the window, and ended by force where it does not stop a scan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ajar.ui.work.pipe import Pipe
from ajar.worker import protocol
from ajar.worker.protocol import Event, Request

POLITE = 2000
"""Milliseconds that a scan, or the whole worker, has to stop by itself."""


class Reading(QObject):
    """Starts the worker, and a new one where the last is dead; knows whether a scan is under way."""

    told = Signal(object)
    scanning = Signal(bool)
    died = Signal(str)

    def __init__(self, command: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._command = list(command)
        self.busy = False
        """Whether a scan is under way."""
        self.pipe: Pipe | None = None
        self._force = QTimer(self, interval=POLITE, singleShot=True)
        self._force.timeout.connect(self._stop_by_force)

    def start(self) -> None:
        """Start the worker, or a new one where the last is dead, and ask how things stand."""
        self._drop()
        self.pipe = Pipe(self._command, self)
        self.pipe.told.connect(self._hear)
        self.pipe.died.connect(self._died)
        self.pipe.start()
        self.send(protocol.Start())

    def send(self, request: Request) -> None:
        """Send a request; nothing happens where no worker is alive."""
        if isinstance(request, protocol.Scan):
            self._set_scanning(now=True)
        if self.pipe is not None:
            self.pipe.send(request)
        if isinstance(request, protocol.Cancel):
            self._force.start()

    def stop(self) -> None:
        """End the worker: politely, then after two seconds by force. Returns when it has ended."""
        pipe, self.pipe = self.pipe, None
        self._force.stop()
        if pipe is None or not pipe.running:
            return
        pipe.deafen()
        pipe.quit()
        if not pipe.process.waitForFinished(POLITE):
            pipe.kill(POLITE)

    def _hear(self, event: Event) -> None:
        if isinstance(event, protocol.Working):
            self._set_scanning(now=True)
        if isinstance(event, protocol.Scanned):
            self._force.stop()
        self.told.emit(event)
        if isinstance(event, protocol.Scanned) or (
            isinstance(event, protocol.Failed) and event.request == protocol.Scan.__name__
        ):
            self._set_scanning(now=False)

    def _set_scanning(self, *, now: bool) -> None:
        if now is not self.busy:
            self.busy = now
            self.scanning.emit(now)

    def _died(self, report: str) -> None:
        self._drop()
        self._set_scanning(now=False)
        self.died.emit(report)

    def _stop_by_force(self) -> None:
        if self.busy:
            self._set_scanning(now=False)
            self.start()

    def _drop(self) -> None:
        """Forget the worker, so that nothing it still says is heard, and end it where it lives."""
        pipe, self.pipe = self.pipe, None
        self._force.stop()
        if pipe is not None:
            pipe.kill(POLITE)
            pipe.deleteLater()
