"""How long a read is tried again: Ajar's own bounded patience, in the place of the libraries' longer one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ajar.providers.kind import Busy, Unreachable

_T = TypeVar("_T")


@dataclass(frozen=True)
class Patience:
    """The bounds, in seconds: the first pause, doubled each time up to `longest`, and `total` for one call.

    google-cloud-storage's own default still retries a 503 after 15 seconds, unseen; ours tells the meter.
    """

    busy_tries: int = 6
    broken_tries: int = 4
    first: float = 0.5
    longest: float = 8.0
    total: float = 40.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def read(self, once: Callable[[], _T], throttled: Callable[[], None]) -> _T:
        """What `once` returns, tried again while it raises Busy or Unreachable, within the bounds.

        Then its last error is raised. `throttled` is told of each Busy that is tried again.
        """
        started, tried = self.clock(), 0
        while True:
            try:
                return once()
            except (Busy, Unreachable) as error:
                tried += 1
                tries = self.busy_tries if isinstance(error, Busy) else self.broken_tries
                pause = self._pause(tried)
                if tried >= tries or self.clock() - started + pause > self.total:
                    raise
                if isinstance(error, Busy):
                    throttled()
            self.sleep(pause)

    def _pause(self, tried: int) -> float:
        longest = min(self.longest, self.first * 2.0 ** (tried - 1))
        # Chance keeps many threads from coming back at the same moment; nothing secret depends on it.
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - as the line above says
