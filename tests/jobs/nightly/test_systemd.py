"""systemd takes the units, and starts exactly the command that stands in them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from ajar.jobs.nightly.scheduler import Look, Nightly
from ajar.jobs.nightly.systemd import SERVICE, TIMER, systemd

if sys.platform != "linux":
    pytest.skip("systemd is Linux'", allow_module_level=True)

AT = time(3, 30)
# What is in the files was started by systemd 252, which handed over what stands at the left of each.
QUOTED = {
    "a b": '"a b"',
    "x %h $HOME": '"x %%h $$HOME"',
    'say "q"': '"say \\"q\\""',
    "back\\slash": '"back\\\\slash"',
    ";": '";"',
    "": '""',
    "é*": '"é*"',
}


def unit(name: str, *command: str, **environment: str) -> str:
    written = systemd(Path("config")).files(Nightly(command=command, at=AT, environment=environment))
    return written[name].decode()


def verified(folder: Path, *command: str, **environment: str) -> str:
    """What systemd itself has to say against the units."""
    tool = shutil.which("systemd-analyze")
    assert tool, "systemd-analyze is not installed: apt-get install systemd"
    for name in (SERVICE, TIMER):
        (folder / name).write_text(unit(name, *command, **environment), encoding="utf-8")
    done = subprocess.run(
        [tool, "--user", "verify", folder / SERVICE, folder / TIMER],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return done.stderr + done.stdout + ("" if done.returncode == 0 else f" ended with {done.returncode}")


def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    assert (
        verified(tmp_path, sys.executable, "-P", "-m", "ajar", "scan", HTTPS_PROXY="http://[::1]:8080") == ""
    )


def test_a_path_with_anything_in_it_is_started(tmp_path: Path) -> None:
    place = tmp_path / "o'neil %n $HOME \"q\\b é"
    place.mkdir()
    program = place / "ajar"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o700)
    assert verified(tmp_path, str(program), "scan", 'an "account" %h $HOME', XDG_DATA_HOME=str(place)) == ""
    program.unlink()
    assert "not executable" in verified(tmp_path, str(tmp_path / "gone"), "scan")


def test_the_time_is_one_that_systemd_reads() -> None:
    line = next(line for line in unit(TIMER, "/bin/true").splitlines() if line.startswith("OnCalendar="))
    tool = shutil.which("systemd-analyze")
    assert tool, "systemd-analyze is not installed: apt-get install systemd"
    done = subprocess.run(
        [tool, "calendar", line.partition("=")[2]], capture_output=True, text=True, check=True, timeout=30
    )
    assert "Normalized form: *-*-* 03:30:00" in done.stdout


@pytest.mark.parametrize(("word", "quoted"), QUOTED.items(), ids=list(QUOTED))
def test_a_word_is_handed_over_as_it_is(word: str, quoted: str) -> None:
    assert f'ExecStart="/bin/ajar" {quoted}\n' in unit(SERVICE, "/bin/ajar", word)


def test_a_variable_is_set_as_it_is() -> None:
    assert 'Environment="P=a%%b c\\"d\\\\e$F"\n' in unit(SERVICE, "/bin/true", P='a%b c"d\\e$F')


def test_what_was_found_is_no_failure_and_a_wrong_call_is_not_tried_again() -> None:
    lines = unit(SERVICE, "/bin/true").splitlines()
    assert {"SuccessExitStatus=3 4", "RestartPreventExitStatus=2", "StartLimitBurst=2"} <= set(lines)


def test_what_systemd_answers_is_told() -> None:
    answers = {
        TIMER: "ActiveState=active\nNextElapseUSecRealtime=Wed 2026-11-25 03:31:07 UTC\n",
        SERVICE: "ExecMainStatus=3\nExecMainStartTimestamp=Tue 03:30\nExecMainExitTimestamp=Tue 03:31\n",
    }
    scheduler = systemd(Path("config"))
    told = scheduler.look(lambda command: (0, answers[command[3]]))
    assert told == Look("Wed 2026-11-25 03:31:07 UTC", "Tue 03:30", "3")
    never = answers | {SERVICE: "ExecMainStatus=0\nExecMainStartTimestamp=\nExecMainExitTimestamp=\n"}
    assert scheduler.look(lambda command: (0, never[command[3]])).ended == ""
    assert scheduler.look(lambda _command: (1, "Failed to connect to bus")).lacks == "no answer"
    stopped = answers | {TIMER: "ActiveState=inactive\nNextElapseUSecRealtime=n/a\n"}
    assert scheduler.look(lambda command: (0, stopped[command[3]])).lacks == "inactive"
