"""Window and worker together, on very many buckets: what they weigh, how long they pause, how they start."""

from __future__ import annotations

import os
from pathlib import Path
from statistics import median

import pytest

from ajar.store import accounts, open_store
from bench.crowd import Crowd
from bench.watching import Opened
from conftest import private_environment

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]


def report(what: str, figures: list[float], unit: str) -> None:
    """Print the least, the median and the most; `-s` shows it."""
    least, middle, most = min(figures), median(figures), max(figures)
    load = os.getloadavg()[0]
    print(f"whole: {what}: {least:.2f} / {middle:.2f} / {most:.2f} {unit} (load {load:.1f})")  # noqa: T201 - a bench prints


def with_account(home: Path, crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in whose store the crowd's account stands."""
    for name, place in private_environment(home).items():
        monkeypatch.setenv(name, place)
    with open_store() as store:
        accounts.add(store, crowd.account)
    return home


def test_ten_thousand_buckets_weigh_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    peak, heaviest = 0.0, (0.0, 0.0)
    with Crowd(10_000, 0) as crowd, Opened(with_account(tmp_path, crowd, monkeypatch)) as ajar:
        assert ajar.wait_for("worker")
        report("before the scan, window", [ajar.weights()[0]], "MB")
        while not ajar.wait_for("scanned", every=0.5):
            now = ajar.weights()
            if sum(now) > peak:
                peak, heaviest = sum(now), now
        window, worker = ajar.weights()
        assert ajar.told["rows"] == 10_000
    report("10,000 buckets, at the end: together", [window + worker], "MB")
    report("10,000 buckets, at the end: window", [window], "MB")
    report("10,000 buckets, at the end: worker", [worker], "MB")
    report(f"10,000 buckets, most of all ({heaviest[0]:.0f} and {heaviest[1]:.0f})", [peak], "MB")
    assert max(peak, window + worker) < 250


def test_the_window_goes_on_while_a_thousand_buckets_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest, hundredth, first = [], [], []
    with Crowd(1_000, 50) as crowd:
        for number in range(3):
            home = with_account(tmp_path / str(number), crowd, monkeypatch)
            with Opened(home) as ajar:
                assert ajar.wait_for("worker")
                crowd.asked()
                assert ajar.wait_for("scanned")
                longest.append(ajar.told["longest"])
                hundredth.append(ajar.told["hundredth"])
                first.append(ajar.told["row"] - crowd.asked().first)
                assert ajar.told["rows"] == 1_000
    report("longest pause of the window during a scan", longest, "ms")
    report("the pause that one beat in a hundred is over", hundredth, "ms")
    report("first row in the window after the first answer", first, "s")
    assert min(longest) < 50
    assert min(first) < 1.0


def test_the_start_of_the_command(tmp_path: Path) -> None:
    painted, demo_painted, ready, row, scanned = [], [], [], [], []
    for number in range(5):
        with Opened(tmp_path / f"bare {number}") as ajar:
            assert ajar.wait_for("painted")
            painted.append(ajar.since_start("painted"))
        with Opened(tmp_path / f"demo {number}", "demo") as ajar:
            assert ajar.wait_for("scanned")
            demo_painted.append(ajar.since_start("painted"))
            ready.append(ajar.since_start("ready"))
            row.append(ajar.since_start("row"))
            scanned.append(ajar.since_start("scanned"))
    report("`ajar`: from the command to the first paint", painted, "s")
    report("`ajar demo`: from the command to the first paint", demo_painted, "s")
    report("`ajar demo`: until its clouds answer and the window knows", ready, "s")
    report("`ajar demo`: to the first rows", row, "s")
    report("`ajar demo`: until all is read", scanned, "s")
    assert min(painted) < 0.5
    assert min(ready) < 2.0
