"""How long ago something was, in the words of a person; the caller brings the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from ajar.words.language import counted, marked, translated

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LONG = timedelta(days=60)


def ago(then: datetime, now: datetime) -> str:
    """The time between as "just now", "4 minutes ago", "3 days ago", or the day where it is long past."""
    seconds = int((now - then).total_seconds())
    if seconds < _MINUTE:
        return translated(marked("just now"))
    if seconds < _HOUR:
        return counted("{n} minute ago", "{n} minutes ago", seconds // _MINUTE)
    if seconds < _DAY:
        return counted("{n} hour ago", "{n} hours ago", seconds // _HOUR)
    if now - then < _LONG:
        return counted("{n} day ago", "{n} days ago", seconds // _DAY)
    return translated(marked("on {day}")).format(day=f"{then.day} {then:%b %Y}")
