"""What is said of exceptions: why one does not cover what is open, by code, sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "kept_ended": marked("It was open on purpose until {day}. That has ended."),
    "kept_made_anew": marked(
        "An exception was made for an earlier resource of this name. It does not cover this one, which was "
        "made later."
    ),
    "kept_may_be_wider": marked(
        "It is open on purpose, but not everything could be checked: it may be open wider than declared."
    ),
    "kept_not_needed": marked(
        "There is an exception for it until {day}, which is not needed: nobody outside gets in."
    ),
    "kept_wider": marked("More than was declared: {outsiders} can also {can}."),
    "kept_wider_files": marked(
        "More than was declared: {outsiders} can also reach files whose names do not begin with {prefix}."
    ),
    "kept_wider_audience": marked("Wider than was declared: {outsiders} were not meant."),
}
