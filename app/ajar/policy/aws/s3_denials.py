"""What a bucket's policy takes away from what something else gives: its denials stand above lists, too.

"An explicit deny in any policy overrides any allows" ("Policy evaluation logic", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html), and S3 looks
at the bucket's policy and its list together ("How Amazon S3 authorizes a request for a bucket operation",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-bucket-operation.html,
read 2026-11-24).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ajar.model.access import Audience
from ajar.model.exposure import Gate, GateState, Unknown
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.policy.aws import identities
from ajar.policy.aws.language import Effect, Patterns, Statement
from ajar.policy.aws.left import Left
from ajar.policy.aws.near import Near
from ajar.policy.aws.principals import (
    EVERYONE,
    Form,
    Principal,
    Principals,
    Requester,
)
from ajar.policy.aws.remainder import Decider
from ajar.policy.aws.request import Caller
from ajar.policy.aws.rules import Doubt, Rule
from ajar.policy.aws.solver.search import Clause
from ajar.policy.aws.visitor import Visitor

_ANYTHING = Patterns(("*",))
_NAMED = (Audience.EXTERNAL, Audience.ORGANIZATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denials:
    """A policy's denials; without a `decider` there are none, and with `unknown` they are not known.

    `people` are all who need be looked at, and `doubted` makes a doubt one about the policy.
    """

    decider: Decider | None = None
    people: tuple[Visitor, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    doubted: Callable[[Doubt], Unknown] | None = None
    owner: str = ""
    ours: Ours = field(default_factory=Ours)

    def unasked(self) -> Denials:
        """The same, of which nothing was asked: what it may take to answer is not spent yet."""
        return self if self.decider is None else replace(self, decider=self.decider.unasked())


NO_DENIALS = Denials()


def right(actions: Iterable[str]) -> Rule:
    """What gives these actions on everything in the bucket, to be put before denials; to be made once."""
    patterns = Patterns(tuple(actions))
    statement = Statement("", (0, 0), "", Effect.ALLOW, Principals((EVERYONE,)), patterns, _ANYTHING, ())
    return Rule(statement, frozenset(patterns.listed), _ANYTHING, clause=Clause(_ANYTHING))


def after(denials: Denials, grant: Grant, rule: Rule) -> Iterator[Grant]:
    """What the denials leave of a grant that gives what the rule does: itself where they are not about it.

    A grant that they cut whole comes back behind a gate that is shut. One to everybody may come back as what
    is left to some of those whom the policy names.
    """
    if denials.unknown:
        yield replace(grant, doubts=(*grant.doubts, *denials.unknown))
        return
    decider, doubted = denials.decider, denials.doubted
    if decider is None or doubted is None or grant.doubts:
        yield grant
        return
    left = list(_left(decider, denials.people, grant, rule))
    near = Near.of(left, denials.ours)
    parts = [part for pair in left for part in near.told(*pair)]
    told = [one for visitor, what in parts for one in _told(grant, visitor, what, doubted)]
    if told:
        yield from told
    else:
        yield replace(grant, gates=(*grant.gates, _shut(denials.owner)))


def _left(
    decider: Decider, people: Iterable[Visitor], grant: Grant, rule: Rule
) -> Iterator[tuple[Visitor, Left]]:
    """What each of those whom the grant means keeps, beyond what everybody does."""
    common = Left()
    for visitor in _meant(grant, people):
        left = Left()
        left.add(decider.left(rule, visitor, visitor.doubts))
        left.take_away(common)
        left = decider.checked(left, rule, visitor)
        if visitor.common:
            common.add(left.everywhere())
        yield visitor, left


def _meant(grant: Grant, people: Iterable[Visitor]) -> Iterator[Visitor]:
    if grant.audience in _NAMED:
        name = grant.who[0]
        witness = grant.witness.who if grant.witness else name
        yield Visitor(
            requester=Requester(Principal(Form.CANONICAL, witness)),
            audience=grant.audience,
            who=name,
            witness=witness,
            caller=Caller(account="unknown", canonical_id=witness),
            identity=identities.nobody_known(),
        )
        return
    for visitor in people:
        if (visitor.requester.signed_in or grant.audience is Audience.PUBLIC) and not visitor.service:
            yield visitor


def _told(grant: Grant, visitor: Visitor, left: Left, doubted: Callable[[Doubt], Unknown]) -> Iterator[Grant]:
    who = (visitor.who,)
    if left.proven:
        for _, until, part in left.by_time():
            yield replace(
                grant,
                audience=visitor.audience,
                who=who,
                capabilities=frozenset(part.proven),
                witness=part.shown().witness(visitor.witness),
                until=until,
            )
    if left.possible:
        doubts = dict.fromkeys(doubt for why in left.possible.values() for doubt in why)
        yield replace(
            grant,
            audience=visitor.audience,
            who=who,
            capabilities=left.known(),
            witness=None,
            doubts=tuple(map(doubted, doubts)),
        )


def _shut(owner: str) -> Gate:
    return Gate(
        gate="policy_denial",
        state=GateState.SHUT,
        code="policy_denial_shut",
        setting="policy",
        owner=owner,
    )
