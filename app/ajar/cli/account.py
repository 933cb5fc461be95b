"""`ajar account`: add, list, check and remove accounts; a secret is asked for, never an argument."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.cli.exits import fail
from ajar.cli.logins import Given, login, login_to_fix, summary
from ajar.cli.options import Cloud
from ajar.jobs.sign_in import provider
from ajar.model.account import Account, needs_secret
from ajar.model.credentials import Credentials, Secret
from ajar.providers.kind import CloudError, Identity, Session
from ajar.store import StoreError, accounts, open_store, runs
from ajar.vault import Vault, VaultError, open_vault
from ajar.words.plain import plain
from ajar.words.verdict import provider as provider_title

app = typer.Typer(help="The accounts that Ajar reads, with their secrets in the system's keychain.")

Name = Annotated[str, typer.Argument(help="The name that you give it.")]


@app.command()
def add(  # noqa: PLR0913 - the options of CONTRACT.md, one parameter each
    name: Name,
    cloud: Cloud,
    *,
    profile: Annotated[str | None, typer.Option(help="AWS: a named profile, SSO profiles too.")] = None,
    sso: Annotated[str | None, typer.Option(help="AWS: the profile with this SSO start URL.")] = None,
    access_key_id: Annotated[
        str | None, typer.Option(help="AWS: an access key; its secret is asked for.")
    ] = None,
    role_arn: Annotated[str | None, typer.Option(help="AWS: a role to assume on top.")] = None,
    external_id: Annotated[str, typer.Option(help="AWS: the role's external id.")] = "",
    adc: Annotated[bool, typer.Option("--adc", help="Google: application default credentials.")] = False,
    key_file: Annotated[
        Path | None, typer.Option(help="Google: a service account's key; it goes into the keychain.")
    ] = None,
    impersonate: Annotated[str | None, typer.Option(help="Google: a service account to impersonate.")] = None,
    project: Annotated[list[str] | None, typer.Option(help="Google: these projects; all without it.")] = None,
) -> None:
    """Add an account. Its credentials are tried before anything is saved."""
    given = Given(
        cloud, profile, sso, access_key_id, role_arn, external_id, adc, key_file, impersonate, project or []
    )
    way, secret = login(given)
    if secret is None and needs_secret(way):
        secret = _asked()
    identity, sessions = _tried(cloud, Credentials(way, secret))
    ids = tuple(session.account for session in sessions)
    account = Account(name=name, provider=cloud.value, login=way, ids=ids, identity=identity.name)
    try:
        with open_store() as store:
            accounts.add(store, account)
            if secret is not None:
                _keep(open_vault(), name, secret, undo=lambda: accounts.remove(store, name))
    except StoreError as error:
        fail(str(error))
    typer.echo(plain(f"{name}: {identity.name}, {_reach(ids)}. Check it with `ajar scan --account {name}`."))
    if identity.root:
        typer.echo("These are the root user's credentials; Ajar needs far less: see `ajar permissions`.")


@app.command("list")
def list_() -> None:
    """List the accounts that were added."""
    try:
        with open_store() as store:
            known = accounts.all_accounts(store)
            checked = {account.name: runs.last_run(store, account.name) for account in known}
    except StoreError as error:
        fail(str(error))
    if not known:
        typer.echo("No account was added yet. Add one with `ajar account add`.")
        return
    table = Table("Name", "Cloud", "Signs in with", "Fixes", "Last checked", box=None, pad_edge=False)
    for account in known:
        run = checked[account.name]
        table.add_row(
            Text(plain(account.name)),
            provider_title(account.provider),
            Text(plain(summary(account.login))),
            Text(plain("not allowed" if account.fix is None else summary(account.fix))),
            f"{run.finished:%Y-%m-%d %H:%M}" if run else "never",
        )
    Console().print(table)


@app.command()
def allow(
    name: Name,
    *,
    fix_profile: Annotated[str | None, typer.Option(help="AWS: make fixes with this profile.")] = None,
    fix_role: Annotated[
        str | None, typer.Option(help="AWS: make fixes with this role, assumed for them only.")
    ] = None,
    external_id: Annotated[str, typer.Option(help="AWS: that role's external id.")] = "",
    fix_impersonate: Annotated[
        str | None, typer.Option(help="Google: make fixes as this service account.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Take it back: the account is read-only again.")] = False,
) -> None:
    """Allow fixes on an account, with the credentials that it is read with or with others."""
    try:
        with open_store() as store:
            account = accounts.account(store, name)
            if account is None:
                fail(f"there is no account named {name!r}. See `ajar account list`.")
            way = None if off else login_to_fix(account, fix_profile, fix_role, external_id, fix_impersonate)
            accounts.replace(store, msgspec.structs.replace(account, fix=way))
    except StoreError as error:
        fail(str(error))
    said = "read-only again" if way is None else f"fixes are allowed, signed in with {summary(way)}"
    typer.echo(plain(f"{account.name}: {said}."))


@app.command()
def check(name: Name) -> None:
    """Sign in to an account and say who one is."""
    try:
        with open_store() as store:
            account = accounts.account(store, name)
        if account is None:
            fail(f"there is no account named {name!r}. See `ajar account list`.")
        credentials = open_vault().credentials(account)
    except (StoreError, VaultError) as error:
        fail(str(error))
    identity, sessions = _tried(Cloud(account.provider), credentials)
    typer.echo(plain(f"{name}: {identity.name}, {_reach(tuple(s.account for s in sessions))}."))
    if identity.root:
        typer.echo("These are the root user's credentials; Ajar needs far less: see `ajar permissions`.")


@app.command()
def remove(name: Name) -> None:
    """Forget an account, what was found in it, and its secret."""
    try:
        with open_store() as store:
            account = accounts.account(store, name)
            if account is None:
                fail(f"there is no account named {name!r}. See `ajar account list`.")
            if needs_secret(account.login):
                open_vault().forget(account.name)
            accounts.remove(store, account.name)
    except (StoreError, VaultError) as error:
        fail(str(error))
    typer.echo(plain(f"{account.name} is forgotten."))


def _tried(cloud: Cloud, credentials: Credentials) -> tuple[Identity, list[Session]]:
    try:
        sessions = list(provider(cloud.value).open(credentials))
        if not sessions:
            fail("these credentials see no account or project. Name one with --project.")
        return sessions[0].identity(), sessions
    except CloudError as error:
        fail(error.message)


def _reach(ids: tuple[str, ...]) -> str:
    shown = 3
    named = ", ".join(ids[:shown])
    return named if len(ids) <= shown else f"{named} and {len(ids) - shown} more"


def _asked() -> Secret:
    """The secret, from a person who types it unseen, or as the first line of standard input."""
    typed = sys.stdin.isatty()
    text = getpass.getpass("Secret access key: ") if typed else sys.stdin.readline()
    if not text.strip():
        fail("no secret was given: type it when it is asked for, or send it on standard input.")
    return Secret(text.strip())


def _keep(vault: Vault, name: str, secret: Secret, undo: Callable[[], None]) -> None:
    try:
        vault.keep(name, secret)
    except VaultError as error:
        undo()
        fail(str(error))
