"""What a bucket's access control list lets in, behind its gates and after the policy's denials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Gate
from ajar.model.facts import Facts, Unread
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.s3_acl import read_acl
from ajar.providers.aws.s3_bucket.by_policy import denials
from ajar.providers.aws.s3_bucket.gates import NOT_READ, acl_gates, acls_off, known
from ajar.providers.aws.s3_bucket.not_read import unread_grant

_TO_ACCOUNTS = ("acl_lets_in_account", "acl_lets_in_ours")
_TO_WHOM_IS_NOT_KNOWN = ("acl_malformed", "acl_group_not_known")


def acl_grants(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, *, signed: bool = False
) -> tuple[tuple[Grant, ...], tuple[Evidence, ...]]:
    """What the access control list gives, behind its gates, and what explains that it gives nothing.

    `signed` asks for what the policy's denials leave to those who sign their requests.
    """
    acl = known(facts, "acl", resource.id)
    if acls_off(resource, facts) is True and acl is NOT_READ:
        return (), (Evidence(setting="ownership", owner=resource.id, code="acls_off"),)
    gates = acl_gates(resource, facts)
    if isinstance(acl, Unread):
        return (
            unread_grant(resource, acl, "acl", Audience.PUBLIC, gates),
            unread_grant(resource, acl, "acl", Audience.EXTERNAL, gates[-1:]),
        ), ()
    taken = denials(resource, facts, ours, at, signed=signed)
    read = read_acl(acl.value, setting="acl", owner=resource.id, ours=ours, denials=taken)
    grants = tuple(gated for grant in read for gated in _behind(grant, gates))
    return grants, () if grants else (Evidence(setting="acl", owner=resource.id, code="acl_only_owner"),)


def _behind(grant: Grant, gates: tuple[Gate, ...]) -> Iterator[Grant]:
    """A list's grant with its gates: the blocks are about the public groups, never about a named account."""
    to_group = grant.evidence.code not in _TO_ACCOUNTS
    yield replace(grant, gates=(*(gates if to_group else gates[-1:]), *grant.gates))
    if grant.evidence.code in _TO_WHOM_IS_NOT_KNOWN:  # it may be a named account, after all
        yield replace(grant, audience=Audience.EXTERNAL, gates=(*gates[-1:], *grant.gates))
