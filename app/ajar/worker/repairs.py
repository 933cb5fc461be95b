"""The worker that changes things: confirmed plans one after the other, never broken off in a call."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ajar.jobs.fixing import Outcome, Way, Wish, look_up_again, make
from ajar.jobs.sign_in import FixesNotAllowed, target, to_fix
from ajar.model.credentials import Secret
from ajar.model.journal import FAILED, JournalEntry, is_unfinished
from ajar.model.row import Row, row
from ajar.providers.kind import CloudError
from ajar.store import StoreError, accounts, journal, open_store
from ajar.vault import VaultError, open_vault
from ajar.words import say
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
        self._stop = threading.Event()
        self._making = threading.Lock()

    def close(self) -> None:
        """Finish the call that is under way, then give everything back."""
        self._stop.set()
        with self._making:
            self._store.close()

    def make(self, request: protocol.Make) -> None:
        """Make the plans one after the other; a second request waits for the first."""
        with self._making:
            self._stop.clear()
            left = self._make_all(request)
        self._tell(protocol.Made(stopped=left))

    def stop(self, request: protocol.StopMaking) -> None:
        """Stop after the call that is under way."""
        del request
        self._stop.set()

    def look_up(self, request: protocol.LookUp) -> None:
        """Find out what became of what is unfinished, and tell the journal."""
        del request
        troubles: list[str] = []
        with self._making:
            for entry in reversed(journal.entries(self._store)):
                if is_unfinished(entry):
                    troubles += self._look_up(entry)
        trouble = " ".join(dict.fromkeys(troubles))
        self._tell(told_journal(self._store, looked_up=True, trouble=trouble))

    def hold(self, request: protocol.Hold) -> None:
        """Keep a secret in memory until this worker ends."""
        self._vault.keep_for_session(request.name, Secret(request.secret))

    def _make_all(self, request: protocol.Make) -> bool:
        """Make them, and say whether some were left that were not begun."""
        for place, confirmed in enumerate(request.plans):
            if self._stop.is_set():
                return True
            well = self._make_one(place, confirmed)
            if request.stop_at_failure and not well:
                return place + 1 < len(request.plans)
        return False

    def _make_one(self, place: int, confirmed: protocol.Confirmed) -> bool:
        def told(entry: JournalEntry) -> None:
            if entry.plan == confirmed.plan:  # an undo also moves the entry that it puts back
                self._tell(protocol.Moved(place=place, entry=entry))

        try:
            way = self._way(confirmed.account_name, to_fix_it=True)
            wish = Wish(plan=confirmed.plan, ask_outside=confirmed.ask_outside)
            outcome = make(self._store, way, wish, told=told, stop=self._stop)
        except (CloudError, VaultError, StoreError, FixesNotAllowed) as error:
            self._tell(protocol.Moved(place=place, trouble=str(error), over=True))
            return False
        self._tell_rows(outcome)
        self._tell(protocol.Moved(place=place, entry=outcome.entry, over=True))
        return outcome.entry.state not in FAILED

    def _look_up(self, entry: JournalEntry) -> list[str]:
        try:
            way = self._way(entry.account, to_fix_it=False)
            outcome = look_up_again(self._store, way, entry, told=lambda _entry: None)
        except (CloudError, VaultError, StoreError, FixesNotAllowed) as error:
            return [str(error)]
        self._tell_rows(outcome)
        return []

    def _way(self, name: str, *, to_fix_it: bool) -> Way:
        account = accounts.account(self._store, name)
        if account is None:
            raise FixesNotAllowed(say("no_such_account", {"name": name}))
        if not to_fix_it:
            return Way(account=name, login=account.login, open=target(account, self._vault).open)
        if account.fix is None:
            raise FixesNotAllowed(say("fixes_not_allowed", {"name": name}))
        return Way(account=name, login=account.fix, open=partial(to_fix, account, self._vault))

    def _tell_rows(self, outcome: Outcome) -> None:
        rows = tuple(self._shown(row(finding, outcome.entry.account)) for finding in outcome.changed)
        if rows:
            self._tell(protocol.Rows(rows=rows))
