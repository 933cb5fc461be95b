"""What a requester who comes by one way can have for each condition key.

Which keys a request carries: "AWS global condition context keys", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, and "Actions,
resources, and condition keys for Amazon S3", read 2026-11-24,
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, lru_cache

from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.keys import KEYS, Holder, Key, key
from ajar.policy.aws.patterns import Budget
from ajar.policy.aws.solver.extents import ANY_ADDRESS, Addresses, Extent, OneOf, Text, Times
from ajar.policy.aws.solver.predicates import quoted, seconds
from ajar.policy.aws.solver.ranges import public
from ajar.policy.aws.solver.requirements import TIME
from ajar.policy.aws.solver.supplies import ABSENT, Supply, extent_of, fixed, free, unknown


class Coming(Enum):
    """By which network a request comes: the internet, the own VPC, or one that a policy names."""

    INTERNET = "internet"
    OWN_NETWORK = "own_network"
    NAMED_NETWORK = "named_network"


@dataclass(frozen=True, slots=True)
class Networks:
    """The VPCs and endpoints that a request may come by."""

    vpcs: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class World:
    """One requester, coming by one way, before one bucket.

    `identity` is what follows from who it is, by key in lower case; `unsigned` says that it is not signed in,
    and `service` that it is a service of AWS, whose requests nobody else writes.
    `pinned` keys are those that variables stand for: each has one value, so that a text with variables means
    one text.
    """

    guarded: Guarded
    identity: Mapping[str, Supply] = field(default_factory=dict)
    coming: Coming = Coming.INTERNET
    networks: Networks = Networks()
    unsigned: bool = False
    service: bool = False
    pinned: frozenset[str] = frozenset()

    def supply(self, name: str, action: str) -> Supply:
        """What it can have for the key of this name, in lower case, on a request with this action."""
        about = key(name)
        if about is not None and about.actions is not None and action not in about.actions:
            return ABSENT
        if name not in self._supplies:
            self._supplies[name] = self._pinned(name, self._supply(name))
        return self._supplies[name]

    def carried(self, action: str) -> Mapping[str, tuple[str, ...]]:
        """What its requests with this action say under the keys that each of them has."""
        if action not in self._carried:
            found = {name: self._usual(name, action) for name in _always(self.unsigned, action)}
            self._carried[action] = {name: (value,) for name, value in found.items() if value}
        return self._carried[action]

    def _usual(self, name: str, action: str) -> str:
        extent = self.supply(name, action).sure
        return (_any_of(extent) if extent else None) or ""

    @cached_property
    def _carried(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {}

    @cached_property
    def _supplies(self) -> dict[str, Supply]:
        return {}

    def _pinned(self, name: str, supply: Supply) -> Supply:
        """The same with one value, if it has one and the key is pinned."""
        if name not in self.pinned or supply.sure is None:
            return supply
        value = _any_of(supply.sure)
        return supply if value is None else fixed(value)

    def _supply(self, name: str) -> Supply:
        carried = self.guarded.context.get(name)
        if carried is not None:
            return fixed(*carried)
        known = self.identity.get(name) or self._by_network.get(name) or self._target.get(name)
        return known or self._by_holder(key(name))

    def _by_holder(self, about: Key | None) -> Supply:
        """What follows from who decides the key's value."""
        if about is None or about.held in {Holder.CONTENT, Holder.IDENTITY}:
            return self._unsigned(about) or unknown(extent_of(about))
        if about.held in {Holder.CALLER, Holder.TIME}:
            return self._unsigned(about) or self._chosen(about)
        if about.held is Holder.SESSION and not self.unsigned:
            return Supply(None, sure_missing=True, possible=extent_of(about), possible_missing=True)
        return ABSENT

    def _unsigned(self, about: Key | None) -> Supply | None:
        """What the key is on a request without a signature; None where the signature makes no difference."""
        if about is None or not self.unsigned:
            return None
        return fixed(about.anonymous) if about.anonymous else ABSENT if about.signed_only else None

    def _chosen(self, about: Key) -> Supply:
        """What the sender of a request chooses; how a service sends its own is not told."""
        missing = not (about.always or (about.signed and not self.unsigned))
        extent = _TAG if about.name in _TAGS else extent_of(about)
        return (unknown if self.service else free)(extent, missing=missing)

    @cached_property
    def _target(self) -> dict[str, Supply]:
        """What follows from the bucket itself."""
        account = fixed(self.guarded.account) if self.guarded.account else unknown()
        organizations = sorted(self.guarded.ours.organizations)
        return {
            "aws:resourceaccount": account,
            "s3:resourceaccount": account,
            "aws:resourceorgid": fixed(*organizations) if len(organizations) == 1 else unknown(),
            "aws:resourceorgpaths": unknown(),
            TIME: free(Times(seconds(self.guarded.at)), missing=False),
            "aws:requestedregion": fixed(self.guarded.region) if self.guarded.region else unknown(),
        }

    @cached_property
    def _by_network(self) -> dict[str, Supply]:
        """The keys that tell where a request comes from, which depend on each other.

        "aws:SourceIp ... is not available" through a VPC endpoint, where aws:VpcSourceIp, aws:SourceVpc and
        aws:SourceVpce are, and the other way round (the page of the global keys).
        """
        if self.coming is Coming.INTERNET:
            anywhere = free(Addresses(public()), missing=False)
            return {"aws:sourceip": anywhere, **dict.fromkeys(_OF_VPC, ABSENT)}
        own = self.coming is Coming.OWN_NETWORK
        supplied = free if own else unknown
        vpc = supplied(OneOf(self.networks.vpcs), missing=False)
        endpoint = supplied(OneOf(self.networks.endpoints), missing=False)
        return {
            "aws:sourceip": ABSENT,
            "aws:vpcsourceip": free(ANY_ADDRESS, missing=False),
            "aws:sourcevpc": vpc,
            "aws:sourcevpce": endpoint,
            "aws:sourcevpcarn": unknown(),
            **dict.fromkeys(("aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"), unknown()),
        }


_OF_VPC = (
    "aws:vpcsourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourcevpcarn",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "aws:vpceorgpaths",
)


@lru_cache(maxsize=256)
def _any_of(extent: Extent) -> str | None:
    """Some value of it; None where none was found."""
    value = extent.find((), Budget(1000))
    return value if isinstance(value, str) else None


# "letters, spaces, numbers, and the following characters: _ . : / = + - @" ("Rules for tagging in IAM and AWS
# STS", https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html, read 2026-11-24).
_TAGS = {"aws:PrincipalTag/", "aws:RequestTag/"}
_TAG = Text(barred=tuple(f"*{mark}*" for mark in ("$", "{", "}", quoted("*"), quoted("?"))))


@lru_cache(maxsize=512)
def _always(unsigned: bool, action: str) -> tuple[str, ...]:  # noqa: FBT001 - one of two sorts of requests
    """The keys, in lower case, that every request of this sort has."""
    return tuple(
        one.name.lower()
        for one in KEYS
        if (one.always or (one.signed and not unsigned))
        and not one.many
        and (one.actions is None or action in one.actions)
    )


NETWORK_KEYS = frozenset({"aws:sourceip", *_OF_VPC})
"""The keys that tell one way of coming from another."""
