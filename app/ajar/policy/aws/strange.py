"""Ids that belong to nobody in particular: of an account, an organization, a VPC, an endpoint of one.

AWS gives them out, so that nobody chooses his own; but a pattern with a wildcard means whoever happens to
have one that is like it: "it might match any value" ("AWS global condition context keys", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ajar.policy.aws.named import TOLD_APART
from ajar.policy.aws.patterns import Budget, matches, witness

_STEPS = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """What ids of one sort look like: a beginning, then so many of these marks; `usual` is shown."""

    start: str
    marks: str
    length: int
    usual: str


ACCOUNTS = Form("", "9876543210", 12, "998877665544")
ORGANIZATIONS = Form("o-", "abcdefghijklmnopqrstuvwxyz0123456789", 10, "o-strange000")
VPCS = Form("vpc-", "0123456789abcdef", 17, "vpc-0a9c8e7f6d5b4a321")
ENDPOINTS = Form("vpce-", "0123456789abcdef", 17, "vpce-0a9c8e7f6d5b4a321")


def told_apart(form: Form, patterns: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """An id that is none of these for each set of patterns that ids can match; one at least."""
    listed, known = sorted(set(patterns)), frozenset(taken)
    found = (
        _like(form, chosen, [one for one in listed if one not in chosen], known) for chosen in _sets(listed)
    )
    ids = tuple(dict.fromkeys(one for one in found if one))
    return ids or (next(_free(form, known)),)


def strange_account(taken: Iterable[str]) -> str:
    """The id of an account that is none of these."""
    return told_apart(ACCOUNTS, (), taken)[0]


def _sets(patterns: list[str]) -> Iterator[tuple[str, ...]]:
    """The sets of patterns that are looked at, the empty one first."""
    sizes = range(len(patterns) + 1) if len(patterns) <= TOLD_APART else (0, 1, len(patterns))
    for size in sizes:
        yield from combinations(patterns, size)


def _like(form: Form, chosen: tuple[str, ...], others: list[str], taken: frozenset[str]) -> str:
    """An id that matches the chosen patterns and none of the others; empty where none was found."""

    def fits(one: str) -> bool:
        return (
            one not in taken
            and all(matches(pattern, one) for pattern in chosen)
            and not any(matches(pattern, one) for pattern in others)
        )

    if fits(form.usual):
        return form.usual
    shape = form.start + "?" * form.length
    text = witness([(shape,), *((one,) for one in chosen)], others, Budget(_STEPS), len(shape))
    if not isinstance(text, str):
        return ""
    body = text.removeprefix(form.start)
    strange = sorted({mark for mark in body if mark not in form.marks})
    tries = ("".join(mark if mark in form.marks else one for mark in body) for one in form.marks)
    candidates = [form.start + one for one in tries] if strange else [text]
    return next((one for one in candidates if fits(one)), "")


def _free(form: Form, taken: frozenset[str]) -> Iterator[str]:
    """Ids of the form that are not taken."""
    digits = [mark for mark in form.marks if mark.isdecimal()]
    for number in range(len(taken) + 1):
        body = f"{number:0{form.length}d}"
        one = form.start + body
        if one not in taken and set(body) <= set(digits):
            yield one
