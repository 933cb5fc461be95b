"""Waiting for a keychain that may be waiting for a person, with an end, and without carrying a secret out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import keyring.errors

from ajar.vault.trouble import VaultError, failed, locked, no_keychain, unanswered

_T = TypeVar("_T")


class Patience:
    """Runs one call after the other in threads of their own and waits for each a number of seconds."""

    def __init__(self, seconds: float, *, once: bool = False) -> None:
        """Wait as long for each call; one that waits for an earlier call waits in its own time.

        `once` is for a program that nobody may be watching: after a wait in vain no other is made.
        """
        self._seconds, self._once = seconds, once
        self._in_vain = threading.Event()
        self._lock = threading.Lock()

    def wait(self, call: Callable[[], _T]) -> _T:
        """What the call returns. Raises its VaultError, or another in the place of a keychain's error.

        What was raised in the other thread stays there: its frames hold the text of a secret. A call that was
        given up before it began is never made.
        """
        if self._in_vain.is_set():
            raise unanswered(self._seconds)
        outcome = _Outcome(call, self._lock)
        threading.Thread(target=outcome.run, name="keychain", daemon=True).start()
        if not outcome.over.wait(self._seconds):
            outcome.given_up = True
            if self._once:
                self._in_vain.set()
            raise unanswered(self._seconds)
        if outcome.error is not None:
            raise outcome.error
        return outcome.result()


class _Outcome(Generic[_T]):
    def __init__(self, call: Callable[[], _T], lock: threading.Lock) -> None:
        self.over = threading.Event()
        self.error: VaultError | None = None
        self.given_up = False
        self._call = call
        self._lock = lock
        self._results: list[_T] = []

    def run(self) -> None:
        with self._lock:
            if self.given_up:
                return
            self._results, self.error = _outcome(self._call)
            self.over.set()

    def result(self) -> _T:
        return self._results[0]


def _outcome(call: Callable[[], _T]) -> tuple[list[_T], VaultError | None]:
    try:
        return [call()], None
    # Each backend raises its own library's errors (D-Bus, Windows, GLib), which have no parent in common, and
    # an error that is not caught here is printed by the thread with whatever it says.
    except Exception as error:  # noqa: BLE001 - handed to the thread that waits, as a VaultError
        return [], _without_frames(error)


def _without_frames(error: Exception) -> VaultError:
    """A VaultError that says the same, without this one's traceback, cause and context."""
    if isinstance(error, VaultError):
        return type(error)(str(error))
    if isinstance(error, keyring.errors.NoKeyringError) or _not_there(error):
        return no_keychain("it no longer answers")
    # With nobody there to ask, a locked Secret Service is an InitError: "Prompt dismissed".
    if isinstance(error, keyring.errors.KeyringLocked | keyring.errors.InitError):
        return locked()
    return failed(type(error).__name__)


def _not_there(error: BaseException | None) -> bool:
    """Whether it says that the Secret Service went away, itself or as the cause of an InitError.

    The class is SecretStorage's, which only systems with D-Bus have: it is known by its name.
    """
    return error is not None and (
        type(error).__name__ == "SecretServiceNotAvailableException" or _not_there(error.__cause__)
    )
