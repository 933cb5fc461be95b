"""What every test stands on: a home of its own, no credentials, no display, no network but the loopback."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Variables that lead to a person's accounts, or through somebody's proxy, or that change what is printed.
FOREIGN_PREFIXES = ("AJAR_", "AWS_", "BOTO_", "CLOUDSDK_", "GCE_", "GCLOUD_", "GOOGLE_", "STORAGE_EMULATOR")
FOREIGN_NAMES = (
    "ALL_PROXY",
    "COLORTERM",
    "DBUS_SESSION_BUS_ADDRESS",
    "FORCE_COLOR",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANGUAGE",
    "NO_COLOR",
    "NO_PROXY",
    "PYTHON_KEYRING_BACKEND",
)

settings.register_profile("ajar", deadline=None)  # two busy cores are no reason for a failure
settings.load_profile("ajar")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run an environment of its own, before any test module is imported."""
    home = tempfile.TemporaryDirectory(prefix="ajar-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    os.environ.update(private_environment(Path(home.name)))
    for name in list(os.environ):
        if name.upper().startswith(FOREIGN_PREFIXES) or name.upper() in FOREIGN_NAMES:
            del os.environ[name]
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"  # boto3 asks 169.254.169.254 when it finds nothing else
    os.environ["NO_GCE_CHECK"] = "true"  # as does google-auth
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform != "linux":  # elsewhere the keychain is not found through the environment
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def private_environment(home: Path) -> dict[str, str]:
    """The variables that put every place for a person's files under `home`, which is made ready for them."""
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData/Roaming",
        "LOCALAPPDATA": home / "AppData/Local",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / ".local/state",
    }
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: str(place) for name, place in places.items()}


def is_here(host: object) -> bool:
    """Whether a host is this machine's loopback; a name but localhost is not, whatever it resolves to."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection and look-up that would leave the machine, and fail the test that tried."""
    tried: list[str] = []

    def refuse(host: object) -> None:
        tried.append(str(host))
        raise OSError(f"a test may not reach {host}")

    def guard(name: str) -> None:
        real = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: Any) -> Any:  # noqa: ANN401 - stands in for four signatures
            address = args[-1]
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
                refuse(address[0])
            return real(self, *args)

        monkeypatch.setattr(socket.socket, name, guarded)

    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - stands in for getaddrinfo
        if not is_here(host):
            refuse(host)
        return look_up(host, *args, **named)

    for name in ("connect", "connect_ex", "sendto"):
        guard(name)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    assert not tried, f"reached for the network: {sorted(set(tried))}"
