"""A bucket's access points: when they are asked for, and in what form they are kept."""

from __future__ import annotations

import json

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.access_points import ARCHIVE
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.state import AccessPoint, Denial, blocked, now
from ajar.demo.call import Call
from ajar.model.facts import Fact
from ajar.model.resource import Owner
from ajar.providers.aws.s3_bucket.access_points import (
    ACCESS_POINTS,
    access_point,
    read_access_points,
    speaks_of_access_points,
    the_bucket_if_points,
)
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Denied
from clouds.point_facts import DELEGATES, entry
from clouds.s3_facts import BUCKET, READ, SHARED, allow, policy

OWNER = Owner(id=f"arn:aws:s3:::{ARCHIVE}", name=ARCHIVE, region="eu-west-1")
ASKS = {"StringEquals": {"S3:dataAccessPointARN": "x"}}
DENIES = {**allow("*", "s3:*", Condition={"Null": {"s3:AccessPointNetworkOrigin": "true"}}), "Effect": "Deny"}


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        (DELEGATES, True),
        (policy(allow("*", "*", Condition=ASKS)), True),
        (policy(SHARED, DENIES), True),
        (DELEGATES.replace("s3:Data", "s3:\\u0044ata"), True),
        (policy(READ), False),
        (policy({**READ, "Sid": "AccessPoints"}), False),
        (policy({**READ, "Resource": "arn:aws:s3:eu-west-1:111122223333:accesspoint/x"}), False),
        (None, False),
        ("accesspoint", False),
        (7, False),
    ],
)
def test_they_are_asked_for_only_where_the_policy_speaks_of_them(text: object, *, speaks: bool) -> None:
    assert speaks_of_access_points(text) is speaks
    owners = the_bucket_if_points(BUCKET, {"policy": {BUCKET.id: Fact(text)}})
    assert [owner.id for owner in owners] == [BUCKET.id] * speaks
    assert the_bucket_if_points(BUCKET, {}) == ()


def test_each_is_kept_with_what_decides_in_one_form(session: AwsSession, cloud: AwsCloud) -> None:
    share, preview = read_access_points(session, OWNER).value
    points = cloud.world.access_points
    assert share == {
        "account": PROD,
        "arn": f"arn:aws:s3:eu-west-1:{PROD}:accesspoint/drafts-share",
        "block": blocked("none"),
        "name": "drafts-share",
        "network_origin": "Internet",
        "policy": points[share["arn"]].policy,
        "vpc": None,
    }
    assert preview["block"] == blocked()
    assert access_point(share) is not None
    assert json.loads(json.dumps([share, preview])) == [share, preview]


def test_those_of_many_regions_are_among_them(session: AwsSession, cloud: AwsCloud) -> None:
    wide = AccessPoint("wide", PROD, "", (ARCHIVE,), now(), policy="{}")
    cloud.world.access_points[wide.arn] = wide
    arns = [one["arn"] for one in read_access_points(session, OWNER).value]
    assert wide.arn in arns
    assert arns == sorted(arns)


def test_a_bucket_without_any_has_an_empty_list(session: AwsSession) -> None:
    owner = Owner(id="arn:aws:s3:::marrow-www", name="marrow-www", region="eu-west-1")
    assert read_access_points(session, owner) == Fact([])


def test_one_that_vanishes_between_two_calls_is_left_out(session: AwsSession, cloud: AwsCloud) -> None:
    def vanish(call: Call) -> None:
        if call.operation == "GetAccessPoint":
            cloud.world.access_points.clear()

    cloud.before.append(vanish)
    assert read_access_points(session, OWNER) == Fact([])


@pytest.mark.parametrize("permission", sorted(ACCESS_POINTS.permissions))
def test_a_call_that_is_denied_is_named(session: AwsSession, cloud: AwsCloud, permission: str) -> None:
    wide = AccessPoint("wide", PROD, "", (ARCHIVE,), now(), policy="{}")
    cloud.world.access_points[wide.arn] = wide
    cloud.world.accounts[PROD].denials.add(Denial(permission))
    with pytest.raises(Denied) as refused:
        read_access_points(session, OWNER)
    assert refused.value.permission == permission


@pytest.mark.parametrize(
    "wild",
    [None, 7, [], {}, entry(arn=7), entry(arn="x"), entry(block=None), entry(name=None), entry(account=[])],
)
def test_what_is_of_another_form_is_no_access_point(wild: object) -> None:
    assert access_point(wild) is None
