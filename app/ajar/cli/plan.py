"""`ajar plan`: what a fix would do to one resource; nothing is changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from typing import Annotated

import typer

from ajar.cli import options
from ajar.cli.at_hand import AtHand, Credentials, at_hand, source
from ajar.cli.exits import fail, wrong
from ajar.cli.shown import choice_lines, offer_lines, preview_lines
from ajar.jobs.offers import NoSuchFix, first, offers
from ajar.jobs.preview import preview
from ajar.model.change import Offer, Preview
from ajar.providers.kind import CannotPlan, CloudError
from ajar.report import plan_file
from ajar.store import StoreError
from ajar.words import say


class As(Enum):
    """How a plan is written."""

    TEXT = "text"
    JSON = "json"
    AWS_CLI = "aws-cli"
    GCLOUD = "gcloud"
    TERRAFORM = "terraform"


def plan(  # noqa: PLR0913 - the options of CONTRACT.md, one parameter each
    resource: options.ResourceName,
    *,
    fix: options.FixName = None,
    set_: options.Chosen = None,
    as_: Annotated[
        As, typer.Option("--as", help="How to write it; the last three change nothing here.")
    ] = As.TEXT,
    account: options.AccountName = None,
    profile: options.Profile = None,
    project: options.Projects = None,
    region: options.Regions = None,
) -> None:
    """Show what a fix would do: the change, who loses access, what may break. Nothing is changed.

    Exit codes: 0 here is the plan; 1 there is none, or it could not be made; 2 the call is wrong.
    """
    try:
        where = source(resource, Credentials(account, profile, tuple(project or ()), tuple(region or ())))
    except StoreError as error:
        fail(str(error))
    with at_hand(where) as here:
        found = offers(here.site.kind, here.finding, here.site.ours)
        shown = previewed(here, found, fix, chosen(set_))
        _write(here, shown, found, as_)


def chosen(pairs: Sequence[str] | None) -> dict[str, str]:
    """What --set says, by name. Ends the program for what is no KEY=VALUE."""
    made: dict[str, str] = {}
    for pair in pairs or ():
        name, given, value = pair.partition("=")
        if not given or not name:
            wrong(f"--set takes KEY=VALUE, and {pair!r} is none.")
        made[name] = value
    return made


def previewed(here: AtHand, found: Sequence[Offer], fix: str | None, made: dict[str, str]) -> Preview:
    """The preview of this fix, or of the least invasive one that closes. Ends the program without one."""
    try:
        name = fix or first(found, here.finding)
    except CannotPlan as error:
        fail(say(error.code, error.args_of_code))
    try:
        return preview(here.site, here.finding, name, made, here.whole)
    except NoSuchFix:
        known = ", ".join(one.name for one in here.site.kind.fixes)
        wrong(f"there is no fix {name!r} for this kind. Known are: {known}.")
    except CannotPlan as error:
        said = f"{name}: {say(error.code, error.args_of_code)}"
        if error.code == "nothing_to_choose":
            wrong(said)
        offer = next((one for one in found if one.fix == name), None)
        lines = choice_lines(offer.choices) if offer else ()
        fail("\n".join([said, *lines]))
    except CloudError as error:
        fail(error.message)


def _write(here: AtHand, shown: Preview, found: Sequence[Offer], form: As) -> None:
    if form is As.JSON:
        sys.stdout.buffer.write(plan_file.plan_document(shown, found))
    elif form is As.TEXT:
        name = here.source.way.account
        others = [one for one in found if one.fix != shown.plan.fix]
        lines = [*preview_lines(shown, name)]
        if others:
            lines += ["", "Other fixes (--fix NAME)", *offer_lines(others, here.finding.exposure.state)]
        typer.echo("\n".join(lines))
    else:
        write = here.site.kind.written.get(form.value)
        if write is None:
            known = ", ".join(sorted(here.site.kind.written)) or "none"
            wrong(f"this kind is not written as {form.value}; it is as: {known}.")
        typer.echo(write(shown.plan).rstrip("\n"))
