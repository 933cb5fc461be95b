"""One change sent to the cloud and looked for: what became of it, whatever was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ajar.jobs.verify import Site
from ajar.jobs.writing import PAUSE, is_as_before, is_made, is_partly, look, setting_of, write
from ajar.model.change import Change
from ajar.model.facts import Fact
from ajar.model.journal import JournalState
from ajar.providers.kind import Busy, CloudError, Gone, Malformed, Moved, Unreachable
from ajar.words import say
from ajar.words.settings import title

UNSURE = (Busy, Malformed, Unreachable)
"""What fails a write that took effect all the same, and a look that may be answered the next time."""


@dataclass(frozen=True)
class Sent:
    """How far a change came: MADE, PENDING, NOT_MADE or CHANGED_ELSEWHERE; WRITING where it is not known."""

    state: JournalState
    message: str = ""
    partly: bool = False
    """Whether some of it was made all the same: it takes several calls, and one of them failed."""


@dataclass(frozen=True)
class _Looked:
    """What the setting was when it was looked at last: None, and why, where it could not be."""

    fact: Fact | None
    error: CloudError | None = None


def send(site: Site, change: Change, fact: Fact) -> Sent:
    """Write the change over what was read this moment, and say what became of it; raises no CloudError.

    A write that fails may have taken effect before its answer was lost, so that the cloud is asked.
    """
    try:
        write(site.session, site.kind, change, fact)
    except Moved:
        return moved(change)
    except CloudError as error:
        return _unanswered(site, change, fact, error)
    looked = _look_for(site, change, setting_of(site.kind, change).settle)
    shows = looked.fact is not None and is_made(site.kind, change, looked.fact)
    return Sent(JournalState.MADE if shows else JournalState.PENDING)


def moved(change: Change) -> Sent:
    """Somebody else has changed the setting on the way: theirs is left as it is."""
    told = say("repair_changed_on_the_way", {"setting": title(change.setting)})
    return Sent(JournalState.CHANGED_ELSEWHERE, told)


def not_made(change: Change, error: CloudError) -> Sent:
    """The cloud said why it was not made; what is gone was deleted by somebody else."""
    if isinstance(error, Gone):
        return Sent(JournalState.CHANGED_ELSEWHERE, say("repair_gone", {"name": change.owner.name}))
    told = {"setting": title(change.setting), "error": _ended(reason(error))}
    return Sent(JournalState.NOT_MADE, say("repair_not_made", told))


def reason(error: CloudError) -> str:
    """What a call failed of, with the permission that was missing."""
    lacking = f" ({error.permission})" if error.permission else ""
    return f"{error.message or type(error).__name__}{lacking}"


def _ended(text: str) -> str:
    """What a cloud said, with a full stop: another sentence may follow."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _unanswered(site: Site, change: Change, before: Fact, error: CloudError) -> Sent:
    """What became of a write that failed: where that is not sure, it is looked for until it has to show."""
    unsure = isinstance(error, UNSURE)
    looked = _look_for(site, change, setting_of(site.kind, change).settle if unsure else 0.0)
    if looked.fact is None:
        return not_made(change, error) if not unsure else _lost(change, looked.error or error)
    if is_made(site.kind, change, looked.fact):
        taken = say("repair_taken", {"setting": title(change.setting)})
        return Sent(JournalState.MADE, taken) if unsure else moved(change)
    if not _as_it_was(site, change, before, looked.fact):
        partly = is_partly(change, looked.fact)
        return replace(not_made(change, error), partly=True) if partly else moved(change)
    if unsure:
        told = {"setting": title(change.setting), "error": reason(error)}
        return Sent(JournalState.NOT_MADE, say("repair_not_seen", told))
    return not_made(change, error)


def _lost(change: Change, error: CloudError) -> Sent:
    if isinstance(error, Gone):
        return not_made(change, error)
    told = {"setting": title(change.setting), "error": reason(error)}
    return Sent(JournalState.WRITING, say("repair_lost", told))


def _as_it_was(site: Site, change: Change, before: Fact, now: Fact) -> bool:
    """Whether nothing has moved since it was read: an earlier change may have moved it before that."""
    same = setting_of(site.kind, change).same
    return same(now.value, before.value) or is_as_before(site.kind, change, now)


def _look_for(site: Site, change: Change, seconds: float) -> _Looked:
    """Look at the setting until the change shows or the time is over: what was seen last."""
    left = seconds
    while True:
        try:
            looked = _Looked(look(site.session, site.kind, change))
        except UNSURE as error:
            looked = _Looked(None, error)
        except CloudError as error:
            return _Looked(None, error)
        if left <= 0 or (looked.fact is not None and is_made(site.kind, change, looked.fact)):
            return looked
        site.sleep(PAUSE)
        left -= PAUSE
