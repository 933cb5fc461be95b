"""What CloudTrail remembers: events that happened while the fake runs, and those of the days before."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One call as it is written down; `at` is None for one of the past, which counts back from today.

    `arn` is who called, or the name of a service. `resources` are the names under which it can be looked up;
    `error` is the code with which it was refused.
    """

    name: str
    account: str
    region: str
    arn: str
    address: str
    at: datetime | None = None
    days_ago: int = 0
    clock: tuple[int, int] = (0, 0)
    agent: str = "S3Console/0.4"
    request: dict[str, Any] = field(default_factory=dict)
    resources: tuple[str, ...] = ()
    error: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        """Its id, of the form that CloudTrail's have."""
        about = f"{self.number} {self.name} {self.arn} {self.days_ago} {self.request}"
        digest = hashlib.sha256(about.encode()).hexdigest()
        return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))

    @property
    def read_only(self) -> bool:
        """Whether it changed nothing."""
        return self.name.startswith(("Get", "Head", "List"))

    def dated(self, today: datetime) -> Event:
        """The event with the time at which it happened, as of this day."""
        if self.at is not None:
            return self
        hour, minute = self.clock
        day = today - timedelta(days=self.days_ago)
        return replace(self, at=day.replace(hour=hour, minute=minute, second=0, microsecond=0))
