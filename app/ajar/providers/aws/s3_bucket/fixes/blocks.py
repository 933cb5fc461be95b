"""Plans that turn on a block of public access: the bucket's own, or the account's for all of its buckets.

Of the four flags two shut what exists, and only those that are needed are turned on ("Blocking public access
to your Amazon S3 storage",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, read
2026-11-24).
"""

from __future__ import annotations

from collections.abc import Mapping

from ajar.model.access import State
from ajar.model.change import Change
from ajar.model.exposure import Evidence
from ajar.model.facts import Value
from ajar.model.resource import Owner, itself
from ajar.providers.aws.s3_bucket.asking import account_of
from ajar.providers.aws.s3_bucket.fixes.access_list import ACL
from ajar.providers.aws.s3_bucket.fixes.case import Case, closed
from ajar.providers.aws.s3_bucket.gates import ACLS, POLICY
from ajar.providers.aws.s3_bucket.settings import FLAGS


def blocked(case: Case) -> tuple[Change, ...]:
    """Turn on those flags of the bucket's own block that shut what lets strangers in."""
    return _blocked(case, "bucket_block", itself(case.resource))


def account_blocked(case: Case) -> tuple[Change, ...]:
    """Turn on the same flags of the account's block, which then hold for every bucket of it."""
    return _blocked(case, "account_block", account_of(case.resource))


def _blocked(case: Case, setting: str, owner: Owner) -> tuple[Change, ...]:
    """The change of one block; () where it would leave it unknown what was unknown before."""

    def on(now: Case, opening: tuple[Evidence, ...]) -> Case:
        known = now.fact(setting, owner)
        if known is None or not (known.value is None or isinstance(known.value, Mapping)):
            return now
        return now.changed(setting, _turned_on(known.value, opening), owner)

    done = closed(case, on)
    still_unknown = case.exposure.state is done.exposure.state is State.UNKNOWN
    return () if still_unknown else done.changes


def _turned_on(block: Value, opening: tuple[Evidence, ...]) -> Value:
    """A block's flags, with those on that act on what opens; itself where they all are."""
    own = block if isinstance(block, Mapping) else {}
    needed = {ACLS if one.setting == ACL else POLICY for one in opening}
    if all(own.get(name) is True for name in needed):
        return block
    return {name: name in needed or own.get(name) is True for name in FLAGS}
