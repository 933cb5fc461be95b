"""`ajar report`: a scan file as something to hand over, a page for people or a table for a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from ajar.cli import options
from ajar.cli.exits import fail
from ajar.jobs.whole_file import write_whole
from ajar.model.journal import JournalEntry
from ajar.model.scan import ScanFile
from ajar.report import html, rows_csv, scan_file
from ajar.report.scan_file import UnreadableScan
from ajar.store import StoreError, journal, open_store


class Form(Enum):
    """What a report can be written as."""

    HTML = "html"
    CSV = "csv"


MOST = 100_000
"""How many entries of the journal are looked through for those of the file's accounts."""

Scan = Annotated[Path, typer.Option("--from", help="A scan file; with facts, the page quotes the settings.")]
AsForm = Annotated[Form, typer.Option("--format", help="A page for people, or a table for a spreadsheet.")]


def report(*, from_file: Scan, format_: AsForm = Form.HTML, output: options.Output = None) -> None:
    """Write a report of a scan: what is open and why, what could not be checked, what was changed.

    The verdicts are the file's own; the changes are those that this computer's journal has of its accounts.
    Where the journal cannot be opened, the page has no changes, and standard error says so.
    Exit codes: 0 it is written; 1 could not run; 2 the call is wrong.
    """
    try:
        data = _written(scan_file.read(from_file), format_)
    except UnreadableScan as error:
        fail(str(error))
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(output, data)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}.")


def _written(scan: ScanFile, form: Form) -> bytes:
    if form is Form.CSV:
        return rows_csv.document(scan)
    return html.document(scan, _changes())


def _changes() -> Sequence[JournalEntry]:
    """What the journal has; nothing where it cannot be read, which is said."""
    try:
        with open_store() as store:
            return journal.entries(store, limit=MOST)
    except StoreError as error:
        typer.echo(f"ajar: the report has none of the changes that were made: {error}", err=True)
        return ()
