"""Marks findings that are open on purpose, by the exceptions of the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import msgspec

from ajar.jobs.audit import now
from ajar.model.finding import Finding
from ajar.model.kept import Kept
from ajar.model.run import Run
from ajar.policy.on_purpose import on_purpose, unmarked
from ajar.store import Store, findings, kept, runs

Exceptions = dict[tuple[str, str], Kept]
"""Each exception by the provider's account id and the resource's id."""

Named = tuple[str, Finding]
"""A finding with the name that the person gave its account."""


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


def mark_rows(store: Store, which: Iterable[Kept], today: date) -> tuple[Named, ...]:
    """Mark the store's findings of these resources anew: an exception came, went or ended. Those it has.

    Raises StoreError.
    """
    known = of_store(store)
    anew: list[Named] = []
    for one in which:
        found = findings.finding(store, one.account, one.resource)
        if found is not None:
            anew.append((findings.name_of(store, found), marked(found, known, today)))
    keep_together(store, anew)
    return tuple(anew)


def mark_ended(store: Store, today: date) -> tuple[Named, ...]:
    """Mark anew what an exception covered that has ended since it was read. Raises StoreError."""
    ended = [one for one in kept.everything(store) if one.exception.until < today]
    found = ((one, findings.finding(store, one.account, one.resource)) for one in ended)
    return mark_rows(
        store, [one for one, finding in found if finding is not None and finding.exposure.exception], today
    )


def keep_apart(store: Store, found: Sequence[Finding], account_name: str) -> None:
    """Keep findings as a run of their own, which removes no row and says nothing of an account as a whole."""
    keep_together(store, [(account_name, finding) for finding in found])


def keep_together(store: Store, found: Sequence[Named]) -> None:
    """Keep findings of any accounts as one such run; no run where there are none. Raises StoreError."""
    if not found:
        return
    started = now()
    number = runs.begin(store, started)
    for name, some in groupby(found, key=lambda one: one[0]):
        findings.keep(store, number, [finding for _, finding in some], name)
    runs.finish(store, number, Run(started=started, finished=now(), filtered=True))
