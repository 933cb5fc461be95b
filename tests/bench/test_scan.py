"""How fast a thousand buckets are read, beside a single loop and beside a pool that only makes the calls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from ajar.jobs.audit import THREADS
from bench.crowd import Crowd

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
BUCKETS = 1_000
LOOPED = 60
"""Buckets that the single loop reads; the thousand would take five minutes, and are reckoned from these."""
BEYOND = 2
"""Calls about a bucket that names outsiders, past the six of any: who pays, and what encrypts."""
LATENCY = 50
ROUNDS = 3


@dataclass(frozen=True)
class Took:
    """One way of asking, once, in seconds; `limit` is calls x latency / connections."""

    wall: float
    processor: float
    limit: float
    calls: int
    of_buckets: int
    first_row: float


def report(what: str, figures: list[float], unit: str = "") -> None:
    """Print the least, the median and the most; `-s` shows it."""
    least, middle, most = min(figures), median(figures), max(figures)
    print(f"scan: {what}: {least:.2f} / {middle:.2f} / {most:.2f} {unit}".rstrip())  # noqa: T201 - a bench prints


def run(way: str, crowd: Crowd) -> Took:
    """Ask in this way, in a fresh process."""
    crowd.asked()
    done = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("arms.py")),
            way,
            crowd.url,
            str(THREADS),
            str(LOOPED if way == "loop" else BUCKETS),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    found, asked = json.loads(done.stdout), crowd.asked()
    assert found["buckets"] == (LOOPED if way == "loop" else BUCKETS)
    return Took(
        wall=found["wall"],
        processor=found["processor"],
        limit=asked.all * LATENCY / 1000 / (1 if way == "loop" else THREADS),
        calls=asked.all,
        of_buckets=asked.of_buckets,
        first_row=found["first"] - asked.first if found["first"] else 0.0,
    )


def test_a_thousand_buckets_at_fifty_milliseconds_a_call() -> None:
    ways: dict[str, list[Took]] = defaultdict(list)
    print(f"\nscan: load before {os.getloadavg()[0]:.1f}; each: least / median / most")  # noqa: T201 - as in report
    with Crowd(BUCKETS, LATENCY) as crowd:
        for _ in range(ROUNDS):
            for way in ("audit", "pool", "loop"):
                ways[way].append(run(way, crowd))
    for way, runs in ways.items():
        report(f"{way}: time", [took.wall for took in runs], "s")
        report(f"{way}: processor", [took.processor for took in runs], "s")
        report(f"{way}: calls", [took.calls for took in runs])
        report(f"{way}: time to calls x latency / connections", [took.wall / took.limit for took in runs])
    report("audit: first row after the first answer", [took.first_row for took in ways["audit"]], "s")
    together = list(zip(ways["audit"], ways["pool"], ways["loop"], strict=True))
    report("audit to pool, time", [audit.wall / pool.wall for audit, pool, _ in together])
    report("audit to pool, processor", [audit.processor / pool.processor for audit, pool, _ in together])
    looped = BUCKETS / LOOPED
    report("loop to audit, time, reckoned", [loop.wall * looped / audit.wall for audit, _, loop in together])
    print(f"scan: load after {os.getloadavg()[0]:.1f}")  # noqa: T201 - as in report
    assert max(took.of_buckets for took in ways["audit"]) <= 6 + BEYOND
    assert min(took.wall / took.limit for took in ways["audit"]) < 1.5
    assert min(took.first_row for took in ways["audit"]) < 1.0
