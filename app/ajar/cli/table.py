"""The table for people: what matters first, in the terminal's width, with the account's troubles below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ajar.model.access import Audience, State
from ajar.model.row import Row
from ajar.model.run import AccountSummary
from ajar.words.language import counted
from ajar.words.plain import plain
from ajar.words.summary import count, headline
from ajar.words.table import chips, deeds, where
from ajar.words.troubles import missing_of
from ajar.words.verdict import provider

_STYLES = {
    State.UNKNOWN: "bold",
    State.SHARED: "magenta",
    State.SHIELDED: "cyan",
    State.CLOSED: "cyan",
}


WIDE = 110
"""Columns from which the first one says who gets in in full."""


def show(
    console: Console,
    rows: Iterable[Row],
    accounts: Sequence[AccountSummary],
    *,
    counted_from: Sequence[Row] | None = None,
) -> None:
    """Print the headline, the rows and what could not be read.

    `counted_from` are all rows where only some are shown.
    """
    shown = sorted(rows, key=lambda entry: (entry.rank, entry.name))
    everything = shown if counted_from is None else counted_from
    incomplete = any(not account.complete for account in accounts)
    console.print(Text(headline(count(everything), incomplete=incomplete), style="bold"))
    console.print(Text(_counts(everything, accounts), style="dim"))
    if shown:
        console.print(_table(shown, narrow=console.width < WIDE))
    for line in troubles(accounts):
        console.print(Text(line, style="yellow"))


def _counts(rows: Sequence[Row], accounts: Sequence[AccountSummary]) -> str:
    things = counted("{n} resource", "{n} resources", len(rows))
    return f"{things} in {counted('{n} account', '{n} accounts', len(accounts))}"


def _table(rows: Sequence[Row], *, narrow: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Who can get in", no_wrap=True)
    table.add_column("What", overflow="fold")
    table.add_column("What they can do", overflow="fold")
    for entry in rows:
        words = chips(entry)
        who = Text(words[min(1, len(words) - 1)] if narrow else words[0], style=_style(entry))
        table.add_row(who, _cell(plain(entry.name), where(entry)), _cell(*deeds(entry)))
    return table


def _style(entry: Row) -> str:
    if entry.state is State.OPEN:
        return "bold red" if entry.audience is Audience.PUBLIC else "yellow"
    return _STYLES[entry.state]


def _cell(first: str, second: str) -> Text:
    return Text.assemble(first, "\n", (second, "dim")) if second else Text(first)


def troubles(accounts: Iterable[AccountSummary]) -> list[str]:
    """A line for each thing wider than one resource that was not read, and for a root user's key."""
    lines = []
    for account in accounts:
        name = account.name or account.id or provider(account.provider)
        if account.root:
            lines.append(
                f"! {name}: these are the root user's credentials, and Ajar needs far less: "
                "see `ajar permissions`."
            )
        for lack in missing_of([account], ()):
            needed = f" [{lack.permission}]" if lack.permission else ""
            lines.append(f"! {plain(name)}: {lack.what}: {lack.why}{needed}. {lack.effect}.")
    return lines
