"""What a bucket's side gives the account's own people, and which of it a change takes from whom.

People of the bucket's own account get in by the policy or by their own permissions, one of them is enough
("How Amazon S3 authorizes a request for a bucket operation", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-bucket-operation.html); a
list for the public means them as well. A policy that names the account itself gives them nothing: it leaves
it to the account, and so to their own permissions ("AWS JSON policy elements: Principal", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.model.finding import Finding
from ajar.model.resource import Resource
from ajar.policy.aws.actions import ACTIONS, Place
from ajar.policy.aws.evaluator.buckets import Situation, decide
from ajar.policy.aws.evaluator.logic import every, opposite, some
from ajar.policy.aws.evaluator.statements import applies, means_action
from ajar.policy.aws.language import VERSIONS, Effect, Patterns, Policy, Statement
from ajar.policy.aws.principals import Form, Principals
from ajar.policy.aws.request import Caller, Request
from ajar.providers.aws.s3_bucket.look_ahead.bearing import policy_of
from ajar.providers.kind import Ahead

_SHOWN = ("s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject")
"""The actions that stand for the others, where a statement has them."""
_MOST = 12
_ANY = "any"  # what stands in the place of a wildcard, in a key that nobody has in mind
_SOMEBODY = Caller(account="0" * 12, arn=f"arn:aws:iam::{'0' * 12}:root", canonical_id="nobody")
"""Whoever signs, and is named by no list."""
_BUCKET_SIDE = ("account_block", "acl", "bucket_block", "ownership")
_UNREAD = "unread"  # a value that is of no setting's form, of which the evaluator says nothing


@dataclass(frozen=True, slots=True)
class Right:
    """One action on one resource."""

    action: str
    resource: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketSide:
    """What stands before the people of an account: the bucket's policy or the access point's, and the list.

    `policy` is as they meet it, None where it was not read; `listed` is what the list gives to whoever signs.
    """

    account: str
    context: Mapping[str, tuple[str, ...]]
    policy: tuple[_Rule, ...] | None
    listed: Mapping[Right, bool | None]

    def gives(self, arn: str, right: Right) -> bool | None:
        """Whether it lets this user or role of the account do that, by the policy or by the list."""
        if self.policy is None:
            return None
        request = Request(
            caller=Caller(account=self.account, arn=arn),
            action=right.action,
            resource=right.resource,
            context={**self.context, "aws:principalarn": (arn,)},
        )
        allows = some(rule.about(request) for rule in self.policy if not rule.denies)
        denies = some(rule.about(request) for rule in self.policy if rule.denies)
        return every((some((allows, self.listed.get(right, False))), opposite(denies)))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A statement with those of its conditions of which something is known; `open` where there are others."""

    statement: Statement
    variables: bool
    open: bool

    @property
    def denies(self) -> bool:
        return self.statement.effect is Effect.DENY

    def about(self, request: Request) -> bool | None:
        """Whether it is about the request; a condition on what is not known of people leaves that open."""
        answer = applies(self.statement, request, variables=self.variables)
        return None if answer and self.open else answer


def before(ahead: Ahead, rights: Iterable[Right], setting: str = "policy") -> BucketSide:
    """What stands before the account's people as it is; these are the rights that it will be asked for."""
    return _side(ahead, ahead.finding, rights, setting)


def after(ahead: Ahead, rights: Iterable[Right], setting: str = "policy") -> BucketSide:
    """The same as it would be."""
    return _side(ahead, ahead.after, rights, setting)


def _side(ahead: Ahead, finding: Finding, rights: Iterable[Right], setting: str) -> BucketSide:
    policy = policy_of(finding.facts, finding.resource, setting)
    context = _context(ahead)
    return BucketSide(
        account=finding.resource.account,
        context=context,
        policy=None if isinstance(policy, Unread) else tuple(_rules(policy, context)) if policy else (),
        listed=_listed(finding, rights) if setting == "policy" else {},
    )


def _context(ahead: Ahead) -> dict[str, tuple[str, ...]]:
    """What is known of every request of the account's people but who it is; of addresses nothing is."""
    context: dict[str, tuple[str, ...]] = {
        "aws:currenttime": (ahead.at.isoformat(),),
        "aws:principalaccount": (ahead.finding.resource.account,),
        "aws:principalisawsservice": ("false",),
        "aws:securetransport": ("true",),
    }
    organizations = sorted(ahead.ours.organizations)
    return context | ({"aws:principalorgid": tuple(organizations)} if len(organizations) == 1 else {})


def _rules(policy: Policy, context: Mapping[str, tuple[str, ...]]) -> Iterator[_Rule]:
    asked = {*context, "aws:principalarn"}
    for one in policy.statements:
        known = tuple(condition for condition in one.conditions if condition.key.lower() in asked)
        met = replace(one, conditions=known, principals=_named(one))
        yield _Rule(met, policy.version == VERSIONS[1], len(known) < len(one.conditions))


def _listed(finding: Finding, rights: Iterable[Right]) -> dict[Right, bool | None]:
    """What the list gives to everybody who signs, and so to these people, too."""
    found = situation(finding.facts, finding.resource)
    return {
        right: decide(found, Request(caller=_SOMEBODY, action=right.action, resource=right.resource)).allowed
        for right in rights
    }


def rights_of(ahead: Ahead, setting: str = "policy") -> tuple[Right, ...]:
    """What the policy gives without a name, or to own people by name, and what a public list may give."""
    resource = ahead.finding.resource
    policy = policy_of(ahead.finding.facts, resource, setting)
    found = tuple(dict.fromkeys(_by_policy(policy, resource) if isinstance(policy, Policy) else ()))[:_MOST]
    if setting != "policy":
        return found
    by_list = (Right("s3:ListBucket", resource.id), Right("s3:PutObject", f"{resource.id}/{_ANY}"))
    return tuple(dict.fromkeys((*found, *by_list)))


def taken(had: BucketSide, has: BucketSide, arn: str, rights: tuple[Right, ...]) -> tuple[Right, ...]:
    """The rights that this user or role has of the bucket's side, and has no longer, or less surely."""
    return tuple(right for right in rights if _RANK[has.gives(arn, right)] < _RANK[had.gives(arn, right)])


def own_named(side: BucketSide) -> tuple[str, ...]:
    """The users and roles of the account that the policy names."""
    named = (one for rule in side.policy or () for one in rule.statement.principals.listed)
    return tuple(sorted({one.name for one in named if side.account == one.account != one.name}))


def situation(facts: Facts, resource: Resource) -> Situation:
    """The bucket without its policy, as the evaluator takes it."""
    values: dict[str, Value] = {}
    for name in _BUCKET_SIDE:
        read = reading(facts, name, resource.account if name == "account_block" else resource.id)
        values[name] = read.value if isinstance(read, Fact) else None if read is None else _UNREAD
    return Situation(arn=resource.id, account=resource.account, **values)


_OF_ACCOUNTS = {Form.ACCOUNT, Form.CANONICAL}
_RANK = {False: 0, None: 1, True: 2}


def _named(statement: Statement) -> Principals:
    """Whom it is about by themselves: an Allow's accounts are left out."""
    named = statement.principals
    if statement.effect is Effect.DENY or named.negated:
        return named
    return Principals(tuple(one for one in named.listed if one.form not in _OF_ACCOUNTS))


def _by_policy(policy: Policy, resource: Resource) -> Iterator[Right]:
    for one in policy.statements:
        own = any(name.account == resource.account for name in one.principals.listed)
        if one.effect is Effect.ALLOW and (own or one.principals.wild()):
            yield from _of(one, resource)


def _of(statement: Statement, resource: Resource) -> Iterator[Right]:
    meant = [one for one in ACTIONS if means_action(statement.actions, one.name)]
    shown = [one for one in meant if one.name in _SHOWN] or meant[:1]
    for action in shown:
        for target in _targets(statement.resources, resource, action.place):
            yield Right(action.name, target)


def _targets(patterns: Patterns, resource: Resource, place: Place) -> Iterator[str]:
    """The bucket, or a file of those that the patterns mean."""
    if place is Place.BUCKET:
        yield resource.id
        return
    files = "object/" if ":accesspoint/" in resource.id else ""
    for pattern in patterns.listed:
        filled = pattern.replace("*", _ANY).replace("?", "x")
        whole = patterns.negated or "$" in pattern or not filled.startswith(f"{resource.id}/")
        yield f"{resource.id}/{files}{_ANY}" if whole else filled
