"""One fix or undo from sign-in to end: with credentials for it alone, and the rows that it touches anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from ajar.jobs.audit import now
from ajar.jobs.book import Book
from ajar.jobs.examine import examine
from ajar.jobs.keeping import keep_apart, marked, of_store
from ajar.jobs.offers import planned
from ajar.jobs.preview import uses
from ajar.jobs.recovery import look_up
from ajar.jobs.repair import repair
from ajar.jobs.sign_in import Way, provider, to_read, unstored
from ajar.jobs.verify import Site, verify
from ajar.jobs.whose import said_of
from ajar.jobs.writing import Drift
from ajar.model.account import Account
from ajar.model.change import Change, Plan
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry, JournalState, Verdict, in_short
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.kind import CannotPlan, CloudError, Kind, NoCredentials, Reader, Session
from ajar.providers.reader import reader
from ajar.store import StoreError, accounts, findings
from ajar.store.file import Store
from ajar.vault import Vault
from ajar.words import say

THREADS = 16
"""Resources that are read anew side by side after a change to something that many use."""

Told = Callable[[JournalEntry], None]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A plan that the person has confirmed, and whether a stranger's request is to prove it.

    `earlier` are the changes that were confirmed with it, and made before it: what several resources share
    is then as this plan makes it already.
    """

    plan: Plan
    ask_outside: bool = False
    earlier: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a repair ended, and the resources that are now as these findings have them.

    `drift` is what somebody else had changed, where nothing was made because of that.
    """

    entry: JournalEntry
    changed: tuple[Finding, ...] = ()
    drift: tuple[Drift, ...] = ()

    @property
    def made(self) -> tuple[Change, ...]:
        """The changes that stand for certain."""
        states = zip(self.entry.plan.changes, self.entry.steps, strict=True)
        return tuple(change for change, state in states if state is JournalState.MADE)


def account_of(store: Store, name: str) -> Account:
    """The added account of this name. Raises NoCredentials where there is none any more."""
    found = accounts.account(store, name)
    if found is None:
        raise NoCredentials(say("no_such_account", {"name": name}))
    return found


def way_to_look(store: Store, vault: Vault, entry: JournalEntry) -> Way:
    """How what an entry changed is read: as its account is, or as it was made where none was added.

    Raises NoCredentials where the account was removed.
    """
    if not entry.account:
        return unstored(entry.plan.resource.provider, entry.login)
    return to_read(account_of(store, entry.account), vault)


@contextmanager
def entered(way: Way, account: str = "") -> Iterator[Session]:
    """The session of this account of the provider, or of the only one; all of them are closed at the end.

    Raises CloudErrors as signing in does, and NoCredentials where the credentials reach another account.
    """
    sessions = way.open()
    try:
        found = [session for session in sessions if account in ("", session.account)]
        if not found:
            raise NoCredentials(say("another_account", {"account": account}))
        yield found[0]
    finally:
        for session in sessions:
            session.close()


def kind_of(resource: Resource) -> Kind:
    """The kind of a resource. Raises KeyError for one that this program does not know."""
    kinds = {kind.name: kind for kind in provider(resource.provider).kinds}
    return kinds[resource.kind]


def site_at(session: Session, resource: Resource, said: Ours) -> Site:
    """Where a repair of this resource is made. Raises CloudErrors: whose account it is has to be asked."""
    return Site(session=session, kind=kind_of(resource), ours=session.identity().ours.joined(said))


def make(store: Store, way: Way, wish: Wish, *, told: Told, stop: threading.Event | None = None) -> Outcome:
    """Make one plan, with credentials that are given back afterwards.

    Raises CloudErrors where it could not be signed in, before anything is written down or changed, and
    StoreError where the journal could not be written.
    """
    resource = wish.plan.resource
    with entered(way, resource.account) as session:
        identity = session.identity()
        site = Site(
            session=session, kind=kind_of(resource), ours=identity.ours.joined(said_of(store, way.account))
        )
        begun = JournalEntry(
            id="",
            account=way.account,
            login=way.login,
            plan=_as_it_is_now(site, wish),
            at=now(),
            by=identity.name,
            before=_verdict(site, resource),
        )
        book = Book(store, begun, told)
        finding = repair(site, book, ask_outside=wish.ask_outside, stop=stop, earlier=wish.earlier)
        return Outcome(book.entry, _changed(store, way, site, finding, book.entry.plan), book.drift)


def look_up_again(store: Store, way: Way, entry: JournalEntry, *, told: Told) -> Outcome:
    """Find out what became of an unfinished entry. Raises CloudErrors and StoreError, with it as it was."""
    resource = entry.plan.resource
    with entered(way, resource.account) as session:
        site = site_at(session, resource, said_of(store, way.account))
        book = Book(store, entry, told)
        finding = look_up(site, book)
        return Outcome(book.entry, _changed(store, way, site, finding, entry.plan))


def find(session: Session, kinds: Sequence[Kind], kind: str, resource: str) -> tuple[Kind, Resource] | None:
    """The resource of this id as its account lists it now; None where it is not there. Raises CloudErrors."""
    for one in kinds:
        if one.name == kind:
            for listed in one.list(reader(session)):
                if listed.id == resource:
                    return one, listed
    return None


def _as_it_is_now(site: Site, wish: Wish) -> Plan:
    """The plan made anew over earlier changes of the same settings, so that it takes nothing of them back.

    As it was confirmed where there are none, where they have made it already, and where it would then be
    about something else.
    """
    confirmed = wish.plan
    mine = {(one.owner.id, one.setting): one for one in confirmed.changes}
    theirs = [one for one in wish.earlier if (one.owner.id, one.setting) in mine]
    if confirmed.undoes or all(one.after == mine[one.owner.id, one.setting].after for one in theirs):
        return confirmed
    try:
        finding = verify(site, confirmed.resource)
        anew = planned(site.kind, finding, confirmed.fix, site.ours, confirmed.chosen)
    except (CloudError, CannotPlan):
        return confirmed
    within = {(one.owner.id, one.setting) for one in anew.changes} <= mine.keys()
    return anew if anew.changes and within else confirmed


def _verdict(site: Site, resource: Resource) -> Verdict | None:
    """How the resource stands before anything is changed; None where it cannot be read."""
    try:
        return in_short(verify(site, resource).exposure)
    except CloudError:
        return None


def _changed(store: Store, way: Way, site: Site, finding: Finding | None, plan: Plan) -> tuple[Finding, ...]:
    """The resource and all others that use what was changed, as they are now, and kept where rows are.

    A history that cannot be written does not take back what was made: the rows are then those of now alone.
    """
    new = [] if finding is None else [finding]
    if way.account:
        with suppress(StoreError):
            new += _read_again(store, site, plan)
            known = of_store(store)
            new = [marked(one, known, one.read_at.date()) for one in new]
            if new:
                keep_apart(store, new, way.account)
    return tuple(new)


def _read_again(store: Store, site: Site, plan: Plan) -> list[Finding]:
    fresh = reader(site.session)
    with ThreadPoolExecutor(THREADS) as pool:
        read = pool.map(lambda other: _again(site, fresh, other), list(_others(store, plan)))
        return [again for again in read if again is not None]


def _others(store: Store, plan: Plan) -> Iterator[Finding]:
    """The findings that the store has of other resources whose verdict hangs on what was changed."""
    settings = {change.setting for change in plan.changes}
    mine = kind_of(plan.resource)
    shared = any(change.owner.shared for change in plan.changes)
    for kind in provider(plan.resource.provider).kinds:
        # What belongs to one resource is no other's of the same kind.
        if (shared or kind is not mine) and settings & {setting.name for setting in kind.settings}:
            for other in findings.of_kind(store, plan.resource.account, kind.name):
                if other.resource.id != plan.resource.id and any(uses(other, one) for one in plan.changes):
                    yield other


def _again(site: Site, fresh: Reader, other: Finding) -> Finding | None:
    """Another resource read anew; None where it could not be: its row stays as it was, with its age."""
    try:
        return examine(fresh, kind_of(other.resource), other.resource, site.ours, site.clock())
    except CloudError:
        return None
