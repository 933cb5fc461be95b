"""What the person calls their own, and what they have declared open on purpose."""

from __future__ import annotations

from datetime import date

import msgspec

from ajar.model.access import Audience, Capability


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts, organizations, domains and addresses that are the person's own: an input of every judge.

    `accounts` holds account ids of any provider (AWS account ids, Google project ids and numbers),
    `canonical_ids` the S3 canonical user ids of those accounts, `addresses` CIDR ranges. `alone` are those of
    the accounts that are known to be in no organization: of any other whose organization is not among these,
    it could not be read.
    """

    accounts: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    canonical_ids: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def joined(self, other: Ours) -> Ours:
        """Both together."""
        return Ours(
            accounts=self.accounts | other.accounts,
            organizations=self.organizations | other.organizations,
            domains=self.domains | other.domains,
            addresses=self.addresses | other.addresses,
            canonical_ids=self.canonical_ids | other.canonical_ids,
            alone=self.alone | other.alone,
        )


class AccessException(msgspec.Struct, frozen=True, kw_only=True):
    """An exposure that is open on purpose: at most this audience and these capabilities, until this day."""

    audience: Audience
    capabilities: tuple[Capability, ...]
    reason: str
    by: str
    until: date
    prefix: str = ""
