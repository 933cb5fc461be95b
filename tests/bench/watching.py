"""Starts the window's program for a bench, hears what it tells, and weighs it with its worker."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from conftest import private_environment

PATIENCE = 240


class Opened:
    """`ajar` with these arguments, its files under `home`; `began` is when it was started."""

    def __init__(self, home: Path, *arguments: str) -> None:
        """Start it. What it draws, it draws on no display."""
        offscreen = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":none"}
        self.began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("opened.py")), *arguments],
            env={**os.environ, **private_environment(home), **offscreen},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid
        self.told: dict[str, float] = {}
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()

    def wait_for(self, what: str, every: float = PATIENCE) -> bool:
        """Wait until it tells this, so many seconds at most; whether it did."""
        end = time.monotonic() + every
        while what not in self.told:
            try:
                line = self._lines.get(timeout=max(end - time.monotonic(), 0))
            except queue.Empty:
                return False
            assert line, "the window ended"
            name, figure = json.loads(line)
            self.told[name] = figure
        return True

    def since_start(self, what: str) -> float:
        """Seconds from the start to the moment that it told."""
        return self.told[what] - self.began

    def weights(self) -> tuple[float, float]:
        """The proportional set sizes of the window and of its worker, in MB."""
        return weight(self.pid), weight(int(self.told["worker"]))

    def processor(self) -> tuple[float, float]:
        """Seconds that the window and its worker have had of a processor."""
        return processor(self.pid), processor(int(self.told["worker"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._hearing.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _hear(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line)
        self._lines.put("")


def weight(pid: int) -> float:
    """The proportional set size of a process, in MB of a million bytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise AssertionError(pid)


def processor(pid: int) -> float:
    """Seconds that a process has had of a processor."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
