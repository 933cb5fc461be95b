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
    "AccountState",
    "Accounts",
    "Add",
    "Allow",
    "Ask",
    "AskJournal",
    "AskPermissions",
    "AskWho",
    "Broken",
    "Cancel",
    "Check",
    "Checked",
    "Confirmed",
    "Details",
    "Event",
    "Failed",
    "Foresee",
    "ForeseeUndo",
    "Foreseen",
    "Found",
    "Frames",
    "Hold",
    "Journal",
    "LookUp",
    "Made",
    "Make",
    "Moved",
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
    "Sources",
    "Start",
    "StopMaking",
    "Wanted",
    "Who",
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
    | Who
    | Permissions
    | Found
    | Foreseen
    | Moved
    | Made
    | Journal
    | Failed
)

requests = msgspec.msgpack.Decoder(Request)
events = msgspec.msgpack.Decoder(Event)
