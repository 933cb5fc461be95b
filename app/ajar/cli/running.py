"""One scan on the command line: progress on a terminal, Ctrl+C that keeps what was found."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from ajar.cli.interrupts import interruptible
from ajar.jobs.audit import Ended, Judged, Target, now
from ajar.jobs.keeping import Exceptions
from ajar.jobs.scan import NotKept, scan
from ajar.model.finding import Finding
from ajar.model.run import AccountSummary, Run
from ajar.model.run import Progress as Far
from ajar.store import Store


@dataclass
class Outcome:
    """What a scan found: findings with their accounts' names, and the run.

    `kept` is False where the store took no more of it.
    """

    started: datetime
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    accounts: list[AccountSummary] = field(default_factory=list)
    cancelled: bool = False
    kept: bool = True

    @property
    def run(self) -> Run:
        """The run as the scan file has it."""
        return Run(
            started=self.started,
            finished=now(),
            accounts=tuple(self.accounts),
            cancelled=self.cancelled,
        )


def carry_out(
    targets: Sequence[Target],
    *,
    store: Store | None = None,
    filtered: bool = False,
    quiet: bool = False,
    kept: Exceptions | None = None,
    judged: Callable[[str, Finding], None] = lambda _name, _finding: None,
) -> Outcome:
    """Scan these targets; `judged` hears of each finding at once. Ctrl+C ends it with what was found.

    `kept` are the exceptions by which findings are marked; None takes the store's.
    """
    outcome = Outcome(now())
    stop = threading.Event()
    with interruptible(stop, _second_ends), _shown(quiet=quiet) as show:
        for event in scan(targets, store, cancelled=stop, filtered=filtered, kept=kept):
            if isinstance(event, Judged):
                outcome.findings.append((event.name, event.finding))
                judged(event.name, event.finding)
            elif isinstance(event, Ended):
                outcome.accounts.append(event.summary)
            elif isinstance(event, Far):
                show(event)
            elif isinstance(event, NotKept):
                outcome.kept = False
                sys.stderr.write(f"ajar: {event.says}\n")
    outcome.cancelled = stop.is_set()
    return outcome


def _second_ends(number: int) -> None:
    """What is found is kept as it comes: whoever asks twice need not wait."""
    signal.signal(number, signal.SIG_DFL)


@contextmanager
def _shown(*, quiet: bool) -> Iterator[Callable[[Far], None]]:
    """Progress on standard error, and only where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _far: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("Checking", total=None)
    try:
        yield lambda far: _advance(bar, task, far)
    finally:
        bar.stop()


def _advance(bar: Progress, task: TaskID, far: Far) -> None:
    if not far.found:
        # Signing in may still ask the person something, which a moving line would wipe out.
        return
    bar.start()
    held = f", {far.throttled} told to wait" if far.throttled else ""
    denied = f", {far.denied} denied" if far.denied else ""
    said = f"Checking ({far.calls} calls{denied}{held})"
    bar.update(task, description=said, completed=far.done, total=far.found or None)
