"""The few sentences over the table: what is open, how much there is, and how far a scan is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Protocol

from ajar.model.access import Audience, State
from ajar.model.run import Progress
from ajar.words.language import counted, marked, translated


class Group(Enum):
    """What is counted apart; the five states, with what is only reachable and what is meant to be open."""

    STRANGERS = "strangers"
    REACHABLE = "reachable"
    UNKNOWN = "unknown"
    SHARED = "shared"
    SHIELDED = "shielded"
    CLOSED = "closed"
    ON_PURPOSE = "on_purpose"


Counts = Mapping[Group, int]
_OTHERS = {
    State.UNKNOWN: Group.UNKNOWN,
    State.SHARED: Group.SHARED,
    State.SHIELDED: Group.SHIELDED,
    State.CLOSED: Group.CLOSED,
}


class Counted(Protocol):
    """What is counted: a row, or anything that stands like one."""

    @property
    def state(self) -> State: ...  # noqa: D102 - the field of Row
    @property
    def audience(self) -> Audience: ...  # noqa: D102 - the field of Row
    @property
    def on_purpose(self) -> date | None: ...  # noqa: D102 - the field of Row


def group(row: Counted) -> Group:
    """Where a row is counted: in one group only."""
    if row.on_purpose is not None:
        return Group.ON_PURPOSE
    if row.state is State.OPEN:
        return Group.REACHABLE if row.audience is Audience.INTERNET else Group.STRANGERS
    return _OTHERS[row.state]


def count(rows: Iterable[Counted]) -> Counter[Group]:
    """How many rows there are of each group."""
    return Counter(group(row) for row in rows)


def headline(counts: Counts, *, incomplete: bool = False) -> str:
    """The sentence that answers the question; reachable and unchecked are said as well, never hidden.

    `incomplete` says that something wider than a bucket could not be read: then nothing is called fine.
    """
    strangers, reachable = counts.get(Group.STRANGERS, 0), counts.get(Group.REACHABLE, 0)
    if strangers:
        open_to = counted("{n} thing is open to strangers", "{n} things are open to strangers", strangers)
        if not reachable:
            return open_to
        more = counted(
            "{n} can be reached from the internet", "{n} can be reached from the internet", reachable
        )
        return f"{open_to}, {more}"
    if reachable:
        return counted(
            "{n} thing can be reached from the internet",
            "{n} things can be reached from the internet",
            reachable,
        )
    if unchecked := counts.get(Group.UNKNOWN, 0):
        return counted("{n} thing could not be checked", "{n} things could not be checked", unchecked)
    return translated(_nothing_found(any(counts.values()), incomplete=incomplete))


def _nothing_found(anything: bool, *, incomplete: bool) -> str:  # noqa: FBT001 - whether there are rows
    if incomplete:
        there = marked("Nothing open to strangers in what could be read")
        return there if anything else marked("Nothing could be checked")
    return marked("Nothing is open to strangers") if anything else marked("There are no buckets here")


def nothing_open(counts: Counts) -> str:
    """What the table says in the place of open things where there are none."""
    parts = [translated(marked("Nothing is open to strangers."))]
    closed = counts.get(Group.CLOSED, 0) + counts.get(Group.SHIELDED, 0)
    unchecked = counts.get(Group.UNKNOWN, 0)
    if closed and unchecked:
        parts.append(
            translated(marked("{closed} closed, {unchecked} not checked.")).format(
                closed=f"{closed:,}", unchecked=f"{unchecked:,}"
            )
        )
    elif closed:
        parts.append(counted("{n} closed.", "{n} closed.", closed))
    elif unchecked:
        parts.append(counted("{n} not checked.", "{n} not checked.", unchecked))
    return " ".join(parts)


def extent(counts: Counts, accounts: int) -> str:
    """How much there is: "53 resources in 2 accounts"."""
    resources = counted("{n} resource", "{n} resources", sum(counts.values()))
    among = counted("{n} account", "{n} accounts", accounts)
    return translated(marked("{things} in {accounts}")).format(things=resources, accounts=among)


def meant(counts: Counts) -> str:
    """How much of it is open on purpose, which the headline does not count; "" where nothing is."""
    number = counts.get(Group.ON_PURPOSE, 0)
    return counted("{n} open on purpose", "{n} open on purpose", number) if number else ""


def progress(now: Progress) -> str:
    """How far a scan is, in one line: "212 of 430 · 3 denied · eu-west-1"."""
    if not now.found:
        done = translated(marked("Looking for buckets"))
    elif now.listed:
        done = translated(marked("{done} of {found}")).format(done=f"{now.done:,}", found=f"{now.found:,}")
    else:
        done = translated(marked("{done} of {found} found so far")).format(
            done=f"{now.done:,}", found=f"{now.found:,}"
        )
    parts = [done]
    if now.denied:
        parts.append(counted("{n} denied", "{n} denied", now.denied))
    if now.throttled:
        parts.append(counted("slowed down {n} time", "slowed down {n} times", now.throttled))
    if now.where:
        parts.append(now.where)
    return " · ".join(parts)
