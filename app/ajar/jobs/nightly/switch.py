"""Switching the nightly check on and off: all of it, or none."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from ajar.jobs.nightly.scheduler import Look, Nightly, Scheduler, Step
from ajar.jobs.whole_file import write_whole

SECONDS = 60.0
"""How long one of the system's tools may take."""

_NOT_THERE = 127


class NotScheduled(Exception):
    """The system did not take it, or not back; the text says what it answered. Nothing was left by halves."""


def switch_on(scheduler: Scheduler, nightly: Nightly) -> None:
    """Write the files and have the system take them, in the place of earlier ones. Raises NotScheduled."""
    earlier = _present(scheduler)
    try:
        scheduler.folder.mkdir(parents=True, exist_ok=True)
        for name, text in scheduler.files(nightly).items():
            write_whole(scheduler.folder / name, text)
        _do(scheduler.on)
    except (OSError, NotScheduled) as error:
        _put_back(scheduler, earlier)
        raise NotScheduled(_said(error)) from error


def switch_off(scheduler: Scheduler) -> bool:
    """Take it back; False where nothing was there. Raises NotScheduled, and then all of it is still there."""
    if not _present(scheduler):
        return False
    try:
        _do(scheduler.off)
        if not scheduler.look(run).lacks:
            raise NotScheduled(" ".join(scheduler.off[0].command))
        for name in scheduler.names:
            (scheduler.folder / name).unlink(missing_ok=True)
        _do(scheduler.after)
    except OSError as error:
        raise NotScheduled(_said(error)) from error
    return True


def look(scheduler: Scheduler) -> Look | None:
    """How it stands; None where nothing is scheduled. Raises NotScheduled where that cannot be read."""
    try:
        present = _present(scheduler)
    except OSError as error:
        raise NotScheduled(_said(error)) from error
    return scheduler.look(run) if present else None


def run(command: tuple[str, ...], environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """The exit code of one of the system's tools, and what it printed; 127 where it is not there.

    `environment` stands in the place of this program's own.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the system's own tools, with names that are written here
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            check=False,
            timeout=SECONDS,
        )
    except OSError as error:
        return _NOT_THERE, f"{command[0]}: {error.strerror}"
    except subprocess.TimeoutExpired:
        return 1, f"{command[0]}: no answer within {SECONDS:g} seconds"
    return done.returncode, done.stdout.decode(errors="replace").strip()


def _do(steps: Iterable[Step]) -> None:
    for step in steps:
        code, said = run(step.command)
        if code != 0 and not step.may_fail:
            raise NotScheduled(said or f"{' '.join(step.command)} ended with {code}")


def _present(scheduler: Scheduler) -> dict[str, bytes]:
    places = {name: scheduler.folder / name for name in scheduler.names}
    return {name: place.read_bytes() for name, place in places.items() if place.is_file()}


def _put_back(scheduler: Scheduler, earlier: Mapping[str, bytes]) -> None:
    """Have things as they were, as far as the system lets us: what it answers now is not told."""
    if not earlier:
        with contextlib.suppress(NotScheduled):
            _do(Step(step.command, may_fail=True) for step in scheduler.off)
    with contextlib.suppress(OSError):
        for name in scheduler.names:
            _restore(scheduler.folder / name, earlier.get(name))
    again = scheduler.on if earlier else scheduler.after
    with contextlib.suppress(NotScheduled):
        _do(again)


def _restore(place: Path, text: bytes | None) -> None:
    if text is None:
        place.unlink(missing_ok=True)
    else:
        write_whole(place, text)


def _said(error: OSError | NotScheduled) -> str:
    return str(error) if isinstance(error, NotScheduled) else f"{error.filename}: {error.strerror}"
