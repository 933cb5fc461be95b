"""Where each Google API is reached: at Google, at an emulator that a person set, or at the demo's address.

google-cloud-storage sends whatever credentials it holds to the address in STORAGE_EMULATOR_HOST. So the
address is always decided here and handed over, and an emulator is never shown any credentials.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ajar.providers.kind import NoCredentials, Off

STORAGE_EMULATOR = "STORAGE_EMULATOR_HOST"
EVERY_API = "AJAR_GCP_ENDPOINT"


@dataclass(frozen=True)
class Endpoints:
    """The addresses in force. `emulator` is whether they are not Google's own; no credentials are sent then.

    `storage` and `others` are addresses without a slash at the end; None means each API's own one at Google,
    and `others` is None for an emulator that plays Cloud Storage alone.
    """

    storage: str | None = None
    others: str | None = None
    emulator: bool = False

    def of(self, service: str) -> str:
        """The address of a service (`storage`, `iam`); raises Off where an emulator lacks it."""
        if not self.emulator and self.storage is None:
            return f"https://{service}.googleapis.com"
        address = self.storage if service == "storage" else self.others
        if address is None:
            raise Off(f"{STORAGE_EMULATOR} is set: only Cloud Storage is there, and {service} is not asked")
        return address


def from_environment(environment: Mapping[str, str]) -> Endpoints:
    """The addresses that the environment asks for. Raises NoCredentials for one that may not be used."""
    every = environment.get(EVERY_API, "").strip()
    storage = environment.get(STORAGE_EMULATOR, "").strip()
    others = loopback(every, EVERY_API) if every else None
    if storage and "://" not in storage:
        storage = f"http://{storage}"
    return Endpoints(
        storage=storage.rstrip("/") or others,
        others=others,
        emulator=bool(storage or others),
    )


def loopback(address: str, name: str) -> str:
    """The address as it stands, without a slash at the end; raises NoCredentials unless it is this machine's.

    `name` says in the message where the address came from.
    """
    text = address.rstrip("/")
    if not _is_loopback(text):
        raise NoCredentials(
            f"{name} is not an address of this machine: "
            "it must look like http://127.0.0.1:8080; remove it or correct it"
        )
    return text


def _is_loopback(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.path or parts.query or parts.username is not None:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
