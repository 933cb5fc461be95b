"""What a person would declare in the tests of exceptions: a draft, with the reason that it lacks."""

from __future__ import annotations

from typing import Any

import msgspec

from ajar.model.ours import AccessException

WHY = "the website of the company"


def meant(draft: AccessException, **more: Any) -> AccessException:  # noqa: ANN401 - any field of it
    """The draft with a reason, and with what is said otherwise."""
    return msgspec.structs.replace(draft, **{"reason": WHY, **more})
