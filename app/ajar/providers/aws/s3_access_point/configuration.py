"""How an access point's configuration is kept: its buckets, the network it answers to, its block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ajar.model.facts import Fact, Facts, Reading, Value, reading
from ajar.model.resource import Owner, Resource
from ajar.providers.aws.s3_bucket.asking import account_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One bucket behind an access point, and whose it is."""

    arn: str
    name: str
    account: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What an access point is: its buckets (several where it spans regions), its network, its block."""

    buckets: tuple[Behind, ...]
    network_origin: str
    vpc: str
    block: Reading


def configuration(value: Value) -> Configuration | None:
    """The configuration that a fact holds; None where it is not of the form that it is kept in."""
    if not isinstance(value, Mapping) or not isinstance(value.get("buckets"), list):
        return None
    origin, vpc = value.get("network_origin"), value.get("vpc")
    buckets = tuple(behind for entry in value["buckets"] if (behind := _behind(entry)) is not None)
    if len(buckets) < len(value["buckets"]) or not isinstance(origin, str):
        return None
    return Configuration(
        buckets=buckets,
        network_origin=origin,
        vpc=vpc if isinstance(vpc, str) else "",
        block=Fact(value.get("block")),
    )


_TEXTS = ("account", "arn", "name", "region")


def _behind(entry: Value) -> Behind | None:
    if not isinstance(entry, Mapping):
        return None
    texts = {name: text for name in _TEXTS if isinstance(text := entry.get(name), str)}
    return Behind(**texts) if len(texts) == len(_TEXTS) else None


def known_configuration(resource: Resource, facts: Facts) -> Configuration | None:
    """The configuration, where it was read and is of that form."""
    found = reading(facts, "access_point", resource.id)
    return configuration(found.value) if isinstance(found, Fact) else None


def the_buckets(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The account's own buckets behind it, as the owners of what decides over them; others' are not read."""
    found = known_configuration(resource, facts)
    return tuple(
        Owner(id=one.arn, name=one.name, region=one.region, shared="bucket")
        for one in (found.buckets if found else ())
        if one.account == resource.account
    )


def the_account(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    """The account that owns the access point, whose block is about it as well."""
    return (account_of(resource),)
