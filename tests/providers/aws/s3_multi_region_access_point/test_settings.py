"""How Multi-Region Access Points are listed, read and written, by real calls to the fake."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.prod import PROD
from ajar.jobs.examine import examine
from ajar.model.access import Audience, State
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.providers.aws.s3_access_point.configuration import configuration
from ajar.providers.aws.s3_bucket.access_points import CONTROL_REGION
from ajar.providers.aws.s3_multi_region_access_point import KIND, access_points
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Gone, Refused
from ajar.providers.reader import reader

AT = datetime(2026, 11, 24, tzinfo=UTC)
SETTINGS = {setting.name: setting for setting in KIND.settings}


@pytest.fixture
def point(session: AwsSession) -> Resource:
    """The one that the company has."""
    [found] = access_points(session)
    return found


def test_it_is_in_no_region_and_is_known_by_its_alias(point: Resource, cloud: AwsCloud) -> None:
    assert (point.name, point.region, point.kind) == ("checkpoints-anywhere", "", KIND.name)
    assert point.id in cloud.world.access_points
    assert point.id.endswith(".mrap")
    assert point.created is not None
    asked = {(call.operation, call.region) for call in cloud.calls if "MultiRegion" in call.operation}
    assert asked == {("ListMultiRegionAccessPoints", CONTROL_REGION)}


def test_its_buckets_are_read_each_with_its_region(session: AwsSession, point: Resource) -> None:
    found = configuration(SETTINGS["access_point"].read(session, itself(point)).value)
    assert found is not None
    assert [(one.name, one.region) for one in found.buckets] == [
        ("marrow-backups-2024", "eu-central-1"),
        ("marrow-ml-checkpoints", "us-east-1"),
    ]
    assert (found.network_origin, found.vpc) == ("Internet", "")


def test_its_policy_is_written_to_the_letter_and_never_removed(
    session: AwsSession, point: Resource, cloud: AwsCloud
) -> None:
    setting, owner = SETTINGS["access_point_policy"], itself(point)
    before = setting.read(session, owner).value
    assert before == cloud.world.access_points[point.id].policy
    assert setting.write is not None
    after = before.replace("Downloads", "Other")
    setting.write(session, owner, before, after, None)
    assert setting.read(session, owner).value == after
    with pytest.raises(Refused):
        setting.write(session, owner, after, None, None)
    cloud.world.access_points[point.id].policy = None
    assert setting.read(session, owner).value is None


def test_one_that_vanished_is_gone(session: AwsSession, point: Resource, cloud: AwsCloud) -> None:
    del cloud.world.access_points[point.id]
    for setting in ("access_point", "access_point_policy"):
        with pytest.raises(Gone):
            SETTINGS[setting].read(session, itself(point))


def test_it_is_open_by_the_bucket_that_lets_the_same_people_in(
    session: AwsSession, point: Resource, cloud: AwsCloud
) -> None:
    found = examine(reader(session), KIND, point, Ours(accounts=frozenset({PROD})), AT)
    assert (found.exposure.state, found.exposure.audience) == (State.OPEN, Audience.AUTHENTICATED)
    cloud.world.buckets["marrow-ml-checkpoints"].policy = None
    closed = examine(reader(session), KIND, point, Ours(accounts=frozenset({PROD})), AT)
    assert closed.exposure.state is State.CLOSED
