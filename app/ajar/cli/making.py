"""Confirmed changes made one after the other, each told as it ends, and the exit code of them all."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import typer

from ajar.cli.exits import CANCELLED, WRONG_CALL
from ajar.cli.interrupts import interruptible
from ajar.jobs.fixing import Outcome, Wish, make
from ajar.jobs.sign_in import FixesNotAllowed, Way
from ajar.jobs.writing import Drift
from ajar.model.change import Change
from ajar.model.journal import JournalEntry, JournalState
from ajar.providers.kind import CloudError
from ajar.store import Store, StoreError
from ajar.words import diff
from ajar.words.journal import can_undo, told
from ajar.words.plain import plain
from ajar.words.settings import title

VERIFIED, NOT_MADE, STILL_OPEN, NOT_VERIFIED, CHANGED = 0, 1, 3, 4, 5
_CODES = {
    JournalState.VERIFIED: VERIFIED,
    JournalState.STILL_OPEN: STILL_OPEN,
    JournalState.MADE: NOT_VERIFIED,
    JournalState.PENDING: NOT_VERIFIED,
    JournalState.CHANGED_ELSEWHERE: CHANGED,
    JournalState.WRITING: NOT_VERIFIED,  # it may be made, so that nobody may be told that it is not
}
_WORST_FIRST = (STILL_OPEN, CHANGED, NOT_MADE, NOT_VERIFIED)


@dataclass(frozen=True)
class Confirmed:
    """A plan that the person has agreed to, and how it is signed in to for it."""

    wish: Wish
    way: Way


@contextmanager
def passed_over(codes: list[int], *, of: int) -> Iterator[None]:
    """Where `of` several one ends the program by itself, keep its exit code and go on with the next.

    What is wrong in the call as a whole ends it all the same.
    """
    try:
        yield
    except typer.Exit as end:
        if of == 1 or end.exit_code == WRONG_CALL:
            raise
        codes.append(end.exit_code)


def worst(codes: Iterable[int]) -> int:
    """The one exit code of several."""
    found = set(codes)
    return next((code for code in (CANCELLED, *_WORST_FIRST) if code in found), VERIFIED)


def make_all(store: Store, plans: Sequence[Confirmed], *, stop_at_failure: bool) -> int:
    """Make them in turn and print how each ended; returns the exit code. Ctrl+C ends it after a call."""
    stop, codes, made = threading.Event(), list[int](), list[Change]()
    with interruptible(stop, _say_that_it_stops):
        for one in plans:
            if stop.is_set():
                break
            codes.append(_make(store, one, stop, made))
            if stop_at_failure and codes[-1] not in (VERIFIED, NOT_VERIFIED):
                break
    left = len(plans) - len(codes)
    if left:
        typer.echo(f"ajar: {left} of {len(plans)} were left as they are.", err=True)
    return CANCELLED if stop.is_set() else worst(codes)


def code_of(entry: JournalEntry) -> int:
    """The exit code that an entry's end stands for."""
    return _CODES.get(entry.state, NOT_MADE)


def _make(store: Store, one: Confirmed, stop: threading.Event, made: list[Change]) -> int:
    """Make one after the changes that are `made` already, which it adds its own to."""
    name = plain(one.wish.plan.resource.name)
    wish = replace(one.wish, earlier=tuple(made))
    try:
        outcome = make(store, one.way, wish, told=lambda _entry: None, stop=stop)
    except (CloudError, FixesNotAllowed, StoreError) as error:
        typer.echo(f"{name}: not made. {plain(str(error))}")
        return NOT_MADE
    made += outcome.made
    typer.echo(f"{name}: {plain(told(outcome.entry))}")
    for line in drift_lines(outcome.drift):
        typer.echo(line)
    _say_how_to_undo(outcome)
    return code_of(outcome.entry)


def drift_lines(drift: Iterable[Drift]) -> Iterator[str]:
    """What somebody else has changed: as it was planned from, and as it is now; safe to print."""
    for one in drift:
        now = Change(
            owner=one.change.owner,
            setting=one.change.setting,
            before=one.change.before,
            after=one.found,
        )
        yield plain(f"  {title(now.setting)} of {now.owner.name}, as it was planned from (-) and is now (+):")
        yield from (f"    {plain(line)}" for line in diff.lines(now))


def _say_how_to_undo(outcome: Outcome) -> None:
    entry = outcome.entry
    if can_undo(entry):
        typer.echo(f"Undo it with `ajar undo {entry.id}`.")
    elif entry.state is JournalState.WRITING:
        typer.echo("`ajar journal` looks up how far it came.")


def _say_that_it_stops(_number: int) -> None:
    """There is no stopping within a call, however often one asks."""
    typer.echo("ajar: stopping after the call that is under way.", err=True)
