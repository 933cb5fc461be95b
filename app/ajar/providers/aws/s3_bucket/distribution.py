"""A distribution of the content network, as far as it decides who gets what of a bucket behind it."""

from __future__ import annotations

import msgspec

from ajar.model.facts import Reading, Reason, Unread

ANONYMOUS, IDENTITY, CONTROL, POINT = "none", "identity", "control", "access_point"
"""How it asks its origin: without a signature, with one by either means, or an access point with one."""


class Origin(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """One origin that is the bucket, or an access point that may be one to it.

    `path` stands before each request's own; `access` is one of four.
    """

    id: str
    path: str = msgspec.field(name="OriginPath", default="")
    website: bool = False
    access: str = ANONYMOUS
    access_id: str = ""


class Behavior(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """What becomes of the paths of one pattern. `origins` are the bucket's, none where they go elsewhere."""

    pattern: str = msgspec.field(name="PathPattern")
    origins: list[str]
    signed: bool
    methods: list[str] = msgspec.field(name="AllowedMethods")


class Distribution(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """One distribution that has the bucket as an origin; `behaviors` stand in their precedence.

    `tenants_only`: it answers at the names of its tenants alone. `certificates`: its viewers have to show
    one. `may_refuse` names what else may turn viewers away, and was not looked at.
    """

    id: str
    arn: str = msgspec.field(name="ARN")
    domain: str = msgspec.field(name="DomainName")
    aliases: list[str]
    enabled: bool
    staging: bool
    tenants_only: bool
    certificates: bool
    may_refuse: list[str]
    origins: list[Origin]
    behaviors: list[Behavior]


_FORM = list[Distribution]
# The first conversion works the form out, and msgspec 0.22 crashes the program where two threads begin that
# at once: it is done while the module is imported, by one of them.
msgspec.convert([], _FORM)


def distributions_in(found: Reading) -> tuple[Distribution, ...] | Unread:
    """What was read of a bucket's distributions; Unread where it was not, or is in another form."""
    if isinstance(found, Unread):
        return found
    try:
        return tuple(msgspec.convert(found.value, _FORM))
    except msgspec.ValidationError:
        return Unread(reason=Reason.MALFORMED)
