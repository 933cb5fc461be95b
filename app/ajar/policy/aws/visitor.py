"""A visitor: one requester who stands for people that a policy can tell apart, and the scene he is met in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ajar.model.access import Audience
from ajar.model.facts import Reason
from ajar.model.ours import Ours
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.identities import Identity
from ajar.policy.aws.named import Named
from ajar.policy.aws.principals import Requester
from ajar.policy.aws.request import Caller
from ajar.policy.aws.rules import Doubt
from ajar.policy.aws.solver.worlds import Coming, Networks

ANY_AWS_USER = "any AWS user"
_OWN_NETWORKS = Networks()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Visitor:
    """A requester, the audience that it stands for, its names in `who` and in a witness, and its doubts.

    `identity` is what conditions can ask of it, `coming` and `networks` the way by which it comes. `common`
    says that whoever is of a narrower audience is one of these, too. `path` is what stands in every key that
    it writes, `barred` what does not.
    """

    requester: Requester
    audience: Audience
    who: str
    witness: str
    caller: Caller
    doubts: tuple[Doubt, ...] = ()
    identity: Identity = field(default_factory=dict)
    coming: Coming = Coming.INTERNET
    networks: Networks = _OWN_NETWORKS
    common: bool = False
    path: str = ""
    barred: str = ""

    @property
    def service(self) -> bool:
        """Whether it is a service of AWS."""
        return bool(self.caller.service)


@dataclass(frozen=True)
class Scene:
    """One bucket, and what its policy names: what decides who need be looked at, and who is ours."""

    guarded: Guarded
    named: Named

    @property
    def ours(self) -> Ours:
        """Who is ours."""
        return self.guarded.ours

    @property
    def partition(self) -> str:
        """The bucket's part of AWS, as ARNs name it; the first of them where that is not known."""
        return self.guarded.partition or "aws"

    @cached_property
    def account(self) -> str:
        """An account that neither the policy names nor we call ours."""
        return strange_account({*self.named.accounts, *self.ours.accounts, self.guarded.account})

    @cached_property
    def organization(self) -> str:
        """An organization that neither the policy names nor we call ours."""
        numbers = (f"o-strange{number:03d}" for number in range(1000))
        return next(one for one in numbers if one not in self.named.organizations | self.ours.organizations)

    def other_accounts(self) -> tuple[str, ...]:
        """The accounts that the policy names, but for the bucket's own."""
        return tuple(sorted(self.named.accounts - {self.guarded.account}))

    def of_account(self, account: str) -> Audience:
        """Who a named account is to us."""
        return Audience.ORGANIZATION if account in self.ours.accounts else Audience.EXTERNAL

    def of_organization(self, name: str) -> Audience:
        """Who a named organization is to us."""
        return Audience.ORGANIZATION if name in self.ours.organizations else Audience.EXTERNAL

    def whose(self, organization: str) -> tuple[Doubt, ...]:
        """What is in doubt about an organization's being ours or not: nothing, where it is known which is.

        An account that is known to be in none has no organization: any other is somebody else's.
        """
        if self.ours.organizations or self.guarded.account in self.ours.alone:
            return ()
        return (doubt("organization_not_known", organization=organization),)


def strange_account(taken: Iterable[str]) -> str:
    """The id of an account that is none of these."""
    known = set(taken)
    return next(number for number in _numbers() if number not in known)


def _numbers() -> Iterator[str]:
    yield from (f"{number:012d}" for number in range(998877665544, 1_000_000_000_000))


def doubt(code: str, **args: str) -> Doubt:
    """Why it is not decided whether these people get in."""
    reason = Reason.UNSUPPORTED if code.endswith("_decided") else Reason.CONDITION
    return Doubt(reason, code, tuple(args.items()))
