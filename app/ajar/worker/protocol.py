"""The messages between the window and its worker, and how they are framed on the pipe.

A frame is four bytes of length, big-endian, and that many bytes of MessagePack. The pipe is never logged: one
request may carry a secret that a person typed.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ajar.model.account import Account, Login, Source
from ajar.model.change import Change, Offer, Plan, Preview
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry
from ajar.model.moment import Moment
from ajar.model.row import Row
from ajar.model.run import AccountSummary, Progress


class _Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="message", tag=True):
    pass


# --- what the window asks ---


class Start(_Message, frozen=True, kw_only=True):
    """Open the store and tell how things stand: Ready, Accounts, then Rows until all are sent."""


class Check(_Message, frozen=True, kw_only=True):
    """Sign in this way and say who one is, without keeping anything: answered by Checked.

    `secret` is what the person typed for a login that needs one; "" uses what the vault has for `name`.
    """

    name: str
    provider: str
    login: Login
    secret: str = ""


class Add(_Message, frozen=True, kw_only=True):
    """Keep this account; `for_session` keeps the secret in memory only. Answered by Accounts or Failed."""

    account: Account
    secret: str = ""
    for_session: bool = False


class Remove(_Message, frozen=True, kw_only=True):
    """Forget this account, its rows and its secret. Answered by Accounts and Rows."""

    name: str


class Scan(_Message, frozen=True, kw_only=True):
    """Read these accounts anew, all of them where none is named. Answered by Scanned at the end.

    `second_opinion` asks the clouds, too, what they say of each resource.
    """

    accounts: tuple[str, ...] = ()
    second_opinion: bool = False


class Cancel(_Message, frozen=True, kw_only=True):
    """Stop the scan; what was found stays."""


class Ask(_Message, frozen=True, kw_only=True):
    """The whole finding behind a row: answered by Details."""

    account: str
    resource: str


class AskPermissions(_Message, frozen=True, kw_only=True):
    """The least-privilege policy or role for this provider: answered by Permissions."""

    provider: str


class Sources(_Message, frozen=True, kw_only=True):
    """Which ways to sign in are found on this computer: answered by Found."""


class Allow(_Message, frozen=True, kw_only=True):
    """Allow fixes on this account, signed in to this way; None takes that back. Answered by Accounts."""

    name: str
    login: Login | None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One resource that is to be fixed: in which account, by which fix, and with what chosen.

    "" as the fix is the first that closes it.
    """

    account_name: str
    account: str
    resource: str
    fix: str = ""
    chosen: dict[str, str] = {}


class Foresee(_Message, frozen=True, kw_only=True):
    """What fixing these would do, read anew; nothing is changed. Answered by a Foreseen for each, in turn."""

    wanted: tuple[Wanted, ...]


class ForeseeUndo(_Message, frozen=True, kw_only=True):
    """What putting back this entry of the journal would do. Answered by one Foreseen."""

    entry: str


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was shown and confirmed by the person; it is made as it was shown, or not at all."""

    account_name: str
    plan: Plan
    ask_outside: bool = False
    """Whether one request without credentials is to be sent afterwards."""


class Make(_Message, frozen=True, kw_only=True):
    """Make these plans, one after the other. Answered by Moved as each goes on, and Made at the end.

    One that fails does not stop those after it, unless `stop_at_failure`.
    """

    plans: tuple[Confirmed, ...]
    stop_at_failure: bool = False


class StopMaking(_Message, frozen=True, kw_only=True):
    """Stop after the call that is under way."""


class AskJournal(_Message, frozen=True, kw_only=True):
    """What was changed: answered by Journal."""


class LookUp(_Message, frozen=True, kw_only=True):
    """Look up in the clouds how far the changes came that an Ajar left unfinished. Answered by Journal."""


class Hold(_Message, frozen=True, kw_only=True):
    """Keep this account's secret in memory, for a worker that did not hear of it when it was typed."""

    name: str
    secret: str


class Quit(_Message, frozen=True, kw_only=True):
    """Finish what cannot be broken off and end."""


# --- what the worker tells ---


class Ready(_Message, frozen=True, kw_only=True):
    """The worker answers. `demo` comes from the connection itself; `keychain` names where secrets are kept.

    `store` is the file of the history, which a worker for repairs opens as well. `keychain` is "" where there
    is none, and then `keychain_trouble` says what to install. `store_trouble` says why nothing can be kept
    between starts, "" where it can.
    """

    version: str
    demo: bool = False
    store: str = ""
    keychain: str = ""
    keychain_trouble: str = ""
    store_trouble: str = ""


class AccountState(msgspec.Struct, frozen=True, kw_only=True):
    """An account as the side of the window shows it; no summary means that it was never read."""

    account: Account
    summaries: tuple[AccountSummary, ...] = ()
    checked: Moment | None = None


class Accounts(_Message, frozen=True, kw_only=True):
    """All accounts, in the person's order."""

    accounts: tuple[AccountState, ...]


class Rows(_Message, frozen=True, kw_only=True):
    """Rows to put into the table or to replace there (by account and id).

    `fresh` empties the table first; `gone` are (account, id) of rows that are no more; `last` ends the state
    that Start or Remove asked for.
    """

    rows: tuple[Row, ...] = ()
    fresh: bool = False
    gone: tuple[tuple[str, str], ...] = ()
    last: bool = False


class Checked(_Message, frozen=True, kw_only=True):
    """What signing in found. `ids` are the accounts or projects reached; `trouble` is "" where it worked."""

    name: str
    identity: str = ""
    ids: tuple[str, ...] = ()
    root: bool = False
    trouble: str = ""


class Working(_Message, frozen=True, kw_only=True):
    """How far the scan is; about four times a second."""

    progress: Progress


class Scanned(_Message, frozen=True, kw_only=True):
    """The scan is over, with what each account's run could not read. `cancelled` left the rest as it was."""

    accounts: tuple[AccountSummary, ...]
    cancelled: bool = False


class Details(_Message, frozen=True, kw_only=True):
    """A finding with its facts; None where the resource is no more. `offers` are the fixes that apply."""

    account: str
    resource: str
    finding: Finding | None
    offers: tuple[Offer, ...] = ()


class Permissions(_Message, frozen=True, kw_only=True):
    """A policy or role, ready to paste into the provider's console or tool."""

    provider: str
    text: str


class Found(_Message, frozen=True, kw_only=True):
    """The ways to sign in that were found on this computer."""

    sources: tuple[Source, ...]


class Failed(_Message, frozen=True, kw_only=True):
    """A request could not be carried out: one sentence that says what happened and what to do."""

    request: str
    says: str


class Foreseen(_Message, frozen=True, kw_only=True):
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


class Moved(_Message, frozen=True, kw_only=True):
    """How far the plan at this place of Make is. `entry` is None where nothing was even begun.

    `trouble` then says why; `over` is whether no more comes of it. `drift` is what somebody else had changed,
    where nothing was made because of that: each setting as it was planned from, and as it was found.
    """

    place: int
    entry: JournalEntry | None = None
    trouble: str = ""
    over: bool = False
    drift: tuple[Change, ...] = ()


class Made(_Message, frozen=True, kw_only=True):
    """No more comes of Make. `stopped` is whether plans were left that were not begun."""

    stopped: bool = False


class Journal(_Message, frozen=True, kw_only=True):
    """What was changed, the latest first. `unfinished` are the ids of what has still to be looked up.

    `trouble` says what could not be looked up; `looked_up` whether the clouds were asked.
    """

    entries: tuple[JournalEntry, ...]
    unfinished: tuple[str, ...] = ()
    looked_up: bool = False
    trouble: str = ""


Reading = (
    Start
    | Check
    | Add
    | Remove
    | Scan
    | Cancel
    | Ask
    | AskPermissions
    | Sources
    | Allow
    | Foresee
    | ForeseeUndo
    | AskJournal
)
Repairing = Make | StopMaking | LookUp | Hold
"""What a worker for repairs is asked, and no other."""
Request = Reading | Repairing | Quit
Event = (
    Ready
    | Accounts
    | Rows
    | Checked
    | Working
    | Scanned
    | Details
    | Permissions
    | Found
    | Foreseen
    | Moved
    | Made
    | Journal
    | Failed
)

LARGEST = 64 * 1024 * 1024
"""No message comes near this; a longer frame means that something else wrote into the pipe."""

_encoder = msgspec.msgpack.Encoder()
requests = msgspec.msgpack.Decoder(Request)
events = msgspec.msgpack.Decoder(Event)


class Broken(Exception):
    """The pipe carries something that is not a message of this protocol."""


def frame(message: Request | Event) -> bytes:
    """The message as bytes for the pipe."""
    body = _encoder.encode(message)
    return len(body).to_bytes(4, "big") + body


class Frames:
    """Cuts a stream of bytes into the bodies of its frames, however the bytes arrive."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes in and yield each body that is complete. Raises Broken on a frame that is too long."""
        self._buffer += data
        while len(self._buffer) >= 4:  # noqa: PLR2004 - the length of a length
            length = int.from_bytes(self._buffer[:4], "big")
            if length > LARGEST:
                message = f"a frame of {length} bytes"
                raise Broken(message)
            if len(self._buffer) < 4 + length:
                return
            body = bytes(self._buffer[4 : 4 + length])
            del self._buffer[: 4 + length]
            yield body
