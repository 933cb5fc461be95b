"""A policy's text without some of its statements: what is kept, is kept to the letter."""

from __future__ import annotations

from collections.abc import Iterable

from ajar.policy.document import Node, found, parse


def without(text: str, pointers: Iterable[str]) -> str | None:
    """The policy's text without these statements; None where none would be left.

    A statement goes with the comma that parted it from its neighbour. A text that is no policy, or has none
    of them, comes back as it is.
    """
    tree = parse(text)
    listed = found(tree, "/Statement") if isinstance(tree, Node) else None
    if listed is None:
        return text
    cut = set(pointers)
    if not isinstance(listed.value, tuple):
        return None if listed.pointer in cut else text
    kept = [node for node in listed.value if node.pointer not in cut]
    if len(kept) == len(listed.value):
        return text
    return _rewritten(text, listed.value, cut) if kept else None


def _rewritten(text: str, nodes: tuple[Node, ...], cut: set[str]) -> str:
    """The text with the nodes that are kept, each with the space that stood before it."""
    pieces: list[str] = []
    end = nodes[0].start
    for node in nodes:
        before, end = text[end : node.start], node.end
        if node.pointer not in cut:
            pieces.append((before if pieces else "") + text[node.start : node.end])
    return text[: nodes[0].start] + "".join(pieces) + text[nodes[-1].end :]
