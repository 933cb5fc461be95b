"""What is new or wider than in an earlier scan."""

from __future__ import annotations

from collections.abc import Iterable

from ajar.jobs.examine import widened
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.scan import ScanFile


def beyond(before: ScanFile, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of resources that were not in the earlier scan, or that let in more than they did then."""
    known = {(entry.account, entry.id): entry.exposure for entry in before.resources}
    return [finding for finding in findings if _is_beyond(known.get(_key(finding)), finding)]


def _key(finding: Finding) -> tuple[str, str]:
    return finding.resource.account, finding.resource.id


def _is_beyond(earlier: Exposure | None, finding: Finding) -> bool:
    return earlier is None or widened(earlier, finding.exposure)
