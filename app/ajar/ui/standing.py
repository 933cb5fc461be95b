"""How things stand for the window as a whole: the accounts, when they were checked, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ajar.model.row import Row
from ajar.ui.errors_panel import Lacking
from ajar.words.ago import ago
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.summary import Counts, Group, extent, headline, meant
from ajar.words.troubles import is_permission, missing_of, needs_sign_in, warning
from ajar.worker.protocol import AccountState

_OLD = timedelta(days=1)
_BEHIND = timedelta(minutes=15)
"""A row that was read so long before its account's last check was not read by that check."""


@dataclass
class Standing:
    """The accounts as the worker told them last, the one that is shown, and the time."""

    accounts: tuple[AccountState, ...] = ()
    chosen: str | None = None
    scanning: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def shown(self) -> list[AccountState]:
        """The accounts that are shown: the chosen one, or all."""
        return [state for state in self.accounts if self.chosen in (None, state.account.name)]

    def incomplete(self) -> list[str]:
        """The names of the shown accounts of which not everything was read."""
        return [s.account.name for s in self.shown() if any(not summary.complete for summary in s.summaries)]

    def headline(self, counts: Counts) -> str:
        """The sentence that answers the question, never better than what is known."""
        if not any(counts.values()):
            return self._without_rows()
        found = any(counts.get(g) for g in (Group.STRANGERS, Group.REACHABLE, Group.UNKNOWN))
        if self.scanning and not found:
            return translated(marked("Nothing open to strangers so far"))
        return headline(counts, incomplete=bool(self.incomplete()))

    def _without_rows(self) -> str:
        if self.scanning:
            return translated(marked("Looking for buckets"))
        if not any(state.checked for state in self.shown()):
            return translated(marked("Not checked yet"))
        return headline({}, incomplete=bool(self.incomplete()))

    def below(self, counts: Counts) -> str:
        """How much there is, and how long ago it was checked: the oldest, where it differs."""
        shown = self.shown()
        parts = [extent(counts, len(shown))]
        if len(shown) == 1:
            parts = [extent(counts, 1), plain(shown[0].account.name)] if self.chosen is None else parts
        parts += [meant(counts)] if meant(counts) else []
        checked = [state.checked for state in shown if state.checked]
        if checked and not self.scanning:
            parts.append(translated(marked("checked {ago}")).format(ago=ago(min(checked), self.now)))
        never = len(shown) - len(checked)
        if never and checked:
            parts.append(translated(marked("{n} not checked yet")).format(n=never))
        return " · ".join(parts)

    def empty(self) -> str:
        """What a table without rows says."""
        if self.scanning:
            return translated(marked("Looking. Each bucket appears here as soon as it is read."))
        shown = self.shown()
        if any(needs_sign_in(state.summaries) for state in shown):
            return translated(marked("Ajar could not sign in. Sign in again, then check again."))
        if not any(state.checked for state in shown):
            return translated(marked("Not checked yet. Press F5 to check."))
        if self.incomplete():
            return translated(marked("Nothing could be read. The strip above says why."))
        return translated(marked("There are no buckets here."))

    def warning(self, counts: Counts) -> str:
        """The strip over the table; "" where all was read."""
        names = [state.account.name for state in self.shown()]
        return warning(counts.get(Group.UNKNOWN, 0), self.incomplete(), names)

    def missing_button(self, missing: Iterable[str]) -> str:
        """The words of the button beside the warning; `missing` are permissions and reasons of rows."""
        wide = any(
            error.permission for s in self.shown() for summary in s.summaries for error in summary.errors
        )
        if wide or any(is_permission(what) for what in missing):
            return translated(marked("Show the missing permissions"))
        return translated(marked("Show why"))

    def lacking(self, rows: Sequence[Row]) -> list[Lacking]:
        """What the shown accounts lack; `rows` are all rows of them."""
        return [_lacking(state, rows) for state in self.shown()]

    def age(self, row: Row) -> str:
        """How old a row is, where its account was checked since or it is more than a day old; else ""."""
        checked = next((s.checked for s in self.accounts if s.account.name == row.account_name), None)
        behind = checked is not None and checked - row.read_at > _BEHIND
        if not behind and self.now - row.read_at < _OLD:
            return ""
        return translated(marked("checked {ago}")).format(ago=ago(row.read_at, self.now))


def _lacking(state: AccountState, rows: Iterable[Row]) -> Lacking:
    name = state.account.name
    identity = next((summary.identity for summary in state.summaries if summary.identity), "")
    mine = (row for row in rows if row.account_name == name)
    entries = missing_of(state.summaries, mine)
    return Lacking(name, state.account.provider, identity or state.account.identity, entries)
