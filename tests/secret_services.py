"""Real Secret Services for tests: a private D-Bus session, and gnome-keyring on it, in a home of its own.

A module that imports this one is skipped on systems without D-Bus. On Linux nothing is skipped: a daemon that
is missing fails the test and is named.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the Secret Service is Linux' keychain", allow_module_level=True)

import jeepney
import secretstorage
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PASSWORD = "open sesame"
SECONDS = 20.0
# Nothing is activated on this bus: what a test does not start is not there.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class SecretService:
    """A running session: its home, and the variables that lead to it."""

    home: Path
    environment: dict[str, str]


@contextmanager
def bus() -> Iterator[SecretService]:
    """A D-Bus session with nothing on it; the variables of this process lead to it meanwhile."""
    program = installed("dbus-daemon", "dbus")
    with tempfile.TemporaryDirectory(prefix="bus-") as folder:  # a socket's path has room for 107 characters
        home = Path(folder)
        environment = {
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "XDG_DATA_HOME": f"{folder}/share",
            "XDG_CONFIG_HOME": f"{folder}/config",
            "XDG_CACHE_HOME": f"{folder}/cache",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus",
        }
        (home / "bus.conf").write_text(_BUS.format(socket=home / "bus"), encoding="utf-8")
        command = [program, f"--config-file={home}/bus.conf", "--nofork", "--nopidfile"]
        with running(command, environment), pytest.MonkeyPatch.context() as patch:
            wait_until(lambda: listens(home / "bus"))
            for name, value in environment.items():
                patch.setenv(name, value)
            yield SecretService(home, environment)


@contextmanager
def gnome_keyring() -> Iterator[SecretService]:
    """A D-Bus session with an unlocked GNOME Keyring."""
    program = installed("gnome-keyring-daemon", "gnome-keyring")
    options = ["--foreground", "--unlock", "--components=secrets"]
    with bus() as service, running([allowed(program, service.home), *options], service.environment, PASSWORD):
        wait_until((service.home / "share/keyrings/login.keyring").exists)
        wait_until(answers)
        yield service


@contextmanager
def nobody_answers() -> Iterator[None]:
    """A desktop that shows the keychain's question to nobody: it takes it, and says nothing more."""
    over = threading.Event()
    with closing(open_dbus_connection("SESSION")) as connection:
        named = jeepney.message_bus.RequestName("org.gnome.keyring.SystemPrompter")
        assert connection.send_and_get_reply(named, timeout=SECONDS).body == (1,)
        thread = threading.Thread(target=_takes_calls, args=(connection, over))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _takes_calls(connection: DBusConnection, over: threading.Event) -> None:
    while not over.is_set():
        try:
            call = connection.receive(timeout=0.05)
        except TimeoutError:
            continue
        if call.header.message_type is jeepney.MessageType.method_call:
            connection.send(jeepney.new_method_return(call))


@contextmanager
def running(command: list[str], environment: dict[str, str], typed: str = "") -> Iterator[None]:
    """A daemon that gets this on its standard input and is ended at the end."""
    daemon = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert daemon.stdin is not None
        daemon.stdin.write(typed.encode())
        daemon.stdin.close()
        yield
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(SECONDS)


def installed(program: str, package: str) -> str:
    """The path of a program; without it the test fails and says what to install."""
    path = shutil.which(program)
    assert path, f"{program} is not installed: apt-get install {package}"
    return path


def allowed(program: str, folder: Path) -> str:
    """The program, or a copy: Debian gives it a capability (to lock memory) that containers do not start."""
    try:
        subprocess.run([program, "--version"], stdout=subprocess.DEVNULL, check=True)
    except PermissionError:
        return shutil.copy(program, str(folder))
    return program


def answers() -> bool:
    """Whether somebody plays the Secret Service on the bus."""
    with closing(secretstorage.dbus_init()) as connection:
        return secretstorage.check_service_availability(connection)


def listens(place: Path) -> bool:
    """Whether somebody takes connections at a socket: its file is there a moment before."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(place)) == 0


def wait_until(ready: Callable[[], bool]) -> None:
    """Wait for a daemon to be ready."""
    end = time.monotonic() + SECONDS
    while not ready():
        assert time.monotonic() < end, "the daemon did not get ready"
        time.sleep(0.01)
