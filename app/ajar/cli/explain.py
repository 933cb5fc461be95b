"""`ajar explain`: one resource read anew, with every way in, its gates, the evidence and the witness."""

from __future__ import annotations

import dataclasses
import sys

import typer
from rich.console import Console

from ajar.cli import declared, exits, options, targets
from ajar.cli.exits import fail, wrong
from ajar.cli.options import Cloud, Text
from ajar.cli.resource import Wanted, by_name, wanted
from ajar.cli.running import carry_out
from ajar.jobs.audit import Target
from ajar.model.finding import Finding
from ajar.model.row import row
from ajar.report import scan_file
from ajar.store import Store, StoreError, open_store
from ajar.vault import open_vault
from ajar.words.explained import explained
from ajar.words.history import lines
from ajar.words.plain import plain


def explain(
    resource: str = typer.Argument(
        help="An id (ARN or full resource name), s3://NAME, gs://NAME, or a name."
    ),
    *,
    account: options.AccountName = None,
    profile: options.Profile = None,
    project: options.Projects = None,
    format_: options.OneFormat = Text.TEXT,
    second_opinion: options.SecondOpinion = False,
) -> None:
    """Say who can reach one resource and why. It is read anew, and nothing is changed.

    Exit codes: 0 nothing is open; 1 could not run; 2 the call is wrong; 3 it is open; 4 it could not be
    checked.
    """
    try:
        named, target = _meant(resource, account, profile, tuple(project or ()))
        target = dataclasses.replace(target, second_opinion=second_opinion)
    except StoreError as error:
        fail(str(error))
    outcome = carry_out([named.alone_in(target)], filtered=True, quiet=True, kept=declared.known_exceptions())
    if not outcome.findings:
        troubles = [error for entry in outcome.accounts for error in entry.errors]
        fail(troubles[0].message if troubles else f"there is no {resource} in this account.")
    name, finding = outcome.findings[0]
    if format_ is Text.JSON:
        sys.stdout.buffer.write(scan_file.indented(scan_file.told(finding, facts=True)))
    else:
        Console(highlight=False, soft_wrap=True).print(_told(name, finding), markup=False)
    raise typer.Exit(exits.code([finding.exposure], outcome.accounts))


def _told(name: str, finding: Finding) -> str:
    """The explanation, and how the resource stood at earlier checks, where it was checked before."""
    past = declared.known_past(finding.resource)
    earlier = () if past is None else lines(past, row(finding, name))
    told = "".join(f"  {plain(line)}\n" for line in earlier)
    return explained(name, finding) + (f"\nHistory\n{told}" if told else "")


def _meant(
    resource: str, account: str | None, profile: str | None, projects: tuple[str, ...]
) -> tuple[Wanted, Target]:
    """What is to be explained, and where it is read; the store is opened only for what it alone knows."""
    named = wanted(resource)
    if named is not None and account is None:
        return named, targets.of_cloud(
            targets.Ambient(Cloud(named.provider), profile, projects), targets.Narrow()
        )
    with open_store() as store:
        named = named or by_name(store, resource)
        return named, _added(store, named, account or named.account, profile, projects)


def _added(store: Store, named: Wanted, name: str, profile: str | None, projects: tuple[str, ...]) -> Target:
    if profile or projects:
        wrong("--account has its own credentials: leave out --profile and --project.")
    [target] = targets.of_names(store, open_vault(), [name], targets.Narrow())
    if target.provider != named.provider:
        wrong(f"{name} is no account of the cloud that {named.text} is in.")
    return target
