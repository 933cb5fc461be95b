"""When a cloud, or a part of it, has been silent for so long that the rest of the calls are not sent."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ajar.providers.kind import Busy, Unreachable

NoAnswer = Busy | Unreachable


class Silence:
    """What a session heard last of each part of a cloud, and of the whole; its threads share it.

    A part (a region; "" for the whole) whose calls all failed for `seconds` is given up. Without that the
    end of a scan of a dead network would be a time-out for each call, however many there are.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        """Expect answers."""
        self._seconds, self._clock = seconds, clock
        self._lock = threading.Lock()
        self._failing: dict[str, tuple[float, float]] = {}

    def check(self, part: str, last: NoAnswer | None = None) -> None:
        """Raise where the part, or the whole, is given up: the call's own last error if it had one."""
        with self._lock:
            spans = [self._failing[key] for key in ("", part) if key in self._failing]
        if any(until - since >= self._seconds for since, until in spans):
            raise last or Unreachable(
                f"No answer for {self._seconds:.0f} seconds, so this was no longer asked: "
                "check the network, then scan again."
            )

    def failed(self, part: str, began: float) -> None:
        """A call that began then had no answer."""
        now = self._clock()
        with self._lock:
            for key in {"", part}:
                since, _ = self._failing.get(key, (began, now))
                self._failing[key] = (since, now)

    def answered(self, part: str) -> None:
        """A call was answered, if only by a refusal."""
        if self._failing:
            with self._lock:
                self._failing.pop("", None)
                self._failing.pop(part, None)
