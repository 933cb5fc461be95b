"""Text that came from a cloud, made safe to read: what is invisible or turns a line round is spelled out."""

from __future__ import annotations


def plain(text: str) -> str:
    r"""The text with each character that is not printable written as its escape, such as \u202e or \n.

    Line ends, terminal escapes, zero-width and direction marks are such characters; letters of every script
    stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _spelled(character) for character in text)


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
