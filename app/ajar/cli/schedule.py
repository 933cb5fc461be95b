"""`ajar schedule`: have the accounts checked every night, see how that stands, and take it back."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import time
from typing import Annotated

import typer

from ajar.cli import options
from ajar.cli.exits import COULD_NOT_RUN, fail, wrong
from ajar.jobs.nightly import crontab, here, switch
from ajar.jobs.nightly.scheduler import Nightly, Scheduler
from ajar.jobs.nightly.switch import NotScheduled
from ajar.model.account import needs_secret
from ajar.store import StoreError, accounts, open_store, runs
from ajar.words import nightly as words
from ajar.words.language import translated
from ajar.words.plain import plain

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def schedule(
    *,
    at: Annotated[
        str, typer.Option("--at", metavar="HH:MM", help="When, by this machine's clock.")
    ] = "03:30",
    account: options.Accounts = None,
    pass_on: Annotated[
        list[str] | None,
        typer.Option(
            "--pass", metavar="NAME", help="Run it with this variable (a proxy, a place) as it is now."
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print what would be written; write nothing.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Say what is scheduled, and how it went.")] = False,
) -> None:
    """Check the accounts that were added every night, and tell only what is new.

    It is `ajar scan --all-accounts --baseline last --quiet --notify`, started by systemd, launchd or the
    Task Scheduler of Windows. Calling it again replaces what was scheduled.
    """
    if show + remove + status > 1:
        wrong("say one of --show, --remove and --status.")
    scheduler = here.scheduler()
    try:
        if remove or status:
            _remove(scheduler) if remove else _stands(scheduler)
            return
        chosen = account or []
        secret = _known(chosen)
        if pass_on and sys.platform == "win32":
            wrong(translated(words.NO_ENVIRONMENT))
        wanted = here.nightly(_time(at), chosen, pass_on or [], environment=sys.platform != "win32")
        _schedule(scheduler, wanted, chosen, secret, show=show)
    except NotScheduled as error:
        fail(words.failed(str(error)) if not (remove or status) else plain(str(error)))
    except StoreError as error:
        fail(str(error))


def _schedule(
    scheduler: Scheduler | None, wanted: Nightly, chosen: Sequence[str], secret: Sequence[str], *, show: bool
) -> None:
    if scheduler is None:
        if not show:
            typer.echo(f"ajar: {translated(words.NO_SCHEDULER)}", err=True)
        typer.echo(crontab.line(wanted))
        raise typer.Exit(0 if show else COULD_NOT_RUN)
    if show:
        _print(scheduler, wanted)
        return
    switch.switch_on(scheduler, wanted)
    lines = [words.scheduled(wanted.at, chosen, scheduler.name)]
    lines += [f"  {scheduler.folder / name}" for name in scheduler.names]
    lines += [words.runs_while(scheduler.name), words.need_keychain(secret)]
    lines += words.by_hand(scheduler.by_hand, scheduler.read)
    typer.echo("\n".join(filter(None, lines)))


def _print(scheduler: Scheduler, wanted: Nightly) -> None:
    """Each file as it would be written, and the commands that would have the system take it."""
    for name, text in scheduler.files(wanted).items():
        typer.echo(f"# {scheduler.folder / name}")
        encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        typer.echo(text.decode(encoding))
    for step in scheduler.on:
        typer.echo(f"# {' '.join(step.command)}")


def _remove(scheduler: Scheduler | None) -> None:
    there = scheduler is not None and switch.switch_off(scheduler)
    typer.echo(translated(words.REMOVED if there else words.NOTHING))


def _stands(scheduler: Scheduler | None) -> None:
    """What is scheduled, when it runs, and how it went; the exit code is 1 where nothing will run."""
    found = switch.look(scheduler) if scheduler is not None else None
    if scheduler is None or found is None:
        typer.echo(translated(words.NOTHING))
        raise typer.Exit(COULD_NOT_RUN)
    typer.echo(words.stands(scheduler.name, str(scheduler.folder / scheduler.names[-1])))
    for line in words.times(found.following, found.last, found.ended):
        typer.echo(line)
    with open_store() as store:
        for one in accounts.all_accounts(store):
            run = runs.last_run(store, one.name)
            typer.echo(words.checked(one.name, f"{run.finished.astimezone():%Y-%m-%d %H:%M}" if run else ""))
    if found.lacks:
        fail(words.not_on(found.lacks))


def _time(said: str) -> time:
    found = _TIME.fullmatch(said)
    if found is None:
        wrong(f"--at takes a time of the day as 03:30, not {said!r}.")
    return time(int(found[1]), int(found[2]))


def _known(names: Sequence[str]) -> list[str]:
    """Which of the named accounts, or of all, need a secret. Ends the program where one is not known."""
    with open_store() as store:
        known = {one.name: one for one in accounts.all_accounts(store)}
    for name in names:
        if name not in known:
            fail(f"there is no account named {name!r}. See `ajar account list`, or add it.")
    if not known:
        fail(translated(words.NO_ACCOUNT))
    return [name for name in names or known if needs_secret(known[name].login)]
