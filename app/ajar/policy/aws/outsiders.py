"""Whom a policy may let in: a visitor for each kind of people it can tell apart, and who they are to us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ajar.model.access import Audience
from ajar.model.facts import Reason
from ajar.model.ours import Ours
from ajar.policy.aws import identities
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.identities import Identity
from ajar.policy.aws.language import Policy
from ajar.policy.aws.named import Named, named_by
from ajar.policy.aws.principals import (
    ANONYMOUS,
    NOBODY_SIGNED_IN,
    SIGNED_IN_STRANGER,
    Form,
    Principal,
    Requester,
)
from ajar.policy.aws.request import Caller
from ajar.policy.aws.rules import Doubt
from ajar.policy.aws.services import CONTENT_NETWORK, service
from ajar.policy.aws.solver.worlds import Coming, Networks

_SILENT = {Form.EVERYONE, Form.DELETED}
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


def visitors(policy: Policy, guarded: Guarded) -> tuple[Visitor, ...]:
    """Everybody who need be looked at, the widest audience first; the bucket's own account is not among them.

    Strangers stand for all whom the policy does not name; of those that it does, each is looked at by itself.
    """
    return _Gathering(guarded, named_by(policy)).all()


def stranger(taken: Iterable[str]) -> str:
    """The ARN of a user of an account that is none of these."""
    return f"arn:aws:iam::{strange_account(taken)}:user/any"


def strange_account(taken: Iterable[str]) -> str:
    """The id of an account that is none of these."""
    known = set(taken)
    return next(number for number in _numbers() if number not in known)


def _numbers() -> Iterator[str]:
    yield from (f"{number:012d}" for number in range(998877665544, 1_000_000_000_000))


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Who is looked at before one bucket."""

    guarded: Guarded
    named: Named

    @property
    def _ours(self) -> Ours:
        return self.guarded.ours

    @property
    def _partition(self) -> str:
        return self.guarded.partition

    @property
    def _organization_known(self) -> bool:
        """Whether our organization is known, or that there is none: then any other is somebody else's."""
        return bool(self._ours.organizations) or self.guarded.account in self._ours.alone

    def all(self) -> tuple[Visitor, ...]:
        account = self._stranger_account()
        ways = tuple(self._by_networks(self._strangers(account)))
        others = [*self._names(), *self._organizations(account), *self._services(account)]
        found = [*ways, *self._likely(account), *others]
        return tuple(sorted(found, key=lambda one: one.audience.width, reverse=True))

    def _stranger_account(self) -> str:
        return strange_account({*self.named.accounts, *self._ours.accounts, self.guarded.account})

    def _organization(self) -> str:
        numbers = (f"o-strange{number:03d}" for number in range(1000))
        return next(one for one in numbers if one not in self.named.organizations | self._ours.organizations)

    def _strangers(self, account: str) -> tuple[Visitor, ...]:
        identity = identities.somebody(account, self._partition, self._organization())
        arn = f"arn:{self._partition or 'aws'}:iam::{account}:user/any"
        return (
            Visitor(
                requester=NOBODY_SIGNED_IN,
                audience=Audience.PUBLIC,
                who="anyone",
                witness=ANONYMOUS,
                caller=Caller(),
                common=True,
            ),
            Visitor(
                requester=SIGNED_IN_STRANGER,
                audience=Audience.AUTHENTICATED,
                who="any AWS user",
                witness=arn,
                caller=Caller(account=account, arn=arn),
                identity=identity,
                common=True,
            ),
        )

    def _by_networks(self, strangers: Iterable[Visitor]) -> Iterator[Visitor]:
        """The strangers by each way that the policy tells apart.

        Whoever comes through a network of his own has an account of AWS, signed or not. Whose a network is
        that the policy names, is not known, unless it is ours.
        """
        others = Networks(
            tuple(sorted(self.named.vpcs - (self.guarded.vpcs or frozenset()))),
            tuple(sorted(self.named.endpoints - (self.guarded.endpoints or frozenset()))),
        )
        for one in strangers:
            yield one
            if self.named.by_network:
                yield replace(
                    one, coming=Coming.OWN_NETWORK, audience=Audience.AUTHENTICATED, who="any AWS user"
                )
            if others.vpcs or others.endpoints:
                names = ", ".join((*others.vpcs, *others.endpoints))
                yield replace(
                    one,
                    coming=Coming.NAMED_NETWORK,
                    networks=others,
                    audience=Audience.EXTERNAL,
                    who=names,
                    doubts=(_doubt("network_not_known", networks=names),),
                    common=False,
                )

    def _likely(self, account: str) -> Iterator[Visitor]:
        """A stranger whose account's number is like one of the patterns: somebody has such a number."""
        taken = {*self.named.accounts, *self._ours.accounts, self.guarded.account}
        for pattern in sorted(self.named.account_patterns):
            number = _like(pattern, taken)
            if number and number != account:
                (_, one) = self._strangers(number)
                yield one

    def _names(self) -> Iterator[Visitor]:
        """Those whom the policy names as principals, or in what it asks of them."""
        for one in self.named.principals:
            if one.form not in _SILENT and (not one.account or one.account != self.guarded.account):
                yield from self._ways(self._named(one))
        for account in sorted(self.named.accounts - {one.account for one in self.named.principals}):
            if account != self.guarded.account:
                yield from self._ways(self._named(Principal(Form.ACCOUNT, account, account)))
        for name in sorted(self.named.unique_ids):
            doubts = (_doubt("identity_not_known", who=name),)
            identity = {**identities.nobody_known(), "aws:userid": identities.exactly(name)}
            yield Visitor(
                requester=SIGNED_IN_STRANGER,
                audience=Audience.EXTERNAL,
                who=name,
                witness=name,
                caller=Caller(account="unknown"),
                doubts=doubts,
                identity=identity,
            )

    def _ways(self, one: Visitor | None) -> Iterator[Visitor]:
        if one is not None:
            yield one
            if self.named.by_network and not one.service:
                yield replace(one, coming=Coming.OWN_NETWORK)

    def _named(self, one: Principal) -> Visitor | None:
        """A principal that the policy names; None for one who is looked at otherwise.

        Who signs in through a federation is not told by the name alone. A content network's identity may
        serve what it reads to everybody.
        """
        requester = Requester(one)
        if one.form is Form.SERVICE:
            return None  # who steers it is looked at instead
        if one.form is Form.ORIGIN_IDENTITY:
            return _unsure(requester, Audience.PUBLIC, one, "origin_identity_not_decided")
        if one.form is Form.FEDERATED:
            return _unsure(requester, Audience.AUTHENTICATED, one, "federated_not_decided")
        canonical = one.form is Form.CANONICAL
        mine = one.name in self._ours.canonical_ids if canonical else one.account in self._ours.accounts
        arn = (
            f"arn:{self._partition or 'aws'}:iam::{one.account}:root"
            if one.form is Form.ACCOUNT
            else one.name
        )
        return Visitor(
            requester=requester,
            audience=Audience.ORGANIZATION if mine else Audience.EXTERNAL,
            who=one.account or one.name,
            witness=arn,
            caller=Caller(
                account=one.account or "unknown",
                arn="" if canonical else arn,
                canonical_id=one.name if canonical else "",
            ),
            identity=self._identity(one),
        )

    def _identity(self, one: Principal) -> Identity:
        if one.form is Form.ACCOUNT:
            return identities.named_account(one.account, self._partition)
        if one.form is Form.IDENTITY:
            return identities.named_identity(one.name, one.account)
        return identities.nobody_known()

    def _organizations(self, account: str) -> Iterator[Visitor]:
        """A member of each organization that the policy names."""
        (_, one) = self._strangers(account)
        for name in sorted(self.named.organizations):
            mine = name in self._ours.organizations
            known = mine or self._organization_known
            doubts = () if known else (_doubt("organization_not_known", organization=name),)
            member = replace(
                one,
                audience=Audience.ORGANIZATION if mine else Audience.EXTERNAL,
                who=name,
                identity=identities.member(account, self._partition, name),
                doubts=doubts,
                common=False,
            )
            yield from self._ways(member)

    def _services(self, account: str) -> Iterator[Visitor]:
        """Each service, on behalf of anybody and of each whom the policy names."""
        for name in self.named.services:
            known = service(name) if name else None
            if name and known is None:
                yield _undecided_service(name)
            elif known is None or known.steered:
                yield self._acting(name, account, Audience.AUTHENTICATED)
            for other in sorted(self.named.accounts - {self.guarded.account}):
                if known is not None or not name:
                    mine = other in self._ours.accounts
                    yield self._acting(name, other, Audience.ORGANIZATION if mine else Audience.EXTERNAL)
            for organization in sorted(self.named.organizations):
                yield self._acting_for(name, account, organization)

    def _acting(self, name: str, account: str, audience: Audience) -> Visitor:
        strange = audience is Audience.AUTHENTICATED
        whose = identities.somebody(account, self._partition, self._organization())
        whose = whose if strange else identities.named_account(account, self._partition)
        return self._service(name, account, audience, whose, "any AWS user" if strange else account)

    def _acting_for(self, name: str, account: str, organization: str) -> Visitor:
        mine = organization in self._ours.organizations
        known = mine or self._organization_known
        audience = Audience.ORGANIZATION if mine else Audience.EXTERNAL
        whose = identities.member(account, self._partition, organization)
        found = self._service(name, account, audience, whose, organization)
        doubts = () if known else (_doubt("organization_not_known", organization=organization),)
        return replace(found, doubts=(*found.doubts, *doubts))

    def _service(self, name: str, account: str, audience: Audience, whose: Identity, who: str) -> Visitor:
        known = service(name) if name else None
        title = known.title if known else name or "AWS"
        path = known.path if known else ""
        behalf = identities.on_behalf_of(account, self._partition, whose)
        principal = Principal(Form.SERVICE, name) if name else None
        acts_for = account if audience is Audience.AUTHENTICATED else who
        return Visitor(
            requester=Requester(principal),
            audience=audience,
            who=f"{title} for {who}",
            witness=f"{name or 'a service of AWS'} for {acts_for}",
            caller=Caller(service=name or "any.amazonaws.com"),
            identity=identities.service(name, behalf),
            path=path.replace("{account}", account),
            barred=path.replace("{account}", "?" * 12),
        )


def _undecided_service(name: str) -> Visitor:
    """A service of which no table says whether anybody can steer it."""
    principal = Principal(Form.SERVICE, name)
    widest = Audience.PUBLIC if name == CONTENT_NETWORK else Audience.AUTHENTICATED
    return _unsure(Requester(principal), widest, principal, "service_not_decided")


def _unsure(requester: Requester, audience: Audience, one: Principal, code: str) -> Visitor:
    is_service = one.form is Form.SERVICE
    return Visitor(
        requester=requester,
        audience=audience,
        who=one.name,
        witness=one.name,
        caller=Caller(service=one.name) if is_service else Caller(account="unknown", arn=one.name),
        doubts=(_doubt(code, who=one.name),),
        identity=identities.service(one.name, {}) if is_service else identities.nobody_known(),
    )


def _doubt(code: str, **args: str) -> Doubt:
    reason = Reason.UNSUPPORTED if code.endswith("_decided") else Reason.CONDITION
    return Doubt(reason, code, tuple(args.items()))


def _like(pattern: str, taken: set[str]) -> str:
    """An account's number that is like the pattern and none of these; empty where there is none."""
    length = 12
    stars = pattern.count("*")
    room = length - (len(pattern) - stars)
    if (not stars and room) or room < 0:
        return ""
    for digit in "9876543210":
        first = pattern.replace("*", digit * room, 1).replace("*", "").replace("?", digit)
        if first.isdigit() and len(first) == length and first not in taken:
            return first
    return ""
