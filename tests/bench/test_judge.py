"""How long a verdict takes: a typical one, one on the longest policies, and a hundred thousand anew."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import pytest

from ajar.demo.aws.world import CROWD
from ajar.jobs.audit import Ended, Judged, audit, now
from ajar.jobs.examine import judged
from ajar.jobs.sign_in import target
from ajar.model.run import Run
from ajar.model.scan import ScanFile
from ajar.providers.aws.s3_bucket import KIND
from ajar.report import scan_file
from ajar.vault import open_vault
from bench.crowd import Crowd
from bench.typical import longest, typical
from clouds.s3_facts import BUCKET, facts
from conftest import private_environment
from s3_policies import AT, OURS

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]
ROUNDS = 20
STORED, SEEDS = 100_000, 500
"""Findings that are judged again, made of so many that were read."""


def report(what: str, figures: Iterable[float], unit: str) -> None:
    """Print the least, the median and the most; `-s` shows it."""
    least, middle, most = min(figures), median(figures), max(figures)
    load = os.getloadavg()[0]
    print(f"judge: {what}: {least:.2f} / {middle:.2f} / {most:.2f} {unit} (load {load:.1f})")  # noqa: T201 - a bench prints


def times(text: str, *, whole: bool = False) -> list[float]:
    """Milliseconds of judging a bucket with this policy, or of the whole finding; no text is judged twice."""
    taken: list[float] = []
    for number in range(ROUNDS):
        read = facts(policy=text + " " * (number + ROUNDS * whole))
        began = time.perf_counter()
        if whole:
            judged(KIND, BUCKET, read, OURS, AT)
        else:
            KIND.judge(BUCKET, read, OURS, AT)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def test_a_typical_bucket_is_judged_in_under_a_millisecond() -> None:
    middle: list[float] = []
    for name, text in typical(BUCKET.id).items():
        verdict = times(text)
        middle.append(median(verdict))
        report(f"{name}: the verdict", verdict, "ms")
        report(f"{name}: with the fixes foreseen", times(text, whole=True), "ms")
    report("typical buckets, each one's median", middle, "ms")
    assert median(middle) < 1


def test_the_longest_policies_are_judged_in_under_fifty_milliseconds() -> None:
    least: list[float] = []
    for name, text in longest(BUCKET.id).items():
        verdict = times(text)
        least.append(min(verdict))
        report(f"{name}, {len(text)} bytes: the verdict", verdict, "ms")
    assert max(least) < 50


def stored(path: Path) -> None:
    """A scan file of very many buckets of the crowd's, some of them with typical policies."""
    with Crowd(SEEDS, 0) as crowd:
        events = list(audit([target(crowd.account, open_vault())]))
    found = [event.finding for event in events if isinstance(event, Judged)]
    accounts = tuple(event.summary for event in events if isinstance(event, Ended))
    run = Run(started=now(), finished=now(), accounts=accounts)
    scan = json.loads(scan_file.document(run, found, facts=True))
    scan["resources"] = [_copy(scan["resources"][number % SEEDS], number) for number in range(STORED)]
    path.write_bytes(msgspec.json.encode(scan))


def _copy(entry: dict[str, Any], number: int) -> dict[str, Any]:
    """The entry as another bucket's; one in five gets a typical policy in its own's place."""
    name = f"again-{number:06d}"  # as long as the crowd's own: each place in a text stays where it was
    copy: dict[str, Any] = json.loads(json.dumps(entry).replace(entry["name"], name))
    policies = list(typical(copy["id"]).values())
    if number % 5 == 0 and "policy" in copy["facts"]:
        copy["facts"]["policy"][copy["id"]] = {"is": "read", "value": policies[number // 5 % len(policies)]}
    return copy


def test_a_hundred_thousand_stored_facts_are_judged_again_in_under_a_minute(tmp_path: Path) -> None:
    path, again = tmp_path / "before.json", tmp_path / "after.json"
    stored(path)
    command = ["scan", "--from", str(path), "--format", "json", "--output", str(again), "--quiet"]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "ajar", *command],
        env={**os.environ, **private_environment(tmp_path / "home")},
        check=False,
        timeout=600,
    )
    seconds = time.perf_counter() - began
    heaviest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    report(f"{STORED} stored facts, {path.stat().st_size / 1e6:.0f} MB, judged again", [seconds], "s")
    report("the most that it weighed", [heaviest], "MB")
    assert done.returncode in {3, 4}
    judged_again = msgspec.json.decode(again.read_bytes(), type=ScanFile)
    assert len(judged_again.resources) == STORED
    assert {one.account for one in judged_again.resources} == {CROWD}
    assert seconds < 60
