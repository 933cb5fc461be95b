"""Which later writes a change will have refused: facts about the change itself, which need no lookup.

"Blocking public access to your Amazon S3 storage", "Block public access settings"
(access-control-block-public-access.html) and "Controlling ownership of objects and disabling ACLs for your
bucket" (about-object-ownership.html), under https://docs.aws.amazon.com/AmazonS3/latest/userguide/ and read
2026-11-24.
"""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.change import Consequence, Topic
from ajar.providers.aws.s3_bucket.asking import ENFORCED
from ajar.providers.aws.s3_bucket.look_ahead.bearing import NO_NEW_LISTS, NO_NEW_POLICIES, turned_on
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, trouble
from ajar.providers.kind import Ahead, Reader


def uploads(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What will be refused from now on: uploads with access lists, and policies for the public."""
    for change in ahead.changes:
        if change.setting == "ownership" and change.after == ENFORCED and change.before != ENFORCED:
            yield trouble(Topic.BREAKS, "ahead_uploads_with_lists_fail")
    for name, code in (
        (NO_NEW_LISTS, "ahead_public_uploads_fail"),
        (NO_NEW_POLICIES, "ahead_new_policies_fail"),
    ):
        where = turned_on(ahead, name)
        if where:
            yield trouble(Topic.BREAKS, code if where == "bucket" else f"{code}_everywhere")


UPLOADS = Lookup(name="uploads", look=uploads)
