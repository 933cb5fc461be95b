"""What is otherwise than at an earlier check, of a scan file or of the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ajar.cli.exits import fail
from ajar.cli.running import Outcome
from ajar.jobs.since import Key, moves
from ajar.model.finding import Finding
from ajar.model.moved import NEW, Moved
from ajar.model.run import AccountSummary
from ajar.model.scan import ScanFile
from ajar.policy.since import moved
from ajar.report import scan_file
from ajar.store import Store, open_store, runs
from ajar.store.accounts import all_accounts
from ajar.store.runs import Baseline

LAST = "last"
"""What stands in the place of a file for the last check of accounts that were added."""

_SIGN_IN = "sign in"
"""What an account's summary calls it that nothing of it could be read."""


@dataclass(frozen=True)
class Since:
    """What became of resources since an earlier check, and which accounts lack what they had then."""

    when: datetime
    moves: Mapping[Key, Moved]
    lacking: Sequence[AccountSummary]

    def new(self, found: Iterable[Finding]) -> list[Finding]:
        """The findings of resources that opened, opened wider, or can be checked no longer."""
        return [one for one in found if self.moves.get(_key(one)) in NEW]

    def counts(self) -> dict[str, int]:
        """How many became what, by its name."""
        return {how.value: number for how, number in Counter(self.moves.values()).items()}


class Earlier(Protocol):
    """An earlier check that a scan can be held against."""

    def since(self, outcome: Outcome, *, whole: bool) -> Since:
        """What the scan found otherwise. `whole` says that nothing was left out on purpose.

        Ends the program where the two are of other accounts. Raises StoreError.
        """


@dataclass(frozen=True)
class OfFile:
    """The check that a scan file holds."""

    scan: ScanFile

    def since(self, outcome: Outcome, *, whole: bool) -> Since:
        """As promised; a resource is gone only where all of its kind in its account could be listed."""
        self._check_same(outcome.accounts)
        before = {(entry.account, entry.id): entry for entry in self.scan.resources}
        now = {_key(one): one.exposure for _, one in outcome.findings}
        told: dict[Key, Moved | None] = {
            key: moved(before[key].exposure if key in before else None, exposure)
            for key, exposure in now.items()
        }
        unlisted = {account.id: {error.what for error in account.errors} for account in outcome.accounts}
        for key in before.keys() - now.keys() if whole and not outcome.cancelled else ():
            lacking = unlisted.get(key[0], {_SIGN_IN})
            if not lacking & {_SIGN_IN, "identity", f"list {before[key].kind}"}:
                told[key] = moved(before[key].exposure, None)
        return Since(self.scan.finished, _known(told), _lacking(self.scan.accounts, outcome.accounts))

    def _check_same(self, accounts: Sequence[AccountSummary]) -> None:
        """End the program where the file is of other accounts altogether: it says nothing here."""
        ids = {account.id for account in accounts if account.id}
        before = {account.id for account in self.scan.accounts}
        if ids and before and not ids & before:
            named = ", ".join(sorted(before)[:3])
            fail(f"the baseline is of other accounts ({named}): compare with a scan of these.")


_NEVER = Baseline(run=0, when=datetime.min)  # noqa: DTZ901 - before all runs, and never told


@dataclass(frozen=True)
class OfStore:
    """The last whole check of each added account; an account without one is new as a whole."""

    baselines: Mapping[str, Baseline]

    def since(self, outcome: Outcome, *, whole: bool) -> Since:
        """As promised; what this scan did not read is left out, but for what is no more."""
        del whole  # a run that leaves something out lets nothing go
        read = {_key(one) for _, one in outcome.findings}
        told: dict[Key, Moved | None] = {}
        with open_store() as store:
            for name in dict.fromkeys(account.name for account in outcome.accounts):
                told |= moves(store, name, self.baselines.get(name, _NEVER))
        there = {key: how for key, how in told.items() if key in read or how is Moved.GONE}
        when = min(one.when for one in self.baselines.values())
        before = [account for one in self.baselines.values() for account in one.accounts]
        return Since(when, _known(there), _lacking(before, outcome.accounts))


def of_file(path: Path) -> OfFile:
    """The check that the scan file at this path holds. Raises UnreadableScan."""
    return OfFile(scan_file.read(path))


def of_store(store: Store, names: Sequence[str]) -> OfStore | None:
    """The last whole check of these added accounts (none named: all), None without one. Raises StoreError."""
    wanted = names or [account.name for account in all_accounts(store)]
    found = {name: runs.latest_whole(store, name) for name in wanted}
    baselines = {name: baseline for name, baseline in found.items() if baseline is not None}
    return OfStore(baselines) if baselines else None


def _known(told: Mapping[Key, Moved | None]) -> dict[Key, Moved]:
    return {key: how for key, how in told.items() if how is not None}


def _lacking(before: Iterable[AccountSummary], accounts: Iterable[AccountSummary]) -> list[AccountSummary]:
    """The accounts that are not complete for a reason that the earlier check of them did not have."""
    known = {_which(account): _reasons(account) for account in before}
    return [
        account
        for account in accounts
        if not account.complete and _reasons(account) - known.get(_which(account), frozenset())
    ]


def _which(account: AccountSummary) -> tuple[str, str]:
    """The account, by its name alone where it was not signed in to."""
    return account.provider, account.id or f"named {account.name}"


def _reasons(account: AccountSummary) -> frozenset[tuple[str, str]]:
    return frozenset((error.what, error.reason.value) for error in account.errors)


def _key(finding: Finding) -> Key:
    return finding.resource.account, finding.resource.id
