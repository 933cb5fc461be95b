"""What is shown of a setting's text: the part that counts, laid out to be read, with the very span marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ajar.words.plain import plain

LIMIT = 100_000
"""Characters of a setting that are looked at; of a longer one, what stands around the span."""
LONGEST = 4_000
"""Characters of one line; what is longer is broken, so that the screen can lay it out without a stall."""
_DEPTH = 64
_SHORT = 64  # characters of a list or an object that stays on its line
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
_OPEN, _CLOSE = "{[", "}]"


@dataclass(frozen=True)
class Excerpt:
    """The text as it is shown, and the start and end of the marked part in it; None where nothing is.

    `part` of `parts` says which element of the outermost list holds the span, counted from 1; both are 0
    where there is none. `cut` says that the text is too long to be shown whole.
    """

    text: str
    mark: tuple[int, int] | None = None
    part: int = 0
    parts: int = 0
    cut: bool = False


def excerpt(text: str, span: tuple[int, int] | None, *, whole: bool = False) -> Excerpt:
    """The part of the text around the span, or all of it. The text may be anything; this never raises."""
    if span is not None and not 0 <= span[0] < span[1] <= len(text):
        span = None
    if len(text) > LIMIT:
        return _cut(text, span)
    tree = _Tokens.of(text)
    if tree is None:
        return _as_it_is(text, span, cut=False)
    part, parts, first, last = tree.element(span) if span else (0, 0, 0, len(tree.tokens))
    if whole or parts <= 1:
        first, last = 0, len(tree.tokens)
    return _laid_out(tree, span, (first, last), (part, parts))


def _cut(text: str, span: tuple[int, int] | None) -> Excerpt:
    start, end = span or (0, 0)
    first = max(0, min(start - LIMIT // 4, len(text) - LIMIT))
    last = first + LIMIT
    inside = (start - first, min(end, last) - first) if span else None
    return _as_it_is(text[first:last], inside, cut=True)


def _as_it_is(text: str, span: tuple[int, int] | None, *, cut: bool) -> Excerpt:
    """The text in its own lines: it is no JSON, and every character of it may be what is wrong."""
    shown, places = _broken(text, span or ())
    return Excerpt(text=shown, mark=(places[0], places[1]) if span else None, cut=cut)


def _broken(text: str, offsets: Sequence[int]) -> tuple[str, list[int]]:
    """The text made safe to read, its longest lines broken, and where these offsets went."""
    if len(text) <= LONGEST and text.isprintable():
        return text, list(offsets)
    made: list[str] = []
    places: list[int] = []
    length = column = 0
    for at, character in enumerate(text):
        places.extend(length for offset in offsets if offset == at)
        piece = _shown(character)
        if column + len(piece) > LONGEST:
            made.append("\n")
            length, column = length + 1, 0
        made.append(piece)
        length += len(piece)
        column = 0 if piece == "\n" else column + len(piece)
    places.extend(length for offset in offsets if offset >= len(text))
    return "".join(made), places


def _shown(character: str) -> str:
    if character == "\n":
        return character
    return "    " if character == "\t" else plain(character)


@dataclass(frozen=True)
class _Tokens:
    """JSON text as its tokens, with the place of each and, for brackets, the token that closes them."""

    text: str
    tokens: list[tuple[int, int]]
    closing: dict[int, int]

    @classmethod
    def of(cls, text: str) -> _Tokens | None:
        """The tokens; None where the text is no JSON, or is nested deeper than can be read."""
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
        tokens = [match.span() for match in _TOKEN.finditer(text)]
        closing: dict[int, int] = {}
        open_ones: list[int] = []
        for number, (start, _) in enumerate(tokens):
            if text[start] in _OPEN:
                open_ones.append(number)
            elif text[start] in _CLOSE:
                closing[open_ones.pop()] = number
            if len(open_ones) > _DEPTH:
                return None
        return cls(text, tokens, closing)

    def element(self, span: tuple[int, int]) -> tuple[int, int, int, int]:
        """Which element of the outermost list around the span holds it, of how many, and its tokens."""
        for number, (start, _) in enumerate(self.tokens):
            if self.text[start] != "[" or start >= span[0] or self.tokens[self.closing[number]][1] <= span[1]:
                continue
            elements = self._elements(number)
            for place, (first, last) in enumerate(elements):
                if self.tokens[first][0] <= span[0] and span[1] <= self.tokens[last - 1][1]:
                    return place + 1, len(elements), first, last
        return 0, 0, 0, len(self.tokens)

    def _elements(self, opening: int) -> list[tuple[int, int]]:
        found, number = [], opening + 1
        while number < self.closing[opening]:
            after = self.closing.get(number, number) + 1
            found.append((number, after))
            number = after + 1  # the comma
        return found

    def fits(self, opening: int) -> bool:
        """Whether a list or an object is short and flat enough to stay on its line."""
        last = self.closing[opening]
        flat = all(number not in self.closing for number in range(opening + 1, last))
        return flat and sum(end - start + 1 for start, end in self.tokens[opening:last]) <= _SHORT

    def says(self, number: int) -> str:
        """The token as it stands."""
        start, end = self.tokens[number]
        return self.text[start:end]


def _gaps(tree: _Tokens, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Each token's number with what stands before it: nothing, a space, or a new line and its indent."""
    indent, together, gap = 0, -1, ""
    for number in range(first, last):
        said = tree.says(number)
        if said in _CLOSE and number > together:
            indent -= 1
            gap = _line(indent)
        yield number, gap
        gap = " " if said == ":" else ""
        if said in _OPEN and number > together and tree.fits(number):
            together = tree.closing[number]
        elif said in _OPEN and number > together:
            indent += 1
            gap = _line(indent)
        elif said == ",":
            gap = " " if number < together else _line(indent)


def _line(indent: int) -> str:
    return "\n" + "  " * indent


def _laid_out(
    tree: _Tokens, span: tuple[int, int] | None, tokens: tuple[int, int], part: tuple[int, int]
) -> Excerpt:
    made: list[str] = []
    places: list[int] = []
    length = 0
    for number, gap in _gaps(tree, *tokens):
        text, inside = _broken(tree.says(number), _inside(tree.tokens[number], span))
        length += len(gap)
        places.extend(length + place for place in inside)
        made += (gap, text)
        length += len(text)
    mark = (min(places), max(places)) if places else None
    return Excerpt(text="".join(made), mark=mark, part=part[0], parts=part[1])


def _inside(token: tuple[int, int], span: tuple[int, int] | None) -> tuple[int, ...]:
    """The offsets in the token at which the marked part starts and ends."""
    if span is None or token[1] <= span[0] or span[1] <= token[0]:
        return ()
    return max(span[0], token[0]) - token[0], min(span[1], token[1]) - token[0]
