"""What the content network may hand out of a bucket where that cannot be seen.

Whom a distribution serves is told by its account alone. Where that is not this one, or where it does not
answer, nobody is proven to be kept out whom the policy lets in through the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Unknown
from ajar.model.facts import Fact, Facts, Reason, Unread, Value
from ajar.model.grant import Grant
from ajar.model.resource import Resource
from ajar.policy.aws.access_point import POINT_POLICY, VPC
from ajar.policy.aws.content_network import (
    NOTHING,
    STEPS,
    Fetched,
    Fetcher,
    by_control,
    by_identity,
    question,
)
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Policy, Statement, parse_policy
from ajar.policy.aws.patterns import Budget
from ajar.policy.aws.services import origin_identity, origin_identity_arn
from ajar.providers.aws.s3_bucket.distribution import Distribution
from ajar.providers.aws.s3_bucket.distributions import SETTING, names_content_network
from ajar.providers.aws.s3_bucket.gates import known
from ajar.providers.aws.s3_bucket.origin_access import IDENTITIES

_ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket")
_ACCOUNT = 4  # which part of an ARN names it
_ANY, _SOME = "ANY", "210987654321"
"""A distribution, and an account, that no policy names."""


def unseen_grants(
    resource: Resource,
    facts: Facts,
    at_bucket: Guarded,
    policy: Policy,
    found: tuple[Distribution, ...] | Unread,
    budget: Budget,
) -> Iterator[Grant]:
    """What is in doubt of it: this account's distributions, those of other accounts of ours, and identities.

    An identity that is neither of a distribution that was found nor of the account's own is somebody else's,
    who hands out what it reads to nobody knows whom.
    """
    unseen = _Unseen(resource, facts, at_bucket, policy, budget)
    if isinstance(found, Unread):
        yield from unseen.distributions(found)
    yield from unseen.of_ours()
    yield from unseen.identities(() if isinstance(found, Unread) else found)


def through_point(text: Value, point: Guarded, origin: str) -> Iterator[Grant]:
    """What an access point's policy (its text) may let distributions of its account fetch, which is in doubt.

    Which distributions have it as their origin is not looked at. One that answers to a network alone is none:
    the content network is not in it.
    """
    if origin == VPC or not names_content_network(text):
        return
    policy = parse_policy(text)
    if isinstance(policy, Policy):
        budget = Budget(STEPS)
        arn = f"arn:{point.partition or 'aws'}:cloudfront::{point.account}:distribution/"
        named = [*_named(policy, point.account), f"{arn}{_ANY}"]
        for one in named:
            fetcher = by_control(point, one, point.account)
            said = _said(policy, fetcher, budget, [point.arn, f"{point.arn}/object/*"])
            if said.allowed is not False:
                why = Unread(reason=Reason.UNSUPPORTED)
                # Only the setting that is the policy's text has a place in it to show.
                cited = said if point.setting == POINT_POLICY else NOTHING
                yield _possible(point, cited, _doubt(point, "access_point_for_network", point.setting, why))
                return


@dataclass(frozen=True, slots=True)
class _Unseen:
    resource: Resource
    facts: Facts
    guarded: Guarded
    policy: Policy
    budget: Budget

    def distributions(self, why: Unread) -> Iterator[Grant]:
        """The account's own, which did not answer: those that the policy lets in, by their names."""
        let_in = {**dict(self._let_in(self.resource.account)), **dict(self._identities())}
        if let_in:
            names = ", ".join(let_in)
            doubt = _doubt(self.guarded, "distributions_unread", SETTING, why, names)
            yield _possible(self.guarded, next(iter(let_in.values())), doubt)

    def of_ours(self) -> Iterator[Grant]:
        """Those of other accounts of ours, whose word is no proof that nobody else is served.

        An organization that conditions ask for has accounts whose numbers are not known.
        """
        for account in sorted(self.guarded.ours.accounts - {self.resource.account}):
            let_in = dict(self._let_in(account))
            if let_in:
                why = Unread(reason=Reason.UNSUPPORTED)
                doubt = _doubt(self.guarded, "distributions_of_ours", SETTING, why, account)
                yield _possible(self.guarded, next(iter(let_in.values())), doubt)

        for organization in sorted(self.guarded.ours.organizations) if self._asks_for_organization() else ():
            arn = f"arn:{self.guarded.partition or 'aws'}:cloudfront::{_SOME}:distribution/{_ANY}"
            said = self._said(by_control(self.guarded, arn, _SOME, organization))
            if said.allowed is not False:
                why = Unread(reason=Reason.UNSUPPORTED)
                doubt = _doubt(self.guarded, "distributions_of_ours", SETTING, why, organization)
                yield _possible(self.guarded, said, doubt)

    def _asks_for_organization(self) -> bool:
        keys = (one.key.lower() for statement in self.policy.statements for one in statement.conditions)
        return any(key.startswith("aws:sourceorg") for key in keys)

    def identities(self, found: tuple[Distribution, ...]) -> Iterator[Grant]:
        """The identities that the policy lets in and no distribution that was found comes with."""
        used = {origin.access_id for one in found for origin in one.origins}
        own = known(self.facts, IDENTITIES, self.resource.account)
        for identity, said in self._identities():
            if identity in used:
                continue
            if not isinstance(own, Fact) or not isinstance(own.value, list):
                why = own if isinstance(own, Unread) else Unread(reason=Reason.MALFORMED)
                owner = self.resource.account
                yield _possible(
                    self.guarded,
                    said,
                    _doubt(self.guarded, "origin_identities_unread", IDENTITIES, why, identity, owner),
                )
            elif identity not in own.value:
                why = Unread(reason=Reason.UNSUPPORTED)
                yield _possible(
                    self.guarded,
                    said,
                    _doubt(self.guarded, "origin_identity_of_others", "policy", why, identity),
                )

    def _identities(self) -> Iterator[tuple[str, Fetched]]:
        named = {
            identity
            for statement in self.policy.statements
            for one in statement.principals.listed
            if (identity := origin_identity(one.name)) is not None
        }
        for identity in sorted(named):
            arn = origin_identity_arn(identity, self.guarded.partition)
            said = self._said(by_identity(self.guarded, arn))
            if said.allowed is not False:
                yield identity, said

    def _let_in(self, account: str) -> Iterator[tuple[str, Fetched]]:
        """The distributions of an account that the policy may let in, by their ids; `*` where it names none.

        One whose name the policy has as a pattern is among those that it does not name.
        """
        for arn in _named(self.policy, account):
            said = self._said(by_control(self.guarded, arn, account))
            if said.allowed is not False:
                yield arn.rpartition("/")[2], said
        partition = self.guarded.partition or "aws"
        unnamed = f"arn:{partition}:cloudfront::{account}:distribution/{_ANY}"
        said = self._said(by_control(self.guarded, unnamed, account))
        if said.allowed is not False:
            yield "*", said

    def _said(self, fetcher: Fetcher) -> Fetched:
        arn = self.resource.id
        return _said(self.policy, fetcher, self.budget, [arn, f"{arn}/*"])


def _named(policy: Policy, account: str) -> Iterator[str]:
    """The distributions of an account that the policy's conditions name, by their ARNs."""
    values = (
        value
        for statement in policy.statements
        for condition in statement.conditions
        if condition.key.lower() == "aws:sourcearn"
        for value in condition.values
    )
    for value in dict.fromkeys(values):
        parts = value.split(":")
        if len(parts) > _ACCOUNT and parts[_ACCOUNT] == account and not {"*", "?", "$"} & set(value):
            yield value


def _said(policy: Policy, fetcher: Fetcher, budget: Budget, targets: list[str]) -> Fetched:
    """What the policy lets it do, of all that it may be asked for; the surest."""
    best = NOTHING
    for action in _ACTIONS:
        said = question(policy, fetcher, action, budget).fetched((targets,))
        if said.allowed:
            return said
        best = said if said.allowed is None else best
    return best


def _possible(at: Guarded, said: Fetched, doubt: Unknown) -> Grant:
    statement: Statement | None = said.statement
    return Grant(
        audience=Audience.PUBLIC,
        capabilities=frozenset(),
        evidence=Evidence(
            setting=at.setting,
            owner=at.owner,
            pointer=statement.pointer if statement else "",
            span=statement.span if statement else None,
            code="policy_lets_in_content_network",
        ),
        doubts=(doubt,),
        through="cdn",
    )


def _doubt(at: Guarded, code: str, setting: str, why: Unread, who: str = "", owner: str = "") -> Unknown:
    return Unknown(
        setting=setting,
        reason=why.reason,
        permission=why.permission,
        owner=owner or at.owner,
        code=code,
        args={"who": who} if who else {},
    )
