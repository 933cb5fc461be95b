"""What outsiders get through a bucket's access points, where its policy leaves it to them whom to let in.

An access point's policy gives what the bucket's allows as well. Another account's access points cannot be
listed from here: whom a bucket delegates to lets in whom it likes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import msgspec

from ajar.model.access import STRANGERS, Audience
from ajar.model.exposure import Caveat, Evidence, Witness
from ajar.model.facts import Fact, Facts, Reason, Unread, Value
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.access_point import INTERNET, THROUGH, VPC, Passage, Work, read_together
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.s3_policy import PolicyReading, read_policy
from ajar.providers.aws.s3_bucket.access_points import AccessPoint, access_point, speaks_of_access_points
from ajar.providers.aws.s3_bucket.by_policy import guarded
from ajar.providers.aws.s3_bucket.gates import known, policy_gates
from ajar.providers.aws.s3_bucket.not_read import unread_grant
from ajar.providers.aws.s3_bucket.point_gates import Point, gated, point_gates
from ajar.providers.aws.s3_bucket.points_named import ANYBODY, Named, points_named
from ajar.providers.aws.s3_bucket.unseen_network import through_point

ELSEWHERE, ANYWHERE = "policy_delegates_elsewhere", "policy_delegates_anywhere"
_LETS_IN, _MAY_LET_IN = "policy_lets_in_through_point", "policy_may_let_in_through_point"
MOST = 10
"""Access points of others that a policy names and that are looked at."""

_PLACE = 4  # of the account in an ARN


def access_point_grants(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> tuple[Grant, ...]:
    """What the bucket's policy gives through access points, beyond what it gives without, behind gates."""
    policy = known(facts, "policy", resource.id)
    if not isinstance(policy, Fact) or not speaks_of_access_points(policy.value):
        return ()
    bucket = guarded(resource, facts, ours, at)
    direct = read_policy(policy.value, bucket).grants
    through = (
        *_through_own(resource, facts, policy.value, bucket),
        *_through_others(resource, facts, policy.value, bucket),
    )
    beyond = {_said(grant): grant for grant in through if not _had(grant, direct)}
    return tuple(beyond.values())


def elsewhere(grants: Iterable[Grant]) -> Iterator[Caveat]:
    """What is not seen of grants that are another account's to give."""
    codes = {ELSEWHERE: "access_points_elsewhere", ANYWHERE: "access_points_anywhere"}
    passed = [grant.evidence for grant in grants if grant.evidence.code in codes]
    for code, account in dict.fromkeys((codes[one.code], one.args["account"]) for one in passed):
        yield Caveat(code=code, args={"account": account})


def _through_own(resource: Resource, facts: Facts, policy: Value, bucket: Guarded) -> Iterator[Grant]:
    """What the account's own access points let in; in doubt where they were not read."""
    points = known(facts, "access_points", resource.id)
    if isinstance(points, Unread) or not isinstance(points.value, list):
        yield _unread(resource, facts, points if isinstance(points, Unread) else None)
        return
    work = Work()
    for entry in points.value:
        if not work.left:
            yield _not_looked_at(resource, facts, "access_points")
            return
        point = access_point(entry)
        if point is None:
            yield _unread(resource, facts, None)
            continue
        passage = Passage(
            point=replace(bucket, setting="access_points", arn=point.arn, account=point.account),
            bucket=bucket,
            origin=point.network_origin,
            vpc=point.vpc,
        )
        both = read_together(point.policy, policy, passage, work, cites_bucket=True)
        told = Point(setting="access_points", owner=resource.id, block=Fact(point.block), passage=passage)
        gates = point_gates(resource, facts, both, told)
        for grant in both.grants:
            yield replace(gated(grant, gates), evidence=_by_point(grant, point))
        yield from through_point(point.policy, passage.point, point.network_origin)


def _by_point(grant: Grant, point: AccessPoint) -> Evidence:
    code = _MAY_LET_IN if grant.doubts else _LETS_IN
    args = {**grant.evidence.args, "access_point": point.name, "who": ", ".join(grant.who)}
    return msgspec.structs.replace(grant.evidence, code=code, args=args)


def _unread(resource: Resource, facts: Facts, unread: Unread | None) -> Grant:
    """The access points that were not read, or are not in the form that they are kept in."""
    gates = policy_gates(resource, facts, public=None)
    why = unread or Unread(reason=Reason.MALFORMED)
    return replace(unread_grant(resource, why, "access_points", Audience.PUBLIC, gates), through=THROUGH)


def _through_others(resource: Resource, facts: Facts, policy: Value, bucket: Guarded) -> Iterator[Grant]:
    """What the policy leaves to access points of other accounts, those that it names and anybody's."""
    named = points_named(policy, bucket)
    if len(named) > MOST:
        yield _not_looked_at(resource, facts, "policy")
    for point in named[:MOST]:
        for read in _readings(policy, bucket, point):
            gates = policy_gates(resource, facts, public=read.aws_calls_public)
            for grant in read.grants:
                if grant.audience.outside:
                    passed = _passed_on(gated(grant, gates), point.whose, point.arn, bucket)
                    yield replace(passed, through=THROUGH)


def _not_looked_at(resource: Resource, facts: Facts, setting: str) -> Grant:
    """Where there are more access points than are looked at, what the others let in is in doubt."""
    why = Unread(reason=Reason.BUDGET)
    gates = policy_gates(resource, facts, public=None)
    grant = unread_grant(resource, why, setting, Audience.AUTHENTICATED, gates)
    doubts = tuple(msgspec.structs.replace(doubt, code="policy_over_budget") for doubt in grant.doubts)
    evidence = msgspec.structs.replace(grant.evidence, code="access_point_may_let_in")
    return replace(grant, doubts=doubts, evidence=evidence, through=THROUGH)


def _readings(policy: Value, bucket: Guarded, named: Named) -> Iterator[PolicyReading]:
    """What the policy says to requests through such an access point, whatever its network."""
    for origin in (INTERNET, VPC):
        point = replace(bucket, arn=named.arn, account=named.account)
        context = Passage(point=point, bucket=bucket, origin=origin).context
        yield read_policy(policy, replace(bucket, context=context))


def _passed_on(grant: Grant, account: str, arn: str, bucket: Guarded) -> Grant:
    """A grant that is this account's to pass on: to strangers it is one to that account, or to anybody's."""
    args = {**grant.evidence.args, "account": account}
    passed = replace(
        grant,
        evidence=msgspec.structs.replace(
            grant.evidence, code=ANYWHERE if account == ANYBODY else ELSEWHERE, args=args
        ),
        witness=_at(grant.witness, arn, bucket, account),
    )
    if grant.audience not in STRANGERS:
        return passed
    if account == ANYBODY:
        return replace(passed, audience=Audience.AUTHENTICATED, who=("any AWS user",))
    mine = account in bucket.ours.accounts
    return replace(passed, audience=Audience.ORGANIZATION if mine else Audience.EXTERNAL, who=(account,))


def _at(witness: Witness | None, arn: str, bucket: Guarded, account: str) -> Witness | None:
    """The request as that account makes it, of its own access point."""
    if witness is None:
        return None
    key = witness.target.removeprefix(bucket.arn).removeprefix("/")
    root = f"arn:{bucket.partition}:iam::{arn.split(':')[_PLACE]}:root"
    unsigned = not witness.who.startswith("arn:")
    who = root if unsigned or account != ANYBODY else witness.who
    return msgspec.structs.replace(witness, who=who, target=f"{arn}/object/{key}" if key else arn)


def _had(grant: Grant, direct: Iterable[Grant]) -> bool:
    """Whether the same statement gives at least as much to at least as many without any access point."""
    return any(
        one.evidence.pointer == grant.evidence.pointer
        and one.audience.width >= grant.audience.width
        and (one.audience in STRANGERS or set(grant.who) <= set(one.who))
        and grant.capabilities <= one.capabilities
        and (grant.doubts or not one.doubts)
        for one in direct
    )


def _said(grant: Grant) -> str:
    """What the grant comes to, however it was found."""
    return repr(
        (grant.audience, grant.who, sorted(c.value for c in grant.capabilities), grant.evidence, grant.doubts)
    )
