"""`ajar journal`: what was changed, when, by whom, and how it ended; first looks up what is unfinished."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.cli import options
from ajar.cli.exits import fail
from ajar.cli.options import Text as Form
from ajar.jobs.fixing import look_up_again, way_to_look
from ajar.model.journal import JournalEntry, is_unfinished
from ajar.providers.kind import CloudError
from ajar.report import plan_file
from ajar.store import Store, StoreBusy, StoreError, journal, open_store
from ajar.vault import VaultError, open_vault
from ajar.words import diff, say
from ajar.words.journal import (
    can_undo,
    date_and_time,
    journal_state,
    settled,
    step_state,
    to_do,
    told,
    what_it_did,
)
from ajar.words.plain import plain
from ajar.words.settings import title


def show(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="One entry, with its changes.")] = None,
    *,
    format_: options.OneFormat = Form.TEXT,
) -> None:
    """Show what was changed. What an interrupted Ajar left unfinished is first looked up in the cloud."""
    try:
        with open_store() as store:
            _look_up(store)
            found = _wanted(store, id_)
    except StoreError as error:
        fail(str(error))
    if format_ is Form.JSON:
        sys.stdout.buffer.write(plan_file.journal_document(found))
    elif id_ is not None:
        typer.echo("\n".join(_lines(found[0])))
    elif not found:
        typer.echo("Nothing was changed yet.")
    else:
        _print(found)


def _wanted(store: Store, name: str | None) -> tuple[JournalEntry, ...]:
    if name is None:
        return journal.entries(store)
    found = journal.entry(store, name)
    if found is None:
        fail(f"the journal has no entry {name!r}.")
    return (found,)


def _look_up(store: Store) -> None:
    """Look up the unfinished ones, the oldest first; one that cannot be is told, and stays as it is."""
    for entry in reversed(journal.entries(store)):
        if is_unfinished(entry):
            try:
                way = way_to_look(store, open_vault(), entry)
                outcome = look_up_again(store, way, entry, told=lambda _entry: None)
            except StoreBusy:
                told_so = say("looked_up_by_another")
                typer.echo(f"ajar: {entry.id}: {told_so}", err=True)
                return
            except (CloudError, VaultError) as error:
                typer.echo(f"ajar: {entry.id} could not be looked up: {plain(str(error))}", err=True)
                continue
            name = plain(entry.plan.resource.name)
            typer.echo(f"Looked up {entry.id} ({name}): {plain(told(outcome.entry))}", err=True)


def _print(found: tuple[JournalEntry, ...]) -> None:
    table = Table("ID", "When", "What", "Resource", "Account", "How it ended", box=None, pad_edge=False)
    for entry in found:
        table.add_row(
            entry.id,
            date_and_time(entry.at),
            Text(what_it_did(entry)),
            Text(plain(entry.plan.resource.name)),
            Text(plain(entry.account or entry.plan.resource.account)),
            Text(journal_state(entry)),
        )
    Console().print(table)


def _lines(entry: JournalEntry) -> Iterator[str]:
    resource = entry.plan.resource
    yield plain(f"{entry.id}: {what_it_did(entry)}")
    yield plain(f"{resource.id} · {entry.account or resource.account}")
    yield plain(f"{date_and_time(entry.at)} · {entry.by}")
    yield from ("", plain(told(entry)))
    for change, state in zip(entry.plan.changes, settled(entry), strict=True):
        yield from ("", plain(f"{title(change.setting)} of {change.owner.name}: {step_state(state)}"))
        yield from (f"  {plain(line)}" for line in diff.lines(change))
    if to_do(entry):
        yield from ("", to_do(entry))
    if can_undo(entry):
        yield from ("", f"Undo it with `ajar undo {entry.id}`.")
