"""A task of Windows' Task Scheduler, which runs while the person is signed in.

"Task Scheduler Schema", https://learn.microsoft.com/en-us/windows/win32/taskschd/task-scheduler-schema: the
elements and their order; "schtasks create",
https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/schtasks-create: `/xml`;
"Parsing C Command-Line Arguments", https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments:
the quoting, which is what subprocess.list2cmdline writes; all read 2026-11-24.
"""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from ajar.jobs.nightly.scheduler import Look, Nightly, Scheduler, Step

TASK = "Ajar nightly"
NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_FILE = "ajar-nightly.xml"
_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "RunOnlyIfNetworkAvailable": "true",
    "ExecutionTimeLimit": "PT6H",
    "Priority": "8",
}


def task_scheduler(data: Path, since: date) -> Scheduler:
    """The Task Scheduler; the definition stays in `data`, and `since` is its first day."""
    return Scheduler(
        name="Task Scheduler",
        folder=data,
        names=(_FILE,),
        files=partial(_files, since),
        on=(Step(("schtasks", "/Create", "/TN", TASK, "/XML", str(data / _FILE), "/F")),),
        off=(Step(("schtasks", "/Delete", "/TN", TASK, "/F")),),
        look=_look,
        by_hand=f'schtasks /Run /TN "{TASK}"',
    )


def _files(since: date, nightly: Nightly) -> Mapping[str, bytes]:
    root = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    _add(
        root,
        "RegistrationInfo",
        "Description",
        "Ajar looks what was opened in the cloud since the last check",
    )
    trigger = ET.SubElement(ET.SubElement(root, "Triggers"), "CalendarTrigger")
    ET.SubElement(trigger, "StartBoundary").text = f"{since.isoformat()}T{nightly.at:%H:%M}:00"
    ET.SubElement(trigger, "RandomDelay").text = "PT10M"
    _add(trigger, "ScheduleByDay", "DaysInterval", "1")
    principal = ET.SubElement(ET.SubElement(root, "Principals"), "Principal", {"id": "Author"})
    ET.SubElement(principal, "LogonType").text = "InteractiveToken"
    ET.SubElement(principal, "RunLevel").text = "LeastPrivilege"
    settings = ET.SubElement(root, "Settings")
    for name, value in _SETTINGS.items():
        ET.SubElement(settings, name).text = value
    action = ET.SubElement(ET.SubElement(root, "Actions", {"Context": "Author"}), "Exec")
    ET.SubElement(action, "Command").text = nightly.command[0]
    ET.SubElement(action, "Arguments").text = subprocess.list2cmdline(nightly.command[1:])
    return {_FILE: ET.tostring(root, encoding="utf-16", xml_declaration=True)}


def _add(parent: ET.Element, name: str, child: str, text: str) -> None:
    ET.SubElement(ET.SubElement(parent, name), child).text = text


def _look(run: Callable[[tuple[str, ...]], tuple[int, str]]) -> Look:
    code, _said = run(("schtasks", "/Query", "/TN", TASK))
    # What else it prints is in the language of the system, and so are its words for the times.
    return Look() if code == 0 else Look(lacks="not registered")
