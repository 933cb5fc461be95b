"""Which keychain this system has: only the systems' own ones, never a file, whatever is configured."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass

import keyring.core
from keyring.backend import KeyringBackend

from ajar.vault.secret_service import UNNAMED, program_name
from ajar.vault.trouble import no_keychain

WINDOWS_LIMIT = 1280


@dataclass(frozen=True)
class Keychain:
    """A keychain that can be used; `limit` is how many UTF-16 characters an item may hold, None for any."""

    backend: KeyringBackend
    name: str
    limit: int | None = None


# The systems' keychains among the backends of keyring; its others, and those of other packages, keep secrets
# in files, in other programs' clouds, or nowhere.
_NAMES = {
    "keyring.backends.SecretService.Keyring": UNNAMED,
    "keyring.backends.libsecret.Keyring": UNNAMED,
    "keyring.backends.kwallet.DBusKeyring": "KDE Wallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KDE Wallet",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
}
_RECOMMENDED = 1  # keyring's own line between backends to use and backends of last resort


def find() -> Keychain:
    """The keychain that the person configured for keyring, else the best that is there. Raises NoKeychain.

    Nothing is remembered, as keyring itself would: one that was started meanwhile is found.
    """
    backend = _configured() or _best()
    path = _path(type(backend))
    return Keychain(
        backend=backend,
        name=program_name() if _NAMES[path] == UNNAMED else _NAMES[path],
        limit=WINDOWS_LIMIT if sys.platform == "win32" else None,
    )


def _configured() -> KeyringBackend | None:
    """What PYTHON_KEYRING_BACKEND or keyringrc.cfg names; None where neither does."""
    try:
        backend = keyring.core.load_env() or keyring.core.load_config()
    # A name without a module, a module or class that is not there, a keychain that does not work here.
    except (ValueError, ImportError, AttributeError, RuntimeError) as error:
        raise no_keychain(f"the one configured for keyring does not work: {type(error).__name__}") from None
    if backend is not None and _path(type(backend)) not in _NAMES:
        raise no_keychain(f"{_path(type(backend))} is configured for keyring, which is no system keychain")
    return backend


def _best() -> KeyringBackend:
    viable = [kind for path in _NAMES if (kind := _load(path)) is not None and kind.viable]
    chosen = max(viable, key=lambda kind: kind.priority, default=None)
    if chosen is None or chosen.priority < _RECOMMENDED:
        raise no_keychain("none is running")
    return chosen()


def _load(path: str) -> type[KeyringBackend] | None:
    module, _, name = path.rpartition(".")
    loaded = importlib.import_module(module)
    kind: type[KeyringBackend] | None = getattr(loaded, name, None)
    return kind


def _path(kind: type[KeyringBackend]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
