"""A resource that a person keeps open on purpose: what they declared of it, and which resource they meant."""

from __future__ import annotations

import msgspec

from ajar.model.moment import Moment
from ajar.model.ours import AccessException


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One exception for one resource of one account of the provider.

    `created` is when the resource was made, so that one of the same name that is made later is not meant;
    None where the provider does not tell.
    """

    account: str
    resource: str
    name: str
    created: Moment | None = None
    exception: AccessException
