"""What an access point's policy and its bucket's come to together, for requests that come through it.

Both must allow such a request, and neither may deny it: "Configuring IAM policies for using access points",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html. Nobody comes through one
without a signature, nor without TLS: "Access points restrictions and limitations",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html. Both read
2026-11-24. So each Allow of the one is put together with each Allow of the other, what the access point's
policy says of its own ARN is put in terms of the bucket's, and the whole is read as one policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Unknown, Witness
from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.policy.aws.allowed_by_both import BUCKET, POINT, SERVICE, beside, given_by_both
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.both_mean import common
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import VERSIONS, Effect, Patterns, Policy, Statement, parse_policy
from ajar.policy.aws.quotients import quotient
from ajar.policy.aws.s3_policy import PolicyReading, read_policy, read_statements

THROUGH = "access_point"
"""The door, as ways name it."""

POINT_POLICY = "access_point_policy"
"""The setting that holds an access point's policy."""

INTERNET, VPC = "Internet", "VPC"
"""Where an access point may be used from: its network origin."""

WORK = 6_000
"""What may be read for one verdict, as `Work` counts it: some tenths of a second."""

_EACH, _STATEMENT = 15, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An access point before its bucket, as their policies are read.

    `origin` is INTERNET or VPC, and `vpc` then the one network that it answers to; empty where not known.
    """

    point: Guarded
    bucket: Guarded
    origin: str = INTERNET
    vpc: str = ""

    @property
    def context(self) -> dict[str, tuple[str, ...]]:
        """What every request that comes through it carries.

        "Condition keys" of the first page, and TLS; keys in lower case.
        """
        network = {"aws:sourcevpc": (self.vpc,)} if self.vpc else {}
        return {
            **network,
            "aws:securetransport": ("true",),
            "s3:accesspointnetworkorigin": (self.origin,),
            "s3:dataaccesspointaccount": (self.point.account,),
            "s3:dataaccesspointarn": (self.point.arn,),
        }


@dataclass(slots=True)
class Work:
    """What is left of the work that one verdict may take, over all policies that are put together for it."""

    left: int = WORK

    def covers(self, policy: Policy) -> bool:
        """Whether there is enough left to read this policy; if so, it is spent, and else nothing is left."""
        allows = sum(one.effect is Effect.ALLOW for one in policy.statements)
        needed = _EACH + allows * (1 + len(policy.statements) - allows)
        enough = needed <= self.left
        self.spend(needed)
        return enough

    def spend(self, much: int) -> None:
        """Take this from what is left."""
        self.left = max(0, self.left - much)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What both give: grants without gates, and what explains that they give nobody outside anything.

    `point_public` and `bucket_public` are AWS's own word for each of the policies; None: not decided.
    """

    grants: tuple[Grant, ...] = ()
    absences: tuple[Evidence, ...] = ()
    point_public: bool | None = False
    bucket_public: bool | None = False


def read_together(
    point_text: Value,
    bucket_text: Value,
    passage: Passage,
    work: Work | None = None,
    *,
    cites_bucket: bool = False,
) -> Together:
    """The reading of both policies' exact texts, each None where it is not set; total.

    A grant's evidence is the access point's statement, or the bucket's where that is wanted. What goes beyond
    the work is in doubt.
    """
    guarded = replace(passage.bucket, context=passage.context)
    point, bucket = _read(point_text, passage.point), _read(bucket_text, guarded)
    point_public = passage.origin == INTERNET and _public(point, of_point=True)
    bucket_public = _public(bucket, of_point=False)
    if isinstance(point, Policy) and isinstance(bucket, Policy):
        found = _Both(point, bucket, passage, guarded, work or Work(), cites_bucket).together()
    else:
        found = _with_less(point, bucket, passage)
    return replace(found, point_public=point_public, bucket_public=bucket_public)


def read_point(point_text: Value, passage: Passage, doubts: tuple[Unknown, ...]) -> Together:
    """What the access point's policy may give where the bucket's is not known, and why it is not."""
    guarded = replace(passage.point, context=passage.context)
    read = _read(point_text, guarded)
    found = read_statements(read, guarded) if isinstance(read, Policy) else read
    grants = tuple(_in_doubt(grant, doubts) for grant in found.grants)
    public = passage.origin == INTERNET and _public(read, of_point=True)
    return Together(grants=grants, absences=found.absences, point_public=public, bucket_public=None)


def _with_less(point: Policy | PolicyReading, bucket: Policy | PolicyReading, passage: Passage) -> Together:
    """What is there to say where one is no policy, or there is none.

    One that is not set settles it, whatever the other says. One that AWS would not take may allow anything,
    but no more than the other does.
    """
    less = [one for one in (point, bucket) if isinstance(one, PolicyReading)]
    shut = [one for one in less if not one.grants]
    if shut:
        return Together(absences=tuple(absence for one in shut for absence in one.absences))
    doubts = tuple(doubt for one in less for grant in one.grants for doubt in grant.doubts)
    whole = [one for one in (point, bucket) if isinstance(one, Policy)]
    if not whole:
        return Together(grants=tuple(_told(grant) for one in less for grant in one.grants))
    own = passage.point if whole[0] is point else passage.bucket
    read = read_statements(whole[0], replace(own, context=passage.context))
    grants = tuple(_in_doubt(grant, doubts) for grant in read.grants)
    return Together(grants=grants, absences=tuple(a for one in less for a in one.absences) + read.absences)


def _in_doubt(grant: Grant, doubts: tuple[Unknown, ...]) -> Grant:
    return replace(_told(grant), doubts=(*grant.doubts, *doubts), witness=None)


def _read(text: Value, guarded: Guarded) -> Policy | PolicyReading:
    """The policy, or its reading where there is none, or none that AWS would take."""
    if text is None and guarded.setting == POINT_POLICY:
        return PolicyReading(absences=(_cited(guarded, "access_point_policy_not_set"),))
    policy = parse_policy(text) if isinstance(text, str) else ()
    return policy if isinstance(policy, Policy) else read_policy(text, guarded)


def _public(read: Policy | PolicyReading, *, of_point: bool) -> bool | None:
    if isinstance(read, PolicyReading):
        return read.aws_calls_public
    return aws_calls_public(read, of_access_point=of_point)


@dataclass(frozen=True, slots=True)
class _Both:
    """Both policies, as they are put together; `guarded` is the bucket as those see it who come through."""

    point: Policy
    bucket: Policy
    passage: Passage
    guarded: Guarded
    work: Work
    cites_bucket: bool

    def together(self) -> Together:
        """What each of the bucket's Allows gives of what the access point's give."""
        self.work.spend(_STATEMENT * (len(self.point.statements) + len(self.bucket.statements)))
        point = self._moved()
        if point is None:
            args = {"resource": self.passage.point.arn}
            return Together(grants=self._at_most(Reason.UNSUPPORTED, "resource_not_understood", args))
        grants: list[Grant] = []
        for allow in (one for one in self.bucket.statements if one.effect is Effect.ALLOW):
            policy, unsure = self._joined(point, allow)
            grants.extend(unsure)
            if policy is None:
                continue
            if not self.work.covers(policy):
                grants.extend(self._at_most(Reason.BUDGET, "policy_over_budget", {}))
                break
            read = read_statements(policy, self._cited)
            grants.extend(_told(self._at_point(grant, allow)) for grant in read.grants)
        nobody = not any(grant.audience.outside for grant in grants)
        return Together(grants=tuple(grants), absences=(self._nobody(),) if nobody else ())

    @property
    def _cited(self) -> Guarded:
        """The bucket as requests see it, with evidence from the policy that is cited."""
        cited = self.guarded if self.cites_bucket else self.passage.point
        return replace(self.guarded, setting=cited.setting, owner=cited.owner)

    def _moved(self) -> tuple[Statement, ...] | None:
        """The access point's statements in terms of the bucket; None where it is not known what they mean."""
        found: list[Statement] = []
        for one in self.point.statements:
            resources = self._resources(one.resources)
            if resources is None:
                return None
            if resources.listed:
                found.append(replace(one, resources=resources))
        return tuple(found)

    def _resources(self, patterns: Patterns) -> Patterns | None:
        """The bucket and the keys in it that these mean; listing none, they mean nothing."""
        point, bucket = self.passage.point.arn, self.guarded.arn
        found: list[str] = []
        for pattern in patterns.listed:
            itself, keys = quotient(pattern, point), quotient(pattern, f"{point}/object/")
            if itself is None or keys is None:
                return None
            found += [bucket] * any(not rest.strip("*") for rest in itself)
            found += [f"{bucket}/{rest}" for rest in keys]
        if patterns.negated and not found:
            return Patterns(("*",))
        return Patterns(tuple(dict.fromkeys(found)), patterns.negated)

    def _joined(
        self, point: Iterable[Statement], allow: Statement
    ) -> tuple[Policy | None, tuple[Grant, ...]]:
        """One Allow of the bucket's with each of the access point's, and all denials; None where none meet.

        Beside it, a doubt for those of whom it is not known whether both mean them.
        """
        met: list[Statement] = []
        unsure: list[str] = []
        for one in point:
            if one.effect is Effect.ALLOW:
                both = common(one.principals, allow.principals)
                unsure += both.unsure
                if both.sure is not None:
                    met.extend(given_by_both(one, allow, both.sure))
        doubts = (self._unsure(unsure),) if unsure else ()
        if not met:
            return None, doubts
        denies = [
            replace(one, pointer=f"{side}{one.pointer}")
            for side, statements in ((POINT, point), (BUCKET, self.bucket.statements))
            for one in statements
            if one.effect is Effect.DENY
        ]
        statements = (*met, *denies, *beside(allow))
        version = VERSIONS[1] if VERSIONS[1] in (self.point.version, self.bucket.version) else VERSIONS[0]
        cited = self.bucket if self.cites_bucket else self.point
        return Policy(version, "", statements, cited.span), doubts

    def _at_point(self, grant: Grant, allow: Statement) -> Grant:
        """The grant with its evidence in the policy that is cited, and its witness at the access point."""
        pointer = grant.evidence.pointer.removeprefix(POINT).removeprefix(SERVICE)
        own = next((one for one in self.point.statements if one.pointer == pointer), allow)
        cited = allow if self.cites_bucket else own
        args = {**grant.evidence.args, "sid": cited.sid}
        evidence = msgspec.structs.replace(grant.evidence, pointer=cited.pointer, span=cited.span, args=args)
        return replace(grant, evidence=evidence, witness=self._moved_back(grant.witness))

    def _moved_back(self, witness: Witness | None) -> Witness | None:
        """The request as it is made: of the access point, not of the bucket."""
        if witness is None:
            return None
        bucket, point, target = self.guarded.arn, self.passage.point.arn, witness.target
        moved = point if target == bucket else f"{point}/object/{target.removeprefix(f'{bucket}/')}"
        return msgspec.structs.replace(witness, target=moved)

    def _at_most(self, reason: Reason, code: str, args: dict[str, str]) -> tuple[Grant, ...]:
        """What the access point's policy gives at most, while it is not decided what the bucket leaves."""
        point = replace(self.passage.point, context=self.passage.context)
        doubt = Unknown(setting=point.setting, owner=point.owner, reason=reason, code=code, args=args)
        evidence = _cited(self._cited, "access_point_may_let_in")
        return tuple(
            replace(_in_doubt(grant, (doubt,)), evidence=evidence)
            for grant in read_statements(self.point, point).grants
        )

    def _unsure(self, names: Iterable[str]) -> Grant:
        """A grant to those of whom it is not known whether both policies mean them."""
        cited = self._cited
        doubt = Unknown(
            setting=cited.setting,
            owner=cited.owner,
            reason=Reason.UNSUPPORTED,
            code="principals_not_told_apart",
            args={"who": ", ".join(names)},
        )
        return Grant(
            audience=Audience.EXTERNAL,
            capabilities=frozenset(),
            evidence=_cited(cited, "access_point_may_let_in"),
            doubts=(doubt,),
            through=THROUGH,
        )

    def _nobody(self) -> Evidence:
        return _cited(self._cited, "access_point_lets_in_nobody")


def _cited(guarded: Guarded, code: str) -> Evidence:
    return Evidence(setting=guarded.setting, owner=guarded.owner, code=code)


def _told(grant: Grant) -> Grant:
    """The grant through this door, where nobody is anonymous."""
    if grant.audience is not Audience.PUBLIC or not set(grant.who) <= {"anyone"}:
        return replace(grant, through=THROUGH)
    return replace(grant, through=THROUGH, audience=Audience.AUTHENTICATED, who=("any AWS user",))
