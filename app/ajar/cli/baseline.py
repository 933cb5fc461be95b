"""What is otherwise than at an earlier check, of a scan file or of the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ajar.cli.exits import fail
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.run import AccountSummary
from ajar.model.scan import ScanFile
from ajar.policy.since import NEW, Moved, moved
from ajar.store import Store, findings, runs
from ajar.store.accounts import all_accounts

LAST = "last"
"""What stands in the place of a file for the last check of accounts that were added."""

_SIGN_IN = "sign in"
"""What an account's summary calls it that nothing of it could be read."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Earlier:
    """An earlier check: when it was, how each resource stood by account and id, and what was lacking then."""

    when: datetime
    exposures: dict[Key, Exposure]
    kinds: dict[Key, str]
    accounts: tuple[AccountSummary, ...]

    def new(self, found: Iterable[Finding]) -> list[Finding]:
        """The findings of resources that opened, opened wider, or can be checked no longer."""
        return [one for one in found if moved(self.exposures.get(_key(one)), one.exposure) in NEW]

    def new_gaps(self, accounts: Iterable[AccountSummary]) -> list[AccountSummary]:
        """The accounts that are not complete for a reason that the earlier check of them did not have."""
        known = {(account.provider, account.id): _reasons(account) for account in self.accounts}
        return [
            account
            for account in accounts
            if not account.complete
            and _reasons(account) - known.get((account.provider, account.id), frozenset())
        ]

    def moves(
        self, found: Sequence[Finding], accounts: Iterable[AccountSummary], *, whole: bool
    ) -> Counter[Moved]:
        """How many resources stand otherwise, by how. `whole` says that nothing was left out on purpose.

        A resource is gone only where all of its kind in its account could be listed.
        """
        now = {_key(one): one.exposure for one in found}
        told = [moved(self.exposures.get(key), exposure) for key, exposure in now.items()]
        unlisted = {account.id: {error.what for error in account.errors} for account in accounts}
        for key, exposure in self.exposures.items():
            lacking = unlisted.get(key[0], {_SIGN_IN})
            if whole and key not in now and not lacking & {_SIGN_IN, "identity", f"list {self.kinds[key]}"}:
                told.append(moved(exposure, None))
        return Counter(one for one in told if one is not None)

    def check_same(self, accounts: Sequence[AccountSummary]) -> None:
        """End the program where the earlier check is of other accounts altogether: it says nothing here."""
        ids = {account.id for account in accounts if account.id}
        before = {account.id for account in self.accounts}
        if ids and before and not ids & before:
            named = ", ".join(sorted(before)[:3])
            fail(f"the baseline is of other accounts ({named}): compare with a scan of these.")


def of_file(scan: ScanFile) -> Earlier:
    """The check that a scan file holds."""
    exposures = {(entry.account, entry.id): entry.exposure for entry in scan.resources}
    kinds = {(entry.account, entry.id): entry.kind for entry in scan.resources}
    return Earlier(scan.finished, exposures, kinds, scan.accounts)


def of_store(store: Store, names: Sequence[str]) -> Earlier | None:
    """The last check of these added accounts (none named: all), None without one. Raises StoreError."""
    exposures: dict[Key, Exposure] = {}
    kinds: dict[Key, str] = {}
    accounts: list[AccountSummary] = []
    times: list[datetime] = []
    for name, one in findings.everything(store):
        if not names or name in names:
            exposures[_key(one)], kinds[_key(one)] = one.exposure, one.resource.kind
    for name in names or [account.name for account in all_accounts(store)]:
        last = runs.last_run(store, name)
        if last is not None:
            times.append(last.finished)
            accounts += last.accounts
    return Earlier(min(times), exposures, kinds, tuple(accounts)) if times else None


def _reasons(account: AccountSummary) -> frozenset[tuple[str, str]]:
    return frozenset((error.what, error.reason.value) for error in account.errors)


def _key(finding: Finding) -> Key:
    return finding.resource.account, finding.resource.id
