"""What this computer knows, for a command that opens no store of its own: exceptions, ours, the past."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer

from ajar.jobs.keeping import Exceptions, of_store
from ajar.jobs.who import changed_in
from ajar.jobs.whose import said_of
from ajar.model.deed import Span
from ajar.model.history import Past
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.store import Store, StoreError, default_path, history, open_store

_T = TypeVar("_T")


def known_exceptions() -> Exceptions:
    """The exceptions; none where nothing was ever kept here, or where that cannot be read, which is told."""
    return _known(of_store, {}, tell=True)


def known_ours(account_name: str = "") -> Ours:
    """What is called ours in the account of this name; nothing where that is not known.

    That it cannot be read is told with the exceptions, once.
    """
    return _known(lambda store: said_of(store, account_name), Ours(), tell=False)


def known_past(resource: Resource) -> Past | None:
    """How a resource stood at its checks here; None where it was never checked, or that is not known."""
    return _known(lambda store: history.past(store, resource.account, resource.id), None, tell=False)


def known_span(account: str, resource: str) -> Span | None:
    """The span in which the verdict on this resource changed, as far as checks on this computer tell."""
    return _known(lambda store: changed_in(store, account, resource), None, tell=False)


def _known(read: Callable[[Store], _T], nothing: _T, *, tell: bool) -> _T:
    try:
        if not default_path().exists():
            return nothing
        with open_store() as store:
            return read(store)
    except (OSError, StoreError) as error:
        if tell:
            told = "what you declared here could not be read, and does not count"
            typer.echo(f"ajar: {told}: {error}", err=True)
        return nothing
