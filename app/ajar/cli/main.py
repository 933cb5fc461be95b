"""The command line as a whole: its commands, and what becomes of an error that nobody expected."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from ajar import __version__
from ajar.cli import (
    account,
    demo,
    explain,
    fix,
    journal,
    keep,
    ours,
    permissions,
    plan,
    report,
    scan,
    schedule,
    self_test,
    undo,
    who,
)
from ajar.cli.exits import CANCELLED, COULD_NOT_RUN
from ajar.cli.faces import Faces

app = typer.Typer(
    help="Ajar finds the cloud storage that was left open, and shows who can reach it and why.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(scan.scan)
app.command()(schedule.schedule)
app.command()(explain.explain)
app.command()(who.who)
app.command()(plan.plan)
app.command()(fix.fix)
app.command()(undo.undo)
app.command("journal")(journal.show)
app.command()(keep.keep)
app.command()(permissions.permissions)
app.command()(report.report)
app.command()(demo.demo)
app.add_typer(account.app, name="account")
app.add_typer(ours.app, name="ours")

_UNPRINTED = {errno.EBADF, errno.EIO, errno.ENOSPC}
"""What a full disk, a terminal that is gone or a closed standard output answers to a write."""


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    *,
    parts: Annotated[bool, typer.Option("--self-test", help="See that all parts are there.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"ajar {__version__}")
        raise typer.Exit
    if parts:
        self_test.self_test(context.obj)
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: list[str], faces: Faces) -> int:
    """Run one command and return its exit code. A mistake of our own is told with its traceback."""
    _ready_to_print()
    try:
        code = app(arguments, obj=faces, standalone_mode=False, prog_name="ajar")
    except Exception as fault:  # noqa: BLE001 - the outermost place: our own mistakes are told, not hidden
        return _told(fault)
    return code if isinstance(code, int) else 0


def _ready_to_print() -> None:
    """See that whatever the clouds' texts hold can be printed here, if only as escapes, or goes nowhere."""
    if sys.stdout is None:  # closed by whoever started us, or a Windows program without a console
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _told(fault: Exception) -> int:
    if isinstance(fault, typer.Abort):
        return CANCELLED
    if isinstance(fault, OSError) and fault.errno in _UNPRINTED:
        sys.stderr.write(f"ajar: what it has to say cannot be written: {fault.strerror}.\n")
        return COULD_NOT_RUN
    show = getattr(fault, "show", None)
    if show is not None:
        show()
        return int(getattr(fault, "exit_code", 2))
    traceback.print_exception(fault)
    sys.stderr.write("ajar: this is a mistake of Ajar's own; please report it with the lines above.\n")
    return COULD_NOT_RUN
