"""The launchd agent says what runs and when, in the form that launchd reads."""

from __future__ import annotations

import plistlib
from datetime import time
from pathlib import Path

from ajar.jobs.nightly.launchd import launchd
from ajar.jobs.nightly.scheduler import Look, Nightly

COMMAND = ("/Users/ana/my <tools> & more/ajar", "scan", "--account", 'a "b" %h')
SCHEDULER = launchd(Path("/Users/ana"), 501)


def agent(**environment: str) -> dict[str, object]:
    written = SCHEDULER.files(Nightly(command=COMMAND, at=time(3, 5), environment=environment))
    assert set(written) == set(SCHEDULER.names)
    read: dict[str, object] = plistlib.loads(written[SCHEDULER.names[0]], fmt=plistlib.FMT_XML)
    return read


def test_the_command_and_the_time_are_what_was_said() -> None:
    read = agent(HTTPS_PROXY="http://localhost:8080")
    assert read["ProgramArguments"] == list(COMMAND)
    assert read["StartCalendarInterval"] == {"Hour": 3, "Minute": 5}
    assert read["EnvironmentVariables"] == {"HTTPS_PROXY": "http://localhost:8080"}
    assert "EnvironmentVariables" not in agent()


def test_the_file_has_the_name_of_its_label_and_what_it_prints_is_the_persons_alone() -> None:
    read = agent()
    assert SCHEDULER.names == (f"{read['Label']}.plist",)
    assert (read["Umask"], read["StandardErrorPath"]) == (0o077, "/Users/ana/Library/Logs/ajar-nightly.log")


def test_it_is_taken_out_before_it_is_put_in_and_works_the_first_time() -> None:
    out, _enable, put = SCHEDULER.on
    assert (out.command[1], out.may_fail) == ("bootout", True)
    path = "/Users/ana/Library/LaunchAgents/ajar.nightly.plist"
    assert (put.command, put.may_fail) == (("launchctl", "bootstrap", "gui/501", path), False)


def test_what_launchd_answers_is_told() -> None:
    answer = "gui/501/ajar.nightly = {\n\tstate = not running\n\truns = 2\n\tlast exit code = 3\n}"
    assert SCHEDULER.look(lambda _command: (0, answer)) == Look(ended="3")
    assert SCHEDULER.look(lambda _command: (0, "last exit code = (never exited)")) == Look()
    assert SCHEDULER.look(lambda _command: (113, "Could not find service")).lacks == "not loaded"
