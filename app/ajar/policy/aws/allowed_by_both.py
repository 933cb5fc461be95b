"""One Allow of each of two policies as one statement, with denials of all that not both of them mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ajar.policy.aws.actions import ACTIONS
from ajar.policy.aws.language import Condition, Effect, Patterns, Statement
from ajar.policy.aws.operators import operator
from ajar.policy.aws.principals import EVERYONE, Form, Principals

# "Access point compatibility", read 2026-11-24,
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html: the operations
# that it lists, as IAM names them; what makes, changes or deletes a bucket takes no access point.
_TAKEN = """
    AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion
    DeleteObjectVersionTagging GetBucketAcl GetBucketCORS GetBucketLocation GetBucketNotification
    GetBucketPolicy GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention
    GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes GetObjectVersionTagging
    ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts PutObject PutObjectAcl
    PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging
    RestoreObject
"""
TAKEN = frozenset(f"s3:{name}" for name in _TAKEN.split())
"""The actions that can be asked for through an access point."""

_NOT_TAKEN = Patterns(tuple(action.name for action in ACTIONS if action.name not in TAKEN))
# The account key is there for every request, and says so of one without a signature ("AWS global condition
# context keys", aws:PrincipalAccount, read 2026-11-24,
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
_DIFFERS = "StringNotEquals"
_SIGNED = Condition(_DIFFERS, "aws:PrincipalAccount", ("anonymous",), "", (0, 0), operator(_DIFFERS))
_ANYTHING = Patterns(("*",))
_WHOLE_ACTIONS = {"*", "s3:*"}
_EVERYBODY = Principals((EVERYONE,))
POINT, SERVICE, BUCKET, _BESIDE = "/point", "/service", "/bucket", "/beside"
"""What the pointers of the statements that are put together begin with, so that they can be told apart."""


def given_by_both(one: Statement, allow: Statement, principals: Principals) -> Iterator[Statement]:
    """What both Allows give to those who sign; actions and resources of the second come off as denials.

    AWS's own services sign, and what account they are of is not told: they are not asked for it.
    """
    conditions = (*one.conditions, *allow.conditions)
    services = tuple(named for named in principals.listed if named.form is Form.SERVICE)
    if services and not principals.negated:
        yield replace(
            one,
            pointer=f"{SERVICE}{one.pointer}",
            principals=Principals(services),
            conditions=conditions,
        )
    others = tuple(named for named in principals.listed if principals.negated or named not in services)
    if others:
        yield replace(
            one,
            pointer=f"{POINT}{one.pointer}",
            principals=Principals(others, principals.negated),
            conditions=(*conditions, _SIGNED),
        )


def beside(allow: Statement) -> Iterator[Statement]:
    """Denials of all that this Allow is not about, and of what no access point takes."""
    all_of_it = replace(
        allow,
        effect=Effect.DENY,
        principals=_EVERYBODY,
        actions=_ANYTHING,
        resources=_ANYTHING,
        conditions=(),
        pointer=f"{_BESIDE}/0",
    )
    yield replace(all_of_it, actions=_NOT_TAKEN)
    if allow.actions.negated or not _WHOLE_ACTIONS & set(allow.actions.listed):
        others = Patterns(allow.actions.listed, not allow.actions.negated)
        yield replace(all_of_it, actions=others, pointer=f"{_BESIDE}/1")
    if allow.resources.negated or "*" not in allow.resources.listed:
        others = Patterns(allow.resources.listed, not allow.resources.negated)
        yield replace(all_of_it, resources=others, pointer=f"{_BESIDE}/2")
