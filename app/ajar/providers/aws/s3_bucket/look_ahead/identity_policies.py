"""The account's users and roles with the permissions of their own, as IAM tells them all at once.

"GetAccountAuthorizationDetails", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html: users, groups and
roles with their inline policies, what is attached to them, and the text of each attached policy. "Policies
and permissions in AWS Identity and Access Management", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html: a user has those of its groups as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ajar.model.facts import Value
from ajar.policy.aws.evaluator.logic import every, opposite, some
from ajar.policy.aws.evaluator.statements import means_action, means_resource
from ajar.policy.aws.language import VERSIONS, Effect, Policy, Statement, parse_policy
from ajar.providers.kind import Reader

_OF_SERVICES = "/aws-service-role/"
"""The path of the roles that services of AWS have, and nobody else may take ("Service-linked roles", read
2026-11-24, https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement of an identity's policy; None for one that could not be made out."""

    statement: Statement | None
    variables: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A user or a role, by its name and its ARN, with every statement that counts for it."""

    name: str
    arn: str
    rules: tuple[Rule, ...]

    def may(self, action: str, resource: str) -> bool | None:
        """Whether its own permissions let it; None where that hangs on a condition, or on what is not clear.

        Boundaries, session policies and what an organization decides are not looked at.
        """
        answers = [(rule, _about(rule, action, resource)) for rule in self.rules]
        allows = some(answer for rule, answer in answers if _is(rule, Effect.ALLOW))
        denies = some(answer for rule, answer in answers if _is(rule, Effect.DENY))
        return every((allows, opposite(denies)))


@dataclass(slots=True)
class _Told:
    """The pages of the answer put together."""

    users: list[Mapping[str, Value]] = field(default_factory=list)
    roles: list[Mapping[str, Value]] = field(default_factory=list)
    groups: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    attachable: dict[str, tuple[Rule, ...]] = field(default_factory=dict)

    def add(self, page: Mapping[str, Value]) -> None:
        """One page more."""
        self.users += page.get("UserDetailList") or ()
        self.roles += page.get("RoleDetailList") or ()
        self.groups |= {str(one.get("GroupName")): one for one in page.get("GroupDetailList") or ()}
        self.attachable |= {str(one.get("Arn")): _in_force(one) for one in page.get("Policies") or ()}

    def rules(self, holder: Mapping[str, Value], inline: str) -> Iterator[Rule]:
        """What stands in its own policies and in those that are attached to it."""
        for one in holder.get(inline) or ():
            yield from rules_of(one.get("PolicyDocument"))
        for one in holder.get("AttachedManagedPolicies") or ():
            # One whose text was not told may say anything.
            yield from self.attachable.get(str(one.get("PolicyArn")), (_UNCLEAR,))

    def of_user(self, user: Mapping[str, Value]) -> Iterator[Rule]:
        """A user's, and those of the groups that it is in."""
        yield from self.rules(user, "UserPolicyList")
        for name in user.get("GroupList") or ():
            yield from (
                self.rules(self.groups[name], "GroupPolicyList") if name in self.groups else (_UNCLEAR,)
            )


def people(reader: Reader) -> tuple[Person, ...]:
    """Every user and role of the account, sorted by name, but for the roles of AWS's services.

    Raises as `Reader.pages` does.
    """
    told = _Told()
    for page in reader.pages("iam:GetAccountAuthorizationDetails"):
        told.add(page)
    users = [Person(str(one["UserName"]), str(one["Arn"]), tuple(told.of_user(one))) for one in told.users]
    roles = [
        Person(str(one["RoleName"]), str(one["Arn"]), tuple(told.rules(one, "RolePolicyList")))
        for one in told.roles
        if not str(one.get("Path", "")).startswith(_OF_SERVICES)
    ]
    return tuple(sorted((*users, *roles), key=lambda one: (one.name, one.arn)))


def rules_of(document: Value) -> tuple[Rule, ...]:
    """The statements of a policy that is an identity's: its own language's but that nobody is named in it."""
    read = _loaded(document)
    if read is None:
        return (_UNCLEAR,)
    version = read.get("Version", VERSIONS[0])
    listed = read.get("Statement")
    statements = listed if isinstance(listed, list) else [listed]
    return tuple(_rule(one, version) for one in statements)


_UNCLEAR = Rule(None, variables=False)


def _rule(statement: Value, version: Value) -> Rule:
    if not isinstance(statement, Mapping):
        return _UNCLEAR
    # Whoever has the policy is meant, so that the grammar of resources' policies serves.
    whole = {"Version": version, "Statement": [{**statement, "Principal": "*"}]}
    policy = parse_policy(json.dumps(whole))
    if not isinstance(policy, Policy):
        return _UNCLEAR
    return Rule(policy.statements[0], variables=policy.version == VERSIONS[1])


def _loaded(document: Value) -> Mapping[str, Value] | None:
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except (ValueError, RecursionError):
            return None
    return document if isinstance(document, Mapping) else None


def _in_force(policy: Mapping[str, Value]) -> tuple[Rule, ...]:
    """Of a policy's versions the one that counts."""
    for version in policy.get("PolicyVersionList") or ():
        if version.get("IsDefaultVersion"):
            return rules_of(version.get("Document"))
    return (_UNCLEAR,)


def _is(rule: Rule, effect: Effect) -> bool:
    return rule.statement is None or rule.statement.effect is effect


def _about(rule: Rule, action: str, resource: str) -> bool | None:
    """Whether the statement is about it; a condition leaves it open, as of its requests nothing is known."""
    if rule.statement is None:
        return None
    about = every(
        (
            means_action(rule.statement.actions, action),
            means_resource(rule.statement.resources, resource, {}, variables=rule.variables),
        )
    )
    return None if about and rule.statement.conditions else about
