"""The resource that a command is about: found by its name, signed in to, and read anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from ajar.cli import targets
from ajar.cli.exits import fail, wrong
from ajar.cli.options import Cloud
from ajar.cli.resource import Wanted, by_name, wanted
from ajar.jobs.audit import Target
from ajar.jobs.fixing import find
from ajar.jobs.preview import Everything, whole_account
from ajar.jobs.sign_in import Way, provider, to_read
from ajar.jobs.verify import Site, verify
from ajar.model.account import Account
from ajar.model.finding import Finding
from ajar.model.resource import Resource
from ajar.providers.kind import CloudError, Gone, Kind, Session
from ajar.store import Store, accounts, open_store
from ajar.vault import open_vault

_T = TypeVar("_T")


@dataclass(frozen=True)
class Credentials:
    """How a command signs in: an account that was added, or what the clouds' own tools find."""

    account: str | None = None
    profile: str | None = None
    projects: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """What a command reads from: the resource that is meant, its account where that was added, and how."""

    named: Wanted
    target: Target
    way: Way
    account: Account | None = None


@dataclass(frozen=True)
class AtHand:
    """One resource as it is now, and where it is."""

    source: Source
    site: Site
    finding: Finding

    def whole(self) -> Everything:
        """All that its account holds, for what a shared setting touches: of every kind, in every region."""
        target = dataclasses.replace(self.source.target, kinds=provider(self.source.target.provider).kinds)
        return whole_account(target, self.finding.resource.account)


def source(text: str, given: Credentials) -> Source:
    """What is meant, and where it is read; the store is opened only for what it alone knows.

    Ends the program where nothing, or more than one thing, is meant. Raises StoreError.
    """
    named = wanted(text)
    if named is not None and given.account is None:
        return _ambient(named, given)
    with open_store() as store:
        named = named or by_name(store, text)
        return _added(store, named, given)


@dataclass(frozen=True)
class Listed:
    """One resource as its account lists it, nothing of which was read yet, and the session to read it by."""

    session: Session
    kind: Kind
    resource: Resource


def listed(where: Source) -> AbstractContextManager[Listed]:
    """Sign in and find the resource; the session is closed at the end.

    Ends the program where that does not work: one line says what to do.
    """
    return _signed_in(where, lambda sessions: next(_listed(sessions, where), None))


def at_hand(where: Source) -> AbstractContextManager[AtHand]:
    """Sign in and read the resource; otherwise as `listed`."""
    return _signed_in(where, lambda sessions: _found(sessions, where))


@contextmanager
def _signed_in(where: Source, found: Callable[[list[Session]], _T | None]) -> Iterator[_T]:
    sessions: list[Session] = []
    try:
        try:
            sessions += where.way.open()
            one = found(sessions)
        except CloudError as error:
            fail(error.message)
        if one is None:
            fail(f"there is no {where.named.text} in this account.")
        yield one
    finally:
        for session in sessions:
            session.close()


def _listed(sessions: list[Session], where: Source) -> Iterator[Listed]:
    for session in sessions:
        found = find(session, where.target.kinds, where.named.kind, where.named.id)
        if found is not None:
            yield Listed(session, *found)


def _found(sessions: list[Session], where: Source) -> AtHand | None:
    for one in _listed(sessions, where):
        ours = one.session.identity().ours.joined(where.target.ours)
        site = Site(session=one.session, kind=one.kind, ours=ours)
        try:
            finding = verify(site, one.resource)
        except Gone:
            continue
        return AtHand(where, site, finding)
    return None


def _ambient(named: Wanted, given: Credentials) -> Source:
    ambient = targets.Ambient(Cloud(named.provider), given.profile, given.projects)
    target = targets.of_cloud(ambient, targets.Narrow(regions=given.regions))
    return Source(named, target, Way(account="", login=ambient.login(), open=target.open))


def _added(store: Store, named: Wanted, given: Credentials) -> Source:
    if given.profile or given.projects:
        wrong("--account has its own credentials: leave out --profile and --project.")
    name = given.account or named.account
    vault = open_vault()
    [target] = targets.of_names(store, vault, [name], targets.Narrow(regions=given.regions))
    account = accounts.account(store, name)
    if account is None or target.provider != named.provider:
        wrong(f"{name} is no account of the cloud that {named.text} is in.")
    return Source(named, target, to_read(account, vault), account)
