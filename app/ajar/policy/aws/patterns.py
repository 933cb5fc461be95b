"""Reasoning about AWS's wildcards, exactly: a text that these patterns match and those do not.

`*` is any run of characters, none too, and `?` is exactly one ("IAM JSON policy elements: Resource",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html, read 2026-11-24).
A pattern is run as the set of places in it that a text may have come to, kept as the bits of an integer;
patterns run side by side answer the question by a search for the shortest text.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_POOL = "abcdefghijklmnopqrstuvwxyz0123456789"
_FIRST_BEYOND = 0x4E00  # where characters are taken from when the patterns use the whole pool
_CANDIDATES = 40


class OverBudget:
    """The answer when the search was given up: neither that there is such a text nor that there is none."""


OVER_BUDGET = OverBudget()


@dataclass(slots=True)
class Budget:
    """How many steps of one pattern a search may still take; a reading shares one over all its searches."""

    left: int

    def spend(self, steps: int) -> bool:
        """Whether there was enough left."""
        self.left -= steps
        return self.left >= 0


class Glob:
    """One pattern, ready to be run: `start`, then `step` for each character, then `accepts`."""

    __slots__ = ("_any", "_literals", "_pieces", "_size", "_stars", "_wild", "pattern", "prefix", "start")

    def __init__(self, pattern: str) -> None:
        """Compile the pattern; a run of stars is one star."""
        while "**" in pattern:
            pattern = pattern.replace("**", "*")
        self.pattern = pattern
        self.prefix = pattern[: min((i for i in map(pattern.find, "*?") if i >= 0), default=len(pattern))]
        self._pieces = [_Piece(piece) for piece in pattern.split("*")]
        self._size = len(pattern)
        self._literals: dict[str, int] = {}
        self._stars = self._any = 0
        for index, mark in enumerate(pattern):
            if mark == "*":
                self._stars |= 1 << index
            elif mark == "?":
                self._any |= 1 << index
            else:
                self._literals[mark] = self._literals.get(mark, 0) | 1 << index
        self._wild = self._stars | self._any
        self.start = self._closed(1)

    def _closed(self, places: int) -> int:
        """With the places behind stars, and without those that a later star makes needless."""
        places |= (places & self._stars) << 1
        stars = places & self._stars
        return places & -(1 << stars.bit_length() - 1) if stars else places

    def step(self, places: int, mark: str) -> int:
        """Where the run stands after one more character; 0 is nowhere."""
        on = places & (self._literals.get(mark, 0) | self._any)
        return self._closed(on << 1 | places & self._stars)

    def accepts(self, places: int) -> bool:
        """Whether the text may end here."""
        return bool(places >> self._size & 1)

    def always(self, places: int) -> bool:
        """Whether it matches whatever follows."""
        return self.pattern.endswith("*") and bool(places >> (self._size - 1) & 1)

    def wild(self, places: int) -> bool:
        """Whether some character that no pattern names would be taken here."""
        return bool(places & self._wild)

    def named(self, places: int) -> Iterator[str]:
        """The characters that are named here."""
        places &= ~self._wild & (1 << self._size) - 1
        while places:
            lowest = places & -places
            yield self.pattern[lowest.bit_length() - 1]
            places ^= lowest

    def matches(self, text: str) -> bool:
        """Whether the whole text matches: piece after piece between the stars, each as early as it fits."""
        first, *rest = self._pieces
        if not first.match(text):
            return False
        at = first.size
        if not rest:
            return at == len(text)
        *middle, last = rest
        for piece in middle:
            found = piece.find(text, at)
            if found < 0:
                return False
            at = found + piece.size
        return len(text) - last.size >= at and last.match(text, len(text) - last.size)


class _Piece:
    """What stands between two stars: a text of fixed size, in which a question mark is any character."""

    __slots__ = ("_compiled", "_text", "size")

    def __init__(self, text: str) -> None:
        self._text = text
        self.size = len(text)
        marks = "".join("." if mark == "?" else re.escape(mark) for mark in text)
        self._compiled = re.compile(marks, re.DOTALL) if "?" in text else None

    def match(self, text: str, at: int = 0) -> bool:
        if self._compiled is None:
            return text.startswith(self._text, at)
        return self._compiled.match(text, at) is not None

    def find(self, text: str, at: int) -> int:
        if self._compiled is None:
            return text.find(self._text, at)
        found = self._compiled.search(text, at)
        return found.start() if found else -1


@lru_cache(maxsize=4096)
def glob(pattern: str) -> Glob:
    """The compiled pattern."""
    return Glob(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches the pattern, to the letter."""
    return glob(pattern).matches(text)


def witness(
    must: Sequence[Sequence[str]], must_not: Sequence[str], budget: Budget, longest: int = 2000
) -> str | OverBudget | None:
    """A text that matches at least one pattern of each group of `must` and none of `must_not`.

    None when there is none of at most `longest` characters, whatever the alphabet; OVER_BUDGET when that was
    not found out in time.
    """
    must = [[one for one in group if len(one) - one.count("*") <= longest] for group in must]
    must_not = [one for one in must_not if len(one) - one.count("*") <= longest]
    lead = max((group[0] for group in must if len(group) == 1), key=_reach, default="")
    groups = [_led(group, _fixed(lead)) for group in must]
    barred = _led(must_not, _fixed(lead))
    if not all(groups) or any(_covered(group, one) for one in barred for group in groups):
        return None
    for group in groups:
        for one in group[:_CANDIDATES]:
            text = one.pattern.replace("?*", "*").replace("*", "any").replace("?", "a")
            if not budget.spend(len(barred) + len(groups)):
                return OVER_BUDGET
            if len(text) <= longest and _is_one(text, groups, barred):
                return text
        if all(one.prefix == one.pattern for one in group[:_CANDIDATES]) and len(group) <= _CANDIDATES:
            return None  # it had to be one of these, and was none
    found = _search(groups, barred, budget)
    return None if isinstance(found, str) and len(found) > longest else found


def _fixed(pattern: str) -> str:
    """What every text that matches begins with."""
    return glob(pattern).prefix


def _reach(pattern: str) -> int:
    return len(_fixed(pattern))


def _led(patterns: Sequence[str], lead: str) -> list[Glob]:
    """Those of the patterns that some text with this beginning may match."""
    globs = map(glob, patterns)
    return [one for one in globs if one.prefix.startswith(lead) or lead.startswith(one.prefix)]


def _covered(group: list[Glob], one: Glob) -> bool:
    """Whether the pattern plainly matches whatever one of the group does: it asks for a beginning only."""
    return one.pattern == f"{one.prefix}*" and all(other.prefix.startswith(one.prefix) for other in group)


def _is_one(text: str, groups: list[list[Glob]], barred: list[Glob]) -> bool:
    return all(any(one.matches(text) for one in group) for group in groups) and not any(
        one.matches(text) for one in barred
    )


_State = tuple[tuple[int, ...], ...]  # the places of each pattern: one tuple a group, the barred ones last


def _search(groups: list[list[Glob]], barred: list[Glob], budget: Budget) -> str | OverBudget | None:
    globs = [*groups, barred]
    free = _free(globs)
    start: _State = tuple(tuple(one.start for one in group) for group in globs)
    came_from: dict[_State, tuple[_State, str] | None] = {start: None}
    queue = deque([start]) if _alive(globs, start) else deque()
    while queue:
        state = queue.popleft()
        if _accepts(globs, state):
            return _spelled(state, came_from)
        for mark in _marks(globs, state, free):
            if not budget.spend(1 + sum(map(len, state))):
                return OVER_BUDGET
            after = tuple(
                tuple(one.step(places, mark) if places else 0 for one, places in zip(group, run, strict=True))
                for group, run in zip(globs, state, strict=True)
            )
            if after not in came_from and _alive(globs, after):
                came_from[after] = (state, mark)
                queue.append(after)
    return None


def _free(globs: list[list[Glob]]) -> str:
    """A character that no pattern names: it stands for all of those."""
    used = {mark for group in globs for one in group for mark in one.pattern}
    plain = next((mark for mark in _POOL if mark not in used), None)
    beyond = (chr(code) for code in range(_FIRST_BEYOND, _FIRST_BEYOND + len(used) + 1))
    return plain or next(mark for mark in beyond if mark not in used)


def _alive(globs: list[list[Glob]], state: _State) -> bool:
    """Whether some text may still lead from here to what is looked for."""
    *must, barred = state
    return all(any(run) for run in must) and not any(
        one.always(places) for one, places in zip(globs[-1], barred, strict=True) if places
    )


def _accepts(globs: list[list[Glob]], state: _State) -> bool:
    ends = [
        any(one.accepts(places) for one, places in zip(group, run, strict=True))
        for group, run in zip(globs, state, strict=True)
    ]
    return all(ends[:-1]) and not ends[-1]


def _marks(globs: list[list[Glob]], state: _State, free: str) -> list[str]:
    """The characters worth a try: those that some pattern tells apart here, and one for all the others."""
    here: set[str] = {free}
    only: set[str] | None = None
    for index, (group, run) in enumerate(zip(globs, state, strict=True)):
        named = {mark for one, places in zip(group, run, strict=True) for mark in one.named(places)}
        here |= named
        wild = any(one.wild(places) for one, places in zip(group, run, strict=True))
        if index < len(globs) - 1 and not wild:  # the last are the barred ones, which ask for nothing
            only = named if only is None else only & named
    return sorted(here if only is None else here & only, key=lambda mark: (mark != free, mark))


def _spelled(state: _State, came_from: dict[_State, tuple[_State, str] | None]) -> str:
    marks: list[str] = []
    step = came_from[state]
    while step is not None:
        state, mark = step
        marks.append(mark)
        step = came_from[state]
    return "".join(reversed(marks))
