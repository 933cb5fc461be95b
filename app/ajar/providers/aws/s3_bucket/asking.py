"""How a setting of a bucket is asked for: whose it is, and what of an answer must be there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.providers.kind import Absent, Malformed, Reader

ENFORCED = "BucketOwnerEnforced"
"""The object ownership under which access control lists are off."""

OWNERSHIPS = (ENFORCED, "BucketOwnerPreferred", "ObjectWriter")


def account_of(resource: Resource) -> Owner:
    """The account as the owner of what all of its buckets share."""
    return Owner(id=resource.account, name=resource.account, shared="account")


def the_account(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    """The owner of what the account has once for all of its buckets."""
    return (account_of(resource),)


def the_bucket(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    """The owner of what each bucket has for itself."""
    return (itself(resource),)


def the_bucket_unless_enforced(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The bucket, but where its lists are switched off: then there is nothing in them to ask for."""
    ownership = reading(facts, "ownership", resource.id)
    off = isinstance(ownership, Fact) and ownership.value == ENFORCED
    return () if off else (itself(resource),)


def asked(reader: Reader, owner: Owner, operation: str, absent: str = "") -> Mapping[str, Value] | None:
    """The answer to a call about the bucket; None where it is the provider's "not set"."""
    codes: Sequence[str] = (absent,) if absent else ()
    try:
        return reader.call(f"s3:{operation}", region=owner.region, absent=codes, Bucket=owner.name)
    except Absent:
        return None


def member(answer: Mapping[str, Value], name: str, form: type) -> Value:
    """A part of an answer that is always there; raises Malformed when it is not, or is something else."""
    value = answer.get(name)
    if not isinstance(value, form):
        raise Malformed(f"The answer has no {name}: is this address AWS?")
    return value
