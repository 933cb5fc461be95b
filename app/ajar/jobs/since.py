"""What became of the resources of an account since an earlier run of it, as the store knows them."""

from __future__ import annotations

from collections.abc import Mapping

from ajar.model.moved import Moved
from ajar.policy.since import moved
from ajar.store import Store
from ajar.store.history import changed_since
from ajar.store.runs import Baseline

Key = tuple[str, str]
"""A resource, by the provider's account id and its own."""


def moves(store: Store, account_name: str, baseline: Baseline) -> Mapping[Key, Moved]:
    """Those that stand otherwise than at that run, with how. Raises StoreError."""
    told = (
        ((one.account, one.resource), moved(one.before, one.after))
        for one in changed_since(store, account_name, baseline.run)
    )
    return {key: how for key, how in told if how is not None}
