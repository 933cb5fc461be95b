"""One question about a policy answered: a request that surely gets through, why one may, or that none does.

What is not known is looked at twice: once as if it shut, so that what still gets through is proven, and once
as if it opened, so that what then does not get through is excluded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ajar.model.facts import Reason
from ajar.policy.aws.actions import Place
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Condition, Patterns
from ajar.policy.aws.patterns import Budget, OverBudget, matches
from ajar.policy.aws.question import OVER, UNDECIDED, Answer, Question, Unsure
from ajar.policy.aws.rules import Doubt, Rule, Rules
from ajar.policy.aws.shown import Shown, shown
from ajar.policy.aws.solver.extents import Undecided
from ajar.policy.aws.solver.requirements import NotFilled
from ajar.policy.aws.solver.search import Box, Clause, Found, Search
from ajar.policy.aws.solver.worlds import World
from ajar.policy.aws.visitor import Visitor

STEPS = 100_000
"""What all searches of one policy may take together: about a tenth of a second."""

SHARE, MOST = 2_000, 500_000
"""What one Allow may take however many there are, so long as all together stay within the most: a statement
that is made to be slow leaves the others theirs."""

_ASKING = 10  # what a question costs before anything is looked at
WORK = 90_000
"""How many keys and denials all searches of one policy may look at together: about a third of a second."""

KEY = 1024
"""How long an object's key may be ("Naming Amazon S3 objects", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html): in bytes, so that a key of other
characters than ASCII may be taken for one that there can be, never the reverse."""

_ANYTHING = Clause(Patterns(("*",)))

Confirmed = Callable[[Visitor, Shown, Rule], bool]
"""Whether the evaluator, too, lets through a request that was found by this rule."""


class Answerer:
    """One policy on one bucket: its searches, which share what they may take."""

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
        self._work = Budget(WORK)
        self._worlds: dict[tuple[Visitor, bool], World] = {}
        self._targets: dict[tuple[object, ...], str | OverBudget | None] = {}
        self._answers: dict[tuple[object, ...], Answer] = {}

    @property
    def exhausted(self) -> bool:
        """Whether nothing more will be decided."""
        return self._work.left < 0

    def answer(self, question: Question) -> Answer:
        """The answer; one for all actions that differ in nothing that is asked about."""
        action, denials = question.action, question.denials
        limits = tuple(action.name in limit for limit in self._rules.limited)
        key = (id(question.allow), action.place, denials.sure, denials.unsure, limits, question.whose)
        if key not in self._answers:
            self._answers[key] = self._decided(question)
        return self._answers[key]

    def _decided(self, question: Question) -> Answer:
        self._work.spend(_ASKING)
        sure = self._surely(question)
        if isinstance(sure, Found):
            return self._confirming(question, sure)
        if isinstance(sure, Undecided) and sure.budget:
            return Answer(doubts=(OVER,))
        possible, doubts = self._possibly(question)
        if isinstance(possible, Found):
            return Answer(doubts=doubts, possible=True)
        if isinstance(possible, Undecided):
            return Answer(doubts=(*doubts, OVER) if possible.budget else (*doubts, UNDECIDED))
        return Answer(denied=bool(question.denials.all) and self._without_denials(question))

    def _confirming(self, question: Question, found: Found) -> Answer:
        """The request that was found, if the evaluator allows it, too."""
        one = shown(found, self._search(question, sure=True), self._denies(question))
        if isinstance(one, Undecided):
            return Answer(doubts=(OVER if one.budget else UNDECIDED,))
        if question.allow.filled and not self._confirmed(question.visitor, one, question.allow):
            return Answer(doubts=(UNDECIDED,))
        return Answer(one)

    def _surely(self, question: Question) -> Found | Undecided | None:
        """A request that gets through whatever is not known."""
        try:
            clause = question.allow.meaning(self._world(question.visitor, pinned=True))
        except NotFilled:
            return None
        if clause is None:
            return None
        return self._search(question, sure=True).find(self._box(question, clause), self._denies(question))

    def _denies(self, question: Question) -> list[Clause]:
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

    def _possibly(self, question: Question) -> tuple[Found | Undecided | None, tuple[Doubt, ...]]:
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
        return found, tuple(dict.fromkeys(doubts)) or (() if question.doubts else (UNDECIDED,))

    def _without_denials(self, question: Question) -> bool:
        box = self._box(question, question.allow.widest())
        return self._search(question, sure=False).find(box, ()) is not None

    def _box(self, question: Question, clause: Clause) -> Box:
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

    def _search(self, question: Question, *, sure: bool) -> Search:
        statement = question.allow.statement
        budget = self._budgets.setdefault(id(statement), Budget(self._share))
        world = self._world(question.visitor, pinned=sure)
        return Search(world, question.action.name, budget, self._work, sure, self._longest, self._targets)

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


def _exactly(rule: Rule, world: World, otherwise: Clause | None) -> Clause | None:
    """What the rule means to this requester whatever it chooses; the other where that hangs on a choice."""
    try:
        return rule.meaning(world)
    except NotFilled:
        return otherwise


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


def _that_cut(unsure: Unsure, target: str) -> Iterator[Doubt]:
    """The doubts of the denials that would cut this very target."""
    for rule, why in unsure:
        resources = rule.widest().resources
        if any(matches(one, target) for one in resources.listed) is not resources.negated:
            yield from why


def _doubt_of_variables(rule: Rule) -> Doubt:
    return Doubt(Reason.CONDITION, "variable_not_decided", (("statement", rule.statement.pointer),))
