"""The two programs as a person's machine runs them: `ajar` and its worker, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from ajar.model.row import Row
from ajar.worker import protocol

Kind = TypeVar("Kind", bound=protocol.Event)
PATIENCE = 40.0


@dataclass(frozen=True)
class Done:
    """How a command ended, and how many seconds it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def said(self) -> str:
        """Everything that it printed."""
        return self.out + self.err


def command(*arguments: str) -> list[str]:
    """How `ajar` is started with these arguments."""
    return [sys.executable, "-m", "ajar", *arguments]


def ajar(*arguments: str, typed: str = "", **variables: str) -> Done:
    """Run one command to its end, with this typed, and these variables beside the test's own."""
    began = time.monotonic()
    done = subprocess.run(
        command(*arguments),
        input=typed.encode(),
        capture_output=True,
        env={**os.environ, **variables},
        timeout=PATIENCE,
        check=False,
    )
    seconds = time.monotonic() - began
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode(), seconds)


def one_sentence(done: Done) -> str:
    """What a command said that could not run: a line of its own on standard error, and no traceback."""
    assert "Traceback" not in done.said, done.said
    [line] = done.err.splitlines()
    assert line.startswith("ajar: "), line
    return line


class Window:
    """The other end of a worker's pipe."""

    def __init__(
        self, log: Path | None = None, *, start: Sequence[str] | None = None, **variables: str
    ) -> None:
        """Start a worker, as `start` says; what it writes to standard error goes into `log`, or to ours."""
        self._log = log.open("wb") if log is not None else None
        self.process = subprocess.Popen(
            start or [sys.executable, "-m", "ajar.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **variables},
        )
        self._frames = protocol.Frames()
        self._events: deque[protocol.Event] = deque()
        self.heard = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: protocol.Request) -> None:
        """Send a request."""
        assert self.process.stdin
        self.process.stdin.write(protocol.frame(request))
        self.process.stdin.flush()

    def until(self, kind: type[Kind]) -> tuple[Kind, list[protocol.Event]]:
        """The next event of this kind, and what came before it."""
        before: list[protocol.Event] = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            event = self._next()
            if isinstance(event, kind):
                return event, before
            before.append(event)
        raise AssertionError(kind, before)

    def started(self) -> tuple[protocol.Ready, list[Row]]:
        """Begin as the window does: how things stand, and the rows of the last state."""
        self.ask(protocol.Start())
        ready, _ = self.until(protocol.Ready)
        rows: list[Row] = []
        while True:
            event, _ = self.until(protocol.Rows)
            rows += event.rows
            if event.last:
                return ready, rows

    def scanned(self, *names: str) -> tuple[protocol.Scanned, list[Row], list[protocol.Event]]:
        """Read these accounts: how it ended, the rows that came meanwhile, and every event."""
        self.ask(protocol.Scan(accounts=names))
        ended, before = self.until(protocol.Scanned)
        rows = [row for event in before if isinstance(event, protocol.Rows) for row in event.rows]
        return ended, rows, before

    def close(self) -> int:
        """Close the window; the worker's exit code. Closing twice does nothing more."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.process.stdout.close()
            if self._log is not None:
                self._log.close()

    def _next(self) -> protocol.Event:
        assert self.process.stdout
        while not self._events:
            data = os.read(self.process.stdout.fileno(), 65536)
            assert data, "the worker ended"
            self.heard += data
            self._events.extend(protocol.events.decode(body) for body in self._frames.feed(data))
        return self._events.popleft()


@contextmanager
def every_interpreter(folder: Path, code: str) -> Iterator[dict[str, str]]:
    """The variables with which a Python runs this code before anything else, as `sitecustomize` does."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    yield {"PYTHONPATH": str(folder)}
