"""What a bucket's policy lets in, behind its gates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ajar.model.access import Audience
from ajar.model.exposure import Evidence
from ajar.model.facts import Facts, Unread
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.s3_denials import Denials
from ajar.policy.aws.s3_policy import SERVICE_CODES, PolicyReading, read_policy
from ajar.providers.aws.s3_bucket.gates import known, policy_gates
from ajar.providers.aws.s3_bucket.networks import own_networks
from ajar.providers.aws.s3_bucket.not_read import not_read, unread_grant


def policy_grants(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, *, signed: bool = False
) -> tuple[tuple[Grant, ...], tuple[Evidence, ...]]:
    """What the policy gives, behind its gates, and what explains that it gives nothing.

    `signed` asks for what it gives to those who sign their requests.
    """
    said = policy_reading(resource, facts, ours, at, signed=signed)
    if isinstance(said, Unread):
        # The blocks stop a policy that AWS calls public. One that it does not may name a service or a content
        # network, and so hand to everybody what no block stops.
        return tuple(
            unread_grant(
                resource, said, "policy", Audience.PUBLIC, policy_gates(resource, facts, public=public)
            )
            for public in (True, False)
        ), ()
    gates = policy_gates(resource, facts, public=said.aws_calls_public)
    return tuple(
        grant if _is_for_a_service(grant) else replace(grant, gates=gates) for grant in said.grants
    ), said.absences


def policy_reading(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, *, signed: bool = False
) -> PolicyReading | Unread:
    """What the bucket's policy says; Unread where it was not read."""
    policy = known(facts, "policy", resource.id)
    if isinstance(policy, Unread):
        return policy
    before = guarded(resource, facts, ours, at)
    return read_policy(policy.value, replace(before, signed=True) if signed else before)


def guarded(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, *, setting: str = "policy"
) -> Guarded:
    """The bucket, or the access point, as its policy stands before it; `setting` is that policy's name."""
    vpcs, endpoints = own_networks(resource, facts)
    return Guarded(
        setting=setting,
        owner=resource.id,
        arn=resource.id,
        account=resource.account,
        region=resource.region,
        ours=ours,
        at=at,
        vpcs=vpcs,
        endpoints=endpoints,
    )


def denials(resource: Resource, facts: Facts, ours: Ours, at: datetime, *, signed: bool = False) -> Denials:
    """What the policy takes away from the list; one that was not read may deny anything."""
    said = policy_reading(resource, facts, ours, at, signed=signed)
    return Denials(unknown=not_read(resource, said, "policy")) if isinstance(said, Unread) else said.denials


def _is_for_a_service(grant: Grant) -> bool:
    """Whether it names a service of AWS, which RestrictPublicBuckets lets through.

    "PublicAccessBlockConfiguration",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html, read 2026-11-24.
    """
    return grant.evidence.code in SERVICE_CODES
