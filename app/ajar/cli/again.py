"""Judging a scan file's facts again: no network, the same judge, as of the time they were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ajar.cli.exits import fail
from ajar.cli.running import Outcome
from ajar.jobs.audit import now
from ajar.jobs.examine import judged
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.scan import FindingRecord, ScanFile, finding
from ajar.providers import PROVIDERS
from ajar.providers.kind import Kind
from ajar.report import scan_file


def judged_again(path: Path, kinds: Sequence[str], *, as_of_now: bool) -> Outcome:
    """The scan that this file holds, judged anew, of these kinds (none for all).

    What is ours is what the file's accounts said. Raises UnreadableScan; ends the program where the file has
    no facts, or a kind that this program does not know.
    """
    scan = scan_file.read(path)
    outcome = Outcome(scan.started)
    outcome.accounts = list(scan.accounts)
    outcome.findings = list(_findings(path, scan, kinds, as_of_now=as_of_now))
    return outcome


def _findings(
    path: Path, scan: ScanFile, kinds: Sequence[str], *, as_of_now: bool
) -> Iterator[tuple[str, Finding]]:
    known = {kind.name: kind for cloud in PROVIDERS for kind in cloud.kinds}
    names = {(a.provider, a.id): (a.name, a.ours) for a in scan.accounts}
    for entry in scan.resources:
        if kinds and entry.kind not in kinds:
            continue
        name, ours = names.get((entry.provider, entry.account), ("", Ours()))
        yield name, _again(path, entry, known.get(entry.kind), ours, as_of_now=as_of_now)


def _again(path: Path, entry: FindingRecord, kind: Kind | None, ours: Ours, *, as_of_now: bool) -> Finding:
    before = finding(entry)
    if kind is None:
        fail(f"{path} holds a {entry.kind}, which this Ajar does not know: update it.")
    if not before.facts:
        fail(f"{path} has no facts of {entry.name}: make the file with --facts.")
    return judged(kind, before.resource, before.facts, ours, now() if as_of_now else before.read_at)
