"""A desktop for tests: somebody on a real D-Bus who takes notices, as the specification says.

A module that imports this one is skipped on systems without D-Bus.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import jeepney
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from secret_services import bus

NAME = "org.freedesktop.Notifications"


@dataclass
class Desktop:
    """What it can do, and what it was given: (application, title, body, hints, expiry)."""

    abilities: list[str]
    shown: list[tuple[str, str, str, dict[str, Any], int]] = field(default_factory=list)

    def answer(self, message: jeepney.Message) -> jeepney.Message | None:
        """The reply to one call; None where it is none of a desktop's."""
        member = message.header.fields.get(jeepney.HeaderFields.member)
        if member == "GetCapabilities":
            return jeepney.new_method_return(message, "as", (self.abilities,))
        if member == "Notify":
            application, _replaced, _icon, title, body, _actions, hints, expiry = message.body
            self.shown.append((application, title, body, hints, expiry))
            return jeepney.new_method_return(message, "u", (len(self.shown),))
        return None


@contextmanager
def desktop(*abilities: str) -> Iterator[Desktop]:
    """A session in which notices are shown; the variables of this process lead to it meanwhile."""
    there = Desktop(list(abilities))
    over = threading.Event()
    with bus(), closing(open_dbus_connection("SESSION")) as connection:
        owned = connection.send_and_get_reply(jeepney.message_bus.RequestName(NAME), timeout=10)
        assert owned.body == (1,)
        thread = threading.Thread(target=_serve, args=(connection, there, over))
        thread.start()
        try:
            yield there
        finally:
            over.set()
            thread.join()


def _serve(connection: DBusConnection, there: Desktop, over: threading.Event) -> None:
    while not over.is_set():
        try:
            message = connection.receive(timeout=0.05)
        except TimeoutError:
            continue
        reply = there.answer(message)
        if reply is not None:
            connection.send(reply)
