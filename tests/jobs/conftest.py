"""A workshop with one open chest, for the tests of what changes something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.store import open_store
from clouds.chests import Chests, Time
from workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """Chest "a" with its lid open and its lock loose, and a store of the test's own."""
    with open_store(tmp_path / "ajar.db") as store:
        yield Workshop(Chests(Time(), a="open"), store)
