"""What an Allow leaves to one visitor after every Deny: which capabilities, shown by which request.

The order of evaluation: an explicit Deny wins over any Allow ("Policy evaluation logic",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, read 2026-11-24).
A capability is there when one of its actions is allowed on one target by one statement: statements do not add
up within a request, so that each Allow may be looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ajar.model.access import Capability
from ajar.model.facts import Reason
from ajar.policy.aws.actions import Action
from ajar.policy.aws.answering import Answerer, Confirmed
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Statement
from ajar.policy.aws.left import Left
from ajar.policy.aws.principals import Match, covers
from ajar.policy.aws.question import OVER, UNDECIDED, Denials, Question, Unsure, personal
from ajar.policy.aws.rules import Doubt, Rule, Rules
from ajar.policy.aws.visitor import Visitor


class Decider:
    """One policy on one bucket, with what was found out so far; it forgets all when the policy is read."""

    def __init__(self, rules: Rules, guarded: Guarded, confirmed: Confirmed) -> None:
        """Make ready; nothing is searched yet."""
        self._rules = rules
        self._guarded = guarded
        self._confirmed = confirmed
        self._answerer = Answerer(rules, guarded, confirmed)
        self._denials: dict[Visitor, Denials] = {}
        self._same: dict[tuple[tuple[Rule, ...], Unsure], Denials] = {}
        self._close: dict[tuple[int, Denials], Denials] = {}
        self._narrowed: dict[tuple[Denials, str], Denials] = {}
        self._left: dict[tuple[object, ...], Left] = {}

    def unasked(self) -> Decider:
        """One that was asked nothing yet about the same policy."""
        return Decider(self._rules, self._guarded, self._confirmed)

    @property
    def denies(self) -> bool:
        """Whether there is any denial."""
        return bool(self._rules.denies)

    def allows(self, statement: Statement) -> tuple[Rule, ...]:
        """The rules of one Allow."""
        return tuple(rule for rule in self._rules.allows if rule.statement is statement)

    def left(
        self,
        allow: Rule,
        visitor: Visitor,
        doubts: tuple[Doubt, ...] = (),
        known: frozenset[Capability] = frozenset(),
    ) -> Left:
        """What the rule leaves to the visitor, beyond what is `known` to be left to it.

        `doubts` are about its being let in at all. Visitors whom the same denials are about may share the
        answer, so that it is not to be changed.
        """
        if visitor not in self._denials:
            self._denials[visitor] = self._about(visitor)
        denials = self._near(allow, self._denials[visitor])
        whose = visitor if personal(allow, denials, visitor) else None
        key = (id(allow), denials, doubts, known, whose)
        if key not in self._left:
            self._left[key] = self._found(allow, denials, visitor, (*doubts, *allow.doubts), known)
        return self._left[key]

    def _near(self, allow: Rule, denials: Denials) -> Denials:
        """The denials that may be about targets that the Allow means."""
        key = (id(allow), denials)
        if key not in self._close:
            sure = tuple(rule for rule in denials.sure if not _apart(allow, rule))
            unsure = tuple(one for one in denials.unsure if not _apart(allow, one[0]))
            self._close[key] = self._same.setdefault((sure, unsure), Denials(sure, unsure))
        return self._close[key]

    def checked(self, left: Left, allow: Rule, visitor: Visitor) -> Left:
        """The same, where the evaluator lets its witness through; else what is proven is possible only.

        It is asked for each capability where a statement has variables, or is not understood.
        """
        if not left.proven or not personal(allow, self._denials[visitor], visitor):
            return left
        asked = left.proven if self._rules.unclear else {None: left.shown()}
        unsure = [one for one, shown in asked.items() if not self._confirmed(visitor, shown, allow)]
        doubted = [one for one in left.proven if one in unsure or None in unsure]
        kept = {one: shown for one, shown in left.proven.items() if one not in doubted}
        return Left(kept, {**left.possible, **dict.fromkeys(doubted, (UNDECIDED,))}, left.denied)

    def _found(
        self,
        allow: Rule,
        denials: Denials,
        visitor: Visitor,
        doubts: tuple[Doubt, ...],
        known: frozenset[Capability],
    ) -> Left:
        actions = [a for a in self._rules.actions if _worth_asking(a, allow) and a.capability not in known]
        if self._answerer.exhausted:
            return Left(possible=dict.fromkeys((a.capability for a in actions), (*doubts, OVER)))
        left = Left()
        for action in actions:
            if action.capability not in left.proven:
                narrowed = self._narrow(denials, action)
                self._ask(Question(allow, action, narrowed, visitor, (*doubts, *_doubts_about(action))), left)
        for capability in left.proven:
            left.possible.pop(capability, None)
        return left

    def _ask(self, question: Question, left: Left) -> None:
        action = question.action
        answer = self._answerer.answer(question)
        if answer.shown is not None and not question.doubts and action.capability is not None:
            left.proven[action.capability] = replace(answer.shown, action=action.name)
        elif answer.shown is not None or answer.doubts or answer.possible:
            left.doubt(action.capability, tuple(dict.fromkeys((*question.doubts, *answer.doubts))))
        left.denied = left.denied or answer.denied

    def _narrow(self, denials: Denials, action: Action) -> Denials:
        key = (denials, action.name)
        if key not in self._narrowed:
            self._narrowed[key] = denials.about(action)
        return self._narrowed[key]

    def _about(self, visitor: Visitor) -> Denials:
        sure: list[Rule] = []
        unsure: list[tuple[Rule, tuple[Doubt, ...]]] = []
        for rule in self._rules.denies:
            match = covers(rule.statement.principals, visitor.requester)
            if match is Match.YES and not rule.doubts:
                sure.append(rule)
            elif match is not Match.NO:
                unsure.append((rule, rule.doubts if match is Match.YES else (*rule.doubts, _unclear(rule))))
        found = Denials(tuple(sure), tuple(unsure))
        return self._same.setdefault((found.sure, found.unsure), found)


def _worth_asking(action: Action, allow: Rule) -> bool:
    """Whether the rule is about the action, and S3 lets others than the own account ask for it."""
    return action.name in allow.actions and not action.owner_only


def _doubts_about(action: Action) -> Iterable[Doubt]:
    if action.capability is None:
        yield Doubt(Reason.UNSUPPORTED, "action_not_known", (("action", action.name),))


def _apart(allow: Rule, deny: Rule) -> bool:
    """Whether plainly no target is meant by both: their resources begin differently."""
    if allow.resources.negated or deny.resources.negated:
        return False
    return not any(
        one.startswith(other) or other.startswith(one)
        for one in allow.beginnings
        for other in deny.beginnings
    )


def _unclear(rule: Rule) -> Doubt:
    return Doubt(Reason.UNSUPPORTED, "denial_unclear", (("statement", rule.statement.pointer),))
