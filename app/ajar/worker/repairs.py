"""The worker that changes things: confirmed plans one after the other, never broken off in a call."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from ajar.jobs.fixing import Outcome, Wish, account_of, look_up_again, make, way_to_look
from ajar.jobs.sign_in import FixesNotAllowed, to_fix
from ajar.jobs.writing import as_changes
from ajar.model.change import Change
from ajar.model.credentials import Secret
from ajar.model.journal import FAILED, JournalEntry, is_unfinished
from ajar.model.row import Row, row
from ajar.providers.kind import CloudError
from ajar.store import StoreError, journal, open_store
from ajar.vault import VaultError, open_vault
from ajar.worker import protocol
from ajar.worker.planning import told_journal


class Repairs:
    """Answers Make, StopMaking, LookUp and Hold, over the store that the window's other worker opened."""

    def __init__(
        self, tell: Callable[[protocol.Event], None], store: Path, shown: Callable[[Row], Row]
    ) -> None:
        """Open the store; `shown` makes of a row what the window shows. Raises StoreError."""
        self._tell, self._shown = tell, shown
        self._store = open_store(store)
        self._vault = open_vault()
        self._stops: list[threading.Event] = []
        self._making = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Finish the call that is under way, begin nothing more, then give everything back."""
        self._stop()
        with self._making:
            self._closed = True
            self._store.close()

    def expected(self, request: protocol.Make) -> Callable[[], None]:
        """What makes these plans one after the other, after those that were asked for before.

        Whatever is heard from here on to stop stops it, also before it is called.
        """
        stop = threading.Event()
        self._stops.append(stop)

        def make() -> None:
            try:
                with self._making:
                    left = self._make_all(request, stop)
            finally:
                self._stops.remove(stop)
            self._tell(protocol.Made(stopped=left))

        return make

    def stop(self, request: protocol.StopMaking) -> None:
        """Stop after the call that is under way."""
        del request
        self._stop()

    def look_up(self, request: protocol.LookUp) -> None:
        """Find out what became of what is unfinished, and tell the journal."""
        del request
        troubles: list[str] = []
        with self._making:
            if self._closed:
                return
            for entry in reversed(journal.entries(self._store)):
                if is_unfinished(entry):
                    troubles += self._look_up(entry)
            told = told_journal(self._store, looked_up=True, trouble=" ".join(dict.fromkeys(troubles)))
        self._tell(told)

    def hold(self, request: protocol.Hold) -> None:
        """Keep a secret in memory until this worker ends."""
        self._vault.keep_for_session(request.name, Secret(request.secret))

    def _stop(self) -> None:
        for stop in tuple(self._stops):
            stop.set()

    def _make_all(self, request: protocol.Make, stop: threading.Event) -> bool:
        """Make them, and say whether some were left that were not begun."""
        made: list[Change] = []
        for place, confirmed in enumerate(request.plans):
            if stop.is_set() or self._closed:
                return True
            well = self._make_one(place, confirmed, stop, made)
            if request.stop_at_failure and not well:
                return place + 1 < len(request.plans)
        return False

    def _make_one(
        self, place: int, confirmed: protocol.Confirmed, stop: threading.Event, made: list[Change]
    ) -> bool:
        """Make one after the changes that are `made` already, which it adds its own to."""

        def told(entry: JournalEntry) -> None:
            # An undo also moves the entry that it puts back.
            if (entry.plan.resource, entry.plan.undoes) == (confirmed.plan.resource, confirmed.plan.undoes):
                self._tell(protocol.Moved(place=place, entry=entry))

        try:
            way = to_fix(account_of(self._store, confirmed.account_name), self._vault)
            wish = Wish(plan=confirmed.plan, ask_outside=confirmed.ask_outside, earlier=tuple(made))
            outcome = make(self._store, way, wish, told=told, stop=stop)
        except (CloudError, VaultError, StoreError, FixesNotAllowed) as error:
            self._tell(protocol.Moved(place=place, trouble=str(error), over=True))
            return False
        made += outcome.made
        self._tell_rows(outcome)
        self._tell(
            protocol.Moved(place=place, entry=outcome.entry, over=True, drift=as_changes(outcome.drift))
        )
        return outcome.entry.state not in FAILED

    def _look_up(self, entry: JournalEntry) -> list[str]:
        try:
            way = way_to_look(self._store, self._vault, entry)
            outcome = look_up_again(self._store, way, entry, told=lambda _entry: None)
        except (CloudError, VaultError, StoreError) as error:
            return [str(error)]
        self._tell_rows(outcome)
        return []

    def _tell_rows(self, outcome: Outcome) -> None:
        rows = tuple(self._shown(row(finding, outcome.entry.account)) for finding in outcome.changed)
        if rows:
            self._tell(protocol.Rows(rows=rows))
