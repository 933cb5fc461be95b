"""`ajar who`: who changed one resource, when and from where, from the provider's own log."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from typing import Annotated

import typer
from rich.console import Console

from ajar.cli import options
from ajar.cli.at_hand import Credentials, Listed, listed, source
from ajar.cli.declared import known_span
from ajar.cli.exits import COULD_NOT_RUN, fail, wrong
from ajar.cli.options import Text
from ajar.jobs.audit import now
from ajar.jobs.who import who as who_changed
from ajar.model.deed import Deeds
from ajar.model.facts import Reason
from ajar.providers.kind import CloudError
from ajar.providers.reader import reader
from ajar.report import who_file
from ajar.store import StoreError
from ajar.words.deeds import lines


def who(  # noqa: PLR0913 - the options of CONTRACT.md, one parameter each
    resource: options.ResourceName,
    *,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="From this day on; else the last 90 days."),
    ] = None,
    account: options.AccountName = None,
    profile: options.Profile = None,
    project: options.Projects = None,
    region: options.Regions = None,
    format_: options.OneFormat = Text.TEXT,
) -> None:
    """Say who changed who gets in, when and from where. It reads the provider's log and changes nothing.

    It takes what `ajar permissions aws|gcp --who` prints. Exit codes: 0 here it is; 1 it could not be looked
    up, or not all of it; 2 the call is wrong.
    """
    begin = None if since is None else _begin(since)
    try:
        where = source(resource, Credentials(account, profile, tuple(project or ()), tuple(region or ())))
    except StoreError as error:
        fail(str(error))
    with listed(where) as found:
        told = _told(found, begin)
    if format_ is Text.JSON:
        sys.stdout.buffer.write(who_file.document(told))
    else:
        text = "\n".join(lines(where.way.account, told, begin))
        Console(highlight=False, soft_wrap=True).print(text, markup=False)
    if any(one.reason is not Reason.BUDGET for one in told.unseen):
        raise typer.Exit(COULD_NOT_RUN)


def _told(found: Listed, begin: datetime | None) -> Deeds:
    changed = known_span(found.resource.account, found.resource.id)
    once = reader(found.session)
    try:
        return who_changed(once, found.kind, found.resource, now(), since=begin, changed=changed)
    except CloudError as error:
        fail(error.message)


def _begin(text: str) -> datetime:
    """The beginning of this day where one is. Ends the program for what is no day, or one to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong(f"--since takes a day like 2026-11-01, and {text!r} is none.")
    begin = datetime.combine(day, time()).astimezone(UTC)  # as the clock on the wall has it
    if begin > now():
        wrong(f"--since {text} is still to come.")
    return begin
