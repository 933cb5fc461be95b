"""Files' own lists: a sample with its size, and what becomes of those that are public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import ALL_USERS, SIGNED_IN, Denial, Grant, blocked
from ajar.demo.call import Call
from ajar.model.change import Consequence
from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.look_ahead.lookup import looked_up
from ajar.providers.aws.s3_bucket.look_ahead.object_lists import OBJECT_LISTS, SAMPLE
from ajar.providers.aws.session import AwsSession
from ajar.providers.reader import reader
from clouds.foreseen import Unasked, changed, codes, found, of_facts
from clouds.s3_facts import acl, block, facts

BUCKET = "marrow-legacy-uploads"
IGNORE = block("IgnorePublicAcls")


def files(cloud: AwsCloud, count: int, *public: Grant) -> None:
    """Put that many files into the bucket, of which the first two have these grants."""
    (one,) = cloud.world.buckets[BUCKET].objects.values()
    cloud.world.buckets[BUCKET].objects = {
        f"{number:04d}": replace(one, grants=public if number < 2 else ()) for number in range(count)
    }


def told(session: AwsSession, **after: Value) -> list[Consequence]:
    ahead = changed(found(reader(session), BUCKET), **after)
    return list(looked_up((OBJECT_LISTS,), reader(session), ahead))


@pytest.mark.parametrize("grant", [Grant(ALL_USERS, "READ"), Grant(SIGNED_IN, "FULL_CONTROL")])
@pytest.mark.parametrize(
    ("after", "code"),
    [
        ({"acl": acl()}, "files_stay_public"),
        ({"bucket_block": IGNORE}, "files_shut"),
        ({"account_block": IGNORE}, "files_shut"),
        ({"ownership": "BucketOwnerEnforced"}, "files_shut"),
    ],
)
def test_the_sample_says_its_size_and_what_becomes_of_the_public_ones(
    session: AwsSession, cloud: AwsCloud, after: dict[str, Value], code: str, grant: Grant
) -> None:
    files(cloud, 7, grant)
    (one,) = told(session, **after)
    assert (codes([one]), one.args) == ([code], {"public": "2", "looked": "7"})


@pytest.mark.parametrize("flag", [IGNORE, None])
def test_lists_that_count_again_are_told_before_they_do(
    session: AwsSession, cloud: AwsCloud, flag: Value
) -> None:
    files(cloud, 3, Grant(ALL_USERS, "READ"))
    cloud.world.buckets[BUCKET].block = blocked("IgnorePublicAcls")
    assert codes(told(session, bucket_block=flag)) == ([] if flag else ["files_opened"])


def test_no_more_than_the_sample_is_looked_at(session: AwsSession, cloud: AwsCloud) -> None:
    files(cloud, 50)
    (one,) = told(session, acl=acl())
    assert (one.args["looked"], one.reassures) == (str(SAMPLE), True)
    asked = [call.operation for call in cloud.calls]
    assert (asked.count("ListObjectsV2"), asked.count("GetObjectAcl")) == (1, SAMPLE)


def test_a_grant_that_does_not_let_read_is_none(session: AwsSession, cloud: AwsCloud) -> None:
    files(cloud, 3, Grant(ALL_USERS, "READ_ACP"), Grant(cloud.world.accounts[PROD].canonical_id, "READ"))
    assert codes(told(session, acl=acl())) == ["files_not_public"]


def test_an_empty_bucket_is_told_as_such(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.buckets[BUCKET].objects.clear()
    assert codes(told(session, acl=acl())) == ["no_files"]


def test_a_file_that_vanished_meanwhile_is_not_counted(session: AwsSession, cloud: AwsCloud) -> None:
    files(cloud, 3)
    asked: list[Call] = []

    def vanish(call: Call) -> None:
        if call.operation == "GetObjectAcl":
            asked.append(call)
            if len(asked) == 1:
                raise AwsError("NoSuchKey")

    cloud.before.append(vanish)
    (one,) = told(session, acl=acl())
    assert one.args["looked"] == "2"


@pytest.mark.parametrize("permission", ["s3:ListBucket", "s3:GetObjectAcl"])
def test_what_may_not_be_read_is_not_known_with_its_permission(
    session: AwsSession, cloud: AwsCloud, permission: str
) -> None:
    cloud.world.accounts[PROD].denials.add(Denial(permission))
    (one,) = told(session, acl=acl())
    assert (one.known, one.permission, codes([one])) == (False, permission, ["files_not_known"])


@pytest.mark.parametrize(
    "known", [{"ownership": "BucketOwnerEnforced"}, {"bucket_block": IGNORE}, {"account_block": IGNORE}]
)
def test_nothing_is_looked_at_where_lists_let_nobody_in_today(known: dict[str, Value]) -> None:
    ahead = changed(of_facts(facts(**known)), policy=None)
    assert list(OBJECT_LISTS.look(Unasked(), ahead)) == []
