"""What the person calls their own, as the judge's input; and the stored facts judged again by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from ajar.jobs.examine import judged_anew, silent
from ajar.jobs.keeping import keep_apart, marked, of_store
from ajar.jobs.sign_in import provider
from ajar.model.finding import Finding
from ajar.model.ours import Ours, ours_of
from ajar.policy.on_purpose import unmarked
from ajar.store import Store, findings, ours, runs


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


def judge_stored(store: Store) -> Iterator[Rejudged]:
    """Judge every stored finding again, with no network and as of when it was read; those that changed.

    Each is kept as it is yielded. A kind that this program does not know stays as it is. Raises StoreError.
    """
    known = of_store(store)
    for name, finding in list(findings.everything(store)):
        kinds = {kind.name: kind for kind in provider(finding.resource.provider).kinds}
        kind = kinds.get(finding.resource.kind)
        if kind is None:
            continue
        bare = msgspec.structs.replace(finding, exposure=unmarked(finding.exposure))
        mine = whose(store, name, finding.resource.account)
        anew = judged_anew(kind, bare, mine, finding.read_at, same_program=True)
        after = marked(anew, known, finding.read_at.date())
        if silent(after.exposure) != silent(finding.exposure):
            keep_apart(store, [after], name)
            yield Rejudged(name, finding, after)
