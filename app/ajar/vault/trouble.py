"""The ways a vault fails, each with one sentence that says what happened and what to do; never a secret."""

from __future__ import annotations

import sys


class VaultError(Exception):
    """A secret could not be kept, read or forgotten."""


class NoKeychain(VaultError):
    """This system has no keychain that can be used; a secret can still be kept for the session."""


class KeychainLocked(VaultError):
    """The keychain is locked, and nobody unlocked it."""


class KeychainFailed(VaultError):
    """The keychain refused, or what it has is not what was put there."""


class SecretMissing(VaultError):
    """The account needs a secret, and neither the keychain nor the session has one."""


_INSTALL = {
    "darwin": "open Keychain Access and see that the login keychain is there",
    "win32": "see that the service Credential Manager is running",
}
_INSTALL_ELSEWHERE = (
    "install gnome-keyring (or KWallet, or KeePassXC with its Secret Service switched on) "
    "and sign in to the desktop again"
)


_AT_NIGHT = (
    "Signing in to the desktop unlocks it. "
    "A profile, SSO or application default credentials need no key in it."
)
"""What helps where nobody is there to unlock it."""


def no_keychain(why: str) -> NoKeychain:
    """The error for a system without a keychain, with what to install on this platform."""
    install = _INSTALL.get(sys.platform, _INSTALL_ELSEWHERE)
    return NoKeychain(
        f"No keychain was found ({why}): {install}. "
        "Until then a key can be kept for this session only, and sign-ins that store nothing work as ever."
    )


def locked() -> KeychainLocked:
    """The error for a keychain that stayed locked."""
    return KeychainLocked(
        f"The keychain is locked: unlock it and try again, or keep the key for this session. {_AT_NIGHT}"
    )


def unanswered(seconds: float) -> KeychainLocked:
    """The error for a keychain that did not answer, most likely because nobody answers its question."""
    return KeychainLocked(
        f"The keychain did not answer within {seconds:g} seconds: "
        f"look for its window that asks for a password, then try again. {_AT_NIGHT}"
    )


def failed(what: str) -> KeychainFailed:
    """The error for a keychain that refused; `what` is its own word for it."""
    return KeychainFailed(f"The keychain refused ({what}): try again, or keep the key for this session only.")


def broken(account: str) -> KeychainFailed:
    """The error for a secret that is not as it was kept."""
    return KeychainFailed(f"The key of {account} in the keychain is not whole: enter it again.")
