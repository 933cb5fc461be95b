"""The sentences of a report that are put together: moments, requests, and what became of a change."""

from __future__ import annotations

from datetime import UTC, datetime

from ajar.model.exposure import Witness
from ajar.model.journal import JournalEntry, Verdict
from ajar.words import say
from ajar.words.language import translated
from ajar.words.verdict import STATES, day, in_short


def moment(when: datetime) -> str:
    """A moment as people write it, in the one zone that both ends of a report know: 3 Nov 2026, 10:00 UTC."""
    try:
        there = when.astimezone(UTC)
    except OverflowError:  # in the first or the last hours that a calendar knows: a made-up file
        return when.isoformat()
    return f"{day(there)}, {there:%H:%M} UTC"


def request(witness: Witness) -> str:
    """The request that gets through, in one line, with what its conditions ask for."""
    code = "report_request_from" if witness.source else "report_request_network"
    said = say(
        code,
        {
            "person": witness.who,
            "action": witness.action,
            "target": witness.target,
            "source": witness.source,
        },
    )
    if not witness.context:
        return said
    context = ", ".join(f"{key}: {value}" for key, value in witness.context.items())
    return say("report_request_with", {"request": said, "context": context})


def changed(entry: JournalEntry) -> str:
    """What an entry of the journal changed, or put back."""
    fix = say(f"fix_{entry.plan.fix}")
    return say("report_put_back", {"fix": fix}) if entry.plan.undoes else fix


def ended(entry: JournalEntry) -> str:
    """How it ended: its state, what happened, and what a request without credentials was answered."""
    parts = (say(f"change_{entry.state.value}"), entry.message, entry.heard)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def stood(verdict: Verdict | None) -> str:
    """A verdict in the few words of a table; "" where it was not known."""
    if verdict is None:
        return ""
    can = in_short(verdict.capabilities)
    state = translated(STATES[verdict.state])
    return f"{state} ({can[:1].lower()}{can[1:]})" if can else state
