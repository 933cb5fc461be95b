"""What is looked up about a change to an access point's policy: who loses, who of ours, the way back.

Requests through an access point are not in the bucket's request metrics of their own, its website and its
lists are the bucket's, and a knock without a signature is never let in: none of these are looked at here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ajar.model.change import Change, Consequence, Topic, undone
from ajar.model.facts import Fact, Reading, Reason, Unread, Value
from ajar.policy.aws.access_point import INTERNET
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.providers.aws.s3_access_point.configuration import known_configuration
from ajar.providers.aws.s3_bucket.gates import flag, known
from ajar.providers.aws.s3_bucket.look_ahead.bearing import NO_NEW_POLICIES, parsed
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, looked_up, needed
from ajar.providers.aws.s3_bucket.look_ahead.others import NAMED, services
from ajar.providers.aws.s3_bucket.look_ahead.own_people import OWN_PEOPLE, own_people
from ajar.providers.aws.s3_bucket.look_ahead.refusals import Refusal, policy_refusals
from ajar.providers.aws.s3_bucket.look_ahead.undo import undo_told
from ajar.providers.kind import Ahead, Reader

SETTING = "access_point_policy"
_EVERYWHERE = "s3_multi_region_access_point"
_UNKNOWN = Unread(reason=Reason.MALFORMED)


def _services(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    return services(reader, ahead, SETTING)


def _own_people(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    return own_people(reader, ahead, SETTING)


def write(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What AWS would refuse of the change itself."""
    for one in refusals(ahead, ahead.changes):
        yield one.told(Topic.BREAKS)


def undo(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What AWS would refuse of what puts it back."""
    yield from undo_told(refusals(ahead, undone(ahead.changes)))


def refusals(ahead: Ahead, changes: Iterable[Change]) -> Iterator[Refusal]:
    """What AWS would refuse: a public policy under a block, and none where one has to be.

    BlockPublicPolicy is about access points' policies as well, whether it is on at the access point, at a
    bucket behind it that is of the same account, or at the account ("Blocking public access to your Amazon S3
    storage", https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html);
    the policy of a Multi-Region one can be replaced and not removed ("Permissions",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html); both read
    2026-11-24.
    """
    everywhere = ahead.finding.resource.kind == _EVERYWHERE
    own, behind = _blocked(ahead)
    for change in changes:
        if change.setting != SETTING:
            continue
        if change.after is None and everywhere:
            yield Refusal("policy_stays")
        block = own if everywhere else _one_of((own, behind))
        yield from policy_refusals(change.after, block, of_access_point=True)
        # Of several buckets' blocks it is not documented whether one of them is enough.
        if everywhere and block is False and behind is not False and _may_be_public(change.after):
            yield Refusal("policy_by_bucket", certain=False)


def _may_be_public(text: Value) -> bool:
    """Whether AWS calls this policy of an access point public, or may call it so."""
    policy = parsed(Fact(text)) if text is not None else None
    return policy is not None and (
        isinstance(policy, Unread) or aws_calls_public(policy, of_access_point=True) is not False
    )


def _blocked(ahead: Ahead) -> tuple[bool | Unread, bool | Unread]:
    """Whether public policies are refused: by its own block or the account's, and by its buckets'.

    Never where it answers to a network alone, as then none is public.
    """
    resource, facts = ahead.finding.resource, ahead.finding.facts
    found = known_configuration(resource, facts)
    if found is None:
        read = known(facts, "access_point", resource.id)
        unread = read if isinstance(read, Unread) else _UNKNOWN
        return unread, unread
    if found.network_origin != INTERNET:
        return False, False
    own = (found.block, known(facts, "account_block", resource.account))
    buckets = [
        known(facts, "bucket_block", one.arn) for one in found.buckets if one.account == resource.account
    ]
    return _any_on(own), _any_on(buckets)


def _any_on(blocks: Iterable[Reading]) -> bool | Unread:
    return _one_of([flag(one, NO_NEW_POLICIES) for one in blocks])


def _one_of(states: Sequence[bool | Unread]) -> bool | Unread:
    """Whether one is on; one that was not read leaves that open."""
    return True in states or next((one for one in states if isinstance(one, Unread)), False)


LOOKUPS = (
    Lookup(name="write", look=write),
    NAMED,
    Lookup(name="services", look=_services),
    Lookup(
        name=OWN_PEOPLE.name, look=_own_people, topic=OWN_PEOPLE.topic, permissions=OWN_PEOPLE.permissions
    ),
    Lookup(name="undo", look=undo, topic=Topic.UNDO),
)
"""In the order in which a person reads them."""

PERMISSIONS = needed(LOOKUPS)


def look(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What a change to an access point brings with it; see `ajar.providers.kind.LookAhead`."""
    return looked_up(LOOKUPS, reader, ahead)
