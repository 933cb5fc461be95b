"""The exit codes, promised to people's scripts, and how the commands end with one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer

from ajar.model.access import State
from ajar.model.exposure import Exposure
from ajar.model.run import AccountSummary

FINE = 0
COULD_NOT_RUN = 1
WRONG_CALL = 2
OPEN = 3
UNKNOWN = 4
CANCELLED = 130


def code(exposures: Iterable[Exposure], accounts: Iterable[AccountSummary]) -> int:
    """What the scan's exit code is: open comes before unknown, and what an exception covers is not open."""
    states = {exposure.state for exposure in exposures if exposure.exception is None}
    if State.OPEN in states:
        return OPEN
    if State.UNKNOWN in states or any(not account.complete for account in accounts):
        return UNKNOWN
    return FINE


class Failed(typer.Exit):
    """The program could not run; `says` is the line that was printed."""

    def __init__(self, says: str) -> None:
        super().__init__(COULD_NOT_RUN)
        self.says = says


def fail(says: str) -> NoReturn:
    """End because it could not run, with one line that says what to do."""
    typer.echo(f"ajar: {says}", err=True)
    raise Failed(says)


def wrong(says: str) -> NoReturn:
    """End because the call itself is wrong."""
    typer.echo(f"ajar: {says}", err=True)
    raise typer.Exit(WRONG_CALL)
