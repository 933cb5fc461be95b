"""Why a part of a provider's log was not looked through, made from the call that failed."""

from __future__ import annotations

from ajar.model.deed import Unseen
from ajar.model.facts import Reason
from ajar.providers.kind import Busy, CloudError, Denied, Malformed, Off

_REASONS = {Denied: Reason.DENIED, Busy: Reason.BUSY, Malformed: Reason.MALFORMED, Off: Reason.UNSUPPORTED}


def unlooked(about: str, error: CloudError) -> Unseen:
    """What was done to `about` is not known: this call failed."""
    return Unseen(
        about=about,
        reason=_REASONS.get(type(error), Reason.UNREACHABLE),
        permission=error.permission,
        message=error.message,
    )
