"""How long a read is tried again: Ajar's own bounded patience, in the place of the libraries' longer one."""

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
_chance = secrets.SystemRandom()


@dataclass(frozen=True, kw_only=True)
class Patience:
    """The bounds, times in seconds.

    Each call waits `connect` for a connection and `read` for each part of its answer. A write is sent once.
    A read is sent `busy_tries` times at most while it is told to slow down, `broken_tries` times while no
    good answer comes, and neither for longer than `total`; the pause between is `first`, doubled up to
    `longest`. `budget` is how often all calls of a sign-in together are tried again for want of an answer, so
    that a dead network is given up; each success gives a tenth of a time back. A sign-in that had no answer
    but these for `silence` is given up: what is still to be called fails without being sent, so that an end
    does not depend on how many calls there are.

    google-cloud-storage's own default still retries a 503 after 15 seconds, unseen; ours tells the meter.
    """

    connect: float = 5.0
    read: float = 20.0
    busy_tries: int = 6
    broken_tries: int = 4
    first: float = 0.5
    longest: float = 8.0
    total: float = 40.0
    budget: float = 60.0
    silence: float = 40.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Retries:
    """The patience of one sign-in, shared by its threads."""

    def __init__(self, patience: Patience) -> None:
        """Start with the whole budget."""
        self._patience = patience
        self._left = patience.budget
        self._lock = threading.Lock()
        self._silence = Silence(patience.silence, patience.clock)

    def read(self, once: Callable[[], _T], throttled: Callable[[], None]) -> _T:
        """What `once` returns, tried again while it raises Busy or Unreachable, within the bounds.

        Then its last error is raised. `throttled` is told of each Busy that is tried again.
        """
        started, tried = self._patience.clock(), 0
        last: NoAnswer | None = None
        while True:
            self._silence.check("", last)
            began = self._patience.clock()
            try:
                answer = once()
            except (Busy, Unreachable) as error:
                last = error
                self._silence.failed("", began)
                tried += 1
                pause = self._pause(tried)
                if not self._once_more(error, tried, self._patience.clock() - started + pause):
                    raise
                if isinstance(error, Busy):
                    throttled()
            except CloudError:
                self._silence.answered("")
                raise
            else:
                self._silence.answered("")
                self._spend(-0.1)
                return answer
            self._patience.sleep(pause)

    def _once_more(self, error: Busy | Unreachable, tried: int, seconds: float) -> bool:
        if seconds > self._patience.total:
            return False
        if isinstance(error, Busy):
            return tried < self._patience.busy_tries
        return tried < self._patience.broken_tries and self._spend(1.0)

    def _spend(self, times: float) -> bool:
        with self._lock:
            if self._left < times:
                return False
            self._left = min(self._left - times, self._patience.budget)
            return True

    def _pause(self, tried: int) -> float:
        longest = min(self._patience.longest, self._patience.first * 2.0 ** (tried - 1))
        # Chance keeps many threads from coming back at the same moment.
        return longest * _chance.uniform(0.5, 1.0)
