"""`ajar ours`: what the person calls their own, and what stands otherwise because of it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.cli.exits import fail, wrong
from ajar.jobs.calling_ours import call_not_ours, call_ours, offered
from ajar.jobs.declaring import Mistaken
from ajar.jobs.whose import Rejudged, seen_otherwise
from ajar.model.ours import Offered, Own, OwnKind
from ajar.providers import PROVIDERS
from ajar.store import Store, StoreError, open_store
from ajar.store import ours as said
from ajar.words import say
from ajar.words.plain import plain
from ajar.words.verdict import chip

app = typer.Typer(
    help="Accounts, organizations, domains, groups and addresses of your own: who is in them is no outsider.",
    invoke_without_command=True,
)

_NOT_OF_THE_FORM = frozenset({f"own_no_{kind.value}" for kind in OwnKind} | {"own_too_wide"})

Kind = Annotated[OwnKind, typer.Argument(help="What it is.")]
Value = Annotated[str, typer.Argument(help="An id, a domain, an address or a range of them.")]
InAccount = Annotated[
    str, typer.Option("--account", help="Only in this account that was added; else in all of them.")
]


@app.callback()
def _list(context: typer.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    try:
        with open_store() as store:
            _print(said.everything(store))
            for one in offered(store, [s for cloud in PROVIDERS for s in cloud.sources()]):
                typer.echo(_told(one))
    except StoreError as error:
        fail(str(error))


@app.command()
def add(
    kind: Kind,
    value: Value,
    *,
    name: Annotated[str, typer.Option(help="What you know it by.")] = "",
    account: InAccount = "",
) -> None:
    """Call something your own. What was found before is judged again, without any network."""
    _change(call_ours, Own(kind=kind, value=value, name=name, account=account))


@app.command()
def remove(kind: Kind, value: Value, *, account: InAccount = "") -> None:
    """Call it your own no longer."""
    _change(call_not_ours, Own(kind=kind, value=value, account=account))


def _change(job: Callable[[Store, Own], tuple[Rejudged, ...]], one: Own) -> None:
    """Do it, and tell each resource that stands otherwise because of it."""
    try:
        with open_store() as store:
            moved = job(store, one)
    except StoreError as error:
        fail(str(error))
    except Mistaken as error:
        told = " ".join(plain(say(one.code, one.args)) for one in error.mistakes)
        if any(one.code in _NOT_OF_THE_FORM for one in error.mistakes):
            wrong(told)
        fail(f"{told} See `ajar ours` and `ajar account list`.")
    otherwise = seen_otherwise(moved)
    for before, after in otherwise:
        name, account_name = plain(after.name), plain(after.account_name)
        typer.echo(f"{name} ({account_name}): {chip(before)} -> {chip(after)}")
    if not otherwise:
        typer.echo("Nothing that was found stands otherwise because of it.")


def _print(found: tuple[Own, ...]) -> None:
    if not found:
        typer.echo("You called nothing your own yet. An account and its organization are known as yours.")
        return
    table = Table("What", "Value", "Name", "Counts in", box=None, pad_edge=False)
    for one in found:
        table.add_row(
            one.kind.value.replace("_", " "),
            Text(plain(one.value)),
            Text(plain(one.name)),
            Text(plain(one.account or "all accounts")),
        )
    Console().print(table)


def _told(one: Offered) -> str:
    own = one.own
    named = f"ajar ours add {own.kind.value} {own.value} --name {shlex.quote(own.name)}"
    return plain(f"Yours, too? {say(one.code, one.args)} {named}")
