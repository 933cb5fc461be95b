"""Who gets through an access point to what is behind it: what its policy and the bucket's both give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat, Evidence, Exposure, Unknown
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.access_point import THROUGH, Passage, Together, Work, read_point, read_together
from ajar.policy.aws.guarded import Guarded
from ajar.policy.verdict import decide, is_proven
from ajar.providers.aws.s3_access_point.configuration import Behind, Configuration, configuration
from ajar.providers.aws.s3_bucket.by_policy import guarded
from ajar.providers.aws.s3_bucket.gates import known
from ajar.providers.aws.s3_bucket.not_read import not_read, unread_grant
from ajar.providers.aws.s3_bucket.point_gates import Point, gated, point_gates
from ajar.providers.aws.s3_bucket.unseen_network import through_point


def judge(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Exposure:
    """The verdict on an access point, of one region or of several; total, and pure.

    Of several buckets behind it any may answer, so that what one of them gives is given ("Making requests
    through a Multi-Region Access Point", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html).
    """
    grants, absences = grants_of(resource, facts, ours, at)
    return decide(grants, _caveats(grants), absences)


def grants_of(
    resource: Resource, facts: Facts, ours: Ours, at: datetime
) -> tuple[tuple[Grant, ...], tuple[Evidence, ...]]:
    """What the access point gives, behind its gates, and what explains that it gives nothing."""
    told = known(facts, "access_point", resource.id)
    policy = known(facts, "access_point_policy", resource.id)
    found = configuration(told.value) if isinstance(told, Fact) else None
    if found is None:
        unread = told if isinstance(told, Unread) else Unread(reason=Reason.MALFORMED)
        return (_unread(resource, unread, "access_point"),), ()
    asked = _Asked(
        resource, facts, policy, guarded(resource, facts, ours, at, setting="access_point_policy"), Work()
    )
    ways = [_way(asked, found, behind) for behind in found.buckets if asked.work.left]
    text = policy.value if isinstance(policy, Fact) else None
    by_network = through_point(text, asked.guarded, found.network_origin)
    grants = (*(grant for given, _ in ways for grant in given), *by_network)
    if len(ways) < len(found.buckets):
        grants = (*grants, _over_budget(resource))
    absences = tuple(absence for _, says in ways for absence in says)
    return grants, absences or (() if grants else (_nothing_behind(resource),))


@dataclass(frozen=True, slots=True)
class _Asked:
    """An access point with what was read of it, and what is left of the work for all of its buckets."""

    resource: Resource
    facts: Facts
    policy: Reading
    guarded: Guarded
    work: Work


def _way(
    asked: _Asked, found: Configuration, behind: Behind
) -> tuple[tuple[Grant, ...], tuple[Evidence, ...]]:
    """What is given to one bucket."""
    bucket = _bucket(asked.resource, behind)
    passage = Passage(
        point=asked.guarded,
        bucket=replace(
            asked.guarded,
            setting="policy",
            owner=behind.arn,
            arn=behind.arn,
            account=behind.account,
            region=behind.region,
        ),
        origin=found.network_origin,
        vpc=found.vpc,
    )
    point = Point(setting="access_point", owner=asked.resource.id, block=found.block, passage=passage)
    both = _together(asked, behind, passage)
    gates = point_gates(bucket, asked.facts, both, point)
    if isinstance(asked.policy, Unread):
        return (replace(_unread(asked.resource, asked.policy, "access_point_policy"), gates=gates),), ()
    return tuple(gated(grant, gates) for grant in both.grants), both.absences


def _together(asked: _Asked, behind: Behind, passage: Passage) -> Together:
    """What both policies give; what only the access point's was read of stays in doubt."""
    theirs = behind.account != asked.resource.account
    bucket_policy = Unread(reason=Reason.UNSUPPORTED) if theirs else known(asked.facts, "policy", behind.arn)
    if isinstance(asked.policy, Unread):
        return Together(point_public=None, bucket_public=None)
    if isinstance(bucket_policy, Fact):
        return read_together(asked.policy.value, bucket_policy.value, passage, asked.work)
    bucket = _bucket(asked.resource, behind)
    doubts = (_elsewhere(behind),) if theirs else not_read(bucket, bucket_policy, "policy")
    return read_point(asked.policy.value, passage, doubts)


def _elsewhere(behind: Behind) -> Unknown:
    return Unknown(
        setting="policy",
        reason=Reason.UNSUPPORTED,
        owner=behind.arn,
        code="bucket_elsewhere",
        args={"bucket": behind.name, "account": behind.account},
    )


def _bucket(resource: Resource, behind: Behind) -> Resource:
    """The bucket as the resource that its settings are of; its blocks are told with the account's."""
    return Resource(
        provider=resource.provider,
        account=resource.account,
        region=behind.region,
        kind="s3_bucket",
        name=behind.name,
        id=behind.arn,
    )


def _unread(resource: Resource, unread: Unread, setting: str) -> Grant:
    return replace(unread_grant(resource, unread, setting, Audience.PUBLIC, ()), through=THROUGH)


def _over_budget(resource: Resource) -> Grant:
    """The buckets that were not looked at any more, which may give whatever the policy does."""
    grant = _unread(resource, Unread(reason=Reason.BUDGET), "access_point_policy")
    doubts = tuple(msgspec.structs.replace(doubt, code="policy_over_budget") for doubt in grant.doubts)
    evidence = msgspec.structs.replace(grant.evidence, code="access_point_may_let_in")
    return replace(grant, doubts=doubts, evidence=evidence)


def _nothing_behind(resource: Resource) -> Evidence:
    return Evidence(setting="access_point", owner=resource.id, code="access_point_has_no_bucket")


def _caveats(grants: tuple[Grant, ...]) -> Iterator[Caveat]:
    """What this verdict does not see."""
    yield Caveat(code="access_point_lists_not_read")
    proven = (grant for grant in grants if is_proven(grant) and grant.audience.outside)
    if any(Capability.READ in grant.capabilities for grant in proven):
        yield Caveat(code="encryption_keys_not_read")
    yield Caveat(code="organization_policies_not_read")
