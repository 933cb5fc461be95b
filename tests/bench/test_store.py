"""How fast the store keeps and shows, and how much room it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ajar.model.finding import Finding
from ajar.store import Store, findings, open_store, runs
from invented import CLOSED, MORNING, OPEN, SHIELDED, UNKNOWN, finding

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]
VERDICTS = [OPEN, SHIELDED, UNKNOWN, CLOSED, CLOSED, CLOSED]


def made_up(first: int, count: int) -> list[Finding]:
    return [finding(f"acme-{number:06}", VERDICTS[number % 6]) for number in range(first, first + count)]


def seconds(call: Callable[[], object]) -> float:
    """How long the call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def report(what: str, figure: str) -> None:
    """Print one figure; `-s` shows it."""
    print(f"store: {what}: {figure}")  # noqa: T201 - printing is what a bench does


def test_ten_thousand_findings_are_kept_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "ajar.db"
    found = made_up(0, 10_000)
    with open_store(path) as store:
        for what in ("keep 10,000 new findings", "keep the same 10,000 again"):
            number = runs.begin(store, MORNING)
            taken = seconds(partial(findings.keep, store, number, found, "prod"))
            report(what, f"{taken:.2f} s")
            assert taken < 20
    size = path.stat().st_size
    report("file with 10,000 findings", f"{size / 1e6:.1f} MB")
    assert size < 60e6


def test_the_first_page_of_a_hundred_thousand_rows_comes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ajar.db"
    with open_store(path) as store:
        number = runs.begin(store, MORNING)
        for start in range(0, 100_000, 10_000):
            findings.keep(store, number, made_up(start, 10_000), "prod")
    began = time.perf_counter()
    with open_store(path) as store:
        page = findings.rows(store, limit=200)
        first = time.perf_counter() - began
        everything = seconds(lambda: read_all(store))
        detail = seconds(lambda: findings.finding(store, page[7].account, page[7].id))
    report("open a store of 100,000 and read the first 200 rows", f"{first * 1000:.1f} ms")
    report("read all 100,000 rows", f"{everything:.2f} s")
    report("one finding with its facts", f"{detail * 1000:.2f} ms")
    assert len(page) == 200
    assert first < 0.05


def read_all(store: Store) -> None:
    last = None
    while page := findings.rows(store, last, 2000):
        last = page[-1]
