"""`ajar keep`: what is open on purpose: by whom, why, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.cli import options
from ajar.cli.at_hand import Credentials, at_hand, source
from ajar.cli.exits import fail, wrong
from ajar.jobs.audit import now
from ajar.jobs.declaring import Mistaken, anothers, declare, declared, drafted, drop, person, take
from ajar.model.access import FILES, Audience, Capability, in_order
from ajar.model.finding import Finding
from ajar.model.kept import CODES, Kept, beginning
from ajar.model.ours import AccessException
from ajar.policy.on_purpose import on_purpose
from ajar.report import kept_file
from ajar.store import StoreError, kept, open_store
from ajar.words import say
from ajar.words.kept import able, gave_way, state
from ajar.words.plain import plain
from ajar.words.verdict import day


def keep(  # noqa: PLR0913 - the options of CONTRACT.md, one parameter each
    what: Annotated[
        list[str], typer.Argument(metavar="RESOURCE | list | remove RESOURCE | export FILE | import FILE")
    ],
    *,
    audience: Annotated[
        Audience | None, typer.Option(help="Who may get in at most; else the widest who does now.")
    ] = None,
    can: Annotated[
        list[Capability] | None, typer.Option(help="What they may do at most; else what they can now.")
    ] = None,
    prefix: Annotated[
        str | None,
        typer.Option(help='What the names of the files begin with at most, "" for all; else as it is now.'),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is open, for whoever asks later.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day; a year at the most.")] = "",
    by: Annotated[str, typer.Option(help="Who keeps it open; else the name you are logged in by.")] = "",
    account: options.AccountName = None,
    profile: options.Profile = None,
    project: options.Projects = None,
) -> None:
    """Say that a resource is open on purpose: at most so wide, for a reason, until a day.

    It is then quiet in the list, counted apart, and not in the exit code. Where it opens wider than declared,
    or the day is over, it is open again. Nothing in the cloud is changed.
    """
    given = Credentials(account, profile, tuple(project or ()))
    end = _day(until) if until else None
    try:
        _act(what, given, _Said(audience, tuple(can or ()), prefix, reason, end, by))
    except StoreError as error:
        fail(str(error))


def _act(what: Sequence[str], given: Credentials, said: _Said) -> None:
    match what:
        case ["list"]:
            _list()
        case ["remove", resource]:
            _remove(resource)
        case ["export", file]:
            _export(Path(file))
        case ["import", file]:
            _import(Path(file))
        case [resource]:
            _keep(resource, given, said)
        case _:
            wrong("say one resource, or list, remove RESOURCE, export FILE or import FILE.")


@dataclass(frozen=True)
class _Said:
    """What the call says of the exception; what it leaves out is filled in from the resource as it is."""

    audience: Audience | None
    can: tuple[Capability, ...]
    prefix: str | None
    reason: str
    until: date | None
    by: str

    def exception(self, finding: Finding, today: date) -> AccessException:
        """The exception as it is meant for this resource."""
        draft = drafted(finding, self.by.strip() or person(), today)
        able = in_order(self.can) or draft.capabilities
        likely = draft.prefix if FILES & set(able) else ""
        return msgspec.structs.replace(
            draft,
            audience=self.audience or draft.audience,
            capabilities=able,
            prefix=likely if self.prefix is None else beginning(self.prefix),
            reason=self.reason.strip(),
            until=self.until or draft.until,
        )


def _keep(text: str, given: Credentials, said: _Said) -> None:
    today = now().date()
    with at_hand(source(text, given)) as here:
        finding = here.finding
    with open_store() as store:
        try:
            one = declare(store, finding, said.exception(finding, today), today)
        except Mistaken as error:
            told = "; ".join(plain(say(one.code, one.args)) for one in error.mistakes)
            if any(not one.about for one in error.mistakes):
                fail(told)
            wrong(f"{told}.")
    typer.echo(f"{plain(one.name)} may be open until {day(one.exception.until)}: {_scope(one)}.")
    for caveat in on_purpose(finding.resource, finding.exposure, one, today).caveats:
        if caveat.code in CODES:
            typer.echo(plain(say(caveat.code, caveat.args)))


def _list() -> None:
    with open_store() as store:
        found = declared(store, now().date())
    if not found:
        typer.echo("Nothing is open on purpose. Say so with `ajar keep RESOURCE --reason TEXT`.")
        return
    titles = ("Resource", "Account", "At most", "Until", "Why", "Who", "Now")
    table = Table(*titles, box=None, pad_edge=False)
    for each in found:
        one = each.kept
        table.add_row(
            Text(plain(one.name)),
            Text(plain(one.account)),
            Text(_scope(one)),
            Text(day(one.exception.until)),
            Text(plain(one.exception.reason)),
            Text(plain(one.exception.by)),
            Text(state(each.state)),
        )
    Console().print(table)


def _scope(one: Kept) -> str:
    said = one.exception
    what = able(said)
    return f"{said.audience.value}, {what[:1].lower()}{what[1:]}"


def _remove(text: str) -> None:
    with open_store() as store:
        wanted = text.removeprefix("s3://").removeprefix("gs://").rstrip("/")
        found = [one for one in kept.everything(store) if text == one.resource or wanted == one.name]
        if not found:
            fail(f"there is no exception for {text}: see `ajar keep list`.")
        if len(found) > 1:
            several = "\n".join(f"  {one.resource}  ({one.account})" for one in found)
            fail(f"several are named {text}; say which:\n{several}")
        drop(store, found[0].account, found[0].resource, now().date())
    typer.echo(f"{plain(found[0].name)} is no longer open on purpose.")


def _export(path: Path) -> None:
    with open_store() as store:
        found = kept.everything(store)
    try:
        kept_file.save(path, found)
    except kept_file.WrongFile as error:
        fail(plain(str(error)))


def _import(path: Path) -> None:
    today = now().date()
    try:
        found = kept_file.load(path, today)
    except kept_file.WrongFile as error:
        wrong(f"nothing was taken from {path}:\n{error}")
    with open_store() as store:
        earlier = anothers(store, found)
        take(store, found, today)
    typer.echo(f"{len(found)} exceptions were taken from {path}." if len(found) != 1 else "1 was taken.")
    for one in earlier:
        typer.echo(f"  {gave_way(one)}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong(f"{text!r} is no day: write it as 2027-01-31.")
