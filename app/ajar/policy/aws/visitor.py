"""A visitor: one requester who stands for people that a policy can tell apart, and the scene he is met in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ajar.model.access import Audience
from ajar.model.facts import Reason
from ajar.model.ours import Ours
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.identities import Identity
from ajar.policy.aws.named import Ids, Named
from ajar.policy.aws.patterns import matches
from ajar.policy.aws.principals import Requester
from ajar.policy.aws.request import Caller
from ajar.policy.aws.rules import Doubt
from ajar.policy.aws.solver.worlds import Coming, Networks
from ajar.policy.aws.strange import ACCOUNTS, ENDPOINTS, ORGANIZATIONS, VPCS, told_apart

ANY_AWS_USER = "any AWS user"
_NO_NETWORKS = Networks()
_NONE: frozenset[str] = frozenset()


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
    networks: Networks = _NO_NETWORKS
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

    @property
    def account(self) -> str:
        """The first of the strange accounts."""
        return self.accounts[0]

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """Accounts that neither the policy names nor we call ours, one for all that its patterns tell apart.

        Somebody has each number: a wildcard in a number keeps out nobody who is patient.
        """
        taken = {*self.named.accounts.whole, *self.ours.accounts, self.guarded.account}
        return told_apart(ACCOUNTS, self.named.accounts.patterns, taken)

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """Organizations that neither the policy names nor we call ours, one for all that it tells apart."""
        taken = self.named.organizations.whole | self.ours.organizations
        return told_apart(ORGANIZATIONS, self.named.organizations.patterns, taken)

    @cached_property
    def networks(self) -> Networks:
        """VPCs and endpoints that neither the policy names nor are known to be ours, in the same way."""
        guarded, named = self.guarded, self.named
        return Networks(
            told_apart(VPCS, named.vpcs.patterns, named.vpcs.whole | (guarded.vpcs or _NONE)),
            told_apart(
                ENDPOINTS, named.endpoints.patterns, named.endpoints.whole | (guarded.endpoints or _NONE)
            ),
        )

    def other_accounts(self) -> tuple[str, ...]:
        """The accounts that the policy names, and ours that its patterns mean, but for the bucket's own."""
        meant = _meant(self.named.accounts, self.ours.accounts)
        return tuple(sorted(meant - {self.guarded.account}))

    def asked_accounts(self) -> tuple[str, ...]:
        """Those of them that its conditions speak of."""
        return tuple(one for one in self.other_accounts() if one not in self._by_principal_only)

    @cached_property
    def _by_principal_only(self) -> frozenset[str]:
        return self.named.accounts.whole - self.named.asked_accounts

    def named_organizations(self) -> tuple[str, ...]:
        """The organizations that the policy names, and ours that its patterns mean."""
        return tuple(sorted(_meant(self.named.organizations, self.ours.organizations)))

    def behind_organizations(self) -> tuple[str, ...]:
        """The organizations that the policy names as those behind an endpoint, and ours that it means."""
        return tuple(sorted(_meant(self.named.behind_organizations, self.ours.organizations)))

    def not_of(self, account: str) -> frozenset[str]:
        """The organizations that a named account is not in: ours, unless it is ours as well."""
        return frozenset() if account in self.ours.accounts else self.ours.organizations

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


def _meant(ids: Ids, ours: frozenset[str]) -> frozenset[str]:
    return ids.whole | {one for one in ours if any(matches(pattern, one) for pattern in ids.patterns)}


def doubt(code: str, **args: str) -> Doubt:
    """Why it is not decided whether these people get in."""
    reason = Reason.UNSUPPORTED if code.endswith("_decided") else Reason.CONDITION
    return Doubt(reason, code, tuple(args.items()))
