"""A line for cron, to paste: a person's table holds other lines, which no program should rewrite.

"crontab(5)", https://man7.org/linux/man-pages/man5/crontab.5.html, read 2026-11-24: a percent sign ends the
command unless a backslash stands before it; the rest goes to /bin/sh.
"""

from __future__ import annotations

import shlex

from ajar.jobs.nightly.scheduler import Nightly


def line(nightly: Nightly) -> str:
    """The line of a crontab, without its end."""
    words = [*_environment(nightly), "nice", *nightly.command]
    command = " ".join(map(shlex.quote, words)).replace("%", "\\%")
    return f"{nightly.at.minute} {nightly.at.hour} * * * {command}"


def _environment(nightly: Nightly) -> list[str]:
    named = [f"{name}={value}" for name, value in nightly.environment.items()]
    return ["env", *named] if named else []
