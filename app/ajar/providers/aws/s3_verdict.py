"""Who gets into an S3 bucket: its policy's grants and its list's, each with the gates on its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, Unknown
from ajar.model.facts import Fact, Facts, Unread, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.s3_acl import read_acl
from ajar.policy.aws.s3_denials import Denials
from ajar.policy.aws.s3_policy import PolicyReading, read_policy
from ajar.policy.verdict import decide, is_proven
from ajar.providers.aws.s3_gates import (
    ACLS,
    NOT_READ,
    acl_gates,
    acls_off,
    flag,
    known,
    known_blocks,
    policy_gates,
)

_TO_ACCOUNTS = ("acl_lets_in_account", "acl_lets_in_ours")
_TO_WHOM_IS_NOT_KNOWN = ("acl_malformed", "acl_group_not_known")


def judge(resource: Resource, facts: Facts, ours: Ours, _at: datetime) -> Exposure:
    """The verdict on a bucket; total, and pure. Nothing that is decided here hangs on the time.

    "How Amazon S3 authorizes a request",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html,
    read 2026-11-24: somebody of another account, or of none, gets in by the bucket's policy or by its list.
    """
    by_policy, policy_says = policy_grants(resource, facts, ours)
    by_list, list_says = acl_grants(resource, facts, ours)
    grants = (*by_policy, *by_list, *_by_website(resource, facts, by_policy))
    return decide(grants, _caveats(resource, facts, grants), (*policy_says, *list_says))


def policy_grants(
    resource: Resource, facts: Facts, ours: Ours
) -> tuple[tuple[Grant, ...], tuple[Evidence, ...]]:
    """What the policy gives, behind its gates, and what explains that it gives nothing."""
    said = _policy(resource, facts, ours)
    if isinstance(said, Unread):
        # The blocks stop a policy that AWS calls public. One that it does not may name a service or a content
        # network, and so hand to everybody what no block stops.
        return tuple(
            _unread(resource, said, "policy", Audience.PUBLIC, policy_gates(resource, facts, public=public))
            for public in (True, False)
        ), ()
    gates = policy_gates(resource, facts, public=said.aws_calls_public)
    return tuple(
        grant if _is_for_a_service(grant) else replace(grant, gates=gates) for grant in said.grants
    ), said.absences


def _policy(resource: Resource, facts: Facts, ours: Ours) -> PolicyReading | Unread:
    policy = known(facts, "policy", resource.id)
    if isinstance(policy, Unread):
        return policy
    return read_policy(
        policy.value,
        setting="policy",
        owner=resource.id,
        bucket_arn=resource.id,
        account=resource.account,
        ours=ours,
    )


def _denials(resource: Resource, facts: Facts, ours: Ours) -> Denials:
    """What the policy takes away from the list; one that was not read may deny anything."""
    said = _policy(resource, facts, ours)
    return Denials(unknown=_doubts(resource, said, "policy")) if isinstance(said, Unread) else said.denials


def _is_for_a_service(grant: Grant) -> bool:
    """Whether it names a service of AWS, which RestrictPublicBuckets lets through.

    "PublicAccessBlockConfiguration",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html, read 2026-11-24.
    """
    return any(doubt.code == "service_not_decided" for doubt in grant.doubts)


def acl_grants(
    resource: Resource, facts: Facts, ours: Ours
) -> tuple[tuple[Grant, ...], tuple[Evidence, ...]]:
    """What the access control list gives, behind its gates, and what explains that it gives nothing."""
    acl = known(facts, "acl", resource.id)
    if acls_off(resource, facts) is True and acl is NOT_READ:
        return (), (Evidence(setting="ownership", owner=resource.id, code="acls_off"),)
    gates = acl_gates(resource, facts)
    if isinstance(acl, Unread):
        return (
            _unread(resource, acl, "acl", Audience.PUBLIC, gates),
            _unread(resource, acl, "acl", Audience.EXTERNAL, gates[-1:]),
        ), ()
    denials = _denials(resource, facts, ours)
    read = read_acl(acl.value, setting="acl", owner=resource.id, ours=ours, denials=denials)
    grants = tuple(gated for grant in read for gated in _behind(grant, gates))
    return grants, () if grants else (Evidence(setting="acl", owner=resource.id, code="acl_only_owner"),)


def _behind(grant: Grant, gates: tuple[Gate, ...]) -> Iterator[Grant]:
    """A list's grant with its gates: the blocks are about the public groups, never about a named account."""
    to_group = grant.evidence.code not in _TO_ACCOUNTS
    yield replace(grant, gates=(*(gates if to_group else gates[-1:]), *grant.gates))
    if grant.evidence.code in _TO_WHOM_IS_NOT_KNOWN:  # it may be a named account, after all
        yield replace(grant, audience=Audience.EXTERNAL, gates=(*gates[-1:], *grant.gates))


def _unread(
    resource: Resource, unread: Unread, setting: str, audience: Audience, gates: tuple[Gate, ...]
) -> Grant:
    """A setting that was not read, as the grant that it may hold."""
    return Grant(
        audience=audience,
        capabilities=frozenset(),
        evidence=Evidence(setting=setting, owner=resource.id, code=f"{setting}_unread"),
        gates=gates,
        doubts=_doubts(resource, unread, setting),
    )


def _doubts(resource: Resource, unread: Unread, setting: str) -> tuple[Unknown, ...]:
    return (
        Unknown(
            setting=setting,
            reason=unread.reason,
            permission=unread.permission,
            owner=resource.id,
            code=f"{setting}_unread",
        ),
    )


def _by_website(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Grant]:
    """The same grants through the bucket's website, which serves objects to anyone the policy lets read them.

    "Setting permissions for website access",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html, and
    "Website endpoints", https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html, both
    read 2026-11-24: it knows neither lists nor sign-ins nor https.
    """
    website = reading(facts, "website", resource.id)
    if not isinstance(website, Fact) or not isinstance(website.value, dict):
        return
    if "RedirectAllRequestsTo" in website.value:
        return
    for grant in grants:
        if _serves(grant):
            yield replace(grant, through="website", capabilities=frozenset({Capability.READ}))


def _serves(grant: Grant) -> bool:
    """Whether a website would hand out objects by this grant."""
    return is_proven(grant) and grant.audience is Audience.PUBLIC and Capability.READ in grant.capabilities


def _caveats(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Caveat]:
    """What this verdict does not see."""
    blocks = known_blocks(resource, facts)
    if acls_off(resource, facts) is not True and all(flag(block, ACLS) is not True for block in blocks):
        yield Caveat(code="objects_may_have_acls")
    proven = [grant for grant in grants if is_proven(grant) and grant.audience.outside]
    if any(Capability.READ in grant.capabilities for grant in proven):
        yield Caveat(code="encryption_keys_not_read")
        if isinstance(known(facts, "website", resource.id), Unread):
            yield Caveat(code="website_not_read")
    yield Caveat(code="organization_policies_not_read")
