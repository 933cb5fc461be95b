"""What the window knows of the time since the last check: what became of which resource, of which account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ajar.model.moved import NEW, Moved
from ajar.ui.table.rows import Key
from ajar.words.since import since
from ajar.worker.protocol import AccountSince


@dataclass(frozen=True)
class SinceLast:
    """The accounts that were checked before their last check, as the worker told them."""

    accounts: tuple[AccountSince, ...] = ()

    def moved(self) -> Mapping[Key, Moved]:
        """How each resource that is still there moved."""
        return {
            (account, resource): how
            for one in self.accounts
            for account, resource, how in one.moves
            if how is not Moved.GONE
        }

    def counts(self, chosen: str | None) -> Counter[Moved]:
        """How many became what, in this account or in all."""
        return Counter(how for one in self._of(chosen) for _, _, how in one.moves)

    def is_known(self, chosen: str | None) -> bool:
        """Whether there is an earlier check to hold the last one against."""
        return bool(self._of(chosen))

    def is_new(self, chosen: str | None) -> bool:
        """Whether there is anything that somebody has to look at."""
        return bool(NEW & self.counts(chosen).keys())

    def sentence(self, chosen: str | None) -> str:
        """How many became what, since when; "" where there is no earlier check."""
        accounts = self._of(chosen)
        if not accounts:
            return ""
        counts = {how.value: number for how, number in self.counts(chosen).items()}
        return since(min(one.when for one in accounts), counts)

    def _of(self, chosen: str | None) -> list[AccountSince]:
        return [one for one in self.accounts if chosen in (None, one.name)]
