"""Each setting of a bucket against the fake: what is read, what is "not set", and that it can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError, RawAnswer
from ajar.demo.aws.state import ALL_USERS, Bucket, Grant, now
from ajar.demo.http_server import Response
from ajar.model.facts import Fact
from ajar.model.resource import Owner, Resource
from ajar.providers.aws.s3_bucket import settings
from ajar.providers.aws.s3_bucket.settings import FLAGS, OWN, same_acl, same_policy
from ajar.providers.kind import CloudError, Denied, Gone, Malformed, Setting

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call
    from ajar.providers.aws.session import AwsSession

NAME = "drafts-of-a-test"
RESOURCE = Resource(
    provider="aws",
    account=PROD,
    region="eu-west-2",
    kind="s3_bucket",
    name=NAME,
    id=f"arn:aws:s3:::{NAME}",
)
BY_NAME = {setting.name: setting for setting in OWN}
TEXT = f"""{{"Version": "2012-10-17",\t"Statement": [{{"Sid": "é\\u00e9", "Effect": "Allow",
 "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::{NAME}/*"}}]}}
"""


@pytest.fixture(autouse=True)
def bucket(cloud: AwsCloud) -> Bucket:
    """A bucket with nothing set."""
    made = Bucket(NAME, PROD, "eu-west-2", now())
    cloud.world.buckets[NAME] = made
    return made


def owner(setting: Setting) -> Owner:
    """The one owner of a setting of RESOURCE."""
    (found,) = setting.of(RESOURCE, {})
    return found


def value(session: AwsSession, name: str) -> Any:  # noqa: ANN401 - a setting's value is any JSON
    """What is read of a setting now."""
    return BY_NAME[name].read(session, owner(BY_NAME[name])).value


def test_the_order_lets_each_setting_look_at_those_before_it() -> None:
    assert list(BY_NAME) == ["account_block", "bucket_block", "ownership", "acl", "policy", "website", "tags"]


@pytest.mark.parametrize("name", ["account_block", "bucket_block", "ownership", "policy", "website", "tags"])
def test_not_set_is_none(session: AwsSession, name: str) -> None:
    assert value(session, name) is None


def test_what_is_set_is_read(session: AwsSession, bucket: Bucket) -> None:
    bucket.ownership = "BucketOwnerPreferred"
    bucket.block = {"IgnorePublicAcls": True}
    bucket.policy = TEXT
    bucket.website = {"IndexDocument": {"Suffix": "index.html"}}
    bucket.tags = {"team": "press", "<b>": "\u202e"}
    assert value(session, "bucket_block") == {flag: flag == "IgnorePublicAcls" for flag in FLAGS}
    assert value(session, "ownership") == "BucketOwnerPreferred"
    assert value(session, "policy") == TEXT
    assert value(session, "website") == {"IndexDocument": {"Suffix": "index.html"}}
    assert value(session, "tags") == bucket.tags


def test_a_list_is_read_without_names_and_in_one_order(
    session: AwsSession, bucket: Bucket, cloud: AwsCloud
) -> None:
    bucket.grants = (Grant(ALL_USERS, "WRITE"), Grant(ALL_USERS, "READ"))
    first = value(session, "acl")
    bucket.grants = tuple(reversed(bucket.grants))
    assert value(session, "acl") == first
    assert first["Owner"] == {"ID": cloud.world.accounts[PROD].canonical_id}
    assert [grant["Permission"] for grant in first["Grants"]] == ["FULL_CONTROL", "READ", "WRITE"]


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("account_block", dict.fromkeys(FLAGS, True)),
        ("bucket_block", dict.fromkeys(FLAGS, True) | {"BlockPublicAcls": False}),
        ("ownership", "BucketOwnerEnforced"),
        ("policy", TEXT),
    ],
)
def test_a_setting_is_made_and_removed_again(session: AwsSession, name: str, after: object) -> None:
    setting = BY_NAME[name]
    assert setting.write is not None
    setting.write(session, owner(setting), None, after, None)
    assert value(session, name) == after
    setting.write(session, owner(setting), after, None, None)
    assert value(session, name) is None


def test_a_list_is_written_whole(session: AwsSession, bucket: Bucket) -> None:
    bucket.grants = (Grant(ALL_USERS, "READ"), Grant("f" * 64, "READ"))
    before = value(session, "acl")
    kept = [grant for grant in before["Grants"] if "URI" not in grant["Grantee"]]
    settings.write_acl(session, owner(BY_NAME["acl"]), before, {**before, "Grants": kept}, None)
    assert list(bucket.grants) == [Grant("f" * 64, "READ")]
    settings.write_acl(session, owner(BY_NAME["acl"]), None, before, None)
    assert value(session, "acl") == before


@pytest.mark.parametrize("name", ["account_block", "bucket_block", "ownership", "acl", "policy"])
def test_writing_back_what_was_read_changes_nothing(session: AwsSession, bucket: Bucket, name: str) -> None:
    bucket.policy, bucket.ownership, bucket.block = TEXT, "ObjectWriter", {"IgnorePublicAcls": True}
    bucket.grants = (Grant(ALL_USERS, "READ"),)
    setting = BY_NAME[name]
    before = value(session, name)
    assert setting.write is not None
    setting.write(session, owner(setting), before, before, None)
    assert value(session, name) == before


def test_what_is_only_read_has_no_write() -> None:
    assert [name for name, setting in BY_NAME.items() if setting.write is None] == ["website", "tags"]


def test_the_list_is_asked_for_unless_it_is_switched_off() -> None:
    of = BY_NAME["acl"].of
    assert of(RESOURCE, {"ownership": {RESOURCE.id: Fact("BucketOwnerEnforced")}}) == ()
    for ownership in (Fact(None), Fact("ObjectWriter")):
        assert len(of(RESOURCE, {"ownership": {RESOURCE.id: ownership}})) == 1


@pytest.mark.parametrize("name", list(BY_NAME))
def test_a_denied_read_names_the_permission_that_the_setting_names(
    session: AwsSession, cloud: AwsCloud, name: str
) -> None:
    def deny(_: Call) -> None:
        raise AwsError("AccessDenied")

    cloud.before.append(deny)
    with pytest.raises(Denied) as denied:
        value(session, name)
    assert (denied.value.permission,) == BY_NAME[name].permissions


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "account_block"])
def test_a_bucket_that_vanished_is_gone(session: AwsSession, cloud: AwsCloud, name: str) -> None:
    del cloud.world.buckets[NAME]
    with pytest.raises(Gone):
        value(session, name)


@pytest.mark.parametrize("name", [name for name in BY_NAME if name not in ("policy", "website")])
def test_an_answer_without_the_promised_part_is_malformed(
    session: AwsSession, cloud: AwsCloud, name: str
) -> None:
    def say_little(_: Call) -> None:
        raise RawAnswer(Response(200, {"Content-Type": "application/xml"}, b"<Well><Hello/></Well>"))

    cloud.before.append(say_little)
    with pytest.raises(Malformed):
        value(session, name)


def test_no_failure_is_anything_but_one_of_ours(session: AwsSession, cloud: AwsCloud) -> None:
    def hook(_: Call) -> None:
        raise AwsError("SomethingNew", "said by AWS", 418)

    cloud.before.append(hook)
    for name in BY_NAME:
        with pytest.raises(CloudError):
            value(session, name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TEXT, TEXT, True),
        (TEXT, TEXT.replace("\t", "  ").replace("\n", ""), True),
        ('{"a": [1, "x"], "b": null}', '{"b":null,"a":[1,"x"]}', True),
        ('{"a": 1}', '{"a": true}', False),
        ('{"a": [1, 2]}', '{"a": [2, 1]}', False),
        ("no JSON", "no  JSON", False),
        (TEXT, None, False),
        (None, None, True),
    ],
)
def test_two_policies_are_the_same_by_what_they_say(one: object, other: object, *, same: bool) -> None:
    assert same_policy(one, other) is same
    assert same_policy(other, one) is same


def test_two_lists_are_the_same_in_any_order() -> None:
    grants = [{"Grantee": {"ID": "a"}, "Permission": "READ"}, {"Grantee": {"ID": "b"}, "Permission": "READ"}]
    one = {"Owner": {"ID": "a"}, "Grants": grants}
    assert same_acl(one, {"Owner": {"ID": "a"}, "Grants": grants[::-1]})
    assert not same_acl(one, {"Owner": {"ID": "a"}, "Grants": grants[:1]})
    assert not same_acl(one, {"Owner": {"ID": "b"}, "Grants": grants})
    assert not same_acl(one, None)
