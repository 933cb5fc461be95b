"""What a verdict hangs on beside the bucket: whose a network or organization is, or why that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from ajar.model.exposure import Unknown
from ajar.model.facts import Facts
from ajar.model.grant import Grant
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.networks import networks_unread

_NETWORK, _ORGANIZATION = "network_not_known", "organization_not_known"
_TELLS_ORGANIZATION = "organizations:DescribeOrganization"
"""The permission to read it: "DescribeOrganization", read 2026-11-24,
https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html."""


def told_why(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Grant]:
    """The grants; a doubt about whose something is says what could not be read, so far as that is known."""
    unread = networks_unread(resource, facts)
    for grant in grants:
        doubts = tuple(told for doubt in grant.doubts for told in _told(doubt, unread))
        yield grant if doubts == grant.doubts else replace(grant, doubts=doubts)


def _told(doubt: Unknown, unread: Unknown | None) -> Iterator[Unknown]:
    if doubt.code == _ORGANIZATION:
        yield msgspec.structs.replace(doubt, permission=_TELLS_ORGANIZATION)
        return
    yield doubt
    if doubt.code == _NETWORK and unread is not None:
        yield unread
