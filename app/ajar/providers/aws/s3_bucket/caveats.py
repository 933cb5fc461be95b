"""What the verdict on a bucket does not see, and what AWS calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ajar.model.access import Capability
from ajar.model.exposure import Caveat
from ajar.model.facts import Facts, Unread
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_bucket.aws_says import aws_says
from ajar.providers.aws.s3_bucket.by_access_point import elsewhere
from ajar.providers.aws.s3_bucket.by_content_network import content_network_caveats
from ajar.providers.aws.s3_bucket.encryption import encryption_caveats
from ajar.providers.aws.s3_bucket.gates import ACLS, acls_off, flag, known, known_blocks
from ajar.providers.aws.s3_bucket.organization_policies import organization_caveats


def caveats(resource: Resource, facts: Facts, ours: Ours, grants: Iterable[Grant]) -> Iterator[Caveat]:
    """What this verdict does not see, and where AWS's own word is another."""
    grants = tuple(grants)
    yield from aws_says(resource, facts, grants)
    blocks = known_blocks(resource, facts)
    if acls_off(resource, facts) is not True and all(flag(block, ACLS) is not True for block in blocks):
        yield Caveat(code="objects_may_have_acls")
    yield from encryption_caveats(resource, facts, grants)
    yield from content_network_caveats(resource, facts, grants)
    yield from elsewhere(grants)
    proven = [grant for grant in grants if is_proven(grant) and grant.audience.outside]
    read = any(Capability.READ in grant.capabilities for grant in proven)
    if read and isinstance(known(facts, "website", resource.id), Unread):
        yield Caveat(code="website_not_read")
    if read and acls_off(resource, facts) is not True and any(map(_is_by_policy, proven)):
        yield Caveat(code="objects_of_others_not_covered")
    yield from organization_caveats(resource, facts, ours)


def _is_by_policy(grant: Grant) -> bool:
    """Whether the bucket's policy gives it, which is not about objects that another account owns.

    "Bucket policies for Amazon S3", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html: the permissions "apply to all
    of the objects in the bucket that are owned by the bucket owner".
    """
    return grant.evidence.setting == "policy" and Capability.READ in grant.capabilities
