"""What a bucket's website hands out: the objects that its policy lets anyone read, and that over plain http.

"Setting permissions for website access",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteAccessPermissionsReqd.html, and "Website
endpoints", https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html, both read 2026-11-24:
it knows neither lists nor sign-ins nor https.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from ajar.model.access import Audience, Capability
from ajar.model.facts import Fact, Facts, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.evaluator.conditions import holds
from ajar.policy.aws.evaluator.statements import means_action
from ajar.policy.aws.language import VERSIONS, Condition, Effect, Patterns, Policy, Statement, parse_policy
from ajar.policy.aws.s3_policy import read_statements
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_bucket.by_policy import guarded

_GET = "s3:GetObject"
_COMES_WITH: dict[str, tuple[str, ...]] = {"aws:securetransport": ("false",), "s3:tlsversion": ()}
"""What conditions find on each of its requests, whatever else comes along; nothing where it never does."""


def website_grants(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, grants: Iterable[Grant]
) -> Iterator[Grant]:
    """What of the policy's grants the bucket's website serves, which passes the gates that they pass.

    Nothing that is not proven is told here: the policy's own grant says what is in doubt.
    """
    policy = reading(facts, "policy", resource.id)
    proven = next(filter(_reads, grants), None)
    if proven is None or not _is_site(resource, facts) or not isinstance(policy, Fact):
        return
    read = parse_policy(policy.value) if isinstance(policy.value, str) else None
    if not isinstance(read, Policy):
        return
    for grant in read_statements(_as_served(read), guarded(resource, facts, ours, at)).grants:
        if _reads(grant):
            served = frozenset({Capability.READ})
            yield replace(grant, through="website", capabilities=served, gates=proven.gates)


def _is_site(resource: Resource, facts: Facts) -> bool:
    """Whether there is a website that serves objects, and does not send everybody elsewhere."""
    website = reading(facts, "website", resource.id)
    value = website.value if isinstance(website, Fact) else None
    return isinstance(value, dict) and "RedirectAllRequestsTo" not in value


def _reads(grant: Grant) -> bool:
    """Whether anybody surely reads objects by this grant."""
    return is_proven(grant) and grant.audience is Audience.PUBLIC and Capability.READ in grant.capabilities


def _as_served(policy: Policy) -> Policy:
    """What the policy says of the website's requests: of one action, with what is known of them filled in."""
    told = (_said(one, variables=policy.version == VERSIONS[1]) for one in policy.statements)
    return replace(policy, statements=tuple(one for one in told if one is not None))


def _said(statement: Statement, *, variables: bool) -> Statement | None:
    """The statement without the conditions that hold for each of them; None where it is about none."""
    if not means_action(statement.actions, _GET):
        return None
    left: list[Condition] = []
    for one in statement.conditions:
        known = one.key.lower() in _COMES_WITH
        answer = holds(one, _COMES_WITH, variables=variables) if known else None
        if answer is False:
            return None
        if answer is None:
            left.append(one)
    actions = Patterns((_GET,)) if statement.effect is Effect.ALLOW else statement.actions
    return replace(statement, actions=actions, conditions=tuple(left))
