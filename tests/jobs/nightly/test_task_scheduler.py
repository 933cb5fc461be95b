"""The task is in the form of Microsoft's schema, and starts the command as it is."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date, time
from pathlib import Path

from ajar.jobs.nightly.scheduler import Nightly
from ajar.jobs.nightly.task_scheduler import NAMESPACE, task_scheduler

SCHEDULER = task_scheduler(Path("C:/Users/ana/AppData/Local/ajar"), date(2026, 11, 24))
COMMAND = (
    "C:\\Program Files\\A & B\\pythonw.exe",
    "-P",
    "-m",
    "ajar",
    "--account",
    'a "b"',
    "c\\ d\\",
    "<%x%>",
)

# "Task Scheduler Schema", https://learn.microsoft.com/en-us/windows/win32/taskschd/task-scheduler-schema,
# read 2026-11-24: the types of the first take their elements in any order, those of the second in this one.
ANY_ORDER = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {"URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description"},
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "Settings": {
        "AllowStartOnDemand",
        "DisallowStartIfOnBatteries",
        "Enabled",
        "ExecutionTimeLimit",
        "MultipleInstancesPolicy",
        "Priority",
        "RunOnlyIfNetworkAvailable",
        "StartWhenAvailable",
        "StopIfGoingOnBatteries",
        "WakeToRun",
    },
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}
IN_ORDER = {
    "CalendarTrigger": (
        *("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit"),
        *("RandomDelay", "ScheduleByDay"),
    ),
    "ScheduleByDay": ("DaysInterval",),
}


def task() -> ET.Element:
    [(name, text)] = SCHEDULER.files(Nightly(command=COMMAND, at=time(3, 5))).items()
    assert (name,) == SCHEDULER.names
    assert text[:2] in (b"\xff\xfe", b"\xfe\xff")
    return ET.fromstring(text.decode("utf-16"))  # noqa: S314 - what the code under test has just written


def text(path: str) -> str | None:
    found = task().find("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
    return None if found is None else found.text


def name_of(element: ET.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def test_every_element_stands_where_the_schema_has_it() -> None:
    for element in task().iter():
        assert element.tag.startswith(f"{{{NAMESPACE}}}")
        below = [name_of(child) for child in element]
        assert len(set(below)) == len(below)
        if name_of(element) in ANY_ORDER:
            assert set(below) <= ANY_ORDER[name_of(element)]
        if name_of(element) in IN_ORDER:
            known = IN_ORDER[name_of(element)]
            assert below == [name for name in known if name in below]


def test_it_starts_the_command_every_day_at_that_time() -> None:
    assert text("Triggers/CalendarTrigger/StartBoundary") == "2026-11-24T03:05:00"
    assert text("Triggers/CalendarTrigger/ScheduleByDay/DaysInterval") == "1"
    assert text("Settings/StartWhenAvailable") == "true"


def test_the_command_line_is_quoted_as_windows_takes_it_apart() -> None:
    assert text("Actions/Exec/Command") == COMMAND[0]
    assert text("Actions/Exec/Arguments") == '-P -m ajar --account "a \\"b\\"" "c\\ d\\\\" <%x%>'


def test_the_action_runs_as_the_person_and_with_no_more_rights() -> None:
    [principal] = task().iter(f"{{{NAMESPACE}}}Principal")
    [actions] = task().iter(f"{{{NAMESPACE}}}Actions")
    assert principal.get("id") == actions.get("Context")
    assert text("Principals/Principal/LogonType") == "InteractiveToken"
    assert text("Principals/Principal/RunLevel") == "LeastPrivilege"


def test_a_task_that_the_system_does_not_know_is_told() -> None:
    assert SCHEDULER.look(lambda _command: (1, "ERROR")).lacks == "not registered"
    assert SCHEDULER.look(lambda _command: (0, "")).lacks == ""
