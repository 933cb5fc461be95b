"""Showing a notice on the desktop, as plain text whatever is in it.

"Desktop Notifications Specification", https://specifications.freedesktop.org/notification/latest/protocol.html:
the body is markup where the server says `body-markup`, and the title never is. "Displaying Notifications",
https://developer.apple.com/library/archive/documentation/LanguagesUtilities/Conceptual/MacAutomationScriptingGuide/DisplayNotifications.html.
"ToastNotificationManager", https://learn.microsoft.com/en-us/uwp/api/windows.ui.notifications.toastnotificationmanager.
All read 2026-11-24.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from xml.sax.saxutils import escape

from ajar.words.notice import Notice

SECONDS = 10.0
"""How long the desktop may take to take it."""

_SERVICE = "org.freedesktop.Notifications"
_NO_MATTER, _NEVER, _NORMAL = 0, 0, 1

# The texts are arguments or variables, never a part of what is run.
_MACOS = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
_WINDOWS = """
$null = [Windows.UI.Notifications.ToastNotification, Windows.UI.Notifications, ContentType=WindowsRuntime]
$manager = [Windows.UI.Notifications.ToastNotificationManager]
$toast = $manager::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)
$texts = $toast.GetElementsByTagName('text')
$null = $texts.Item(0).AppendChild($toast.CreateTextNode($env:AJAR_TITLE))
$null = $texts.Item(1).AppendChild($toast.CreateTextNode($env:AJAR_BODY))
$shell = '{1AC14E77-02E7-4E5D-B744-2EB1AF5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
$manager::CreateToastNotifier($shell).Show([Windows.UI.Notifications.ToastNotification]::new($toast))
"""
_NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW, which only Windows' own subprocess has a name for."""


class NotShown(Exception):
    """There is no desktop that shows it; the text says what answered instead."""


def show(notice: Notice) -> None:
    """Show it until the person takes it away, where the desktop has that. Raises NotShown."""
    body = "\n".join(notice.lines)
    if sys.platform == "darwin":
        _run(["/usr/bin/osascript", "-e", _MACOS, notice.title, body], {})
    elif sys.platform == "win32":
        command = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS]
        _run(command, {"AJAR_TITLE": notice.title, "AJAR_BODY": body}, flags=_NO_WINDOW)
    else:
        _over_the_bus(notice.title, body)


def _over_the_bus(title: str, body: str) -> None:
    # keyring brings jeepney on the systems that have D-Bus; it is not there elsewhere.
    jeepney = importlib.import_module("jeepney")
    blocking = importlib.import_module("jeepney.io.blocking")
    wrappers = importlib.import_module("jeepney.wrappers")
    there = jeepney.DBusAddress("/" + _SERVICE.replace(".", "/"), _SERVICE, _SERVICE)

    def asked(method: str, form: str | None = None, values: tuple[object, ...] = ()) -> tuple[object, ...]:
        message = jeepney.new_method_call(there, method, form, values)
        reply = connection.send_and_get_reply(message, timeout=SECONDS)
        answer: tuple[object, ...] = wrappers.unwrap_msg(reply)
        return answer

    try:
        with closing(blocking.open_dbus_connection("SESSION")) as connection:
            (abilities,) = asked("GetCapabilities")
            said = escape(body) if "body-markup" in _names(abilities) else body
            hints = {"urgency": ("y", _NORMAL), "desktop-entry": ("s", "ajar")}
            asked("Notify", "susssasa{sv}i", ("Ajar", _NO_MATTER, "", title, said, [], hints, _NEVER))
    except KeyError:
        raise NotShown("no desktop session") from None
    except jeepney.DBusErrorResponse as error:
        raise NotShown(error.name) from error
    except (OSError, RuntimeError, ValueError, StopIteration) as error:
        raise NotShown(str(error) or type(error).__name__) from error


def _names(answer: object) -> Sequence[object]:
    return answer if isinstance(answer, list) else []


def _run(command: Sequence[str], variables: Mapping[str, str], flags: int = 0) -> None:
    try:
        subprocess.run(  # noqa: S603 - the system's own tools; the texts are arguments or variables
            command,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=SECONDS,
            creationflags=flags,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotShown(f"{command[0]}: {type(error).__name__}") from error
