"""What is looked up about a change to a bucket before it is made: what breaks, who of ours, the way back.

Each lookup is a module. What may break comes first, the most visible of it before the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.change import Consequence
from ajar.providers.aws.s3_bucket.look_ahead.content_network import CONTENT_NETWORKS
from ajar.providers.aws.s3_bucket.look_ahead.lookup import looked_up, needed
from ajar.providers.aws.s3_bucket.look_ahead.object_lists import OBJECT_LISTS
from ajar.providers.aws.s3_bucket.look_ahead.others import LOG_DELIVERIES, NAMED, SERVICES
from ajar.providers.aws.s3_bucket.look_ahead.own_people import OWN_PEOPLE
from ajar.providers.aws.s3_bucket.look_ahead.traffic import REQUESTS
from ajar.providers.aws.s3_bucket.look_ahead.undo import UNDO, WRITE
from ajar.providers.aws.s3_bucket.look_ahead.uploads import UPLOADS
from ajar.providers.aws.s3_bucket.look_ahead.website import WEBSITE
from ajar.providers.kind import Ahead, Reader

LOOKUPS = (
    WRITE,
    WEBSITE,
    CONTENT_NETWORKS,
    NAMED,
    SERVICES,
    LOG_DELIVERIES,
    OBJECT_LISTS,
    REQUESTS,
    UPLOADS,
    OWN_PEOPLE,
    UNDO,
)
"""In the order in which a person reads them."""

PERMISSIONS = needed(LOOKUPS)


def look(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What a change to a bucket brings with it; see `ajar.providers.kind.LookAhead`."""
    return looked_up(LOOKUPS, reader, ahead)
