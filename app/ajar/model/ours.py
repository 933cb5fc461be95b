"""What the person calls their own, and what they have declared open on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

import msgspec

from ajar.model.access import Audience, Capability


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts, organizations, domains, groups and addresses that are the person's own: the judges' input.

    `accounts` holds account ids of any provider (AWS account ids, Google project ids and numbers), `groups`
    the e-mail addresses of groups whatever their domain, `canonical_ids` the S3 canonical user ids of those
    accounts, `addresses` CIDR ranges. `alone` are those of the accounts that are known to be in no
    organization: of any other whose organization is not among these, it could not be read.
    """

    accounts: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    canonical_ids: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def joined(self, other: Ours) -> Ours:
        """Both together."""
        return Ours(
            accounts=self.accounts | other.accounts,
            organizations=self.organizations | other.organizations,
            domains=self.domains | other.domains,
            groups=self.groups | other.groups,
            addresses=self.addresses | other.addresses,
            canonical_ids=self.canonical_ids | other.canonical_ids,
            alone=self.alone | other.alone,
        )


class OwnKind(Enum):
    """What somebody can call their own."""

    ACCOUNT = "account"
    ORGANIZATION = "organization"
    DOMAIN = "domain"
    GROUP = "group"
    ADDRESS = "address"
    CANONICAL_ID = "canonical_id"


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the person calls their own, and how they know it.

    `account` is the added account (a client's, say) in which it counts, "" for all of them.
    """

    kind: OwnKind
    value: str
    name: str = ""
    account: str = ""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """Something that may be theirs as well: offered, never taken by itself. `ajar.words` says why."""

    own: Own
    code: str
    args: dict[str, str] = {}


def ours_of(said: Iterable[Own], account: str = "") -> Ours:
    """What is ours in the account of this name, by what the person said."""
    values: dict[OwnKind, set[str]] = {kind: set() for kind in OwnKind}
    for one in said:
        if one.account in ("", account):
            values[one.kind].add(one.value)
    return Ours(
        accounts=frozenset(values[OwnKind.ACCOUNT]),
        organizations=frozenset(values[OwnKind.ORGANIZATION]),
        domains=frozenset(values[OwnKind.DOMAIN]),
        groups=frozenset(values[OwnKind.GROUP]),
        addresses=frozenset(values[OwnKind.ADDRESS]),
        canonical_ids=frozenset(values[OwnKind.CANONICAL_ID]),
    )


class AccessException(msgspec.Struct, frozen=True, kw_only=True):
    """An exposure that is open on purpose: at most this audience and these capabilities, until this day.

    Of files at most those whose names begin with `prefix`, "" for all.
    """

    audience: Audience
    capabilities: tuple[Capability, ...]
    reason: str
    by: str
    until: date
    prefix: str = ""
