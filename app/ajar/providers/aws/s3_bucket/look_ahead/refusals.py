"""Whether AWS would take each of some changes, one after the other, from what was read.

Sources, under https://docs.aws.amazon.com/ and read 2026-11-24: "Blocking public access to your Amazon S3
storage" (AmazonS3/latest/userguide/access-control-block-public-access.html), which settings refuse what;
"Controlling ownership of objects and disabling ACLs for your bucket"
(AmazonS3/latest/userguide/about-object-ownership.html), lists while they are off, and off while they grant
others; "IAM identifiers", "Unique identifiers" (IAM/latest/UserGuide/reference_identifiers.html), what a
deleted user or role turns into, which no policy may name; "Configuring block public access settings for your
account" (AmazonS3/latest/userguide/configuring-block-public-access-account.html), an organization that
manages the account's block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ajar.model.change import Change, Consequence, Topic
from ajar.model.facts import Fact, Facts, Unread, Value, replaced
from ajar.model.resource import Resource
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.language import Policy
from ajar.policy.aws.principals import Form
from ajar.policy.aws.s3_acl import ALL_USERS, AUTHENTICATED_USERS
from ajar.providers.aws.s3_bucket.asking import ENFORCED
from ajar.providers.aws.s3_bucket.gates import acls_off, known
from ajar.providers.aws.s3_bucket.look_ahead.bearing import NO_NEW_LISTS, NO_NEW_POLICIES, blocked, parsed
from ajar.providers.aws.s3_bucket.look_ahead.lookup import trouble, unknown


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands against a change: `code` ends what is said of it, which is certain unless it says so."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
    permission: str = ""
    certain: bool = True

    def told(self, topic: Topic) -> Consequence:
        """The same as it is said: of an undo, or of the change itself."""
        code = f"{'ahead_undo' if topic is Topic.UNDO else 'ahead_write'}_{self.code}"
        if self.certain:
            return trouble(topic, code, **self.args)
        return unknown(topic, code, permission=self.permission, **self.args)


def refusals(
    resource: Resource, facts: Facts, changes: Iterable[Change], *, alone: bool
) -> Iterator[Refusal]:
    """What of these changes to a bucket AWS would refuse, or may refuse, made in this order.

    `alone` says that the account is known to be in no organization.
    """
    for change in changes:
        if change.setting == "account_block" and not alone:
            yield Refusal("by_organization", certain=False)
        yield from _refused(resource, facts, change)
        facts = replaced(facts, change.setting, change.owner.id, Fact(change.after))


def deleted_in(text: Value) -> tuple[str, ...]:
    """The ids of deleted users and roles that a policy's text names."""
    policy = parsed(Fact(text))
    if not isinstance(policy, Policy):
        return ()
    named = (one for statement in policy.statements for one in statement.principals.listed)
    return tuple(sorted({one.name for one in named if one.form is Form.DELETED}))


def policy_refusals(
    text: Value,
    block: bool | Unread,  # noqa: FBT001 - the flag's own state
    *,
    of_access_point: bool = False,
) -> Iterator[Refusal]:
    """What stands against this policy, where BlockPublicPolicy is on, off, or not known; nothing for none."""
    if not isinstance(text, str):
        return
    deleted = deleted_in(text)
    if deleted:
        yield Refusal("deleted_principal", {"ids": ", ".join(deleted)})
    policy = parsed(Fact(text))
    public = aws_calls_public(policy, of_access_point=of_access_point) if isinstance(policy, Policy) else None
    yield from _by_block("policy", block, public=public)


def _refused(resource: Resource, facts: Facts, change: Change) -> Iterator[Refusal]:
    if change.setting == "policy":
        yield from policy_refusals(change.after, blocked(facts, resource, NO_NEW_POLICIES))
    elif change.setting == "acl":
        yield from _list(resource, facts, change.after)
    elif change.setting == "ownership" and change.after == ENFORCED:
        acl = known(facts, "acl", resource.id)
        if isinstance(acl, Fact) and _others(acl.value):
            yield Refusal("ownership")


def _by_block(
    what: str,
    block: bool | Unread,  # noqa: FBT001 - the flag's own state
    *,
    public: bool | None,
) -> Iterator[Refusal]:
    """What a block says to something that AWS calls public, or may call so."""
    if public is False or block is False:
        return
    if isinstance(block, Unread):
        yield Refusal(f"{what}_block_not_known", permission=block.permission, certain=False)
    elif public:
        yield Refusal(f"{what}_blocked")
    else:
        yield Refusal(f"{what}_blocked_maybe", certain=False)


def _list(resource: Resource, facts: Facts, acl: Value) -> Iterator[Refusal]:
    off = acls_off(resource, facts)
    if off is True:
        yield Refusal("lists_off")
    public = any(_grantee(grant).get("URI") in (ALL_USERS, AUTHENTICATED_USERS) for grant in _grants(acl))
    yield from _by_block("list", blocked(facts, resource, NO_NEW_LISTS), public=public)


def _others(acl: Value) -> bool:
    """Whether a list grants anything to anybody but the bucket's owner."""
    owner = acl.get("Owner", {}).get("ID") if isinstance(acl, Mapping) else None
    return any(_grantee(grant).get("ID") != owner or owner is None for grant in _grants(acl))


def _grants(acl: Value) -> list[Value]:
    grants = acl.get("Grants") if isinstance(acl, Mapping) else None
    return grants if isinstance(grants, list) else []


def _grantee(grant: Value) -> Mapping[str, Value]:
    grantee = grant.get("Grantee") if isinstance(grant, Mapping) else None
    return grantee if isinstance(grantee, Mapping) else {}
