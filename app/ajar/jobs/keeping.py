"""Marks findings that are open on purpose, by the exceptions of the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from ajar.jobs.audit import now
from ajar.model.finding import Finding
from ajar.model.kept import Kept
from ajar.model.run import Run
from ajar.policy.on_purpose import on_purpose, unmarked
from ajar.store import Store, findings, kept, runs

Exceptions = dict[tuple[str, str], Kept]
"""Each exception by the provider's account id and the resource's id."""


def exceptions(found: Iterable[Kept]) -> Exceptions:
    """The exceptions as they are looked up."""
    return {(one.account, one.resource): one for one in found}


def of_store(store: Store) -> Exceptions:
    """The store's exceptions. Raises StoreError."""
    return exceptions(kept.everything(store))


def marked(finding: Finding, known: Exceptions, today: date) -> Finding:
    """The finding with the exception that covers it, or with what keeps it from being covered."""
    resource = finding.resource
    one = known.get((resource.account, resource.id))
    exposure = (
        unmarked(finding.exposure) if one is None else on_purpose(resource, finding.exposure, one, today)
    )
    return msgspec.structs.replace(finding, exposure=exposure)


def mark_rows(store: Store, which: Iterable[Kept], today: date) -> None:
    """Mark the store's findings of these resources anew: an exception came or went. Raises StoreError."""
    known = of_store(store)
    for one in which:
        found = findings.finding(store, one.account, one.resource)
        if found is not None:
            keep_apart(store, [marked(found, known, today)], findings.name_of(store, found))


def keep_apart(store: Store, found: Sequence[Finding], account_name: str) -> None:
    """Keep findings as a run of their own, which removes no row and says nothing of an account as a whole."""
    started = now()
    number = runs.begin(store, started)
    findings.keep(store, number, found, account_name)
    runs.finish(store, number, Run(started=started, finished=now(), filtered=True))
