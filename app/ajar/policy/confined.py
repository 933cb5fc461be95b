"""Files that a grant is confined to, by how their names begin."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from ajar.model.access import FILES
from ajar.model.exposure import Reach


def beginnings(found: Iterable[str]) -> tuple[str, ...]:
    """These without those that another covers, sorted; () where one of them is every name."""
    kept: list[str] = []
    for one in sorted(set(found)):
        if not any(one.startswith(shorter) for shorter in kept):
            kept.append(one)
    return () if "" in kept else tuple(kept)


def common(found: Iterable[str]) -> str:
    """What all of these begin with."""
    ordered = sorted(found)
    first, last = (ordered[0], ordered[-1]) if ordered else ("", "")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


def covers(within: tuple[str, ...], reach: Reach) -> bool:
    """Whether a reach gets at no file whose name begins otherwise; () covers every file."""
    if not within or not FILES & set(reach.capabilities):
        return True
    return bool(reach.within) and all(one.startswith(within) for one in reach.within)
