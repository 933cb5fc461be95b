"""The contract of what starts a command every night: its files, and the commands that switch it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Nightly:
    """What runs, and when by this machine's clock.

    `command` begins with the program's whole path. `environment` is set besides what the system gives; no
    secret may stand in it, because it is written into a file. Neither holds a control character.
    """

    command: tuple[str, ...]
    at: time
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One command of the system's own tools; `may_fail` where its failing is no reason to stop."""

    command: tuple[str, ...]
    may_fail: bool = False


@dataclass(frozen=True)
class Look:
    """How what is scheduled stands; "" is not known. The times are as the system writes them.

    `lacks` is what the system says where its files are there and it will not start them.
    """

    following: str = ""
    last: str = ""
    ended: str = ""
    lacks: str = ""


@dataclass(frozen=True, kw_only=True)
class Scheduler:
    """What starts commands by the clock on one kind of system.

    `files` gives each file's text by its name in `folder`, always the same `names`. `off` is done before they
    are removed and `after` when they are. `look` asks the system, with a function that runs a command and
    returns its exit code and what it printed. `by_hand` is how a person starts the check now.
    """

    name: str
    folder: Path
    names: tuple[str, ...]
    files: Callable[[Nightly], Mapping[str, bytes]]
    on: tuple[Step, ...]
    off: tuple[Step, ...]
    look: Callable[[Callable[[tuple[str, ...]], tuple[int, str]]], Look]
    after: tuple[Step, ...] = ()
    by_hand: str = ""
    read: str = ""
    """How a person reads what the check printed; "" where nothing keeps it."""
