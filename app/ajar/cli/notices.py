"""`--notify`: what a scan tells the desktop; whether there is one changes nothing of the scan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ajar.cli.baseline import Since
from ajar.cli.exits import Failed, fail, wrong
from ajar.cli.running import Outcome
from ajar.jobs.notice import NotShown, show
from ajar.report.scan_file import UnreadableScan
from ajar.store import StoreError
from ajar.words import notice as words
from ajar.words.notice import Notice


def asked(baseline: str | None, *, wanted: bool) -> bool:
    """Whether a notice is wanted. Ends the program where there is nothing that it could be new against."""
    if wanted and baseline is None:
        wrong("--notify tells what is new since a --baseline: a scan file, or last.")
    return wanted


def of_check(outcome: Outcome, since: Since | None) -> None:
    """Tell what is new since the earlier check, all that is open where there was none; else nothing."""
    found = [(name, one) for name, one in outcome.findings if one.exposure.exception is None]
    if since is None:
        lacking = [account for account in outcome.accounts if not account.complete]
        new = [(name, one) for name, one in found if words.matters(one)]
        told = words.of_news(new, None, lacking)
    else:
        new = [(name, one) for name, one in found if since.new([one])]
        told = words.of_news(new, since.counts(), since.lacking)
    if told is not None:
        _show(told)


@contextmanager
def of_failure(*, wanted: bool) -> Iterator[None]:
    """Where what is done within cannot be done, end the program; tell the desktop as well where wanted."""
    try:
        try:
            yield
        except (UnreadableScan, StoreError) as error:
            fail(str(error))
    except Failed as end:
        if wanted:
            _show(words.of_failure(end.says))
        raise


def _show(told: Notice) -> None:
    try:
        show(told)
    except NotShown as error:
        typer.echo(f"ajar: {words.not_shown(str(error))}", err=True)
