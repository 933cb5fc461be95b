"""The list of buckets, and a whole bucket from list to fix, on the demo's fake and on moto."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.world import CROWD_KEY, crowd
from ajar.model.access import Audience, State
from ajar.model.account import Demo
from ajar.model.change import Change, undone
from ajar.model.credentials import Credentials
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Reading, Reason, Unread
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws import KINDS, PROVIDER
from ajar.providers.aws.permissions import permission
from ajar.providers.aws.s3_bucket import KIND, buckets, partition
from ajar.providers.aws.s3_bucket.outsiders import outsiders_named
from ajar.providers.aws.session import READS, AwsSession, open_account
from ajar.providers.aws.session.patience import Patience
from ajar.providers.kind import CloudError, Denied, Expired, Gone, Malformed
from clouds.tried_fixes import tried

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call

    Opener = Callable[..., AwsSession]

AT = datetime(2026, 11, 24, tzinfo=UTC)
QUICK = Patience(connect=2.0, read=10.0, first=0.001, longest=0.002)
Known = dict[str, dict[str, Reading]]


def read(session: AwsSession, resource: Resource, shared: Known | None = None) -> Known:
    """Every setting of the bucket; the account's are taken from `shared` where they are there."""
    known: Known = {name: dict(owners) for name, owners in (shared or {}).items()}
    for setting in KIND.settings:
        for owner in setting.of(resource, known):
            if owner.id not in known.get(setting.name, {}):
                known.setdefault(setting.name, {})[owner.id] = reading(session, setting, owner)
    return known


def reading(session: AwsSession, setting: Any, owner: Any) -> Reading:  # noqa: ANN401 - of the kind's own
    """What is read, or why not."""
    try:
        found: Fact = setting.read(session, owner)
    except CloudError as error:
        return Unread(reason=Reason.DENIED, permission=error.permission)
    return found


def in_play(resource: Resource, known: Known) -> Known:
    """What would be read again of a bucket of which this is known."""
    kept: Known = {}
    for setting in KIND.settings:
        for owner in setting.of(resource, kept):
            kept.setdefault(setting.name, {})[owner.id] = known[setting.name][owner.id]
    return kept


def judged(session: AwsSession, resource: Resource, known: Known) -> Exposure:
    """The verdict on what was read."""
    return KIND.judge(resource, known, Ours(accounts=frozenset({session.account})), AT)


def write(session: AwsSession, changes: tuple[Change, ...]) -> None:
    """Make the changes, in order."""
    for change in changes:
        (setting,) = [one for one in KIND.settings if one.name == change.setting]
        assert setting.write is not None
        setting.write(session, change.owner, change.before, change.after, None)


def by_name(session: AwsSession) -> dict[str, Resource]:
    """The account's buckets."""
    return {resource.name: resource for resource in buckets(session)}


def test_the_kind_is_listed_by_its_provider() -> None:
    assert KIND in KINDS
    assert PROVIDER.kinds == KINDS


def test_each_bucket_comes_with_its_region_its_arn_and_its_age(session: AwsSession, cloud: AwsCloud) -> None:
    found = by_name(session)
    assert list(found) == [bucket.name for bucket in cloud.world.buckets_of(PROD)]
    drafts = found["marrow-launch-drafts"]
    assert (drafts.provider, drafts.account, drafts.kind) == ("aws", PROD, "s3_bucket")
    assert (drafts.id, drafts.region) == ("arn:aws:s3:::marrow-launch-drafts", "eu-west-1")
    assert drafts.created == cloud.world.buckets["marrow-launch-drafts"].created
    assert drafts.created.tzinfo is UTC
    assert {resource.region for resource in found.values()} >= {"eu-west-1", "us-east-1"}
    assert Counter(call.operation for call in cloud.calls)["ListBuckets"] == 1


@pytest.mark.parametrize(
    ("region", "expected"),
    [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("", "aws")],
)
def test_the_partition_follows_from_the_region(region: str, expected: str) -> None:
    assert partition(region) == expected


class Old:
    """A store that names no region in its list, as older ones do."""

    provider = "aws"
    account = PROD

    def __init__(self, **locations: object) -> None:
        self.locations = locations

    def pages(self, *_: object, **__: object) -> Iterator[dict[str, Any]]:
        yield {"Buckets": [{"Name": name} for name in self.locations]}

    def call(
        self, _: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: object
    ) -> dict[str, Any]:
        assert (region, absent) == ("", ())
        told = self.locations[str(arguments["Bucket"])]
        if isinstance(told, Exception):
            raise told
        return {"LocationConstraint": told}


def test_a_region_that_the_list_leaves_out_is_asked_for() -> None:
    old = Old(a=None, b="EU", c="eu-west-3", d=CloudError("denied"), e=Gone("meanwhile"))
    regions = [resource.region for resource in buckets(old)]
    assert regions == ["us-east-1", "eu-west-1", "eu-west-3", ""]


def test_credentials_that_end_while_listing_end_the_list() -> None:
    with pytest.raises(Expired):
        list(buckets(Old(a=None, b=Expired("over"))))


def test_a_list_without_buckets_in_it_is_malformed() -> None:
    class Portal(Old):
        def pages(self, *_: object, **__: object) -> Iterator[dict[str, Any]]:
            yield {}

    with pytest.raises(Malformed):
        list(buckets(Portal()))


def test_at_most_six_calls_a_closed_bucket_and_the_account_once(opened: Opener, cloud: AwsCloud) -> None:
    cloud.world = crowd(60, 3)
    session = opened(CROWD_KEY)
    found = list(by_name(session).values())
    first = read(session, found[0])
    shared = {"account_block": first["account_block"]}
    cloud.calls.clear()
    known = {resource.name: read(session, resource, shared) for resource in found}
    calls = Counter(call.resource for call in cloud.calls)
    assert len(set(calls) - {""}) == 60  # what the account has once names no bucket
    closed = [resource.name for resource in found if not outsiders_named(resource, known[resource.name])]
    enforced = [name for name in closed if "acl" not in known[name]]
    assert enforced
    assert {calls[name] for name in enforced} == {5}
    assert all(calls[name] <= 6 for name in closed)
    assert all(calls[name] > 5 for name in known.keys() - set(closed))


def test_a_scan_only_reads_and_only_what_its_policy_allows(session: AwsSession, cloud: AwsCloud) -> None:
    for resource in by_name(session).values():
        judged(session, resource, read(session, resource))
    assert all(call.operation.startswith(READS) for call in cloud.calls)
    allowed = json.loads(PROVIDER.permissions(KINDS))["Statement"][0]["Action"]
    assert {permission(f"{call.service}:{call.operation}") for call in cloud.calls} <= set(allowed)
    assert cloud.unserved == set()


@pytest.mark.parametrize(
    ("name", "state", "audience"),
    [
        ("marrow-launch-drafts", State.OPEN, Audience.PUBLIC),
        ("marrow-www", State.OPEN, Audience.PUBLIC),
        ("marrow-customer-exports", State.SHIELDED, Audience.PRIVATE),
        ("marrow-legacy-uploads", State.OPEN, Audience.PUBLIC),
        ("marrow-partner-drop", State.SHARED, Audience.EXTERNAL),
        ("marrow-ml-checkpoints", State.OPEN, Audience.AUTHENTICATED),
        ("marrow-finance", State.UNKNOWN, Audience.PRIVATE),
        ("marrow-tokyo-press-archive", State.UNKNOWN, Audience.PRIVATE),
    ],
)
def test_the_company_is_seen_as_it_is(
    session: AwsSession, name: str, state: State, audience: Audience
) -> None:
    resource = by_name(session)[name]
    found = judged(session, resource, read(session, resource))
    assert (found.state, found.audience) == (state, audience)


def test_a_bucket_in_a_region_not_told_is_found_by_redirection(session: AwsSession) -> None:
    resource = by_name(session)["marrow-partner-drop"]
    elsewhere = Resource(
        provider="aws", account=PROD, region="", kind="s3_bucket", name=resource.name, id=resource.id
    )
    assert read(session, elsewhere) == read(session, resource)


def test_every_fix_of_every_bucket_does_what_it_foresees_and_can_be_undone(
    session: AwsSession, cloud: AwsCloud
) -> None:
    made: set[str] = set()
    for resource in by_name(session).values():
        before = read(session, resource)
        for name, changes in tried(KIND, resource, before, Ours(), AT).items():
            kept = deepcopy(cloud.world)
            write(session, changes)
            after = read(session, resource)
            foreseen = {name: dict(owners) for name, owners in before.items()}
            for change in changes:
                foreseen[change.setting][change.owner.id] = Fact(change.after)
            assert after == in_play(resource, foreseen)
            assert tried(KIND, resource, after, Ours(), AT).get(name) != changes
            try:
                write(session, undone(changes))
                assert read(session, resource) == before
            except Denied:  # the block that held it takes it back as little
                assert judged(session, resource, before).held
                cloud.world = kept
                continue
            made.add(name)
    assert made == {fix.name for fix in KIND.fixes} - {"narrow_to_organization"}
    assert cloud.unserved == set()


def test_a_fix_that_is_denied_is_denied(session: AwsSession, cloud: AwsCloud) -> None:
    resource = by_name(session)["marrow-launch-drafts"]
    changes = KIND.fixes[0].plan(resource, read(session, resource), Ours(), AT, {})

    def deny(call: Call) -> None:
        if call.operation.startswith(("Put", "Delete")):
            raise AwsError("AccessDenied")

    cloud.before.append(deny)
    with pytest.raises(CloudError) as denied:
        write(session, changes)
    assert denied.value.permission in {"s3:PutBucketPolicy", "s3:DeleteBucketPolicy"}


def test_the_same_through_moto(moto: str) -> None:
    (session,) = open_account(Credentials(Demo(url=moto, key="AKIAMOTO")), QUICK)
    names = [f"ajar-{number:02d}" for number in range(12)]
    for name in names:
        session.call("s3:CreateBucket", region="us-east-1", Bucket=name)
    found = {name: one for name, one in by_name(session).items() if name in names}
    assert sorted(found) == names
    resource = found["ajar-03"]
    assert resource.region == "us-east-1"
    before = read(session, resource)
    assert judged(session, resource, before).state is State.CLOSED
    text = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "s3:GetObject",
                    "Resource": f"{resource.id}/*",
                }
            ],
        },
        indent=3,
    )
    session.call("s3:PutBucketPolicy", region="us-east-1", Bucket=resource.name, Policy=text)
    opened = read(session, resource)
    assert opened["policy"] == {resource.id: Fact(text)}
    assert judged(session, resource, opened).state is State.OPEN
    plans = tried(KIND, resource, opened, Ours(), AT)
    assert len(plans) == 6
    for changes in plans.values():
        write(session, changes)
        assert judged(session, resource, read(session, resource)).state is not State.OPEN
        write(session, undone(changes))
        assert read(session, resource) == opened
    session.close()
