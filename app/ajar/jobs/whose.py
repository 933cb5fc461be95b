"""What the person calls their own, as the judge's input; and the stored facts judged again by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

import msgspec

from ajar.jobs.audit import now
from ajar.jobs.examine import judged_anew, silent
from ajar.jobs.keeping import keep_together, marked, of_store
from ajar.jobs.sign_in import provider
from ajar.model.finding import Finding
from ajar.model.ours import Ours, ours_of
from ajar.model.row import Row, row
from ajar.policy.on_purpose import unmarked
from ajar.providers.kind import Kind
from ajar.store import Store, findings, ours, runs
from ajar.words.verdict import chip


@dataclass(frozen=True)
class Rejudged:
    """A resource that stands otherwise now, though nothing of it was read anew."""

    account_name: str
    before: Finding
    after: Finding


def said_of(store: Store, account_name: str) -> Ours:
    """What the person calls their own in the account of this name. Raises StoreError."""
    return ours_of(ours.everything(store), account_name)


def whose(store: Store, account_name: str, account: str) -> Ours:
    """What is ours in this account of the provider: what its last check knew, and what the person says."""
    last = runs.last_run(store, account_name)
    known = [one.ours for one in (last.accounts if last else ()) if one.id == account]
    own = known[0] if known else Ours(accounts=frozenset({account}))
    return own.joined(said_of(store, account_name))


def judge_stored(store: Store) -> tuple[Rejudged, ...]:
    """Judge every stored finding again, with no network and as of when it was read; those that changed.

    They are kept together, at the end. What is open on purpose is so by today. A kind that this program does
    not know stays as it is. Raises StoreError.
    """
    known, today = of_store(store), now().date()
    mine = cache(partial(whose, store))
    changed: list[Rejudged] = []
    for name, finding in findings.everything(store):
        kind = _kind_of(finding)
        if kind is None:
            continue
        bare = msgspec.structs.replace(finding, exposure=unmarked(finding.exposure))
        own = mine(name, finding.resource.account)
        after = marked(judged_anew(kind, bare, own, finding.read_at, same_program=True), known, today)
        if silent(after.exposure) != silent(finding.exposure):
            changed.append(Rejudged(name, finding, after))
    keep_together(store, [(one.account_name, one.after) for one in changed])
    return tuple(changed)


def seen_otherwise(moved: Iterable[Rejudged]) -> tuple[tuple[Row, Row], ...]:
    """Before and after of each that is told otherwise now; what changed only in its reasons is left out."""
    pairs = ((row(one.before, one.account_name), row(one.after, one.account_name)) for one in moved)
    return tuple((before, after) for before, after in pairs if chip(before) != chip(after))


def _kind_of(finding: Finding) -> Kind | None:
    kinds = {kind.name: kind for kind in provider(finding.resource.provider).kinds}
    return kinds.get(finding.resource.kind)
