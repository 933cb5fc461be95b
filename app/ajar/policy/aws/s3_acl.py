"""A bucket's access control list: whom it lets in, and to do what.

Sources: "Access control list (ACL) overview",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html, read 2026-11-24 (grantees, predefined
groups, and the table of what each permission means on a bucket).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Evidence, Unknown, Witness
from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.policy.aws.outsiders import stranger
from ajar.policy.aws.principals import ANONYMOUS, STRANGER_ADDRESS
from ajar.policy.written import span_of

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

_READ = frozenset({Capability.LIST})
_WRITE = frozenset({Capability.WRITE, Capability.DELETE})
_READ_ACP = frozenset({Capability.SETTINGS})
_WRITE_ACP = frozenset({Capability.ADMIN})
_PERMISSIONS = {
    "READ": _READ,
    "WRITE": _WRITE,
    "READ_ACP": _READ_ACP,
    "WRITE_ACP": _WRITE_ACP,
    "FULL_CONTROL": _READ | _WRITE | _READ_ACP | _WRITE_ACP,
}
# The request that shows a permission at work, and what it is made to: the bucket, or a new object in it.
_REQUESTS = {
    "READ": ("s3:ListBucket", ""),
    "WRITE": ("s3:PutObject", "/any"),
    "READ_ACP": ("s3:GetBucketAcl", ""),
    "WRITE_ACP": ("s3:PutBucketAcl", ""),
    "FULL_CONTROL": ("s3:ListBucket", ""),
}


@dataclass(frozen=True, slots=True)
class _Place:
    setting: str
    owner: str
    value: Value

    def evidence(self, pointer: str, code: str, args: dict[str, str]) -> Evidence:
        return Evidence(
            setting=self.setting,
            owner=self.owner,
            pointer=pointer,
            span=span_of(self.value, pointer),
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


def read_acl(value: Value, *, setting: str, owner: str, ours: Ours) -> tuple[Grant, ...]:
    """The grants, without gates, of an ACL as GetBucketAcl returns it: `{"Owner": {"ID"}, "Grants": [...]}`.

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
        grant
        for index, entry in enumerate(entries)
        if (grant := _grant(entry, f"/Grants/{index}", place, bucket_owner, ours)) is not None
    )


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
