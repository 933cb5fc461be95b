"""The messages between the window and its worker.

The pipe is never logged: one request may carry a secret that a person typed.
"""

from __future__ import annotations

import msgspec

from ajar.worker.protocol.asked import (
    Add,
    Allow,
    Ask,
    AskPermissions,
    Cancel,
    Check,
    Quit,
    Remove,
    Scan,
    Sources,
    Start,
)
from ajar.worker.protocol.declared import (
    Answered,
    AskDraft,
    AskExceptions,
    AskOurs,
    CallOurs,
    Declare,
    Draft,
    Exceptions,
    Export,
    Filed,
    Import,
    Otherwise,
    OursKnown,
    Withdraw,
)
from ajar.worker.protocol.deeds import AskWho, Who
from ajar.worker.protocol.frames import LARGEST, Broken, Frames, frame
from ajar.worker.protocol.repairs import (
    AskJournal,
    Confirmed,
    Foresee,
    Foreseen,
    ForeseeUndo,
    Hold,
    Journal,
    LookUp,
    Made,
    Make,
    Moved,
    StopMaking,
    Wanted,
)
from ajar.worker.protocol.since import AccountSince, AskSince, Since
from ajar.worker.protocol.told import (
    Accounts,
    AccountState,
    Checked,
    Details,
    Failed,
    Found,
    Permissions,
    Ready,
    Rows,
    Scanned,
    Working,
)

__all__ = [
    "LARGEST",
    "AccountSince",
    "AccountState",
    "Accounts",
    "Add",
    "Allow",
    "Answered",
    "Ask",
    "AskDraft",
    "AskExceptions",
    "AskJournal",
    "AskOurs",
    "AskPermissions",
    "AskSince",
    "AskWho",
    "Broken",
    "CallOurs",
    "Cancel",
    "Check",
    "Checked",
    "Confirmed",
    "Declare",
    "Details",
    "Draft",
    "Event",
    "Exceptions",
    "Export",
    "Failed",
    "Filed",
    "Foresee",
    "ForeseeUndo",
    "Foreseen",
    "Found",
    "Frames",
    "Hold",
    "Import",
    "Journal",
    "LookUp",
    "Made",
    "Make",
    "Moved",
    "Otherwise",
    "OursKnown",
    "Permissions",
    "Quit",
    "Reading",
    "Ready",
    "Remove",
    "Repairing",
    "Request",
    "Rows",
    "Scan",
    "Scanned",
    "Since",
    "Sources",
    "Start",
    "StopMaking",
    "Wanted",
    "Who",
    "Withdraw",
    "Working",
    "events",
    "frame",
    "requests",
]

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
    | AskSince
    | AskExceptions
    | AskDraft
    | Declare
    | Withdraw
    | Export
    | Import
    | AskOurs
    | CallOurs
    | AskWho
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
    | Since
    | Who
    | Permissions
    | Found
    | Foreseen
    | Moved
    | Made
    | Journal
    | Exceptions
    | Draft
    | Answered
    | Filed
    | OursKnown
    | Failed
)

requests = msgspec.msgpack.Decoder(Request)
events = msgspec.msgpack.Decoder(Event)
