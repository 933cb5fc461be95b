"""Statements made ready to be decided: each as rules that are certain, and rules that may or may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ajar.model.facts import Reason
from ajar.policy.aws.actions import ACTIONS, Action, Place, meant
from ajar.policy.aws.keys import key
from ajar.policy.aws.language import VERSIONS, Condition, Effect, Patterns, Policy, Statement
from ajar.policy.aws.operators import Family
from ajar.policy.aws.patterns import matches
from ajar.policy.aws.solver.filling import Filling, has_variables, needed, variables_of
from ajar.policy.aws.solver.requirements import NotFilled, Requirement, holds_without, present, required
from ajar.policy.aws.solver.search import Clause
from ajar.policy.aws.solver.worlds import World
from ajar.policy.aws.variables import Unclear, resource_pieces

_ARN_PARTS = 6
_WILD = re.compile(r"[*?$]")
_KNOWN = frozenset(action.name for action in ACTIONS)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something is not decided; `args` in pairs, so that doubts can be told apart quickly."""

    reason: Reason
    code: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Rule:
    """A statement, or the part of it that is about these resources; with doubts it may not hold at all.

    `keys` are the condition keys that it asks about, in lower case, and `filled` those that its variables
    stand for. `clause` is what it means to everybody, None where that hangs on its variables.
    """

    statement: Statement
    actions: frozenset[str]
    resources: Patterns
    doubts: tuple[Doubt, ...] = ()
    keys: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    clause: Clause | None = None

    @cached_property
    def personal(self) -> bool:
        """Whether it means different requests to different people."""
        return bool(self.keys or self.filled)

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What each of its resources begins with, up to the first wildcard or variable."""
        return tuple(_WILD.split(one, 1)[0] for one in self.resources.listed)

    def meaning(self, world: World) -> Clause | None:
        """What it means to one requester, each of whose variables has one value; None for nothing at all.

        Raises NotFilled where a variable stands for what is not known.
        """
        return self.clause or _clause(self.statement, self.resources, Filling(world))

    def widest(self) -> Clause:
        """All that it may mean, whatever its variables stand for."""
        if self.clause is not None:
            return self.clause
        listed = self.resources.listed
        if self.resources.negated:
            kept = tuple(one for one in listed if not has_variables(one))
        else:
            kept = tuple("*" if has_variables(one) else one for one in listed)
        found = (required(one, Filling().value) for one in self.statement.conditions)
        asked = [one for one in found if one is not None and _loose(one)]
        there = (present(name) for name in needed(self.resources))
        return Clause(Patterns(kept, self.resources.negated), (*asked, *there))


@dataclass(frozen=True, slots=True)
class Rules:
    """A policy's rules, and every action worth asking for: the known ones, and those only named here.

    Of actions that the policy never tells apart, and that give the same, there is the first. `pinned` are the
    keys that its variables stand for, and `limited` the actions that carry those which not every one carries.
    """

    allows: tuple[Rule, ...]
    denies: tuple[Rule, ...]
    actions: tuple[Action, ...]
    pinned: frozenset[str] = frozenset()
    limited: tuple[frozenset[str], ...] = field(default=())

    @property
    def unclear(self) -> bool:
        """Whether what some statement means hangs on variables, or is not understood."""
        return bool(self.pinned) or any(rule.doubts for rule in (*self.allows, *self.denies))


def rules_of(policy: Policy, partition: str = "aws") -> Rules:
    """The policy's rules, in its order; `partition` is the bucket's part of AWS, as ARNs name it."""
    strange = _strange(policy.statements)
    sure = _Sure(partition, variables=policy.version == VERSIONS[1])
    about = [(one, _actions(one.actions, one.effect, strange)) for one in policy.statements]
    rules = [rule for one, actions in about for rule in _rules(one, actions, sure)]
    extra = [Action(name, place, None) for name in strange for place in Place]
    asked: frozenset[str] = frozenset().union(*(rule.keys | rule.filled for rule in rules))
    limits = [one.actions for one in map(key, sorted(asked)) if one and one.actions is not None]
    told_apart = dict.fromkeys([*(rule.actions for rule in rules), *limits])
    return Rules(
        tuple(rule for rule in rules if rule.statement.effect is Effect.ALLOW),
        tuple(rule for rule in rules if rule.statement.effect is Effect.DENY),
        (*_first_of_each(tuple(told_apart)), *extra),
        frozenset().union(*(rule.filled for rule in rules)),
        tuple(dict.fromkeys(limits)),
    )


@lru_cache(maxsize=256)
def _first_of_each(sets: tuple[frozenset[str], ...]) -> tuple[Action, ...]:
    """One action for all that are in the same sets and give the same capability on the same target."""
    found: dict[object, Action] = {}
    for action in ACTIONS:
        alike = (action.capability, action.place, action.owner_only, *(action.name in one for one in sets))
        found.setdefault(alike, action)
    return tuple(found.values())


def _strange(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The Action patterns of Allows that mean no known action: S3 may have one that we do not know yet."""
    allowed = (one.actions for one in statements if one.effect is Effect.ALLOW and not one.actions.negated)
    return tuple(dict.fromkeys(p for patterns in allowed for p in patterns.listed if not meant(p)))


@lru_cache(maxsize=256)
def _actions(patterns: Patterns, effect: Effect, strange: tuple[str, ...]) -> frozenset[str]:
    """The actions a statement is about; of the strange ones an Allow's own, and all that a Deny means."""
    named: frozenset[str] = frozenset().union(*(meant(pattern) for pattern in patterns.listed))
    if effect is Effect.ALLOW:
        own = set(strange).intersection(patterns.listed)
        return _KNOWN - named if patterns.negated else named.union(own)
    named = named.union(name for name in strange if _names(patterns, name))
    return _KNOWN.union(strange) - named if patterns.negated else named


def _names(patterns: Patterns, action: str) -> bool:
    return any(matches(pattern.lower(), action.lower()) for pattern in patterns.listed)


def _loose(one: Requirement) -> bool:
    """Whether it asks no more with its variables standing for anything."""
    values = one.condition.values if one.condition else ()
    return one.wish.wanted or not any(map(has_variables, values))


def _rules(statement: Statement, actions: frozenset[str], sure: _Sure) -> Iterator[Rule]:
    """The statement for the resources that are clear, and in doubt for the others.

    Where some are not clear: what is *not* among a NotResource is certain with those taken as widely as can
    be, and possible with those left out.
    """
    filling = Filling(variables=sure.variables)
    asked = [(condition, required(condition, filling.value)) for condition in statement.conditions]
    conditions = tuple(_not_understood(statement, one) for one, found in asked if found is None)
    about = [one for one in (found or _at_least(condition) for condition, found in asked) if one is not None]
    resources = statement.resources
    clear = tuple(one for one in resources.listed if not sure.unclear(one))
    wide = tuple(_widened(one) if sure.unclear(one) else one for one in resources.listed)
    unclear = tuple(
        Doubt(Reason.UNSUPPORTED, "resource_not_understood", _where(statement, resource=one))
        for one in resources.listed
        if sure.unclear(one)
    )
    if not unclear:
        yield _rule(statement, actions, resources, conditions, about, filling)
        return
    certain, possible = (wide, clear) if resources.negated else (clear, wide)
    for listed, doubts in ((certain, conditions), (possible, conditions + unclear)):
        yield _rule(statement, actions, Patterns(listed, resources.negated), doubts, about, filling)


def _rule(
    statement: Statement,
    actions: frozenset[str],
    resources: Patterns,
    doubts: tuple[Doubt, ...],
    asked: Sequence[Requirement],
    filling: Filling,
) -> Rule:
    filled = variables_of(statement, resources) if filling.variables else frozenset()
    return Rule(
        statement=statement,
        actions=actions,
        resources=resources,
        doubts=doubts,
        keys=frozenset(one.key for one in asked),
        filled=filled,
        clause=None if filled else _static(resources, asked, filling),
    )


def _at_least(condition: Condition) -> Requirement | None:
    """What a condition that is not understood does not hold without; None where there is nothing such."""
    asked = condition.parsed
    if asked is None or asked.family is Family.NULL or asked.negated or holds_without(asked):
        return None
    return replace(present(condition.key.lower()), condition=condition)


def _not_understood(statement: Statement, condition: Condition) -> Doubt:
    args = _where(statement, operator=condition.operator, key=condition.key)
    return Doubt(Reason.CONDITION, "condition_not_understood", args)


def _static(resources: Patterns, asked: Iterable[Requirement], filling: Filling) -> Clause:
    """What a statement without variables means; what of it is not understood is left out."""
    listed = tuple(one for one in map(filling.resource, resources.listed) if one is not None)
    return Clause(Patterns(listed, resources.negated), tuple(asked))


def _clause(statement: Statement, resources: Patterns, filling: Filling) -> Clause | None:
    """What it means with its variables filled in."""
    kept = tuple(one for one in map(filling.resource, resources.listed) if one is not None)
    if not kept and not resources.negated:
        return None
    asked = [(one, required(one, filling.value)) for one in statement.conditions]
    for condition, one in asked:
        if one is None and any(map(has_variables, condition.values)):
            raise NotFilled
    return Clause(Patterns(kept, resources.negated), tuple(one for _, one in asked if one is not None))


def _where(statement: Statement, **args: str) -> tuple[tuple[str, str], ...]:
    return (*args.items(), ("statement", statement.pointer))


@dataclass(frozen=True, slots=True)
class _Sure:
    """What decides whether a pattern's meaning is known: the bucket's partition, and the policy's version."""

    partition: str
    variables: bool

    def unclear(self, pattern: str) -> bool:
        """Whether it is not known what the pattern means.

        A star inside one of an ARN's first five parts may or may not run over a colon: the Resource page says
        that one at a part's end may, and of the others that they stand within their part. S3 takes no policy
        about another bucket than its own, so that where the partition is another one it is rather the
        bucket's that is not known (its region was not told, or is new).
        """
        if any(isinstance(one, Unclear) for one in resource_pieces(pattern, variables=self.variables)):
            return True
        parts = pattern.split(":", _ARN_PARTS - 1)
        foreign = len(parts) > 1 and not {"*", "?"} & set(parts[1]) and parts[1] != self.partition
        return foreign or any("*" in part[:-1] for part in parts[:-1])


_UNCLEAR = re.compile(r"\$\{[^}]*\}?")


def _widened(pattern: str) -> str:
    """The pattern with whatever is not clear in it as wide as can be."""
    start, partition, rest = [*_UNCLEAR.sub("*", pattern).split(":", 2), "", ""][:3]
    return f"{start}:*:{rest}" if partition and rest else _UNCLEAR.sub("*", pattern)
