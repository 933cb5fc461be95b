"""What is new or wider than in an earlier scan."""

from __future__ import annotations

from collections.abc import Iterable

from ajar.jobs.foresee import widened
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.run import AccountSummary
from ajar.model.scan import ScanFile


def beyond(before: ScanFile, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of resources that were not in the earlier scan, or that let in more than they did then."""
    known = {(entry.account, entry.id): entry.exposure for entry in before.resources}
    return [finding for finding in findings if _is_beyond(known.get(_key(finding)), finding)]


def gaps_beyond(before: ScanFile, accounts: Iterable[AccountSummary]) -> list[AccountSummary]:
    """The accounts that are not complete for a reason that the earlier scan of them did not have."""
    known = {(account.provider, account.id): _reasons(account) for account in before.accounts}
    return [
        account
        for account in accounts
        if not account.complete and _reasons(account) - known.get((account.provider, account.id), frozenset())
    ]


def _reasons(account: AccountSummary) -> frozenset[tuple[str, str]]:
    return frozenset((error.what, error.reason.value) for error in account.errors)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.resource.account, finding.resource.id


def _is_beyond(earlier: Exposure | None, finding: Finding) -> bool:
    return earlier is None or widened(earlier, finding.exposure)
