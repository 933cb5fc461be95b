"""What a bucket's policy takes away from what something else gives: its denials stand above lists, too.

"An explicit deny in any policy overrides any allows" ("Policy evaluation logic", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html), and S3 looks
at the bucket's policy and its list together ("How Amazon S3 authorizes a request for a bucket operation",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-bucket-operation.html,
read 2026-11-24).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ajar.model.access import Audience
from ajar.model.exposure import Gate, GateState, Unknown, Witness
from ajar.model.grant import Grant
from ajar.policy.aws.language import Effect, Patterns, Statement
from ajar.policy.aws.outsiders import Visitor
from ajar.policy.aws.principals import (
    EVERYONE,
    STRANGER_ADDRESS,
    Form,
    Principal,
    Principals,
    Requester,
)
from ajar.policy.aws.remainder import Decider, Left
from ajar.policy.aws.rules import Doubt, Rule

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


NO_DENIALS = Denials()


def right(actions: Iterable[str]) -> Rule:
    """What gives these actions on everything in the bucket, to be put before denials; to be made once."""
    patterns = Patterns(tuple(actions))
    statement = Statement("", (0, 0), "", Effect.ALLOW, Principals((EVERYONE,)), patterns, _ANYTHING, ())
    return Rule(statement, frozenset(patterns.listed), _ANYTHING)


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
    told = [one for visitor, what in left for one in _told(grant, visitor, what, doubted)]
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
        left.add(decider.left(rule, visitor.requester, visitor.doubts))
        left.take_away(common)
        if visitor.requester.principal is None:
            common.add(left)
        yield visitor, left


def _meant(grant: Grant, people: Iterable[Visitor]) -> Iterator[Visitor]:
    if grant.audience in _NAMED:
        name = grant.who[0]
        witness = grant.witness.who if grant.witness else name
        yield Visitor(Requester(Principal(Form.CANONICAL, witness)), grant.audience, name, witness)
        return
    for visitor in people:
        if visitor.requester.signed_in or grant.audience is Audience.PUBLIC:
            yield visitor


def _told(grant: Grant, visitor: Visitor, left: Left, doubted: Callable[[Doubt], Unknown]) -> Iterator[Grant]:
    who = (visitor.who,)
    if left.proven:
        shown = left.shown()
        witness = Witness(
            who=visitor.witness, action=shown.action, target=shown.target, source=STRANGER_ADDRESS
        )
        yield replace(
            grant,
            audience=visitor.audience,
            who=who,
            capabilities=frozenset(left.proven),
            witness=witness,
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
