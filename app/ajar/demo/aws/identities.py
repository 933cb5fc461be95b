"""What the fake AWS holds of its users, roles and groups: who they are, and the permissions of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Holder:
    """A user, a role or a group, by its ARN, with its own policies by name and the ARNs of those attached.

    `groups` are the names of those that a user is in.
    """

    arn: str
    inline: tuple[tuple[str, Document], ...] = ()
    attached: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def account(self) -> str:
        """Whose it is."""
        return self.arn.split(":")[4]

    @property
    def form(self) -> str:
        """What it is: "user", "role" or "group"."""
        return self.arn.split(":")[5].partition("/")[0]

    @property
    def path(self) -> str:
        """What stands before its name."""
        return f"/{self.arn.partition('/')[2].rpartition('/')[0]}/".replace("//", "/")

    @property
    def name(self) -> str:
        """Its name."""
        return self.arn.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class AttachedPolicy:
    """A policy that is attached to holders, by its ARN, of AWS's or of an account's own."""

    arn: str
    document: Document

    @property
    def name(self) -> str:
        """Its name."""
        return self.arn.rpartition("/")[2]
