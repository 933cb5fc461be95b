"""What an Allow leaves to one visitor after every Deny: which capabilities, shown by which request.

The order of evaluation: an explicit Deny wins over any Allow ("Policy evaluation logic",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, read 2026-11-24).
A capability is there when one of its actions is allowed on one target by one statement: statements do not add
up within a request, so that each Allow may be looked at alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ajar.model.facts import Reason
from ajar.policy.aws.actions import Action, Place
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Condition, Patterns, Statement
from ajar.policy.aws.left import Left
from ajar.policy.aws.outsiders import Visitor
from ajar.policy.aws.patterns import Budget, OverBudget, matches
from ajar.policy.aws.principals import Match, covers
from ajar.policy.aws.rules import Doubt, Rule, Rules
from ajar.policy.aws.shown import Shown, shown
from ajar.policy.aws.solver.extents import Undecided
from ajar.policy.aws.solver.requirements import NotFilled
from ajar.policy.aws.solver.search import Box, Clause, Found, Search
from ajar.policy.aws.solver.worlds import World

STEPS = 100_000
"""What all searches of one policy may take together: about a tenth of a second."""

SHARE, MOST = 2_000, 500_000
"""What one Allow may take however many there are, so long as all together stay within the most: a statement
that is made to be slow leaves the others theirs."""

KEY = 1024
"""How long an object's key may be ("Naming Amazon S3 objects", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html): in bytes, so that a key of other
characters than ASCII may be taken for one that there can be, never the reverse."""

_OVER = Doubt(Reason.BUDGET, "policy_over_budget")
_ANYTHING = Clause(Patterns(("*",)))


_Unsure = tuple[tuple[Rule, tuple[Doubt, ...]], ...]


@dataclass(frozen=True, eq=False)
class _Denials:
    """The Deny rules about a visitor: those that hold for sure, and those that may, with the doubts."""

    sure: tuple[Rule, ...] = ()
    unsure: _Unsure = ()

    def about(self, action: Action) -> _Denials:
        """Those about an action."""
        return _Denials(
            tuple(rule for rule in self.sure if action.name in rule.actions),
            tuple((rule, why) for rule, why in self.unsure if action.name in rule.actions),
        )

    @cached_property
    def personal(self) -> bool:
        """Whether they mean different requests to different people."""
        return any(rule.personal for rule in self.all)

    @cached_property
    def all(self) -> tuple[Rule, ...]:
        return (*self.sure, *(rule for rule, _ in self.unsure))


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """One Allow, one action, one visitor, and the denials that are about them."""

    allow: Rule
    action: Action
    denials: _Denials
    visitor: Visitor
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found: a request that surely gets through, or why one might; neither where none does."""

    shown: Shown | None = None
    doubts: tuple[Doubt, ...] = ()
    possible: bool = False
    denied: bool = False


Confirmed = Callable[[Visitor, Shown, Rule], bool]
"""Whether the evaluator, too, lets through a request that was found by this rule."""


class Decider:
    """One policy on one bucket, with what was found out so far; it forgets all when the policy is read."""

    def __init__(self, rules: Rules, guarded: Guarded, confirmed: Confirmed) -> None:
        """Make ready; nothing is searched yet."""
        self._rules = rules
        self._guarded = guarded
        self._confirmed = confirmed
        self._domains = {Place.BUCKET: guarded.arn, Place.OBJECT: f"{guarded.arn}/?*"}
        self._longest = len(guarded.arn) + 1 + KEY
        allows = max(1, len({id(rule.statement) for rule in rules.allows}))
        self._share = max(STEPS // allows, min(SHARE, MOST // allows))
        self._budgets: dict[int, Budget] = {}
        self._worlds: dict[tuple[Visitor, bool], World] = {}
        self._targets: dict[tuple[object, ...], str | OverBudget | None] = {}
        self._denials: dict[Visitor, _Denials] = {}
        self._same: dict[tuple[tuple[Rule, ...], _Unsure], _Denials] = {}
        self._narrowed: dict[tuple[_Denials, str], _Denials] = {}
        self._answers: dict[tuple[object, ...], _Answer] = {}
        self._left: dict[tuple[object, ...], Left] = {}

    @property
    def denies(self) -> bool:
        """Whether there is any denial."""
        return bool(self._rules.denies)

    def allows(self, statement: Statement) -> tuple[Rule, ...]:
        """The rules of one Allow."""
        return tuple(rule for rule in self._rules.allows if rule.statement is statement)

    def left(self, allow: Rule, visitor: Visitor, doubts: tuple[Doubt, ...] = ()) -> Left:
        """What the rule leaves to the visitor; `doubts` are about its being let in at all.

        Visitors whom the same denials are about may share the answer, so that it is not to be changed.
        """
        if visitor not in self._denials:
            self._denials[visitor] = self._about(visitor)
        denials = self._denials[visitor]
        key = (id(allow), denials, doubts, self._whose(allow, denials, visitor))
        if key not in self._left:
            self._left[key] = self._found(allow, denials, visitor, (*doubts, *allow.doubts))
        return self._left[key]

    def checked(self, left: Left, allow: Rule, visitor: Visitor) -> Left:
        """The same, where the evaluator lets its witness through; else what is proven is possible only."""
        if not left.proven or not self._whose(allow, self._denials[visitor], visitor):
            return left
        if self._confirmed(visitor, left.shown(), allow):
            return left
        return Left(possible={**left.possible, **dict.fromkeys(left.proven, (_UNDECIDED,))})

    def _whose(self, allow: Rule, denials: _Denials, visitor: Visitor) -> Visitor | None:
        """The visitor where what it asks hangs on who it is; None for all the same."""
        return visitor if allow.personal or denials.personal or visitor.path else None

    def _found(self, allow: Rule, denials: _Denials, visitor: Visitor, doubts: tuple[Doubt, ...]) -> Left:
        left = Left()
        for action in self._rules.actions:
            if action.name in allow.actions and action.capability not in left.proven:
                narrowed = self._narrow(denials, action)
                about = (*doubts, *_doubts_about(action))
                self._ask(_Question(allow, action, narrowed, visitor, about), left)
        for capability in left.proven:
            left.possible.pop(capability, None)
        return left

    def _ask(self, question: _Question, left: Left) -> None:
        action = question.action
        answer = self._answer(question)
        if answer.shown is not None and not question.doubts and action.capability is not None:
            left.proven[action.capability] = replace(answer.shown, action=action.name)
        elif answer.shown is not None or answer.doubts or answer.possible:
            left.doubt(action.capability, tuple(dict.fromkeys((*question.doubts, *answer.doubts))))
        left.denied = left.denied or answer.denied

    def _answer(self, question: _Question) -> _Answer:
        """The same question for an action that differs in nothing that is asked about is answered once."""
        action, allow = question.action, question.allow
        limits = tuple(action.name in limit for limit in self._rules.limited)
        whose = self._whose(allow, question.denials, question.visitor)
        denials = question.denials
        key = (id(allow), action.place, denials.sure, denials.unsure, limits, whose)
        if key not in self._answers:
            self._answers[key] = self._decided(question)
        return self._answers[key]

    def _decided(self, question: _Question) -> _Answer:
        sure = self._surely(question)
        if isinstance(sure, Found):
            return self._confirming(question, sure)
        if isinstance(sure, Undecided) and sure.budget:
            return _Answer(doubts=(_OVER,))
        possible, doubts = self._possibly(question)
        if isinstance(possible, Found):
            return _Answer(doubts=doubts, possible=True)
        if isinstance(possible, Undecided):
            return _Answer(doubts=(*doubts, _OVER) if possible.budget else (*doubts, _UNDECIDED))
        return _Answer(denied=bool(question.denials.all) and self._without_denials(question))

    def _confirming(self, question: _Question, found: Found) -> _Answer:
        """The request that was found, if the evaluator allows it, too."""
        one = shown(found, self._search(question, sure=True), self._denies(question))
        if isinstance(one, Undecided):
            return _Answer(doubts=(_OVER if one.budget else _UNDECIDED,))
        if question.allow.filled and not self._confirmed(question.visitor, one, question.allow):
            return _Answer(doubts=(_UNDECIDED,))
        return _Answer(one)

    def _surely(self, question: _Question) -> Found | Undecided | None:
        """A request that gets through whatever is not known."""
        try:
            clause = question.allow.meaning(self._world(question.visitor, pinned=True))
        except NotFilled:
            return None
        if clause is None:
            return None
        return self._search(question, sure=True).find(self._box(question, clause), self._denies(question))

    def _denies(self, question: _Question) -> list[Clause]:
        """The denials, each as wide as it may be."""
        world = self._world(question.visitor, pinned=True)
        found: list[Clause] = []
        for rule in question.denials.all:
            try:
                clause = rule.meaning(world)
            except NotFilled:
                clause = _ANYTHING
            if clause is not None:
                found.append(clause)
        return found

    def _possibly(self, question: _Question) -> tuple[Found | Undecided | None, tuple[Doubt, ...]]:
        """A request that may get through, and why that is not sure."""
        world = self._world(question.visitor, pinned=False)
        allow = _exactly(question.allow, world, question.allow.widest())
        if allow is None:
            return None, ()
        sure = [clause for one in question.denials.sure if (clause := _exactly(one, world, None)) is not None]
        search = self._search(question, sure=False)
        found = search.find(self._box(question, allow), sure)
        if not isinstance(found, Found):
            return found, ()
        doubts = [
            *_not_known(found, search),
            *(_unknown(condition.key, [condition]) for condition in search.hanging(found, sure)),
            *_that_cut(question.denials.unsure, found.target),
            *(_doubt_of_variables(rule) for rule in (question.allow, *question.denials.sure) if rule.filled),
        ]
        return found, tuple(dict.fromkeys(doubts)) or (() if question.doubts else (_UNDECIDED,))

    def _without_denials(self, question: _Question) -> bool:
        box = self._box(question, question.allow.widest())
        return self._search(question, sure=False).find(box, ()) is not None

    def _box(self, question: _Question, clause: Clause) -> Box:
        place, visitor = question.action.place, question.visitor
        must: tuple[tuple[str, ...], ...] = ((self._domains[place],),)
        barred: tuple[str, ...] = ()
        if visitor.path and place is Place.OBJECT:
            start = f"{self._guarded.arn}/"
            must = (*must, (f"{start}{visitor.path}*", f"{start}*/{visitor.path}*"))
            barred = (
                f"{start}{visitor.barred}*{visitor.path}*",
                f"{start}*/{visitor.barred}*{visitor.path}*",
            )
        return Box(must, barred, {}).within(clause)

    def _search(self, question: _Question, *, sure: bool) -> Search:
        statement = question.allow.statement
        budget = self._budgets.setdefault(id(statement), Budget(self._share))
        world = self._world(question.visitor, pinned=sure)
        return Search(world, question.action.name, budget, sure, self._longest, self._targets)

    def _world(self, visitor: Visitor, *, pinned: bool) -> World:
        key = (visitor, pinned)
        if key not in self._worlds:
            self._worlds[key] = World(
                guarded=self._guarded,
                identity=visitor.identity,
                coming=visitor.coming,
                networks=visitor.networks,
                unsigned=not visitor.caller.signed,
                service=visitor.service,
                pinned=self._rules.pinned if pinned else frozenset(),
            )
        return self._worlds[key]

    def _narrow(self, denials: _Denials, action: Action) -> _Denials:
        key = (denials, action.name)
        if key not in self._narrowed:
            self._narrowed[key] = denials.about(action)
        return self._narrowed[key]

    def _about(self, visitor: Visitor) -> _Denials:
        sure: list[Rule] = []
        unsure: list[tuple[Rule, tuple[Doubt, ...]]] = []
        for rule in self._rules.denies:
            match = covers(rule.statement.principals, visitor.requester)
            if match is Match.YES and not rule.doubts:
                sure.append(rule)
            elif match is not Match.NO:
                unsure.append((rule, rule.doubts if match is Match.YES else (*rule.doubts, _unclear(rule))))
        found = _Denials(tuple(sure), tuple(unsure))
        return self._same.setdefault((found.sure, found.unsure), found)


_UNDECIDED = Doubt(Reason.CONDITION, "policy_not_decided")


def _exactly(rule: Rule, world: World, otherwise: Clause | None) -> Clause | None:
    """What the rule means to this requester whatever it chooses; the other where that hangs on a choice."""
    try:
        return rule.meaning(world)
    except NotFilled:
        return otherwise


def _doubts_about(action: Action) -> Iterable[Doubt]:
    if action.owner_only:
        yield Doubt(Reason.UNSUPPORTED, "action_for_owner_only", (("action", action.name),))
    if action.capability is None:
        yield Doubt(Reason.UNSUPPORTED, "action_not_known", (("action", action.name),))


def _not_known(found: Found, search: Search) -> Iterator[Doubt]:
    """What of the request is not surely so."""
    for name, asked in found.box.keys.items():
        if asked and not search.surely(name, asked):
            yield _unknown(name, [one.condition for one in asked if one.condition])


def _unknown(name: str, conditions: Sequence[Condition]) -> Doubt:
    names = [one.key for one in conditions]
    operators = dict.fromkeys(one.operator for one in conditions)
    args = (("key", next(iter(names), name)), ("operator", ", ".join(operators)))
    return Doubt(Reason.CONDITION, "condition_not_known", args)


def _that_cut(unsure: _Unsure, target: str) -> Iterator[Doubt]:
    """The doubts of the denials that would cut this very target."""
    for rule, why in unsure:
        resources = rule.widest().resources
        if any(matches(one, target) for one in resources.listed) is not resources.negated:
            yield from why


def _doubt_of_variables(rule: Rule) -> Doubt:
    return Doubt(Reason.CONDITION, "variable_not_decided", (("statement", rule.statement.pointer),))


def _unclear(rule: Rule) -> Doubt:
    return Doubt(Reason.UNSUPPORTED, "denial_unclear", (("statement", rule.statement.pointer),))
