"""The past of a resource: the verdicts that it had before its present one."""

from __future__ import annotations

import msgspec

from ajar.model.exposure import Exposure
from ajar.model.moment import Moment
from ajar.model.row import Row


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict that a resource had before: first read so at `since`, for the last time in `row`.

    `exposure` is None where it was not kept. `gone` is when the resource was found to be no more; None where
    another verdict followed.
    """

    since: Moment
    row: Row
    exposure: Exposure | None = None
    gone: Moment | None = None


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """How a resource stood at its last check, since when, and how before that, the latest first."""

    last: Row
    since: Moment
    before: tuple[Earlier, ...] = ()
