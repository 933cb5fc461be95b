"""`ajar ours`: what the person calls their own, and what stands otherwise because of it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.cli.exits import fail, wrong
from ajar.jobs.whose import judge_stored
from ajar.model.ours import Own, OwnKind
from ajar.model.row import row
from ajar.store import Store, StoreError, accounts, open_store, runs
from ajar.store import ours as said
from ajar.words.plain import plain
from ajar.words.verdict import chip

app = typer.Typer(
    help="Accounts, organizations, domains, groups and addresses of your own: who is in them is no outsider.",
    invoke_without_command=True,
)

# "AWS account identifiers", https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html;
# "Organization", https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html;
# "Creating and managing projects", https://cloud.google.com/resource-manager/docs/creating-managing-projects;
# all read 2026-11-24.
_FORMS = {
    OwnKind.ACCOUNT: (re.compile(r"\d{12}|[a-z](?:[a-z0-9.:-]{4,}[a-z0-9])|\d{6,}"), "111122223333"),
    OwnKind.ORGANIZATION: (re.compile(r"o-[a-z0-9]{10,32}|\d{6,}"), "o-ab12cd34ef"),
    OwnKind.DOMAIN: (re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"), "acme.example"),
    OwnKind.GROUP: (
        re.compile(r"[^@\s:]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"),
        "dev@acme.example",
    ),
    OwnKind.CANONICAL_ID: (re.compile(r"[0-9a-f]{64}"), "64 hexadecimal digits"),
}
_WIDEST = {4: 8, 6: 32}
"""A range of addresses that is wider than this is the internet, and nobody's own."""

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
            found = said.everything(store)
            _print(found)
            for line in _offered(store, found):
                typer.echo(line)
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
    one = Own(kind=kind, value=_checked(kind, value), name=name, account=account)
    try:
        with open_store() as store:
            _check_account(store, account)
            said.put(store, one)
            _judge_again(store)
    except StoreError as error:
        fail(str(error))


@app.command()
def remove(kind: Kind, value: Value, *, account: InAccount = "") -> None:
    """Call it your own no longer."""
    one = Own(kind=kind, value=_checked(kind, value), account=account)
    try:
        with open_store() as store:
            if not said.remove(store, one):
                fail(f"{value} is not among what you call your own: see `ajar ours`.")
            _judge_again(store)
    except StoreError as error:
        fail(str(error))


def _judge_again(store: Store) -> None:
    """Judge the stored findings anew, and tell each that stands otherwise now."""
    moved = 0
    for one in judge_stored(store):
        before, after = chip(row(one.before)), chip(row(one.after))
        if before != after:
            moved += 1
            name = plain(one.after.resource.name)
            typer.echo(f"{name} ({plain(one.account_name)}): {before} -> {after}")
    if not moved:
        typer.echo("Nothing that was found stands otherwise because of it.")


def _checked(kind: OwnKind, value: str) -> str:
    """The value as it is kept. Ends the program for one that is not of the form."""
    if kind is OwnKind.ADDRESS:
        return _range(value)
    form, example = _FORMS[kind]
    text = value.strip().lower()
    if not form.fullmatch(text):
        wrong(f"{plain(value)!r} is no {kind.value.replace('_', ' ')}, such as {example}.")
    return text


def _range(value: str) -> str:
    try:
        network = ipaddress.ip_network(value.strip(), strict=False)
    except ValueError:
        wrong(f"{plain(value)!r} is no address and no range, such as 203.0.113.7 or 198.51.100.0/24.")
    if network.prefixlen < _WIDEST[network.version]:
        wrong(f"{network} is so wide that it is the internet, and nobody's own.")
    return str(network)


def _check_account(store: Store, name: str) -> None:
    if name and accounts.account(store, name) is None:
        fail(f"there is no account named {name!r}. See `ajar account list`.")


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


def _offered(store: Store, found: tuple[Own, ...]) -> Iterator[str]:
    """What may be their own as well: the accounts that were added, and the organizations seen there."""
    taken = {one.value for one in found}
    for account in accounts.all_accounts(store):
        last = runs.last_run(store, account.name)
        organizations = sorted(
            {one.organization for one in (last.accounts if last else ()) if one.organization}
        )
        for kind, values in ((OwnKind.ACCOUNT, account.ids), (OwnKind.ORGANIZATION, organizations)):
            for value in values:
                if value not in taken:
                    taken.add(value)
                    named = f"--name {account.name}"
                    yield plain(f"Yours, too? ajar ours add {kind.value} {value} {named}")
