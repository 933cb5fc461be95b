"""The exceptions that a command goes by where it opens no store of its own."""

from __future__ import annotations

import typer

from ajar.jobs.keeping import Exceptions, of_store
from ajar.store import StoreError, default_path, open_store


def known() -> Exceptions:
    """This computer's exceptions; none where nothing was ever kept here, or where that cannot be read."""
    try:
        if not default_path().exists():
            return {}
        with open_store() as store:
            return of_store(store)
    except (OSError, StoreError) as error:
        typer.echo(f"ajar: what is open on purpose could not be read: {error}", err=True)
        return {}
