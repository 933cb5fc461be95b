"""`ajar keep`: what is open on purpose: by whom, why, and until when."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.cli import options
from ajar.cli.at_hand import Credentials, at_hand, source
from ajar.cli.exits import fail, wrong
from ajar.jobs.audit import now
from ajar.jobs.keeping import mark_rows
from ajar.jobs.whole_file import write_whole
from ajar.model.access import Audience, Capability, in_order
from ajar.model.finding import Finding
from ajar.model.kept import Kept
from ajar.model.ours import AccessException
from ajar.policy.on_purpose import CODES, likely, on_purpose
from ajar.report import kept_file
from ajar.store import StoreError, kept, open_store
from ajar.words import say
from ajar.words.plain import plain
from ajar.words.verdict import day, in_short

YEAR = timedelta(days=365)
"""How long an exception holds where no end was said."""

_TWO = 2  # words, where the first says what to do with the second
_LIST, _REMOVE, _EXPORT, _IMPORT = "list", "remove", "export", "import"


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
    try:
        if what == [_LIST]:
            _list()
        elif what[0] == _REMOVE and len(what) == _TWO:
            _remove(what[1])
        elif what[0] == _EXPORT and len(what) == _TWO:
            _export(Path(what[1]))
        elif what[0] == _IMPORT and len(what) == _TWO:
            _import(Path(what[1]))
        elif len(what) == 1:
            end = _day(until) if until else None
            _keep(what[0], given, _Said(audience, tuple(can or ()), reason, end, by))
        else:
            wrong("say one resource, or list, remove RESOURCE, export FILE or import FILE.")
    except StoreError as error:
        fail(str(error))


@dataclass(frozen=True)
class _Said:
    """What the call says of the exception; what it leaves out is filled in from the resource as it is."""

    audience: Audience | None
    can: tuple[Capability, ...]
    reason: str
    until: date | None
    by: str

    def exception(self, finding: Finding, today: date) -> AccessException:
        """The exception as it is meant for this resource."""
        audience, able = likely(finding.exposure)
        return AccessException(
            audience=self.audience or audience,
            capabilities=in_order(self.can) or able,
            reason=self.reason.strip(),
            by=self.by.strip() or getpass.getuser(),
            until=self.until or today + YEAR,
        )


def _keep(text: str, given: Credentials, said: _Said) -> None:
    today = now().date()
    with at_hand(source(text, given)) as here:
        finding = here.finding
    if not finding.exposure.at_most.outside:
        fail(f"nobody outside gets into {plain(finding.resource.name)}: there is nothing to keep open.")
    exception = said.exception(finding, today)
    mistakes = list(kept_file.mistakes_in(exception, today))
    if mistakes:
        wrong(f"{'; '.join(mistakes)}.")
    resource = finding.resource
    one = Kept(
        account=resource.account,
        resource=resource.id,
        name=resource.name,
        created=resource.created,
        exception=exception,
    )
    with open_store() as store:
        kept.put(store, [one])
        mark_rows(store, [one], today)
    typer.echo(f"{plain(resource.name)} may be open until {day(exception.until)}: {_scope(one)}.")
    for caveat in on_purpose(resource, finding.exposure, one, today).caveats:
        if caveat.code in CODES:
            typer.echo(plain(say(caveat.code, caveat.args)))


def _list() -> None:
    with open_store() as store:
        found = kept.everything(store)
    if not found:
        typer.echo("Nothing is open on purpose. Say so with `ajar keep RESOURCE --reason TEXT`.")
        return
    table = Table("Resource", "Account", "At most", "Until", "Why", "Who", box=None, pad_edge=False)
    today = now().date()
    for one in found:
        ended = " (ended)" if one.exception.until < today else ""
        table.add_row(
            Text(plain(one.name)),
            Text(plain(one.account)),
            Text(_scope(one)),
            Text(f"{day(one.exception.until)}{ended}"),
            Text(plain(one.exception.reason)),
            Text(plain(one.exception.by)),
        )
    Console().print(table)


def _scope(one: Kept) -> str:
    said = one.exception
    return f"{said.audience.value}, {in_short(said.capabilities).lower()}"


def _remove(text: str) -> None:
    with open_store() as store:
        wanted = text.removeprefix("s3://").removeprefix("gs://").rstrip("/")
        found = [one for one in kept.everything(store) if text == one.resource or wanted == one.name]
        if not found:
            fail(f"there is no exception for {text}: see `ajar keep list`.")
        if len(found) > 1:
            several = "\n".join(f"  {one.resource}  ({one.account})" for one in found)
            fail(f"several are named {text}; say which:\n{several}")
        kept.remove(store, found[0].account, found[0].resource)
        mark_rows(store, found, now().date())
    typer.echo(f"{plain(found[0].name)} is no longer open on purpose.")


def _export(path: Path) -> None:
    with open_store() as store:
        data = kept_file.document(kept.everything(store))
    try:
        write_whole(path, data.encode())
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.")


def _import(path: Path) -> None:
    try:
        found = kept_file.read(path.read_text(encoding="utf-8"), now().date())
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        fail(f"{path} is no text in UTF-8.")
    except kept_file.WrongFile as error:
        wrong(f"nothing was taken from {path}:\n{error}")
    with open_store() as store:
        kept.put(store, found)
        mark_rows(store, found, now().date())
    typer.echo(f"{len(found)} exceptions were taken from {path}." if len(found) != 1 else "1 was taken.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong(f"{text!r} is no day: write it as 2027-01-31.")
