"""What a pattern asks of the rest of a text whose beginning is known: of a key, when the ARN before it is."""

from __future__ import annotations

_VARIABLE = "${"


def quotient(pattern: str, beginning: str) -> tuple[str, ...] | None:
    """Patterns of which one matches a text exactly when `pattern` matches `beginning` with that after it.

    None where it hangs on a variable's value, which may stand for any text.
    """
    variable = pattern.find(_VARIABLE)
    places = _reached({0}, pattern)
    for letter in beginning:
        if variable in places:
            return None
        places = _reached(
            {_after(place, pattern) for place in places if _takes(place, pattern, letter)}, pattern
        )
    return tuple(
        dict.fromkeys(pattern[place:] for place in sorted(places) if not _behind_star(place, pattern))
    )


def _takes(place: int, pattern: str, letter: str) -> bool:
    return place < len(pattern) and pattern[place] in ("*", "?", letter)


def _after(place: int, pattern: str) -> int:
    """Where a pattern stands when it has taken one letter: a star stays."""
    return place if pattern[place] == "*" else place + 1


def _reached(places: set[int], pattern: str) -> set[int]:
    """These places and those that stars, which may stand for nothing, let through to."""
    found = set(places)
    for place in places:
        end = place
        while end < len(pattern) and pattern[end] == "*":
            end += 1
            found.add(end)
    return found


def _behind_star(place: int, pattern: str) -> bool:
    """Whether a star right before it, which matches all that it would, is among the places too."""
    return place > 0 and pattern[place - 1] == "*"
