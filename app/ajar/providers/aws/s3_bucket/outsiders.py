"""Whether a bucket's policy or list names anybody outside its account at all: what decides if more is read.

A glance at the names, and no verdict: conditions, denials and gates take no part. What is read beyond the
policy and the list only refines a grant to outsiders, so that for a bucket without any it costs no call.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.aws.language import Effect, Policy, Statement, parse_policy
from ajar.policy.aws.principals import Form
from ajar.policy.aws.s3_acl import LOG_DELIVERY


def outsiders_named(resource: Resource, facts: Facts) -> bool:
    """Whether the policy or the list, as read, names anybody outside the account.

    Everyone, other accounts, services, federations and canonical ids are outside; whose a canonical id is,
    the list's owner tells where the list was read. A text that is no policy may name anybody. False where
    neither was read: there is no grant then that could be refined.
    """
    policy = reading(facts, "policy", resource.id)
    acl = reading(facts, "acl", resource.id)
    own = _owner_of(acl.value) if isinstance(acl, Fact) else ""
    by_policy = isinstance(policy, Fact) and _policy_names(policy.value, resource.account, own)
    return by_policy or (isinstance(acl, Fact) and _list_names(acl.value, own))


def the_bucket_if_outsiders(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The bucket, where anybody outside the account is named: else there is nothing to refine."""
    return (itself(resource),) if outsiders_named(resource, facts) else ()


def _policy_names(text: Value, account: str, own: str) -> bool:
    if text is None:
        return False
    return not isinstance(text, str) or _text_names(text, account, own)


@lru_cache(maxsize=512)
def _text_names(text: str, account: str, own: str) -> bool:
    policy = parse_policy(text)
    if not isinstance(policy, Policy):
        return True
    return any(
        _lets_in(statement, account, own)
        for statement in policy.statements
        if statement.effect is Effect.ALLOW
    )


def _lets_in(statement: Statement, account: str, own: str) -> bool:
    """Whether an Allow is about anybody but the account's own, and those who were deleted."""
    return statement.principals.negated or any(
        one.form is not Form.DELETED
        and not (one.account and one.account == account)
        and not (one.form is Form.CANONICAL and one.name == own)
        for one in statement.principals.listed
    )


def _owner_of(acl: Value) -> str:
    owner = acl.get("Owner") if isinstance(acl, Mapping) else None
    found = owner.get("ID") if isinstance(owner, Mapping) else None
    return found if isinstance(found, str) else ""


def _list_names(acl: Value, own: str) -> bool:
    entries = acl.get("Grants") if isinstance(acl, Mapping) else None
    if not isinstance(entries, list):
        return True
    return any(not isinstance(entry, Mapping) or _is_outside(entry.get("Grantee"), own) for entry in entries)


def _is_outside(grantee: Value, own: str) -> bool:
    if not isinstance(grantee, Mapping):
        return True
    return grantee.get("URI") != LOG_DELIVERY and not (own and grantee.get("ID") == own)
