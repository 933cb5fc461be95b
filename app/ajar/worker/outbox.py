"""Rows on their way to the window: gathered for a tenth of a second, so that a message carries many."""

from __future__ import annotations

import time
from collections.abc import Callable

from ajar.model.row import Row
from ajar.worker import protocol

PATIENCE = 0.1
"""Seconds that a row may wait for others."""

FULL = 500
"""Rows that are sent without waiting."""


class Outbox:
    """Takes rows from one thread and tells them in batches; the first one is told at once."""

    def __init__(self, tell: Callable[[protocol.Event], None]) -> None:
        """Wait for the first row."""
        self._tell = tell
        self._rows: list[Row] = []
        self._told = 0.0

    def put(self, row: Row) -> None:
        """Take a row, and tell what has waited long enough."""
        self._rows.append(row)
        if len(self._rows) >= FULL or time.monotonic() - self._told > PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Tell what waits."""
        self._told = time.monotonic()
        if self._rows:
            rows, self._rows = tuple(self._rows), []
            self._tell(protocol.Rows(rows=rows))
