"""Which program plays the Secret Service of this session, by the name its users know it under."""

from __future__ import annotations

import importlib
from contextlib import closing
from pathlib import Path

BUS_NAME = "org.freedesktop.secrets"
SECONDS = 2.0
UNNAMED = "Secret Service"

_PROGRAMS = {  # the beginnings of what the system calls their processes
    "gnome-keyring": "GNOME Keyring",
    "keepassxc": "KeePassXC",
    "ksecretd": "KDE Wallet",
    "kwalletd": "KDE Wallet",
}


def program_name() -> str:
    """The program's name; "Secret Service" when it cannot be told (not started yet, or sandboxed)."""
    # keyring brings jeepney on the systems that have D-Bus; it is not there elsewhere.
    jeepney = importlib.import_module("jeepney")
    blocking = importlib.import_module("jeepney.io.blocking")
    try:
        with closing(blocking.open_dbus_connection("SESSION")) as connection:
            bus = blocking.Proxy(jeepney.DBus(), connection, timeout=SECONDS)
            (process,) = bus.GetConnectionUnixProcessID(BUS_NAME)
        command = Path(f"/proc/{process}/comm").read_text(encoding="utf-8")
    except (OSError, jeepney.DBusErrorResponse):
        return UNNAMED
    return next((name for start, name in _PROGRAMS.items() if command.startswith(start)), UNNAMED)
