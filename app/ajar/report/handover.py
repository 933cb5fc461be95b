"""What a report is made from: a scan file's findings in the order of what matters, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ajar.model.access import STRANGERS, State
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry
from ajar.model.row import Row, row
from ajar.model.run import AccountSummary
from ajar.model.scan import ScanFile, finding
from ajar.report.scan_file import UnreadableScan
from ajar.words.plain import plain
from ajar.words.summary import Group, group

Accounts = Mapping[tuple[str, str], AccountSummary]
"""By provider and id."""


@dataclass(frozen=True)
class Entry:
    """One finding, with itself in short, and its account where the file tells of it."""

    finding: Finding
    row: Row
    account: AccountSummary | None


@dataclass(frozen=True)
class Handover:
    """A scan with its findings, what matters first, and the changes of its accounts, the latest first."""

    scan: ScanFile
    entries: tuple[Entry, ...]
    changes: tuple[JournalEntry, ...]

    def among(self, *groups: Group) -> tuple[Entry, ...]:
        """The findings of these groups, what matters first."""
        return tuple(entry for entry in self.entries if group(entry.row) in groups)

    def of_account(self, account: AccountSummary) -> tuple[Entry, ...]:
        """The findings of one account, what matters first."""
        whose = (account.provider, account.id)
        return tuple(entry for entry in self.entries if (entry.row.provider, entry.row.account) == whose)

    @property
    def complete(self) -> bool:
        """Whether every account could be read as a whole."""
        return all(account.complete for account in self.scan.accounts)


def handover(scan: ScanFile, changes: Sequence[JournalEntry] = ()) -> Handover:
    """The scan as it is handed over, with those of the changes that are of its accounts.

    The verdicts are those of the file. Raises UnreadableScan where one does not fit together.
    """
    accounts = {(account.provider, account.id): account for account in scan.accounts}
    entries = [_entry(finding(record), accounts) for record in scan.resources]
    return Handover(
        scan=scan,
        entries=tuple(sorted(entries, key=lambda entry: (entry.row.rank, entry.row.name, entry.row.id))),
        changes=tuple(sorted(_of_these(changes, accounts), key=lambda change: change.at, reverse=True)),
    )


def _entry(one: Finding, accounts: Accounts) -> Entry:
    if not _fits(one.exposure):
        raise UnreadableScan(f"The verdict on {plain(one.resource.name)} does not fit together: scan again.")
    account = accounts.get((one.resource.provider, one.resource.account))
    return Entry(one, row(one, account.name if account else ""), account)


def _of_these(changes: Iterable[JournalEntry], accounts: Accounts) -> Iterator[JournalEntry]:
    return (one for one in changes if (one.plan.resource.provider, one.plan.resource.account) in accounts)


def _fits(exposure: Exposure) -> bool:
    """Whether every part that is named by its number is there, and open has somebody to be open to."""
    evidence = [*(way.evidence for way in exposure.ways), *(held.evidence for held in exposure.held)]
    evidence += [one.evidence for one in exposure.unknown if one.evidence is not None]
    gates = [number for way in exposure.ways for number in way.gates]
    gates += [number for held in exposure.held for number in (*held.by, *held.gates)]
    ways = [number for reach in exposure.all for number in reach.ways]
    return (
        _within(evidence, exposure.evidence)
        and _within(gates, exposure.gates)
        and _within(ways, exposure.ways)
        and (exposure.state is not State.OPEN or exposure.audience in STRANGERS)
    )


def _within(numbers: Iterable[int], parts: Sequence[object]) -> bool:
    return all(0 <= number < len(parts) for number in numbers)
