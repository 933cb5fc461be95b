"""How access points are listed, read and written, by real calls to the fake."""

from __future__ import annotations

from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.access_points import ARCHIVE
from ajar.demo.aws.company.callers import STAGING_KEY
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import AccessPoint, Denial, now
from ajar.demo.call import Call
from ajar.model.facts import Fact, Facts
from ajar.model.resource import Owner, Resource, itself
from ajar.providers.aws.s3_access_point import KIND, access_points
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Denied, Gone, Malformed, Setting
from clouds.point_facts import facts, told

SHARE = f"arn:aws:s3:eu-west-1:{PROD}:accesspoint/drafts-share"
SETTINGS = {setting.name: setting for setting in KIND.settings}


def named(session: AwsSession, name: str) -> Resource:
    """The access point of this name."""
    return next(resource for resource in access_points(session) if resource.name == name)


def read(session: AwsSession, setting: str, resource: Resource) -> Any:  # noqa: ANN401 - a setting holds any JSON
    """What is read of the access point's own setting."""
    return SETTINGS[setting].read(session, itself(resource)).value


def test_the_access_points_of_all_regions_with_buckets_are_listed(
    session: AwsSession, cloud: AwsCloud
) -> None:
    found = list(access_points(session))
    assert [resource.name for resource in found] == ["restore", "drafts-share", "press-preview"]
    share = found[1]
    assert (share.id, share.region, share.account) == (SHARE, "eu-west-1", PROD)
    assert (share.kind, share.parent) == (KIND.name, f"arn:aws:s3:::{ARCHIVE}")
    asked = [call for call in cloud.calls if call.operation == "ListAccessPoints"]
    assert {call.region for call in asked} == {bucket.region for bucket in cloud.world.buckets_of(PROD)}
    assert len(asked) == 4


def test_a_region_that_the_list_of_buckets_does_not_tell_is_asked_for(
    session: AwsSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_all, pages = list(access_points(session)), session.pages

    def untold(operation: str, **arguments: Any) -> Any:  # noqa: ANN401 - as the session's own
        for page in pages(operation, **arguments):
            for bucket in page.get("Buckets", ()):
                del bucket["BucketRegion"]
            yield page

    monkeypatch.setattr(session, "pages", untold)
    assert told_all
    assert list(access_points(session)) == told_all


def test_a_list_that_comes_in_pages_is_read_to_its_end(session: AwsSession, cloud: AwsCloud) -> None:
    for number in range(1100):
        point = AccessPoint(f"more-{number:04}", PROD, "eu-west-1", (ARCHIVE,), now())
        cloud.world.access_points[point.arn] = point
    assert len({resource.id for resource in access_points(session)}) == 1103


def test_a_region_that_will_not_answer_is_told_of_when_the_others_have(
    session: AwsSession, cloud: AwsCloud
) -> None:
    cloud.world.accounts[PROD].denials.add(Denial("s3:ListAccessPoints", "eu-central-1"))
    found: list[str] = []
    with pytest.raises(Denied) as refused:
        found.extend(resource.name for resource in access_points(session))
    assert refused.value.permission == "s3:ListAccessPoints"
    assert found == ["drafts-share", "press-preview"]


def test_what_an_access_point_is_is_read_in_one_form(session: AwsSession) -> None:
    value = read(session, "access_point", named(session, "drafts-share"))
    behind = {"account": PROD, "arn": f"arn:aws:s3:::{ARCHIVE}", "name": ARCHIVE, "region": "eu-west-1"}
    assert value == told(behind)
    restore = read(session, "access_point", named(session, "restore"))
    assert restore["network_origin"] == "VPC"
    assert restore["vpc"].startswith("vpc-")
    assert restore["block"]["RestrictPublicBuckets"] is True
    assert restore["buckets"][0]["region"] == "eu-central-1"


def test_the_policy_is_read_and_written_to_the_letter(session: AwsSession, cloud: AwsCloud) -> None:
    share = named(session, "drafts-share")
    setting, before = SETTINGS["access_point_policy"], cloud.world.access_points[SHARE].policy
    assert read(session, "access_point_policy", share) == before
    assert setting.write is not None
    setting.write(session, itself(share), before, None, None)
    assert cloud.world.access_points[SHARE].policy is None
    assert read(session, "access_point_policy", share) is None
    setting.write(session, itself(share), None, before, None)
    assert read(session, "access_point_policy", share) == before


@pytest.mark.parametrize("setting", ["access_point", "access_point_policy"])
def test_one_that_vanished_is_gone(session: AwsSession, cloud: AwsCloud, setting: str) -> None:
    share = named(session, "drafts-share")
    del cloud.world.access_points[SHARE]
    with pytest.raises(Gone):
        read(session, setting, share)


def test_an_answer_without_a_block_is_no_answer() -> None:
    class Bare:
        """A reader whose cloud says nothing of the block."""

        account = PROD

        def call(self, *_: object, **__: object) -> dict[str, object]:
            return {"Name": "x", "Bucket": "b", "NetworkOrigin": "Internet"}

    with pytest.raises(Malformed):
        SETTINGS["access_point"].read(Bare(), Owner(id=SHARE, name="x"))  # type: ignore[arg-type]


def owners(setting: str, known: Facts, resource: Resource) -> list[str]:
    """Whose the setting is."""
    return [owner.id for owner in SETTINGS[setting].of(resource, known)]


def test_the_settings_of_the_bucket_behind_it_are_read_where_it_is_our_own(session: AwsSession) -> None:
    share = named(session, "drafts-share")
    own = {"account": PROD, "arn": "arn:aws:s3:::b", "name": "b", "region": "eu-west-1"}
    known = {"access_point": {share.id: Fact(told(own))}}
    theirs = {"access_point": {share.id: Fact(told({**own, "account": "999900001111"}))}}
    for setting in ("bucket_block", "policy"):
        assert owners(setting, known, share) == ["arn:aws:s3:::b"]
        assert owners(setting, theirs, share) == []
        assert owners(setting, {}, share) == []
    assert owners("account_block", theirs, share) == [PROD]
    for owner in SETTINGS["policy"].of(share, known):
        assert (owner.shared, owner.region) == ("bucket", "eu-west-1")


@pytest.mark.parametrize(
    "wild", [None, 7, [], {}, {"buckets": {}}, {"buckets": [7]}, {"buckets": [{"arn": 1}]}]
)
def test_wild_facts_name_no_owner(session: AwsSession, wild: object) -> None:
    share = named(session, "drafts-share")
    assert owners("policy", {"access_point": {share.id: Fact(wild)}}, share) == []


def test_networks_are_asked_for_only_where_it_answers_to_one_alone(session: AwsSession) -> None:
    share = named(session, "drafts-share")
    assert owners("vpc_endpoints", {"access_point": {share.id: Fact(told())}}, share) == []
    bound = told(network_origin="VPC", vpc="vpc-1")
    assert owners("vpc_endpoints", {"access_point": {share.id: Fact(bound)}}, share) == [f"{PROD}/eu-west-1"]


def test_another_account_has_none(opened: Any) -> None:  # noqa: ANN401 - the fixture's maker
    assert list(access_points(opened(STAGING_KEY))) == []


def test_every_setting_names_the_permissions_that_reading_it_takes() -> None:
    def asked(setting: Setting) -> set[str]:
        return set(setting.permissions)

    assert asked(SETTINGS["access_point"]) == {"s3:GetAccessPoint"}
    assert asked(SETTINGS["access_point_policy"]) == {"s3:GetAccessPointPolicy"}
    assert set(facts()) <= set(SETTINGS)


def test_a_throttled_list_is_asked_for_again(session: AwsSession, cloud: AwsCloud) -> None:
    left = [2]

    def slow(call: Call) -> None:
        if call.operation == "ListAccessPoints" and left[0]:
            left[0] -= 1
            raise AwsError("SlowDown")

    cloud.before.append(slow)
    assert len(list(access_points(session))) == 3
