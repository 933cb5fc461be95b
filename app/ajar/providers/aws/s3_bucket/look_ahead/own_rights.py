"""What a bucket's side gives the account's own people, and which of it a change takes from whom.

People of the bucket's own account get in by the policy or by their own permissions, one of them is enough
("How Amazon S3 authorizes a request for a bucket operation", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-bucket-operation.html); a
list for the public means them as well. A policy that names the account itself gives them nothing: it leaves
it to the account, and so to their own permissions ("AWS JSON policy elements: Principal", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
"""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class BucketSide:
    """A bucket, or an access point, with the policy that stands before its people; `setting` is its name."""

    finding: Finding
    setting: str
    organization: str
    at: str

    @classmethod
    def before(cls, ahead: Ahead, setting: str) -> BucketSide:
        """As it is."""
        return cls(ahead.finding, setting, _organization(ahead), ahead.at.isoformat())

    @classmethod
    def after(cls, ahead: Ahead, setting: str) -> BucketSide:
        """As it would be."""
        return cls(ahead.after, setting, _organization(ahead), ahead.at.isoformat())

    def policy(self) -> Policy | Unread | None:
        """What stands in it."""
        return policy_of(self.finding.facts, self.finding.resource, self.setting)

    def gives(self, arn: str, right: Right) -> bool | None:
        """Whether it lets this user or role of the account do that, by the policy or by the list."""
        policy = self.policy()
        if isinstance(policy, Unread):
            return None
        said = _said(policy, self._request(arn, right)) if policy else (False, False)
        return every((some((said[0], self._by_list(right))), opposite(said[1])))

    def _by_list(self, right: Right) -> bool | None:
        """Whether the list lets in everybody who signs, and so these people, too."""
        if self.setting != "policy":
            return False
        found = situation(self.finding.facts, self.finding.resource)
        request = Request(caller=_SOMEBODY, action=right.action, resource=right.resource)
        return decide(found, request).allowed

    def _request(self, arn: str, right: Right) -> Request:
        account = self.finding.resource.account
        context: dict[str, tuple[str, ...]] = {
            "aws:currenttime": (self.at,),
            "aws:principalaccount": (account,),
            "aws:principalarn": (arn,),
            "aws:principalisawsservice": ("false",),
            "aws:securetransport": ("true",),
        }
        if self.organization:
            context["aws:principalorgid"] = (self.organization,)
        return Request(
            caller=Caller(account=account, arn=arn),
            action=right.action,
            resource=right.resource,
            context=context,
        )


def rights_of(ahead: Ahead, setting: str = "policy") -> tuple[Right, ...]:
    """What the policy gives without a name, or to own people by name, and what a public list may give."""
    resource = ahead.finding.resource
    policy = policy_of(ahead.finding.facts, resource, setting)
    found = dict.fromkeys(_by_policy(policy, resource) if isinstance(policy, Policy) else ())
    if setting == "policy":
        found |= dict.fromkeys(
            (Right("s3:ListBucket", resource.id), Right("s3:PutObject", f"{resource.id}/{_ANY}"))
        )
    return tuple(found)[:_MOST]


def taken(before: BucketSide, after: BucketSide, arn: str, rights: tuple[Right, ...]) -> tuple[Right, ...]:
    """The rights that this user or role has of the bucket's side, and has no longer, or less surely."""
    return tuple(
        right for right in rights if _RANK[after.gives(arn, right)] < _RANK[before.gives(arn, right)]
    )


def own_named(policy: Policy | Unread | None, account: str) -> tuple[str, ...]:
    """The users and roles of this account that the policy names."""
    if not isinstance(policy, Policy):
        return ()
    named = (one for statement in policy.statements for one in statement.principals.listed)
    return tuple(sorted({one.name for one in named if one.account == account and one.name != account}))


def situation(facts: Facts, resource: Resource) -> Situation:
    """The bucket without its policy, as the evaluator takes it."""
    values: dict[str, Value] = {}
    for name in _BUCKET_SIDE:
        read = reading(facts, name, resource.account if name == "account_block" else resource.id)
        values[name] = read.value if isinstance(read, Fact) else None if read is None else _UNREAD
    return Situation(arn=resource.id, account=resource.account, **values)


_OF_ACCOUNTS = {Form.ACCOUNT, Form.CANONICAL}
_RANK = {False: 0, None: 1, True: 2}


def _organization(ahead: Ahead) -> str:
    """The one organization that is known to be ours; "" where there is none, or are several."""
    known = sorted(ahead.ours.organizations)
    return known[0] if len(known) == 1 else ""


def _said(policy: Policy, request: Request) -> tuple[bool | None, bool | None]:
    """Whether the policy allows it, and whether it denies it."""
    variables = policy.version == VERSIONS[1]
    answers = [(one.effect, _about(one, request, variables=variables)) for one in policy.statements]
    allows = some(answer for effect, answer in answers if effect is Effect.ALLOW)
    return allows, some(answer for effect, answer in answers if effect is Effect.DENY)


def _about(statement: Statement, request: Request, *, variables: bool) -> bool | None:
    """Whether it is about the request; where its conditions ask what is not known of people, that is open."""
    known = tuple(one for one in statement.conditions if one.key.lower() in request.context)
    named = _named(statement)
    answer = applies(replace(statement, conditions=known, principals=named), request, variables=variables)
    return None if answer and len(known) < len(statement.conditions) else answer


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
