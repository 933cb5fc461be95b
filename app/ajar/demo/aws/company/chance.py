"""What a seed may vary: dates, sizes, ids. Whom a bucket lets in never hangs on it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from ajar.demo.aws.state import StoredObject

LONGEST_FILLING = 4000
DAY_SHIFT = 12


class Chance:
    """One seed's stream of choices; the same seed gives the same ones in the same order."""

    def __init__(self, seed: int, name: str) -> None:
        """Start the stream of that name."""
        self.random = random.Random(f"{seed} {name}")  # noqa: S311 - a made-up world, not a secret

    def near(self, day: str) -> datetime:
        """Return a moment within twelve days of the day, which is given as 2026-11-24."""
        start = datetime.fromisoformat(day).replace(tzinfo=UTC)
        seconds = self.random.randrange(DAY_SHIFT * 86400)
        return start + timedelta(seconds=seconds - DAY_SHIFT * 43200)

    def hexadecimal(self, length: int) -> str:
        """Return that many hexadecimal digits."""
        return f"{self.random.getrandbits(length * 4):0{length}x}"

    def text(self, body: str, day: str, kind: str = "text/plain") -> StoredObject:
        """Return a written file of about that day."""
        return StoredObject(body.encode(), self.near(day), kind)

    def filling(self, day: str) -> StoredObject:
        """Return a file of nothing in particular, some kilobytes long."""
        size = self.random.randrange(200, LONGEST_FILLING)
        return StoredObject(self.random.randbytes(size), self.near(day))
