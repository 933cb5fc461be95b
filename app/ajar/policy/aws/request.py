"""One fully specified request: who makes it, what it does, to what, and all that conditions may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who makes a request; all empty for one without a signature.

    `arn` is the user, role, session or root user as a policy names it, and `account` theirs; `service` is a
    service of AWS that makes the request itself ("cloudfront.amazonaws.com"), and then the others are empty.
    `canonical_id` is empty where it is not known.
    """

    account: str = ""
    arn: str = ""
    canonical_id: str = ""
    service: str = ""

    @property
    def signed(self) -> bool:
        """Whether the request carries a signature."""
        return bool(self.account or self.service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked: `context` holds the values of each condition key by its name in lower case.

    A key that the request lacks is not in it; one that has a single value has a tuple of one.
    """

    caller: Caller
    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
