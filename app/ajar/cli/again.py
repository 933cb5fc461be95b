"""Judging a scan file's facts again: no network, the same judge, as of the time they were read."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from ajar import __version__
from ajar.cli.exits import fail
from ajar.cli.running import Outcome
from ajar.jobs.audit import now
from ajar.jobs.examine import judged_anew
from ajar.jobs.keeping import exceptions, marked
from ajar.model.finding import Finding
from ajar.model.kept import Kept
from ajar.model.ours import Ours
from ajar.model.scan import FindingRecord, ScanFile, finding, record
from ajar.providers import PROVIDERS
from ajar.report import scan_file

_MANY = 5_000  # findings, from which on starting other processes pays
_PART = 1_000  # findings that a process is given at a time
_SELDOM = (50_000, 20, 100)  # thresholds of the garbage collector: what is made here stays until the end

_KINDS = {kind.name: kind for cloud in PROVIDERS for kind in cloud.kinds}

Whose = dict[tuple[str, str], Ours]
"""What each account's owner calls ours, by provider and account."""


def judged_again(path: Path, kinds: Sequence[str], *, as_of_now: bool) -> Outcome:
    """The scan that this file holds, judged anew, of these kinds (none for all).

    What is ours is what the file's accounts said. Raises UnreadableScan; ends the program where the file has
    no facts, or a kind that this program does not know.
    """
    scan = scan_file.read(path)
    outcome = Outcome(scan.started)
    outcome.accounts = list(scan.accounts)
    entries = [entry for entry in scan.resources if not kinds or entry.kind in kinds]
    _check(path, entries)
    names = {(account.provider, account.id): account.name for account in scan.accounts}
    outcome.findings = [
        (names.get((one.resource.provider, one.resource.account), ""), one)
        for one in _findings(scan, entries, now() if as_of_now else None)
    ]
    return outcome


def _check(path: Path, entries: Sequence[FindingRecord]) -> None:
    for entry in entries:
        if entry.kind not in _KINDS:
            fail(f"{path} holds a {entry.kind}, which this Ajar does not know: update it.")
        if not entry.facts:
            fail(f"{path} has no facts of {entry.name}: make the file with --facts.")


def _findings(scan: ScanFile, entries: Sequence[FindingRecord], at: datetime | None) -> Iterator[Finding]:
    """Each judged anew, in order; very many by as many processes as there are processors."""
    whose = {(account.provider, account.id): account.ours.joined(account.said) for account in scan.accounts}
    judge = partial(_judged, whose=whose, at=at, same_program=scan.tool.version == __version__)
    processors = os.cpu_count() or 1
    if len(entries) < _MANY or processors == 1:
        yield from map(judge, entries)
        return
    parts = (
        msgspec.msgpack.encode(entries[start : start + _PART]) for start in range(0, len(entries), _PART)
    )
    gc.set_threshold(*_SELDOM)
    anew = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processors, anew, initializer=gc.set_threshold, initargs=_SELDOM) as pool:
        for part in pool.map(partial(_part, judge), parts):
            yield from map(finding, msgspec.msgpack.decode(part, type=list[FindingRecord]))


def _part(judge: partial[Finding], part: bytes) -> bytes:
    """The findings of one part, as they travel between processes."""
    entries = msgspec.msgpack.decode(part, type=list[FindingRecord])
    return msgspec.msgpack.encode([record(judge(entry), facts=True) for entry in entries])


def _judged(entry: FindingRecord, *, whose: Whose, at: datetime | None, same_program: bool) -> Finding:
    before = finding(entry)
    ours = whose.get((entry.provider, entry.account), Ours())
    anew = judged_anew(_KINDS[entry.kind], before, ours, at or before.read_at, same_program=same_program)
    return _kept(entry, anew)


def _kept(entry: FindingRecord, anew: Finding) -> Finding:
    """What the file says is open on purpose is so still, at most that, and no longer than it says."""
    if entry.exposure.exception is None:
        return anew
    meant = Kept(
        account=entry.account,
        resource=entry.id,
        name=entry.name,
        created=entry.created,
        exception=entry.exposure.exception,
    )
    return marked(anew, exceptions([meant]), anew.read_at.date())
