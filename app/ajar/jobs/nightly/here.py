"""What starts the check every night on this machine, and how exactly this installation is started."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path

import platformdirs

from ajar.jobs.audit import now
from ajar.jobs.nightly.launchd import launchd
from ajar.jobs.nightly.scheduler import Nightly, Scheduler
from ajar.jobs.nightly.switch import NotScheduled, run
from ajar.jobs.nightly.systemd import systemd
from ajar.jobs.nightly.task_scheduler import task_scheduler
from ajar.store import default_path
from ajar.words.language import translated
from ajar.words.nightly import NOT_PASSED, NOT_SET, SECRET_IN_IT, cannot_start, unprintable

CHECK = ("scan", "--baseline", "last", "--quiet", "--notify")
_ALWAYS = "XDG_DATA_HOME"
"""Where the accounts lie: a check that looked elsewhere would find none."""

_URLS = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "AJAR_GCP_ENDPOINT", "STORAGE_EMULATOR_HOST")
_PLACES = (
    "AWS_CA_BUNDLE",
    "AWS_CONFIG_FILE",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_SHARED_CREDENTIALS_FILE",
    "CLOUDSDK_CONFIG",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "NO_PROXY",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    _ALWAYS,
)
_ENDPOINTS = "AWS_ENDPOINT_URL"
"""How the names of the variables begin that hold AWS' endpoints, one a service."""


def scheduler() -> Scheduler | None:
    """What this system starts things with by the clock; None where a person's crontab is all there is."""
    if sys.platform == "win32":
        return task_scheduler(default_path().parent, now().date())
    if sys.platform == "darwin":
        return launchd(Path.home(), os.getuid())
    code, _said = run(("systemctl", "--user", "show-environment"))
    return systemd(Path(platformdirs.user_config_dir())) if code == 0 else None


def nightly(at: time, accounts: Sequence[str], names: Sequence[str], *, environment: bool) -> Nightly:
    """The check of these added accounts, of all where none is named, by exactly this installation.

    `names` are variables that it is to have as they are now; `environment` says whether any can be set.
    Raises NotScheduled where it would not start, or where a secret would be written down.
    """
    chosen = [word for name in accounts for word in ("--account", name)] or ["--all-accounts"]
    command = (*_program(), CHECK[0], *chosen, *CHECK[1:])
    wanted = [*names, _ALWAYS] if environment and os.environ.get(_ALWAYS) else names
    variables = {name: _value(name, os.environ) for name in dict.fromkeys(wanted)}
    if not all(text.isprintable() for text in (*command, *variables.values())):
        raise NotScheduled(unprintable())
    _check_starts()
    return Nightly(command=command, at=at, environment=variables)


def _program() -> tuple[str, ...]:
    """What starts this installation, by its whole path, wherever it is started from."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")  # Windows opens a black window for the other one
    chosen = windowless if sys.platform == "win32" and windowless.exists() else python
    return (str(chosen), "-P", "-m", "ajar")  # -P: whatever lies in the folder it starts in is not imported


def _check_starts() -> None:
    program = _program()
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    code, said = run((*program, "--version"), variables)
    if code != 0:
        raise NotScheduled(cannot_start(" ".join(program), said.splitlines()[-1] if said else str(code)))


def _value(name: str, environ: Mapping[str, str]) -> str:
    upper = name.upper()
    is_url = upper in _URLS or upper.startswith(_ENDPOINTS)
    if not is_url and upper not in _PLACES:
        raise NotScheduled(translated(NOT_PASSED).format(name=name))
    value = environ.get(name, "")
    if not value:
        raise NotScheduled(translated(NOT_SET).format(name=name))
    if is_url and "@" in value:
        raise NotScheduled(translated(SECRET_IN_IT).format(name=name))
    return value
