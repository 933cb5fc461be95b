"""The journal in words: how far a change came, what is to do, and what was heard from outside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ajar.model.access import STRANGERS, State
from ajar.model.journal import JournalEntry, JournalState, is_unfinished
from ajar.words.language import counted, marked, translated
from ajar.words.repair import fix_title, stands
from ajar.words.verdict import chip, day

_STATES = {
    JournalState.PLANNED: marked("Not begun"),
    JournalState.WRITING: marked("Begun, not seen to end"),
    JournalState.PENDING: marked("Made, not seen to work yet"),
    JournalState.MADE: marked("Made, not looked at yet"),
    JournalState.VERIFIED: marked("Made and checked"),
    JournalState.STILL_OPEN: marked("Made, but still open"),
    JournalState.NOT_MADE: marked("Not made"),
    JournalState.CHANGED_ELSEWHERE: marked("Changed by somebody else"),
    JournalState.UNDONE: marked("Undone"),
}
_OF_UNDO = {
    JournalState.VERIFIED: marked("Put back and checked"),
    JournalState.PENDING: marked("Put back, not seen to work yet"),
    JournalState.MADE: marked("Put back, not looked at yet"),
    JournalState.STILL_OPEN: marked("Put back"),
    JournalState.NOT_MADE: marked("Not put back"),
}
_LOOKED_AT = {
    True: marked("Made, not known whether it closed"),
    False: marked("Made in part"),
}
_LOOKED_AT_OF_UNDO = {
    True: marked("Put back, not known in full"),
    False: marked("Put back in part"),
}
_STEPS = {
    JournalState.PLANNED: marked("Planned"),
    JournalState.WRITING: marked("Being written"),
    JournalState.PENDING: marked("Written; the cloud does not show it yet"),
    JournalState.MADE: marked("Written; looking whether it took"),
    JournalState.VERIFIED: marked("Written and seen to be in force"),
    JournalState.STILL_OPEN: marked("Written"),
    JournalState.NOT_MADE: marked("Not made"),
    JournalState.CHANGED_ELSEWHERE: marked("Not made: somebody else has changed it"),
    JournalState.UNDONE: marked("Put back"),
}
_OUTCOMES = {
    JournalState.PLANNED: marked("Nothing was written yet."),
    JournalState.WRITING: marked("A call was under way. Whether it took effect has to be looked up."),
    JournalState.PENDING: marked(
        "It was written, but the cloud still shows the old setting. Ajar looks again when you ask for it, and"
        " when it starts."
    ),
    JournalState.MADE: marked("It was written. Whether it is in force has still to be looked up."),
    JournalState.STILL_OPEN: marked("The change was made, but it is still open."),
    JournalState.NOT_MADE: marked("Nothing was changed."),
    JournalState.CHANGED_ELSEWHERE: marked(
        "Somebody else has changed this setting. Ajar has stopped, and left theirs as it is."
    ),
    JournalState.UNDONE: marked("This change was put back."),
}
_AFTERWARDS = {
    State.UNKNOWN: marked("Made as planned. Whether anybody else gets in is not known."),
    State.SHARED: marked("Closed to strangers. Named outsiders still get in."),
}
_TOLD_BY_MESSAGE = frozenset({JournalState.STILL_OPEN, JournalState.CHANGED_ELSEWHERE, JournalState.PENDING})
"""The ends whose message says what the outcome does, and more."""
_UNDOABLE = frozenset(
    {JournalState.VERIFIED, JournalState.STILL_OPEN, JournalState.PENDING, JournalState.MADE}
)


def journal_state(entry: JournalEntry) -> str:
    """How far the entry came, in a few words."""
    if _is_looked_at(entry):
        looked_at = _LOOKED_AT_OF_UNDO if entry.plan.undoes else _LOOKED_AT
        return translated(looked_at[_is_whole(entry)])
    words = _OF_UNDO.get(entry.state) if entry.plan.undoes else None
    return translated(words or _STATES[entry.state])


def settled(entry: JournalEntry) -> tuple[JournalState, ...]:
    """The states of the changes once the entry has ended: what was written was then looked at as a whole."""
    if entry.state is JournalState.UNDONE:
        seen = JournalState.UNDONE
    elif entry.state in (JournalState.VERIFIED, JournalState.STILL_OPEN):
        seen = JournalState.VERIFIED
    elif _is_looked_at(entry):
        # Of one that stands in part nobody knows here whether a change of it does, too.
        seen = JournalState.VERIFIED if _is_whole(entry) else JournalState.STILL_OPEN
    else:
        return entry.steps
    return tuple(seen if state is JournalState.MADE else state for state in entry.steps)


def _is_looked_at(entry: JournalEntry) -> bool:
    """Whether it was made and judged, with an end that is neither closed nor open."""
    return entry.state is JournalState.MADE and entry.after is not None


def _is_whole(entry: JournalEntry) -> bool:
    return all(state is JournalState.MADE for state in entry.steps)


def step_state(state: JournalState) -> str:
    """How far one change of a plan is."""
    return translated(_STEPS[state])


def what_it_did(entry: JournalEntry) -> str:
    """What was done, in a line: the fix, or that one was put back."""
    title = fix_title(entry.plan.fix)
    return translated(marked("Undo: {fix}")).format(fix=title) if entry.plan.undoes else title


def outcome(entry: JournalEntry) -> str:
    """How it ended, in a sentence that never says more than what is known."""
    if _is_looked_at(entry):
        return _looked_at(entry)
    if entry.state is not JournalState.VERIFIED:
        return translated(_OUTCOMES[entry.state])
    if entry.plan.undoes:
        return _put_back(entry)
    if entry.after is None:
        return translated(marked("Made. Who gets in now was not looked up."))
    if entry.after.state is State.OPEN:
        words = chip(stands(entry.plan.resource, entry.after))
        return translated(marked("Made as planned. It is still open: {chip}.")).format(chip=words)
    closed = marked("Closed. Nobody outside gets in.")
    return translated(_AFTERWARDS.get(entry.after.state, closed))


def _looked_at(entry: JournalEntry) -> str:
    if not _is_whole(entry):
        return translated(marked("Some of it was made, and not all."))
    if entry.plan.undoes:
        return translated(marked("Put back as it was."))
    return translated(_AFTERWARDS[State.UNKNOWN])


def _put_back(entry: JournalEntry) -> str:
    if entry.after is not None and entry.after.audience in STRANGERS:
        words = chip(stands(entry.plan.resource, entry.after))
        return translated(marked("Put back as it was. It is open again: {chip}.")).format(chip=words)
    return translated(marked("Put back as it was."))


def went_well(entry: JournalEntry) -> bool:
    """Whether a fix closed it, or an undo put it back: what may be told as good news."""
    if entry.state is not JournalState.VERIFIED:
        return False
    if entry.plan.undoes:
        return entry.after is None or entry.after.audience not in STRANGERS
    return entry.after is not None and entry.after.state not in (State.OPEN, State.UNKNOWN)


def told(entry: JournalEntry) -> str:
    """The outcome with what was heard and what happened, as one text of a few sentences."""
    whole = entry.state in _TOLD_BY_MESSAGE or _is_looked_at(entry)
    said = "" if entry.message and whole else outcome(entry)
    return " ".join(part for part in (said, entry.message, entry.heard) if part)


def to_do(entry: JournalEntry) -> str:
    """What a person does about an entry; "" where nothing is to do."""
    if is_unfinished(entry):
        return translated(marked("Look it up: Ajar reads the setting and tells how far it came."))
    if entry.state is JournalState.STILL_OPEN:
        return translated(marked("Open the resource to see which other way in is left."))
    if entry.state is JournalState.CHANGED_ELSEWHERE:
        return translated(marked("Plan it anew from how it is now."))
    return ""


def can_undo(entry: JournalEntry) -> bool:
    """Whether putting it back can be tried: it was made, is no undo itself, and was not put back yet."""
    return entry.state in _UNDOABLE and not entry.plan.undoes


def in_front(entries: Iterable[JournalEntry], unfinished: Iterable[str]) -> list[JournalEntry]:
    """The entries as they are listed: what is unfinished first, and then the latest."""
    first = frozenset(unfinished)
    return sorted(entries, key=lambda entry: (entry.id not in first, -entry.at.timestamp()))


def looked_up(entries: Iterable[JournalEntry], asked: Iterable[str], left: Iterable[str]) -> str:
    """What looking up the unfinished ones found; `asked` were unfinished before, and `left` still are."""
    before, after = frozenset(asked), frozenset(left)
    found = [entry for entry in entries if entry.id in before - after]
    parts = [
        translated(marked("{name}: {outcome}")).format(name=entry.plan.resource.name, outcome=outcome(entry))
        for entry in found[:3]
    ]
    rest = len(found) - 3
    if rest > 0:
        parts.append(counted("And {n} more, in the journal.", "And {n} more, in the journal.", rest))
    if after:
        said = counted(
            "{n} change could not be looked up yet.", "{n} changes could not be looked up yet.", len(after)
        )
        parts.append(said)
    return " ".join(parts)


def clock(when: datetime) -> str:
    """The time of day, as the clock on the wall shows it."""
    return f"{when.astimezone():%H:%M}"


def date_and_time(when: datetime) -> str:
    """The day and the time of day."""
    here = when.astimezone()
    return f"{day(here)}, {here:%H:%M}"
