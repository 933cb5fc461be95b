"""What AWS takes for a policy when it is put back: how long it may be, and whom it may name."""

from __future__ import annotations

from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.principals import Form
from ajar.providers.kind import CannotPlan

MOST = 20_480
"""Bytes of a policy: 20 KB for a bucket's ("Bucket policies for Amazon S3",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html) and an access point's ("Access
points restrictions and limitations",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html), both read
2026-11-24. Of Multi-Region Access Points no page tells; theirs are taken to be no longer."""


def check(before: str, after: str | None) -> None:
    """Raise CannotPlan for a text that AWS would not take in the place of the one that is there.

    A user or role that is deleted leaves its unique id behind in the policy, and the whole text is then
    refused as naming an invalid principal ("How do I resolve the 'Invalid principal in policy' error in my
    S3 bucket policy?", https://repost.aws/knowledge-center/s3-invalid-principal-in-policy-error, read
    2026-11-24). A text that only got shorter is none too long: AWS took the longer one.
    """
    if after is None:
        return
    deleted = _deleted(after)
    if deleted:
        raise CannotPlan("fix_deleted_principals", names=", ".join(deleted))
    size = len(after.encode())
    if size > max(MOST, len(before.encode())):
        raise CannotPlan("fix_too_long", most=f"{MOST:,}", size=f"{size:,}")


def _deleted(text: str) -> list[str]:
    policy = parse_policy(text)
    statements = policy.statements if isinstance(policy, Policy) else ()
    listed = (one for statement in statements for one in statement.principals.listed)
    return sorted({one.name for one in listed if one.form is Form.DELETED})
