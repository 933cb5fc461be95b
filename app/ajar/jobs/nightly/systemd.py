"""A systemd user service with its timer.

"systemd.timer", https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html: `Persistent`
makes up for a time that was missed, after a wait of up to `RandomizedDelaySec`; "systemd.service" and
"systemd.syntax", same place: the quoting of command lines; all read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ajar.jobs.nightly.scheduler import Look, Nightly, Scheduler, Step

SERVICE, TIMER = "ajar-nightly.service", "ajar-nightly.timer"

# What was found is told by the check itself: 3 (something new is open) and 4 (something could not be read)
# are how it ends, not a failure of the service. Where it could not run (1) it is tried once more: a machine
# that has just woken up may have no network yet. The type is simple: older systemds restart no oneshot.
_SERVICE = """\
# Written by `ajar schedule`; `ajar schedule --remove` takes it away.
[Unit]
Description=Ajar looks what was opened in the cloud since the last check
StartLimitIntervalSec=1h
StartLimitBurst=2

[Service]
Type=simple
{environment}ExecStart={command}
SuccessExitStatus=3 4
Restart=on-failure
RestartSec=10min
RestartPreventExitStatus=2
Nice=10
"""
_TIMER = """\
# Written by `ajar schedule`; `ajar schedule --remove` takes it away.
[Unit]
Description=Ajar checks the cloud every night

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""
# systemd starts no program whose path holds one of these, and a dollar would stand doubled there.
_NOT_IN_A_PROGRAM = frozenset("'\"\\$")
_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')
_CTL = ("systemctl", "--user")


def systemd(config: Path) -> Scheduler:
    """The user's systemd; `config` is the person's folder for configuration."""
    return Scheduler(
        name="systemd",
        folder=config / "systemd" / "user",
        names=(SERVICE, TIMER),
        files=_files,
        on=(
            Step((*_CTL, "daemon-reload")),
            Step((*_CTL, "enable", TIMER)),
            Step((*_CTL, "restart", TIMER)),
        ),
        off=(Step((*_CTL, "disable", "--now", TIMER)),),
        after=(Step((*_CTL, "daemon-reload"), may_fail=True),),
        look=_look,
        by_hand=f"systemctl --user start {SERVICE}",
        read=f"journalctl --user --unit {SERVICE}",
    )


def _files(nightly: Nightly) -> Mapping[str, bytes]:
    set_here = "".join(
        f"Environment={_quoted(f'{name}={value}', '%')}\n" for name, value in nightly.environment.items()
    )
    command = nightly.command
    if _NOT_IN_A_PROGRAM.intersection(command[0]):
        command = (*_SHELL, *command)
    line = " ".join(_quoted(word, "%$") for word in command)
    return {
        SERVICE: _SERVICE.format(environment=set_here, command=line).encode(),
        TIMER: _TIMER.format(at=nightly.at).encode(),
    }


def _quoted(word: str, doubled: str) -> str:
    """A word as a unit file has it, whatever is in it; `doubled` are the signs that mean something there."""
    for sign in doubled:
        word = word.replace(sign, sign * 2)
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _look(run: Callable[[tuple[str, ...]], tuple[int, str]]) -> Look:
    timer = _shown(run, TIMER, "ActiveState", "NextElapseUSecRealtime")
    service = _shown(run, SERVICE, "ExecMainStatus", "ExecMainStartTimestamp", "ExecMainExitTimestamp")
    active = timer.get("ActiveState", "")
    over = _time(service.get("ExecMainExitTimestamp", ""))
    return Look(
        following=_time(timer.get("NextElapseUSecRealtime", "")),
        # The timer's own word for it begins with the moment at which it was first switched on.
        last=_time(service.get("ExecMainStartTimestamp", "")),
        ended=service.get("ExecMainStatus", "") if over else "",
        lacks="" if active == "active" else (active or "no answer"),
    )


def _shown(run: Callable[[tuple[str, ...]], tuple[int, str]], unit: str, *properties: str) -> dict[str, str]:
    code, said = run((*_CTL, "show", unit, f"--property={','.join(properties)}"))
    lines = said.splitlines() if code == 0 else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _time(said: str) -> str:
    return "" if said in ("n/a", "0") else said
