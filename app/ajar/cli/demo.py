"""`ajar demo`: the made-up company, in the window, or as a table with a picture where there is no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ajar.cli import table
from ajar.cli.exits import fail
from ajar.cli.faces import Faces, NoWindow
from ajar.cli.options import Seed
from ajar.cli.running import Outcome, carry_out
from ajar.demo.launch import DEFAULT_SEED, DemoCloud, DemoFailed, story_first
from ajar.jobs.sign_in import target
from ajar.model.row import row
from ajar.vault import open_vault

PICTURE = Path("ajar-demo.png")


def demo(
    context: typer.Context,
    *,
    as_table: Annotated[bool, typer.Option("--table", help="Print the table, open no window.")] = False,
    seed: Seed = DEFAULT_SEED,
) -> None:
    """Show Ajar on a made-up company. No cloud is called, and no credentials are read."""
    faces: Faces = context.obj
    if as_table:
        _print(_scanned(seed))
        return
    if has_display():
        try:
            raise typer.Exit(faces.window(demo=True, seed=seed))
        except NoWindow as error:
            fail(str(error))
    _print(_scanned(seed))
    _picture(faces, seed)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _scanned(seed: int) -> Outcome:
    try:
        with DemoCloud(seed) as cloud:
            vault = open_vault()
            return carry_out([target(account, vault) for account in cloud.accounts])
    except DemoFailed as error:
        fail(str(error))


def _print(outcome: Outcome) -> None:
    typer.echo("Demo data: a made-up company, and no cloud is called.\n")
    rows = [story_first(row(finding, name)) for name, finding in outcome.findings]
    table.show(Console(), rows, outcome.accounts)


def _picture(faces: Faces, seed: int) -> None:
    typer.echo("")
    try:
        faces.picture(PICTURE, seed=seed)
    except NoWindow as error:
        typer.echo(str(error))
        return
    except OSError as error:
        fail(f"{PICTURE} cannot be written: {error.strerror}.")
    typer.echo(f"There is no display here. A picture of the window is in {PICTURE}; for the window itself,")
    typer.echo("run `ajar demo` on a desktop, or over SSH with `ssh -X`.")
