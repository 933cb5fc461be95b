"""Deeds: what somebody did to who gets into a resource, as the provider's own log of changes tells it."""

from __future__ import annotations

import msgspec

from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.model.moment import Moment
from ajar.model.resource import Resource


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A span of time; both ends are in it."""

    since: Moment
    until: Moment

    def holds(self, at: Moment) -> bool:
        """Whether this moment lies in it. It may be the whole second alone that a log tells."""
        return self.since.replace(microsecond=0) <= at <= self.until


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One change, or the attempt of one, as it was logged; everything but `id`, `code` and `about` is text.

    `event` is the provider's own name of it and `code` finds its sentence. `about` is what it was done to
    ("bucket", "account", "project"...), `owner` the name of that. `who` is an ARN, an e-mail address or the
    name of a service, "" where the log does not tell; `through` the service that did it on their behalf.
    `address` is where the request came from: an address, or the name of a service. `failed` is the
    provider's code where nothing came of it. `in_span` is whether it lies in the span in which the verdict
    changed.
    """

    id: str
    event: str
    code: str
    about: str
    owner: str
    at: Moment
    who: str = ""
    through: str = ""
    address: str = ""
    agent: str = ""
    region: str = ""
    failed: str = ""
    in_span: bool = False
    says: str = ""


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the log that was not looked through: what was done to `about` is not known from it.

    `permission` is what was missing; `back_to` the oldest event that was seen where there were too many.
    """

    about: str
    reason: Reason
    permission: str = ""
    message: str = ""
    back_to: Moment | None = None
    says: str = ""


class Deeds(msgspec.Struct, frozen=True, kw_only=True):
    """Who changed a resource, the latest first, in the time that was asked about.

    `changed` is the span in which the verdict became what it is, None where that is not known. `kept_since`
    is how far back the provider's log goes. `unseen` is what could not be looked through: with any of it, no
    deed does not mean that nobody did anything.
    """

    resource: Resource
    asked: Span
    kept_since: Moment
    changed: Span | None = None
    deeds: tuple[Deed, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    notes: tuple[Caveat, ...] = ()
