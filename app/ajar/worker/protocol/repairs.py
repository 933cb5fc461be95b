"""What is asked and told of changes: before they are made, while they are, and what was changed."""

from __future__ import annotations

import msgspec

from ajar.model.change import Change, Offer, Plan, Preview
from ajar.model.journal import JournalEntry
from ajar.worker.protocol.message import Message


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One resource that is to be fixed: in which account, by which fix, and with what chosen.

    "" as the fix is the first that closes it.
    """

    account_name: str
    account: str
    resource: str
    fix: str = ""
    chosen: dict[str, str] = {}


class Foresee(Message, frozen=True, kw_only=True):
    """What fixing these would do, read anew; nothing is changed. Answered by a Foreseen for each, in turn."""

    wanted: tuple[Wanted, ...]


class ForeseeUndo(Message, frozen=True, kw_only=True):
    """What putting back this entry of the journal would do. Answered by one Foreseen."""

    entry: str


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was shown and confirmed by the person; it is made as it was shown, or not at all."""

    account_name: str
    plan: Plan
    ask_outside: bool = False
    """Whether one request without credentials is to be sent afterwards."""


class Make(Message, frozen=True, kw_only=True):
    """Make these plans, one after the other. Answered by Moved as each goes on, and Made at the end.

    One that fails does not stop those after it, unless `stop_at_failure`.
    """

    plans: tuple[Confirmed, ...]
    stop_at_failure: bool = False


class StopMaking(Message, frozen=True, kw_only=True):
    """Stop after the call that is under way."""


class AskJournal(Message, frozen=True, kw_only=True):
    """What was changed: answered by Journal."""


class LookUp(Message, frozen=True, kw_only=True):
    """Look up in the clouds how far the changes came that an Ajar left unfinished. Answered by Journal."""


class Hold(Message, frozen=True, kw_only=True):
    """Keep this account's secret in memory, for a worker that did not hear of it when it was typed."""

    name: str
    secret: str


class Foreseen(Message, frozen=True, kw_only=True):
    """What a fix, or an undo, would do.

    `wanted` says of which resource it is, None for an undo, and `entry` of which entry. `preview` is None
    where there is nothing to show, and `trouble` then says why and what to do. `offers` are all that apply to
    the resource as it is now; `allowed` is whether the person has allowed fixes on its account. `drift` is
    what stands in the way of an undo: each setting as Ajar left it, and as somebody else has made it. `last`
    ends the answer.
    """

    wanted: Wanted | None = None
    entry: str = ""
    preview: Preview | None = None
    offers: tuple[Offer, ...] = ()
    allowed: bool = False
    trouble: str = ""
    drift: tuple[Change, ...] = ()
    last: bool = True


class Moved(Message, frozen=True, kw_only=True):
    """How far the plan at this place of Make is. `entry` is None where nothing was even begun.

    `trouble` then says why; `over` is whether no more comes of it. `drift` is what somebody else had changed,
    where nothing was made because of that: each setting as it was planned from, and as it was found.
    """

    place: int
    entry: JournalEntry | None = None
    trouble: str = ""
    over: bool = False
    drift: tuple[Change, ...] = ()


class Made(Message, frozen=True, kw_only=True):
    """No more comes of Make. `stopped` is whether plans were left that were not begun."""

    stopped: bool = False


class Journal(Message, frozen=True, kw_only=True):
    """What was changed, the latest first. `unfinished` are the ids of what has still to be looked up.

    `trouble` says what could not be looked up; `looked_up` whether the clouds were asked.
    """

    entries: tuple[JournalEntry, ...]
    unfinished: tuple[str, ...] = ()
    looked_up: bool = False
    trouble: str = ""
