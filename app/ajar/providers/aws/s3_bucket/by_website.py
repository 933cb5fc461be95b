"""What a bucket's website hands out: the objects that its policy lets anyone read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ajar.model.access import Audience, Capability
from ajar.model.facts import Fact, Facts, reading
from ajar.model.grant import Grant
from ajar.model.resource import Resource
from ajar.policy.verdict import is_proven


def website_grants(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Grant]:
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
