"""What an Allow leaves to one requester after every Deny: which capabilities, shown by which request.

The order of evaluation: an explicit Deny wins over any Allow ("Policy evaluation logic",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, read 2026-11-24).
A capability is there when one of its actions is allowed on one target by one statement: statements do not add
up within a request, so that each Allow may be looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ajar.model.access import Capability
from ajar.model.facts import Reason
from ajar.policy.aws.actions import Action, Place
from ajar.policy.aws.language import Statement
from ajar.policy.aws.patterns import Budget, OverBudget, matches, witness
from ajar.policy.aws.principals import Match, Requester, covers
from ajar.policy.aws.rules import Doubt, Rule, Rules

STEPS = 100_000
"""What all searches of one policy may take together: about a tenth of a second."""

SHARE, MOST = 2_000, 500_000
"""What one Allow may take however many there are, so long as all together stay within the most: a statement
that is made to be slow leaves the others theirs."""

KEY = 1024
"""How long an object's key may be ("Naming Amazon S3 objects", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html): in bytes, so that a key of other
characters than ASCII may be taken for one that there can be, never the reverse."""

_SHOWN = (Capability.READ, Capability.LIST, Capability.WRITE, Capability.DELETE, Capability.ADMIN)
_OVER = Doubt(Reason.BUDGET, "policy_over_budget")


@dataclass(frozen=True, slots=True)
class Request:
    """An action on a target."""

    action: str
    target: str


@dataclass(slots=True)
class Left:
    """What is left: proven with a request that shows it, possible with why it is not decided.

    The key None is an action that no table knows. `denied` says that something would be left but for a Deny.
    """

    proven: dict[Capability, Request] = field(default_factory=dict)
    possible: dict[Capability | None, tuple[Doubt, ...]] = field(default_factory=dict)
    denied: bool = False

    def add(self, other: Left) -> None:
        """Put in what another rule leaves to the same requester; proven counts before possible."""
        self.proven = {**other.proven, **self.proven}
        possible = {**other.possible, **self.possible}
        self.possible = {one: why for one, why in possible.items() if one not in self.proven}
        self.denied = self.denied or other.denied

    def doubt(self, capability: Capability | None, why: tuple[Doubt, ...]) -> None:
        """Note that it is possible; of several reasons the shortest list says most."""
        self.possible[capability] = min(self.possible.get(capability, why), why, key=len)

    def known(self) -> frozenset[Capability]:
        """The capabilities that are possible."""
        return frozenset(capability for capability in self.possible if capability is not None)

    def shown(self) -> Request:
        """Of what is proven the request to show first: reading before listing before anything else."""
        first = next((self.proven[one] for one in _SHOWN if one in self.proven), None)
        return first or next(iter(self.proven.values()))

    def take_away(self, common: Left) -> None:
        """Leave only what goes beyond what others, whom this requester is one of, have anyway."""
        self.proven = {one: shown for one, shown in self.proven.items() if one not in common.proven}
        self.possible = {
            one: why
            for one, why in self.possible.items()
            if one not in common.proven and one not in common.possible
        }


_Unsure = tuple[tuple[Rule, tuple[Doubt, ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Denials:
    """The Deny rules about a requester: those that hold for sure, and those that may, with the doubts."""

    sure: tuple[Rule, ...] = ()
    unsure: _Unsure = ()

    def about(self, action: Action) -> _Denials:
        """Those about an action."""
        return _Denials(
            tuple(rule for rule in self.sure if action.name in rule.actions),
            tuple((rule, why) for rule, why in self.unsure if action.name in rule.actions),
        )


class Decider:
    """One policy on one bucket, with what was found out so far; it forgets all when the policy is read."""

    def __init__(self, rules: Rules, bucket_arn: str) -> None:
        """Make ready; nothing is searched yet."""
        self._rules = rules
        self._domains = {Place.BUCKET: bucket_arn, Place.OBJECT: f"{bucket_arn}/?*"}
        self._longest = len(bucket_arn) + 1 + KEY
        allows = max(1, len({id(rule.statement) for rule in rules.allows}))
        self._share = max(STEPS // allows, min(SHARE, MOST // allows))
        self._budgets: dict[int, Budget] = {}
        self._targets: dict[tuple[int, Place, tuple[int, ...]], str | OverBudget | None] = {}
        self._denials: dict[Requester, _Denials] = {}
        self._same: dict[tuple[tuple[Rule, ...], _Unsure], _Denials] = {}
        self._narrowed: dict[tuple[_Denials, str], _Denials] = {}
        self._left: dict[tuple[int, _Denials, tuple[Doubt, ...]], Left] = {}

    @property
    def denies(self) -> bool:
        """Whether there is any denial."""
        return bool(self._rules.denies)

    def allows(self, statement: Statement) -> tuple[Rule, ...]:
        """The rules of one Allow."""
        return tuple(rule for rule in self._rules.allows if rule.statement is statement)

    def left(self, allow: Rule, requester: Requester, doubts: tuple[Doubt, ...] = ()) -> Left:
        """What the rule leaves to the requester; `doubts` are about the requester's being let in at all.

        Requesters whom the same denials are about share the answer, so that it is not to be changed.
        """
        if requester not in self._denials:
            self._denials[requester] = self._about(requester)
        denials = self._denials[requester]
        key = (id(allow), denials, doubts)
        if key not in self._left:
            self._left[key] = self._found(allow, denials, (*doubts, *allow.doubts))
        return self._left[key]

    def _found(self, allow: Rule, denials: _Denials, doubts: tuple[Doubt, ...]) -> Left:
        left = Left()
        for action in self._rules.actions:
            if action.name in allow.actions and action.capability not in left.proven:
                narrowed = self._narrow(denials, action)
                self._ask(allow, action, narrowed, (*doubts, *_doubts_about(action)), left)
        for capability in left.proven:
            left.possible.pop(capability, None)
        return left

    def _ask(
        self, allow: Rule, action: Action, denials: _Denials, doubts: tuple[Doubt, ...], left: Left
    ) -> None:
        unsure = tuple(rule for rule, _ in denials.unsure)
        target = self._target(allow, action.place, (*denials.sure, *unsure))
        if target is None and unsure:
            target = self._target(allow, action.place, denials.sure)
            doubts = (*doubts, *_that_cut(denials.unsure, target))
        if target is None:
            left.denied = left.denied or self._target(allow, action.place, ()) is not None
        elif isinstance(target, OverBudget):
            left.doubt(action.capability, (*doubts, _OVER))
        elif doubts or action.capability is None:
            left.doubt(action.capability, doubts)
        else:
            left.proven[action.capability] = Request(action.name, target)

    def _narrow(self, denials: _Denials, action: Action) -> _Denials:
        key = (denials, action.name)
        if key not in self._narrowed:
            self._narrowed[key] = denials.about(action)
        return self._narrowed[key]

    def _about(self, requester: Requester) -> _Denials:
        sure: list[Rule] = []
        unsure: list[tuple[Rule, tuple[Doubt, ...]]] = []
        for rule in self._rules.denies:
            match = covers(rule.statement.principals, requester)
            if match is Match.YES and not rule.doubts:
                sure.append(rule)
            elif match is not Match.NO:
                unsure.append((rule, rule.doubts if match is Match.YES else (*rule.doubts, _unclear(rule))))
        found = _Denials(tuple(sure), tuple(unsure))
        return self._same.setdefault((found.sure, found.unsure), found)

    def _target(self, allow: Rule, place: Place, denies: Sequence[Rule]) -> str | OverBudget | None:
        """A target in the bucket that the Allow means and none of the denials does."""
        key = (id(allow), place, tuple(map(id, denies)))
        if key not in self._targets:
            must: list[tuple[str, ...]] = [(self._domains[place],)]
            must_not: list[str] = []
            for patterns, wanted in ((allow.resources, True), *((d.resources, False) for d in denies)):
                if patterns.negated is wanted:
                    must_not.extend(patterns.listed)
                else:
                    must.append(patterns.listed)
            budget = self._budgets.setdefault(id(allow.statement), Budget(self._share))
            self._targets[key] = witness(must, tuple(dict.fromkeys(must_not)), budget, self._longest)
        return self._targets[key]


def _doubts_about(action: Action) -> Iterable[Doubt]:
    if action.owner_only:
        yield Doubt(Reason.UNSUPPORTED, "action_for_owner_only", (("action", action.name),))
    if action.capability is None:
        yield Doubt(Reason.UNSUPPORTED, "action_not_known", (("action", action.name),))


def _that_cut(unsure: _Unsure, target: str | OverBudget | None) -> Iterable[Doubt]:
    """The doubts of the denials that would cut this very target."""
    for rule, why in unsure:
        hit = not isinstance(target, str) or any(matches(one, target) for one in rule.resources.listed)
        if not isinstance(target, str) or hit is not rule.resources.negated:
            yield from why


def _unclear(rule: Rule) -> Doubt:
    return Doubt(Reason.UNSUPPORTED, "denial_unclear", (("statement", rule.statement.pointer),))
