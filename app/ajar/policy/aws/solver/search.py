"""The search for a request that an Allow means and no Deny does, in boxes that are split as needed.

A box is the product of one set for each dimension: the target, and each condition key with "missing" as a
value. One request is taken out of it; a Deny that means this request is left in every way in which it can be,
each of which is a smaller box. "An explicit deny in any policy overrides any allows" ("Policy evaluation
logic", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ajar.policy.aws.language import Condition, Patterns
from ajar.policy.aws.patterns import Budget, OverBudget, matches, witness
from ajar.policy.aws.solver.extents import NOT_DECIDED, OUT_OF_TIME, Undecided
from ajar.policy.aws.solver.requirements import Requirement
from ajar.policy.aws.solver.supplies import NOT_KNOWN, Settled, Supply, settled
from ajar.policy.aws.solver.worlds import World


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A statement as one requester meets it: the targets that it means, and what its conditions require."""

    resources: Patterns
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Requests to a target that matches each group and no barred pattern, with keys as required."""

    must: tuple[tuple[str, ...], ...]
    barred: tuple[str, ...]
    keys: Mapping[str, tuple[Requirement, ...]]

    def within(self, clause: Clause) -> Box:
        """The part that the clause means."""
        box = self.at(clause.resources, meant=True)
        for one in clause.requirements:
            box = box.asking(one)
        return box

    def at(self, resources: Patterns, *, meant: bool) -> Box:
        """The part whose targets these resources mean, or do not."""
        if resources.negated is meant:
            return Box(self.must, (*self.barred, *resources.listed), self.keys)
        return Box((*self.must, resources.listed), self.barred, self.keys)

    def asking(self, one: Requirement) -> Box:
        """The part that is as required."""
        before = self.keys.get(one.key, ())
        if one in before:
            return self
        return Box(self.must, self.barred, {**self.keys, one.key: (*before, one)})

    def outside(self, clause: Clause) -> Iterator[Box]:
        """The parts, one for each dimension, that the clause does not mean."""
        for one in clause.requirements:
            yield self.asking(one.opposite)
        yield self.at(clause.resources, meant=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A request, the box of all that get through as it does, and the box in which it was looked for."""

    target: str
    values: Mapping[str, Settled]
    box: Box
    start: Box


Answer = Found | Undecided | None


@dataclass(slots=True)
class Search:
    """One requester, one action; `sure` takes only what is sure, else whatever is possible.

    `budget` is for steps of patterns, `work` for the keys and denials that are looked at. `targets` are those
    that were found before, for whomever.
    """

    world: World
    action: str
    budget: Budget
    work: Budget
    sure: bool
    longest: int
    targets: dict[tuple[object, ...], str | OverBudget | None]

    def find(self, box: Box, denies: Sequence[Clause]) -> Answer:
        """A request in the box that none of the denials means; None where there surely is none."""
        box = _all_named(box, denies)
        # Where a denial asks nothing else, its targets are the only way out of it.
        plain = [deny.resources for deny in denies if not deny.requirements]
        barred = [pattern for one in plain if not one.negated for pattern in one.listed]
        must = [one.listed for one in plain if one.negated]
        box = Box((*box.must, *must), tuple(dict.fromkeys((*box.barred, *barred))), box.keys)
        found = self._find(box, [deny for deny in denies if deny.requirements])
        return replace(found, start=box) if isinstance(found, Found) else found

    def surely(self, name: str, asked: Sequence[Requirement]) -> bool:
        """Whether the requester surely can have values for the key that are as required."""
        return isinstance(settled(self._supply(name), asked, self.budget, sure=True), tuple)

    def hanging(self, found: Found, denies: Sequence[Clause]) -> Iterator[Condition]:
        """The conditions on what is not known by which alone denials do not mean the request."""
        for deny in denies:
            unknown = [one for one in deny.requirements if not self._supply(one.key).known]
            known = Clause(deny.resources, tuple(one for one in deny.requirements if one not in unknown))
            if unknown and self._means(known, found):
                yield from (one.condition for one in unknown if one.condition)

    def _find(self, box: Box, denies: Sequence[Clause]) -> Answer:
        if not self.work.spend(1 + len(box.keys) + len(denies)):
            return OUT_OF_TIME
        taken = self._taken(box)
        if not isinstance(taken, Found):
            return taken
        for deny in denies:
            if self._means(deny, taken):
                return self._beside(box, deny, denies)
        return taken

    def _beside(self, box: Box, deny: Clause, denies: Sequence[Clause]) -> Answer:
        answer: Answer = None
        for smaller in box.outside(deny):
            found = self._find(smaller, denies)
            if isinstance(found, Found):
                return found
            answer = _worse(answer, found)
        return answer

    def _taken(self, box: Box) -> Answer:
        """A request of the box."""
        values: dict[str, Settled] = {}
        answer: Answer = None
        for name, asked in box.keys.items():
            found = settled(self._supply(name), asked, self.budget, sure=self.sure)
            if found is None:
                return None
            if isinstance(found, Undecided):
                answer = _worse(answer, found)
            values[name] = found
        target = self._target(box)
        if target is None:
            return None
        if isinstance(target, OverBudget):
            return OUT_OF_TIME
        return answer or Found(target, values, box, box)

    def _target(self, box: Box) -> str | OverBudget | None:
        """A target of the box; the same question is answered once, whoever asks it."""
        barred = tuple(dict.fromkeys(box.barred))
        key = (box.must, barred)
        if key not in self.targets:
            self.targets[key] = witness(box.must, barred, self.budget, self.longest)
        return self.targets[key]

    def _supply(self, name: str) -> Supply:
        return self.world.supply(name, self.action)

    def _means(self, deny: Clause, taken: Found) -> bool:
        """Whether the denial means this request; what it asks of an unknown value may well hold."""
        hit = any(matches(one, taken.target) for one in deny.resources.listed)
        return hit is not deny.resources.negated and all(
            _as_asked(one, taken.values[one.key]) for one in deny.requirements
        )


def _as_asked(one: Requirement, values: Settled) -> bool:
    return values is NOT_KNOWN or (isinstance(values, tuple) and one.holds(values))


def _all_named(box: Box, denies: Sequence[Clause]) -> Box:
    """The box with all keys that a denial asks about, so that each request says what it has for them."""
    keys = {one.key: () for deny in denies for one in deny.requirements}
    return Box(box.must, box.barred, {**keys, **box.keys})


def _worse(one: Answer, other: Answer) -> Answer:
    """Of two answers that are nothing found the one that says less."""
    order = (None, NOT_DECIDED, OUT_OF_TIME)
    return max(one, other, key=lambda answer: order.index(answer) if answer in order else 1)
