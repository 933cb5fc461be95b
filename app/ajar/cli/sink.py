"""Where a scan's findings go: a table, one document, or a line each as they are judged."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from ajar.cli import table
from ajar.cli.exits import fail
from ajar.cli.options import Format
from ajar.cli.running import Outcome
from ajar.jobs.whole_file import write_whole
from ajar.model.access import State
from ajar.model.finding import Finding
from ajar.model.row import row
from ajar.model.run import AccountSummary
from ajar.report import scan_file

FILE_WIDTH = 120
"""Columns of a table that goes into a file."""


class Sink:
    """Takes findings as they are judged, and the outcome at the end. With `output` the file appears whole."""

    def __init__(
        self, form: Format, output: Path | None, *, facts: bool, only: Sequence[State], quiet: bool
    ) -> None:
        """Write nothing yet."""
        self._form, self._output = form, output
        self._facts, self._only, self.quiet = facts, only, quiet
        self._lines = io.BytesIO()

    def judged(self, name: str, finding: Finding) -> None:
        """One more finding, of the account of this name; a line goes out at once."""
        del name
        if self._form is not Format.JSONL or not self._wanted(finding):
            return
        data = scan_file.line(scan_file.told(finding, facts=self._facts))
        if self._output is not None:
            self._lines.write(data)
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def finish(
        self,
        outcome: Outcome,
        new: Sequence[Finding] | None = None,
        lacking: Sequence[AccountSummary] | None = None,
    ) -> None:
        """Write what is left to write. Ends the program where the file cannot be written.

        `new` is what is new since a baseline: a quiet table has that alone, and is not there without any.
        Where it is not there, what the `lacking` accounts lack is told all the same; None are all of them.
        """
        unread = [account for account in outcome.accounts if not account.complete]
        data = self._rest(outcome, new, unread if lacking is None else lacking)
        if self._output is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        try:
            write_whole(self._output, self._lines.getvalue() + data)
        except OSError as error:
            fail(f"{self._output} cannot be written: {error.strerror}.")

    def _rest(
        self, outcome: Outcome, new: Sequence[Finding] | None, lacking: Sequence[AccountSummary]
    ) -> bytes:
        shown = [(name, finding) for name, finding in outcome.findings if self._wanted(finding)]
        if self._form is Format.JSON:
            return scan_file.document(outcome.run, (finding for _, finding in shown), facts=self._facts)
        if self._form is Format.JSONL:
            return scan_file.last_line(outcome.accounts)
        if self.quiet and new is not None:
            ids = {one.resource.id for one in new}
            shown = [(name, finding) for name, finding in shown if finding.resource.id in ids]
            return self._table(outcome, shown) if shown else _lacks(lacking)
        if self.quiet and not any(f.exposure.state is State.OPEN for _, f in outcome.findings):
            return _lacks(lacking)
        return self._table(outcome, shown)

    def _table(self, outcome: Outcome, shown: list[tuple[str, Finding]]) -> bytes:
        rows = [row(finding, name) for name, finding in shown]
        everything = [row(finding, name) for name, finding in outcome.findings]
        if self._output is None:
            table.show(Console(), rows, outcome.accounts, counted_from=everything)
            return b""
        text = io.StringIO()
        console = Console(file=text, width=FILE_WIDTH, color_system=None)
        table.show(console, rows, outcome.accounts, counted_from=everything)
        return text.getvalue().encode()

    def _wanted(self, finding: Finding) -> bool:
        return not self._only or finding.exposure.state in self._only


def _lacks(accounts: Sequence[AccountSummary]) -> bytes:
    """Tell in the place of a quiet table what could not be read; nothing goes where the table would."""
    for line in table.troubles(accounts):
        typer.echo(line, err=True)
    return b""
