"""The IAM permission that each AWS operation asks for, and the policy document that a scan needs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ajar.providers.kind import Kind

# Most permissions are named after their operation. These are not:
# "Actions, resources, and condition keys for Amazon S3",
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html;
# "Required permissions for Amazon S3 API operations",
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html;
# "Actions, resources, and condition keys for AWS IAM Access Analyzer",
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html;
# all read 2026-11-24.
NAMED_OTHERWISE = {
    "accessanalyzer:CheckNoPublicAccess": "access-analyzer:CheckNoPublicAccess",
    "s3:DeleteBucketOwnershipControls": "s3:PutBucketOwnershipControls",
    "s3:DeleteBucketTagging": "s3:PutBucketTagging",
    "s3:DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:ListBucketMetricsConfigurations": "s3:GetMetricsConfiguration",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3control:DeletePublicAccessBlock": "s3:PutAccountPublicAccessBlock",
    "s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
    "s3control:PutPublicAccessBlock": "s3:PutAccountPublicAccessBlock",
}

IDENTITY = ("organizations:DescribeOrganization", "sts:GetCallerIdentity")
"""What finding out whose account this is takes; a scan goes on without the first."""


def permission(operation: str) -> str:
    """The IAM permission that a call of this operation ("s3:ListBuckets") asks for."""
    service, _, name = operation.partition(":")
    known = NAMED_OTHERWISE.get(operation)
    return known or f"{'s3' if service == 's3control' else service}:{name}"


def policy_document(kinds: Sequence[Kind], /, *, fix: bool = False, who: bool = False) -> str:
    """The IAM policy that scanning these kinds needs and no more, as indented JSON that the console takes.

    With `fix` it has what looking ahead and writing their settings takes, too; with `who` what looking up who
    changed them takes.
    """
    actions = set(IDENTITY)
    for kind in kinds:
        actions.update(kind.permissions)
        actions.update(name for setting in kind.settings for name in setting.permissions)
        if fix:
            actions.update(kind.ahead_permissions)
            actions.update(name for setting in kind.settings for name in setting.write_permissions)
        if who and kind.trail is not None:
            actions.update(kind.trail.permissions)
    statement = {
        "Sid": "AjarFix" if fix else "AjarScan",
        "Effect": "Allow",
        "Action": sorted(actions),
        "Resource": "*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
