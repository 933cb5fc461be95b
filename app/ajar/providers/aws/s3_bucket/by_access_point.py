"""What outsiders get through a bucket's access points, where its policy leaves it to them whom to let in.

An access point's policy gives what the bucket's allows as well. Another account's access points cannot be
listed from here: whom a bucket delegates to lets in whom it likes.
"""

from __future__ import annotations

import re
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
from ajar.policy.aws.access_point import INTERNET, THROUGH, VPC, Passage, read_together
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.outsiders import stranger
from ajar.policy.aws.s3_policy import PolicyReading, read_policy
from ajar.providers.aws.s3_bucket.access_points import AccessPoint, access_point, speaks_of_access_points
from ajar.providers.aws.s3_bucket.by_policy import guarded
from ajar.providers.aws.s3_bucket.gates import known, policy_gates
from ajar.providers.aws.s3_bucket.not_read import unread_grant
from ajar.providers.aws.s3_bucket.point_gates import Point, gated, point_gates
from ajar.providers.aws.s3_bucket.unseen_network import through_point

ELSEWHERE, ANYWHERE = "policy_delegates_elsewhere", "policy_delegates_anywhere"
ANYBODY = "*"
_LETS_IN, _MAY_LET_IN = "policy_lets_in_through_point", "policy_may_let_in_through_point"
_ACCOUNT, _ARN = "s3:dataaccesspointaccount", "s3:dataaccesspointarn"
_PLACE = 4  # of the account in an ARN
_WILD = set("*?$")
_ID = re.compile(r"[0-9]{12}")


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
    for entry in points.value:
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
        both = read_together(point.policy, policy, passage, cites_bucket=True)
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
    named = _named(policy)
    anybody = stranger({bucket.account, *bucket.ours.accounts, *named}).split(":")[_PLACE]
    for account, arns in {**named, anybody: ()}.items():
        if account == bucket.account:
            continue
        point = f"arn:{bucket.partition}:s3:{bucket.region}:{account}:accesspoint/any"
        whose = ANYBODY if account == anybody else account
        for arn in arns or (point,):
            for read in _readings(policy, bucket, arn, account):
                gates = policy_gates(resource, facts, public=read.aws_calls_public)
                for grant in read.grants:
                    if grant.audience.outside:
                        passed = _passed_on(gated(grant, gates), whose, arn, bucket)
                        yield replace(passed, through=THROUGH)


def _readings(policy: Value, bucket: Guarded, arn: str, account: str) -> Iterator[PolicyReading]:
    """What the policy says to requests through such an access point, whatever its network."""
    for origin in (INTERNET, VPC):
        passage = Passage(point=replace(bucket, arn=arn, account=account), bucket=bucket, origin=origin)
        yield read_policy(policy, replace(bucket, context=passage.context))


def _named(policy: Value) -> dict[str, tuple[str, ...]]:
    """The accounts that the policy's conditions name as owners of access points, with the ARNs it names."""
    parsed = parse_policy(policy) if isinstance(policy, str) else ()
    found: dict[str, tuple[str, ...]] = {}
    for statement in parsed.statements if isinstance(parsed, Policy) else ():
        for condition in statement.conditions:
            for value in condition.values:
                account, arns = _owner(condition.key.lower(), value)
                if account:
                    found[account] = (*found.get(account, ()), *arns)
    return found


def _owner(key: str, value: str) -> tuple[str, tuple[str, ...]]:
    """The account that a condition's value names, and the access point; empty where it names none."""
    account = value if key == _ACCOUNT else value.split(":")[_PLACE] if value.count(":") > _PLACE else ""
    if key not in {_ACCOUNT, _ARN} or not _ID.fullmatch(account):
        return "", ()
    return account, (value,) if key == _ARN and not _WILD & set(value) else ()


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
