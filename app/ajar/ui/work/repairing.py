"""The worker that changes: it is started when first needed, and never killed.

A call that is under way when it is told to end is finished first. Where the window moves on to another store,
the worker on the old one is told to end and left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEventLoop, QObject, Signal

from ajar.ui.work.pipe import Pipe
from ajar.worker import protocol
from ajar.worker.protocol import Event, Request

Command = Callable[[str, bool], Sequence[str]]
"""The command line for this file of the history; the flag says whether it is the demo's."""
_LOOK = 100  # milliseconds between two looks at a process where no event loop runs any more


class Repairing(QObject):
    """Starts the worker for repairs on the store that the reading one has opened."""

    told = Signal(object)
    died = Signal(str)

    def __init__(self, command: Command, parent: QObject) -> None:
        super().__init__(parent)
        self._command = command
        self._store, self._demo = "", False
        self.pipe: Pipe | None = None
        self._leaving: list[Pipe] = []

    def use(self, store: str, *, demo: bool) -> None:
        """Open this store from now on."""
        if store != self._store and self.pipe is not None:
            self._leave(self.pipe)
            self.pipe = None
        self._store, self._demo = store, demo

    def send(self, request: Request) -> None:
        """Send a request, and start the worker where none is alive.

        Nothing happens before there is a store.
        """
        if self.pipe is None:
            if not self._store:
                return
            self.pipe = self._started()
        self.pipe.send(request)

    @property
    def alive(self) -> bool:
        """Whether a process of it is there, and be it one that is ending."""
        return any(pipe.running for pipe in (self.pipe, *self._leaving) if pipe is not None)

    def finish(self) -> None:
        """Tell the worker to end, and come back when it has ended by itself, however long its call takes."""
        if self.pipe is not None:
            self._leave(self.pipe)
            self.pipe = None
        while self.alive:
            self._wait()

    def _started(self) -> Pipe:
        pipe = Pipe(self._command(self._store, self._demo), self)
        pipe.told.connect(self._hear)
        pipe.died.connect(self._died)
        pipe.start()
        return pipe

    def _hear(self, event: Event) -> None:
        if not isinstance(event, protocol.Ready):  # how things stand is the reading worker's to tell
            self.told.emit(event)

    def _died(self, report: str) -> None:
        pipe, self.pipe = self.pipe, None
        if pipe is not None:
            self._leave(pipe)
        self.died.emit(report)

    def _leave(self, pipe: Pipe) -> None:
        pipe.deafen()
        self._leaving.append(pipe)
        pipe.ended.connect(lambda: self._gone(pipe))
        pipe.quit()

    def _gone(self, pipe: Pipe) -> None:
        if pipe in self._leaving:
            self._leaving.remove(pipe)
            pipe.deleteLater()

    def _wait(self) -> None:
        """Wait in an event loop; where the application has left its own, none runs: then for the process."""
        loop = QEventLoop()
        pipe = next(pipe for pipe in self._leaving if pipe.running)
        pipe.ended.connect(loop.quit)
        loop.exec()
        if pipe in self._leaving:
            pipe.process.waitForFinished(_LOOK)
