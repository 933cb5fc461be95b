"""Which accounts a command speaks of: added ones by name, or the ambient credentials of one cloud."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import typer

from ajar.cli.declared import known_ours
from ajar.cli.exits import fail, wrong
from ajar.cli.options import Cloud
from ajar.jobs.audit import Target
from ajar.jobs.sign_in import ambient, provider, target
from ajar.jobs.whose import said_of
from ajar.model.account import Account, AwsAmbient, AwsProfile, GcpAdc, Login
from ajar.model.resource import Resource
from ajar.providers import PROVIDERS
from ajar.providers.kind import Kind, NoCredentials, Reader, Session
from ajar.store import Store, accounts
from ajar.vault import Vault

MANY = 50
"""Above so many projects, reading all of them wants a yes."""


@dataclass(frozen=True)
class Narrow:
    """What of an account is read; nothing named means all of it. And whether the cloud's own word is."""

    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    second_opinion: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kinds or self.regions)


@dataclass(frozen=True)
class Ambient:
    """Credentials as a cloud's own tools find them."""

    cloud: Cloud | None
    profile: str | None = None
    projects: tuple[str, ...] = ()
    everything: bool = False

    def login(self) -> Login:
        """How to sign in with nothing stored. Ends the program where an option is another cloud's."""
        if self.cloud is Cloud.AWS:
            if self.projects or self.everything:
                wrong("--project and --all are Google Cloud's; AWS has --profile.")
            return AwsProfile(self.profile) if self.profile else AwsAmbient()
        if self.profile:
            wrong("--profile is AWS's; Google Cloud has --project.")
        return GcpAdc(self.projects)


def of_cloud(ambient_credentials: Ambient, narrow: Narrow) -> Target:
    """The ambient credentials as something to audit; more than 50 projects are asked for."""
    way = ambient_credentials.login()
    name = ambient_credentials.cloud.value if ambient_credentials.cloud else ""
    check_kinds(narrow.kinds)
    whole = _within(ambient(name, way, _of(name, narrow.kinds), ours=known_ours()), narrow)
    return whole if ambient_credentials.everything or ambient_credentials.projects else _asked(whole)


def of_names(store: Store, vault: Vault, names: Sequence[str], narrow: Narrow) -> list[Target]:
    """The added accounts of these names, all of them where none is named."""
    check_kinds(narrow.kinds)
    known = {account.name: account for account in accounts.all_accounts(store)}
    for name in names:
        if name not in known:
            fail(f"there is no account named {name!r}. See `ajar account list`, or add it.")
    if not known:
        fail("no account was added yet. Add one with `ajar account add`, or name a cloud: `ajar scan aws`.")
    wanted: list[Account] = [known[name] for name in names] or list(known.values())
    return [
        _within(
            target(
                account,
                vault,
                _of(account.provider, narrow.kinds),
                ours=said_of(store, account.name),
            ),
            narrow,
        )
        for account in wanted
    ]


def _asked(whole: Target) -> Target:
    """The same target, which asks a person (or wants --all) where it reaches very many accounts."""

    def enter() -> Sequence[Session]:
        sessions = whole.open()
        if len(sessions) > MANY and not _agreed(len(sessions)):
            many = f"{len(sessions)} projects can be seen"
            raise NoCredentials(f"{many}: name some with --project, or say --all.")
        return sessions

    return dataclasses.replace(whole, open=enter)


def _agreed(number: int) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(f"{number} projects can be seen. Read them all?", default=False, err=True)


def check_kinds(kinds: Sequence[str]) -> None:
    """End with a message where a kind is not known."""
    known = sorted(kind.name for cloud in PROVIDERS for kind in cloud.kinds)
    for name in kinds:
        if name not in known:
            wrong(f"there is no kind {name!r}. Known are: {', '.join(known)}.")


def _of(cloud: str, kinds: Sequence[str]) -> Sequence[str]:
    """Those of the asked kinds that this cloud has; a name that none has where it has none of them."""
    mine = [kind.name for kind in provider(cloud).kinds if kind.name in kinds]
    return mine or (["none"] if kinds else [])


def _within(whole: Target, narrow: Narrow) -> Target:
    kinds = tuple(whole.kinds)
    if narrow.regions:
        kinds = tuple(_in_regions(kind, frozenset(narrow.regions)) for kind in kinds)
    return dataclasses.replace(whole, kinds=kinds, second_opinion=narrow.second_opinion)


def _in_regions(kind: Kind, regions: frozenset[str]) -> Kind:
    def listed(reader: Reader) -> Iterator[Resource]:
        return (resource for resource in kind.list(reader) if resource.region in regions)

    return dataclasses.replace(kind, list=listed)
