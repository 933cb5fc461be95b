"""What a fake cloud remembers of each call it was asked; both fakes record the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the fake understood it, before it was answered.

    `operation` is the provider's own name, `?` when it matches none. `account` is the account or project of
    the caller, None for a stranger or for unknown credentials. `resource` names the bucket (or the
    account's own thing), empty where there is none.
    """

    service: str
    operation: str
    region: str
    account: str | None
    resource: str = ""
