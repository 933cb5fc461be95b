"""What is asked of a policy at once: one Allow, one action, one visitor, and the denials about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ajar.model.facts import Reason
from ajar.policy.aws.actions import Action
from ajar.policy.aws.rules import Doubt, Rule
from ajar.policy.aws.shown import Shown
from ajar.policy.aws.visitor import Visitor

OVER = Doubt(Reason.BUDGET, "policy_over_budget")
UNDECIDED = Doubt(Reason.CONDITION, "policy_not_decided")

Unsure = tuple[tuple[Rule, tuple[Doubt, ...]], ...]


@dataclass(frozen=True, eq=False)
class Denials:
    """The Deny rules about a visitor: those that hold for sure, and those that may, with the doubts."""

    sure: tuple[Rule, ...] = ()
    unsure: Unsure = ()

    def about(self, action: Action) -> Denials:
        """Those about an action."""
        return Denials(
            tuple(rule for rule in self.sure if action.name in rule.actions),
            tuple((rule, why) for rule, why in self.unsure if action.name in rule.actions),
        )

    @cached_property
    def personal(self) -> bool:
        """Whether they mean different requests to different people."""
        return any(rule.personal for rule in self.all)

    @cached_property
    def all(self) -> tuple[Rule, ...]:
        """Both."""
        return (*self.sure, *(rule for rule, _ in self.unsure))


def personal(allow: Rule, denials: Denials, visitor: Visitor) -> bool:
    """Whether what they leave to the visitor hangs on who it is."""
    return allow.personal or denials.personal or bool(visitor.path)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One Allow, one action, one visitor, and the denials that are about them."""

    allow: Rule
    action: Action
    denials: Denials
    visitor: Visitor
    doubts: tuple[Doubt, ...]

    @property
    def whose(self) -> Visitor | None:
        """The visitor where the answer hangs on who it is; None for one that is the same for all."""
        return self.visitor if personal(self.allow, self.denials, self.visitor) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: a request that surely gets through, or why one might; neither where none does."""

    shown: Shown | None = None
    doubts: tuple[Doubt, ...] = ()
    possible: bool = False
    denied: bool = False
