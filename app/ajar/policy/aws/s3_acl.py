"""A bucket's access control list: whom it lets in, and to do what.

Sources: "Access control list (ACL) overview",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html, read 2026-11-24 (grantees, predefined
groups, and the table of what each permission means on a bucket).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Unknown, Witness
from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.written import written
from ajar.policy.aws.actions import ACTIONS
from ajar.policy.aws.outsiders import stranger
from ajar.policy.aws.principals import ANONYMOUS, STRANGER_ADDRESS
from ajar.policy.aws.s3_denials import NO_DENIALS, Denials, after, right
from ajar.policy.document import Node, found, parse

_GROUPS = "http://acs.amazonaws.com/groups/"
ALL_USERS = f"{_GROUPS}global/AllUsers"
AUTHENTICATED_USERS = f"{_GROUPS}global/AuthenticatedUsers"
LOG_DELIVERY = f"{_GROUPS}s3/LogDelivery"
"""S3's own writer of access logs, which lets nobody in: a bucket takes the logs of its own account's buckets
only ("Logging requests with server access logging", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html)."""

CLOUDFRONT_LOGS = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"
"""The canonical id of awslogsdelivery ("Configure standard logging (legacy)",
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html, read
2026-11-24)."""

# The actions that each permission gives on a bucket ("Mapping of ACL permissions and access policy
# permissions", the same page).
_ACTIONS = {
    "READ": ("s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"),
    "WRITE": ("s3:PutObject", "s3:DeleteObject"),
    "READ_ACP": ("s3:GetBucketAcl",),
    "WRITE_ACP": ("s3:PutBucketAcl",),
}
_ACTIONS["FULL_CONTROL"] = tuple(action for actions in _ACTIONS.values() for action in actions)
_RIGHTS = {permission: right(actions) for permission, actions in _ACTIONS.items()}
_PERMISSIONS = {
    permission: frozenset(a.capability for a in ACTIONS if a.name in rule.actions and a.capability)
    for permission, rule in _RIGHTS.items()
}
# The request that shows a permission at work, and what it is made to: the bucket, or a new object in it.
_REQUESTS = {
    "READ": ("s3:ListBucket", ""),
    "WRITE": ("s3:PutObject", "/any"),
    "READ_ACP": ("s3:GetBucketAcl", ""),
    "WRITE_ACP": ("s3:PutBucketAcl", ""),
    "FULL_CONTROL": ("s3:ListBucket", ""),
}


@dataclass(frozen=True)
class _Place:
    """The list as something to cite; its text is parsed once, however many grants it has."""

    setting: str
    owner: str
    value: Value

    @cached_property
    def _tree(self) -> Node | None:
        tree = parse(written(self.value))
        return tree if isinstance(tree, Node) else None

    def _span(self, pointer: str) -> tuple[int, int] | None:
        node = found(self._tree, pointer) if self._tree else None
        return node.span if node else None

    def evidence(self, pointer: str, code: str, args: dict[str, str]) -> Evidence:
        return Evidence(
            setting=self.setting,
            owner=self.owner,
            pointer=pointer,
            span=self._span(pointer),
            code=code,
            args=args,
        )

    def doubtful(self, pointer: str, reason: Reason, code: str, args: dict[str, str]) -> Grant:
        doubt = Unknown(setting=self.setting, owner=self.owner, reason=reason, code=code, args=args)
        return Grant(
            audience=Audience.PUBLIC,
            capabilities=frozenset(),
            evidence=self.evidence(pointer, code, args),
            doubts=(doubt,),
        )

    def malformed(self, pointer: str) -> Grant:
        return self.doubtful(pointer, Reason.MALFORMED, "acl_malformed", {"pointer": pointer})


@dataclass(frozen=True, slots=True)
class _Grantee:
    audience: Audience
    code: str
    who: str
    witness: str


def read_acl(
    value: Value, *, setting: str, owner: str, ours: Ours, denials: Denials = NO_DENIALS
) -> tuple[Grant, ...]:
    """The grants of an ACL as GetBucketAcl returns it: `{"Owner": {"ID"}, "Grants": [...]}`.

    Each is what the policy's `denials` leave of it, behind a gate where they leave nothing; there are no
    other gates yet.

    `owner` is the bucket's ARN. What the bucket's owner (`Owner.ID`) or AWS's own log delivery has opens
    nothing and is no grant; canonical ids of `ours` are the organization. Total: what is no ACL becomes a
    grant in doubt, for everyone. A bucket always has an ACL, so that None is none.
    """
    place = _Place(setting, owner, value)
    bucket_owner = _text(_member(_member(value, "Owner"), "ID"))
    entries = _member(value, "Grants")
    if not isinstance(entries, list) or bucket_owner is None:
        return (place.malformed(""),)
    return tuple(
        left
        for index, entry in enumerate(entries)
        if (grant := _grant(entry, f"/Grants/{index}", place, bucket_owner, ours)) is not None
        for left in after(denials, grant, _RIGHTS.get(_permission(entry), _RIGHTS["FULL_CONTROL"]))
    )


def _permission(entry: Value) -> str:
    return _text(_member(entry, "Permission")) or ""


def _grant(entry: Value, pointer: str, place: _Place, bucket_owner: str, ours: Ours) -> Grant | None:
    permission = _text(_member(entry, "Permission"))
    grantee = _grantee(_member(entry, "Grantee"), bucket_owner, ours)
    if permission not in _PERMISSIONS or grantee is None:
        return place.malformed(pointer)
    if isinstance(grantee, str):
        return place.doubtful(pointer, Reason.UNSUPPORTED, "acl_group_not_known", {"group": grantee})
    if grantee.audience is Audience.PRIVATE:
        return None
    action, below = _REQUESTS[permission]
    return Grant(
        audience=grantee.audience,
        capabilities=_PERMISSIONS[permission],
        evidence=place.evidence(pointer, grantee.code, {"who": grantee.who, "permission": permission}),
        who=(grantee.who,),
        witness=Witness(
            who=grantee.witness, action=action, target=f"{place.owner}{below}", source=STRANGER_ADDRESS
        ),
    )


def _grantee(value: Value, bucket_owner: str, ours: Ours) -> _Grantee | str | None:
    """Who that is; the address of a group that nobody knows; None where it names nobody."""
    group, canonical, email = (_text(_member(value, key)) for key in ("URI", "ID", "EmailAddress"))
    if group is not None:
        return _group(group, ours)
    if canonical is not None:
        return _canonical(canonical, bucket_owner, ours)
    if email is not None:
        return _Grantee(Audience.EXTERNAL, "acl_lets_in_account", email, email)
    return None


def _group(address: str, ours: Ours) -> _Grantee | str:
    if address == ALL_USERS:
        return _Grantee(Audience.PUBLIC, "acl_lets_in_anyone", "anyone", ANONYMOUS)
    if address == AUTHENTICATED_USERS:
        return _Grantee(
            Audience.AUTHENTICATED, "acl_lets_in_aws_users", "any AWS user", stranger(ours.accounts)
        )
    if address == LOG_DELIVERY:
        return _Grantee(Audience.PRIVATE, "", address, address)
    return address


def _canonical(canonical: str, bucket_owner: str, ours: Ours) -> _Grantee:
    if canonical == bucket_owner:
        return _Grantee(Audience.PRIVATE, "", canonical, canonical)
    if canonical in ours.canonical_ids:
        return _Grantee(Audience.ORGANIZATION, "acl_lets_in_ours", canonical, canonical)
    name = "awslogsdelivery (CloudFront)" if canonical == CLOUDFRONT_LOGS else canonical
    return _Grantee(Audience.EXTERNAL, "acl_lets_in_account", name, canonical)


def _member(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, Mapping) else None


def _text(value: Value) -> str | None:
    """A text with something in it; None for anything else."""
    return value if isinstance(value, str) and value else None
