"""How long a call waits and how often it is tried again: one policy for every service, bounded everywhere."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ajar.providers.kind import Busy, CloudError, Unreachable
from ajar.providers.silence import NoAnswer, Silence

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Patience:
    """The bounds, times in seconds.

    A call that is told to slow down is sent `busy_tries` times at most, one without an answer `tries` times;
    between them lies a random part of a delay that doubles from `first` up to `longest`. All the calls of a
    session that had no answer are tried again `budget` times together, so that a dead network is given up;
    each success gives a tenth of a time back. A region, or the whole session, that gave no answer but these
    for `silence` is given up: what is still to be called there fails without being sent, so that an end does
    not depend on how many calls there are.
    """

    connect: float = 5.0
    read: float = 20.0
    tries: int = 3
    busy_tries: int = 8
    first: float = 0.4
    longest: float = 8.0
    budget: float = 60.0
    silence: float = 40.0
    clock: Callable[[], float] = time.monotonic


class Retries:
    """The retries of one session, shared by its threads."""

    def __init__(self, patience: Patience) -> None:
        """Start with the whole budget."""
        self._patience = patience
        self._left = patience.budget
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._silence = Silence(patience.silence, patience.clock)

    def close(self) -> None:
        """End every waiting at once: the call that waits fails as it failed last."""
        self._closed.set()

    def read(self, send: Callable[[], _T], told_to_slow_down: Callable[[], None], where: str = "") -> _T:
        """What `send` returns, tried again while the provider is busy or silent, within the bounds.

        `where` is the region that is called.
        """
        tried = 0
        last: NoAnswer | None = None
        while True:
            self._silence.check(where, last)
            tried += 1
            began = self._patience.clock()
            try:
                answer = send()
            except (Busy, Unreachable) as error:
                last = error
                self._silence.failed(where, began)
                if isinstance(error, Busy):
                    told_to_slow_down()
                if not self._once_more(error, tried) or self._wait(tried):
                    raise
            except CloudError:
                self._silence.answered(where)
                raise
            else:
                self._silence.answered(where)
                self._give_back()
                return answer

    def _once_more(self, error: NoAnswer, tried: int) -> bool:
        if isinstance(error, Busy):
            return tried < self._patience.busy_tries
        return tried < self._patience.tries and self._spend()

    def _wait(self, tried: int) -> bool:
        """Wait, and say whether the session was closed meanwhile."""
        longest = min(self._patience.first * 2 ** (tried - 1), self._patience.longest)
        # A random part of it, so that thirty threads that were refused together do not come back together.
        return self._closed.wait(longest * (0.5 + secrets.randbelow(1000) / 2000))

    def _spend(self) -> bool:
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def _give_back(self) -> None:
        if self._left < self._patience.budget:
            with self._lock:
                self._left = min(self._left + 0.1, self._patience.budget)
