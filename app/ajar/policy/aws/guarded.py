"""What a resource policy stands before, and what it is read against: whose that is, who we are, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ajar.model.ours import Ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """One bucket, or an access point, with its policy's surroundings.

    `setting` and `owner` are what evidence and doubts name as their place; `arn` is what a request names, and
    `account` the account that it belongs to: what its policy gives there opens nothing. `region` is empty
    where it was not told. `vpcs` and `endpoints` are ids of networks and their endpoints that are known to
    be ours, None where they could not be read. `context` are the keys, in lower case, that every request by
    this way carries. `signed` says that a request without a signature is not taken at all.
    """

    setting: str
    owner: str
    arn: str
    account: str
    at: datetime
    region: str = ""
    ours: Ours = field(default_factory=Ours)
    vpcs: frozenset[str] | None = None
    endpoints: frozenset[str] | None = None
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    signed: bool = False

    @property
    def partition(self) -> str:
        """The part of AWS that it is in, as ARNs name it; empty where its ARN does not tell."""
        return self.arn.split(":", 2)[1] if self.arn.count(":") > 1 else ""
