"""Who changed one resource: what the provider's log has of it, and whether its verdict changed just then."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from ajar.model.deed import Deed, Deeds, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.model.resource import Resource
from ajar.providers.kind import Kind, Reader
from ajar.store import Store, history

DAYS = 90
"""How far back it is looked where nothing else is asked for: as far as the shortest of the logs goes."""


def changed_in(store: Store, account: str, resource: str) -> Span | None:
    """The span in which the verdict became what it is: from the last time that it was seen otherwise.

    To the first time that it was seen as it is. None where it was never seen otherwise. Raises StoreError.
    """
    past = history.past(store, account, resource)
    if past is None or not past.before or past.since < past.before[0].row.read_at:
        return None
    return Span(since=past.before[0].row.read_at, until=past.since)


def who(
    reader: Reader,
    kind: Kind,
    resource: Resource,
    at: datetime,
    *,
    since: datetime | None = None,
    changed: Span | None = None,
) -> Deeds:
    """What was done to who gets into the resource until `at`, the latest first; reading calls only.

    From `since` on, or for the last 90 days, or from before it `changed`: never further back than the log is
    kept. Raises nothing but Expired: what could not be looked through is told.
    """
    kept = at - timedelta(days=kind.trail.days if kind.trail else DAYS)
    recent = at - timedelta(days=DAYS)
    begin = since or (min(recent, changed.since) if changed else recent)
    asked = Span(since=min(max(begin, kept), at), until=at)
    if kind.trail is None:
        nothing = Unseen(about=kind.name, reason=Reason.UNSUPPORTED)
        return Deeds(resource=resource, asked=asked, kept_since=kept, changed=changed, unseen=(nothing,))
    found = tuple(kind.trail.deeds(reader, resource, asked))
    deeds = {one.id: _placed(one, changed) for one in found if isinstance(one, Deed)}
    return Deeds(
        resource=resource,
        asked=asked,
        kept_since=kept,
        changed=changed,
        deeds=tuple(sorted(deeds.values(), key=lambda deed: (deed.at, deed.id), reverse=True)),
        unseen=tuple(one for one in found if isinstance(one, Unseen)),
        notes=tuple(one for one in found if isinstance(one, Caveat)),
    )


def _placed(deed: Deed, changed: Span | None) -> Deed:
    return msgspec.structs.replace(deed, in_span=changed is not None and changed.holds(deed.at))
