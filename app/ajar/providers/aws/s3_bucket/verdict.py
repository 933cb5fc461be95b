"""Who gets into an S3 bucket: its policy's grants and its list's, each with the gates on its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ajar.model.exposure import Exposure
from ajar.model.facts import Facts
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.verdict import decide
from ajar.providers.aws.s3_bucket.by_access_point import access_point_grants
from ajar.providers.aws.s3_bucket.by_content_network import beside, by_itself, content_network_grants
from ajar.providers.aws.s3_bucket.by_list import acl_grants
from ajar.providers.aws.s3_bucket.by_policy import policy_grants
from ajar.providers.aws.s3_bucket.by_website import website_grants
from ajar.providers.aws.s3_bucket.caveats import caveats
from ajar.providers.aws.s3_bucket.payer import after_payer
from ajar.providers.aws.s3_bucket.surroundings import told_why


def judge(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Exposure:
    """The verdict on a bucket; total, and pure.

    "How Amazon S3 authorizes a request",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html,
    read 2026-11-24: somebody of another account, or of none, gets in by the bucket's policy or by its list.
    """
    by_policy, policy_says = policy_grants(resource, facts, ours, at)
    by_list, list_says = acl_grants(resource, facts, ours, at)
    by_point = access_point_grants(resource, facts, ours, at)
    if any(grant.audience.outside for grant in by_point):
        policy_says = ()  # it lets in somebody after all, by leaving that to others
    by_network = tuple(content_network_grants(resource, facts, ours, at))
    policy_says = tuple(beside(policy_says, by_network))
    grants = (
        *by_itself(by_policy),
        *by_list,
        *website_grants(resource, facts, ours, at, by_policy),
        *by_point,
        *by_network,
    )

    def signed() -> Iterator[Grant]:
        yield from by_itself(policy_grants(resource, facts, ours, at, signed=True)[0])
        yield from acl_grants(resource, facts, ours, at, signed=True)[0]

    grants = tuple(told_why(resource, facts, after_payer(resource, facts, ours, grants, signed)))
    return decide(grants, caveats(resource, facts, ours, grants), (*policy_says, *list_says))
