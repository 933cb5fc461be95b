"""Policy variables, filled in with what one requester has, so that a text with them is a pattern without.

"IAM policy elements: Variables and tags", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html: a value whose variable the
request lacks is like nothing, and a resource with one is no resource.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ajar.policy.aws.keys import key
from ajar.policy.aws.language import Patterns, Statement
from ajar.policy.aws.operators import Family, operator
from ajar.policy.aws.solver.predicates import quoted
from ajar.policy.aws.solver.requirements import NotFilled
from ajar.policy.aws.solver.worlds import World
from ajar.policy.aws.variables import Literal, Piece, Unclear, Variable, Wildcard, pieces, resource_pieces


@dataclass(frozen=True, slots=True)
class Filling:
    """How variables are filled in: as this requester has them, or as anything (None)."""

    world: World | None = None
    variables: bool = True

    def resource(self, pattern: str) -> str | None:
        """The resource as a pattern; None where it means nothing. Raises NotFilled as `value` does."""
        if "$" not in pattern:
            return pattern
        return self._joined(resource_pieces(pattern, variables=self.variables), alive=True)

    def value(self, text: str, *, alive: bool) -> str | None:
        """A condition's value as a pattern, its wildcards `alive` or meaning themselves; None for nothing.

        Raises NotFilled where what a variable stands for is not known.
        """
        if "$" not in text:
            return text if alive else quoted(text)
        return self._joined(pieces(text, variables=self.variables), alive=alive)

    def _joined(self, found: tuple[Piece, ...], *, alive: bool) -> str | None:
        texts: list[str] = []
        for one in found:
            text = self._text(one, alive=alive)
            if text is None:
                return None
            texts.append(text)
        return "".join(texts)

    def _text(self, one: Piece, *, alive: bool) -> str | None:
        if isinstance(one, Literal):
            return quoted(one.text)
        if isinstance(one, Wildcard):
            return one.mark if alive else quoted(one.mark)
        if isinstance(one, Unclear):
            raise NotFilled
        return self._filled(one)

    def _filled(self, one: Variable) -> str | None:
        if self.world is None:
            return "*"
        about = key(one.key)
        if about is None or about.actions is not None or about.many:
            raise NotFilled
        supply = self.world.supply(one.key.lower(), "")
        if supply.only is not None:
            return quoted(supply.only)
        if supply.possible is not None:
            raise NotFilled
        return None if one.default is None else quoted(one.default)


def has_variables(text: str) -> bool:
    """Whether what the text means hangs on the request."""
    return "$" in text and any(isinstance(one, Variable | Unclear) for one in pieces(text, variables=True))


def variables_of(statement: Statement, resources: Patterns) -> frozenset[str]:
    """The keys, in lower case, that its variables stand for."""
    return frozenset(_variables(statement, resources))


def needed(resources: Patterns) -> frozenset[str]:
    """The keys, in lower case, without which the statement means no resource, since each has one of them."""
    if resources.negated:
        return frozenset()
    found = [
        frozenset(one.key.lower() for one in pieces_of if isinstance(one, Variable) and one.default is None)
        for pieces_of in (resource_pieces(pattern, variables=True) for pattern in resources.listed)
    ]
    return frozenset.intersection(*found) if found else frozenset()


def _variables(statement: Statement, resources: Patterns) -> Iterator[str]:
    for pattern in resources.listed:
        yield from _keys(resource_pieces(pattern, variables=True))
    for condition in statement.conditions:
        asked = operator(condition.operator)
        if asked is not None and asked.family in {Family.TEXT, Family.ARN, Family.BINARY}:
            for value in condition.values:
                yield from _keys(pieces(value, variables=True))


def _keys(found: tuple[Piece, ...]) -> Iterator[str]:
    for one in found:
        if isinstance(one, Variable):
            yield one.key.lower()
