"""What a fix would do, asked by the window: read anew and foreseen; who may make it; and the journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, partial

import msgspec

from ajar.jobs.fixing import account_of, entered, find
from ajar.jobs.offers import NoSuchFix, first, offers
from ajar.jobs.preview import ChangedSince, Everything, preview, preview_undo, whole_account
from ajar.jobs.sign_in import provider, target, to_read
from ajar.jobs.verify import Site, verify
from ajar.jobs.whose import said_of, whose
from ajar.jobs.writing import as_changes
from ajar.model.account import Account
from ajar.model.change import Change, Offer
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry, is_unfinished
from ajar.model.ours import Ours
from ajar.providers.kind import CannotPlan, CloudError, Session
from ajar.store import Store, StoreError, accounts, findings, journal
from ajar.vault import Vault, VaultError
from ajar.words import say
from ajar.words.previewed import spoken_preview
from ajar.worker import protocol


class _Trouble(Exception):
    """A preview that cannot be made: a sentence that says why and what to do."""


class Planning:
    """Answers Foresee, ForeseeUndo, Allow and AskJournal. `store` gives the store once it is open."""

    def __init__(
        self, tell: Callable[[protocol.Event], None], store: Callable[[], Store], vault: Vault
    ) -> None:
        """Ask nothing yet."""
        self._tell, self._store, self._vault = tell, store, vault

    # --- the previews ---

    def foresee(self, request: protocol.Foresee) -> None:
        """Read each resource anew and say what fixing it would do; one that cannot be is told, and passed."""
        with ExitStack() as stack:
            visit = _Visit(self._store(), self._vault, stack)
            for number, wanted in enumerate(request.wanted, start=1):
                told = self._foreseen(visit, wanted)
                last = number == len(request.wanted)
                self._tell(msgspec.structs.replace(told, wanted=wanted, last=last))

    def foresee_undo(self, request: protocol.ForeseeUndo) -> None:
        """Read the entry's resource anew and say what putting it back would do."""
        entry = journal.entry(self._store(), request.entry)
        with ExitStack() as stack:
            try:
                told = self._undo(_Visit(self._store(), self._vault, stack), entry)
            except (CloudError, VaultError, StoreError, CannotPlan, _Trouble) as error:
                told = protocol.Foreseen(trouble=_told(error), drift=_drift_of(error))
        self._tell(msgspec.structs.replace(told, entry=request.entry))

    def _foreseen(self, visit: _Visit, wanted: protocol.Wanted) -> protocol.Foreseen:
        try:
            site, finding, found = visit.read(wanted.account_name, wanted.account, wanted.resource)
        except (CloudError, VaultError, StoreError, _Trouble) as error:
            return protocol.Foreseen(trouble=_told(error))
        open_to = offers(site.kind, finding, site.ours)
        told = protocol.Foreseen(offers=open_to, allowed=found.fix is not None)
        try:
            name = wanted.fix or first(open_to, finding)
            whole = partial(visit.whole, found.name, finding.resource.account)
            shown = preview(site, finding, name, wanted.chosen, whole)
        except (CloudError, VaultError, StoreError, CannotPlan, NoSuchFix, _Trouble) as error:
            return msgspec.structs.replace(told, trouble=_told(error))
        return msgspec.structs.replace(told, preview=spoken_preview(shown))

    def _undo(self, visit: _Visit, entry: JournalEntry | None) -> protocol.Foreseen:
        if entry is None:
            raise _Trouble(say("no_such_entry"))
        if not entry.account:
            raise _Trouble(say("made_unstored", {"entry": entry.id}))
        resource = entry.plan.resource
        site, finding, found = visit.read(entry.account, resource.account, resource.id)
        whole = partial(visit.whole, found.name, resource.account)
        shown = preview_undo(site, finding, entry, whole)
        return protocol.Foreseen(preview=spoken_preview(shown), allowed=found.fix is not None)

    def offers(self, finding: Finding, account_name: str) -> tuple[Offer, ...]:
        """The fixes that apply to a finding of the store, judged with what was ours when it was read."""
        kinds = {kind.name: kind for kind in provider(finding.resource.provider).kinds}
        kind = kinds.get(finding.resource.kind)
        mine = whose(self._store(), account_name, finding.resource.account)
        return () if kind is None else offers(kind, finding, mine)

    # --- who may fix, and what was ---

    def allow(self, request: protocol.Allow) -> None:
        """Keep whether, and with which credentials, fixes are allowed on an account."""
        known = accounts.account(self._store(), request.name)
        if known is not None:
            accounts.replace(self._store(), msgspec.structs.replace(known, fix=request.login))

    def journal(self, request: protocol.AskJournal) -> None:
        """What was changed."""
        del request
        self._tell(told_journal(self._store()))


def told_journal(store: Store, *, looked_up: bool = False, trouble: str = "") -> protocol.Journal:
    """The journal as it stands, for the window."""
    entries = journal.entries(store)
    unfinished = tuple(entry.id for entry in entries if is_unfinished(entry))
    return protocol.Journal(entries=entries, unfinished=unfinished, looked_up=looked_up, trouble=trouble)


class _Visit:
    """The accounts that one request reads, each signed in to once, with the credentials for reading."""

    def __init__(self, store: Store, vault: Vault, stack: ExitStack) -> None:
        self._store, self._vault, self._stack = store, vault, stack
        self._entered = cache(self._enter)
        self.whole = cache(self._whole)

    def read(self, account_name: str, account: str, resource: str) -> tuple[Site, Finding, Account]:
        """A resource of the store as it is now, and where. Raises CloudErrors, VaultError and _Trouble."""
        known = account_of(self._store, account_name)
        session, ours = self._entered(account_name, account)
        before = findings.finding(self._store, account, resource)
        kind_name = before.resource.kind if before is not None else ""
        found = find(session, provider(known.provider).kinds, kind_name, resource)
        if found is None:
            raise _Trouble(say("repair_gone", {"name": before.resource.name if before else resource}))
        kind, listed = found
        site = Site(session=session, kind=kind, ours=ours)
        return site, verify(site, listed), known

    def _enter(self, account_name: str, account: str) -> tuple[Session, Ours]:
        way = to_read(account_of(self._store, account_name), self._vault)
        session = self._stack.enter_context(entered(way, account))
        return session, session.identity().ours.joined(said_of(self._store, account_name))

    def _whole(self, account_name: str, account: str) -> Everything:
        said = said_of(self._store, account_name)
        return whole_account(target(account_of(self._store, account_name), self._vault, ours=said), account)


def _drift_of(error: Exception) -> tuple[Change, ...]:
    return as_changes(error.drift) if isinstance(error, ChangedSince) else ()


def _told(error: Exception) -> str:
    if isinstance(error, CannotPlan):
        return say(error.code, error.args_of_code)
    if isinstance(error, CloudError):
        return error.message or say("repair_gone", {"name": ""})
    return str(error)
