"""A launchd agent, which macOS starts while the person is signed in.

"launchd.plist(5)", https://keith.github.io/xcode-man-pages/launchd.plist.5.html: a time that passed while the
machine slept is made up for when it wakes, one while it was off is not; "launchctl(1)", same place: bootstrap
and bootout in the domain of the person's desktop; all read 2026-11-24.
"""

from __future__ import annotations

import plistlib
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ajar.jobs.nightly.scheduler import Look, Nightly, Scheduler, Step

LABEL = "ajar.nightly"
_FILE = f"{LABEL}.plist"
_PRIVATE = 0o077
"""What is taken from the rights of files that the check makes: all that is others'."""


def launchd(home: Path, user: int) -> Scheduler:
    """The launchd of the user of this number, whose home this is."""
    folder = home / "Library" / "LaunchAgents"
    domain, log = f"gui/{user}", home / "Library" / "Logs" / "ajar-nightly.log"
    off = ("launchctl", "bootout", f"{domain}/{LABEL}")
    return Scheduler(
        name="launchd",
        folder=folder,
        names=(_FILE,),
        files=partial(_files, log),
        on=(
            Step(off, may_fail=True),
            Step(("launchctl", "enable", f"{domain}/{LABEL}")),
            Step(("launchctl", "bootstrap", domain, str(folder / _FILE))),
        ),
        off=(Step(off, may_fail=True),),
        look=partial(_look, f"{domain}/{LABEL}"),
        by_hand=f"launchctl kickstart {domain}/{LABEL}",
        read=str(log),
    )


def _files(log: Path, nightly: Nightly) -> Mapping[str, bytes]:
    agent: dict[str, object] = {
        "Label": LABEL,
        "ProgramArguments": list(nightly.command),
        "StartCalendarInterval": {"Hour": nightly.at.hour, "Minute": nightly.at.minute},
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "Nice": 10,
        "Umask": _PRIVATE,
        "StandardOutPath": str(log),
        "StandardErrorPath": str(log),
    }
    if nightly.environment:
        agent["EnvironmentVariables"] = dict(nightly.environment)
    return {_FILE: plistlib.dumps(agent)}


def _look(target: str, run: Callable[[tuple[str, ...]], tuple[int, str]]) -> Look:
    code, said = run(("launchctl", "print", target))
    if code != 0:
        return Look(lacks="not loaded")
    ended = re.search(r"^\s*last exit code = (\d+)", said, re.MULTILINE)
    return Look(ended=ended[1] if ended else "")
