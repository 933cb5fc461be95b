"""What the worker tells of the time since the last check."""

from __future__ import annotations

from ajar.jobs.since import moves
from ajar.store import Store, accounts, runs
from ajar.worker import protocol


def told_since(store: Store) -> protocol.Since:
    """What stands otherwise than at the whole check before the last, in each account that had one."""
    found = (
        (account.name, runs.whole_before(store, account.name)) for account in accounts.all_accounts(store)
    )
    return protocol.Since(
        accounts=tuple(
            protocol.AccountSince(
                name=name,
                when=baseline.when,
                moves=tuple((*key, how) for key, how in moves(store, name, baseline).items()),
            )
            for name, baseline in found
            if baseline is not None
        )
    )
