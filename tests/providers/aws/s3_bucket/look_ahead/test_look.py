"""All lookups over the company's buckets: reading calls only, nothing raised, and words for all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import Denial
from ajar.demo.call import Call
from ajar.jobs.offers import offers, planned
from ajar.model.change import Consequence, Topic
from ajar.providers.aws import KINDS
from ajar.providers.aws.s3_bucket.look_ahead import LOOKUPS, PERMISSIONS, look
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Expired, Kind
from ajar.providers.reader import reader
from ajar.words import SENTENCES
from clouds.foreseen import BY_NAME, OURS, changed, codes, found

READS = ("Get", "List")
KIND = BY_NAME["s3_bucket"]


def told(session: AwsSession, name: str, fix: str, kind: Kind = KIND) -> list[Consequence]:
    """What is told of a fix for one of the company's."""
    before = found(reader(session), name, kind.name)
    after = {change.setting: change.after for change in planned(kind, before, fix, OURS, {}).changes}
    ahead = changed(before, at=datetime.now(UTC), **after)
    return list(kind.look_ahead(reader(session), ahead))


def test_the_website_is_told_with_all_that_stops_the_most_visible_first(session: AwsSession) -> None:
    assert codes(told(session, "marrow-www", "remove_statement")) == [
        "website_stops",
        "distribution_unsigned",
        "files_not_public",
        "requests",
        "own_lose",
        "own_perhaps",
        "own_keep",
        "undo_possible",
    ]


def test_a_block_says_what_it_holds_and_that_nobody_of_ours_loses(session: AwsSession) -> None:
    given = told(session, "marrow-launch-drafts", "block_public_access")
    assert [one.code for one in given if one.topic is Topic.ACCESS] == ["ahead_own_keep_all"]
    assert codes(given)[-1] == "undo_possible"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_fix_of_the_companys_is_looked_ahead_by_reading_calls(
    kind: Kind, session: AwsSession, cloud: AwsCloud
) -> None:
    looked = 0
    for resource in list(kind.list(reader(session))):
        before = found(reader(session), resource.name, kind.name)
        for offer in offers(kind, before, OURS):
            cloud.calls.clear()
            chosen = {choice.name: choice.value or choice.sample for choice in offer.choices}
            changes = planned(kind, before, offer.fix, OURS, chosen).changes
            ahead = changed(before, **{change.setting: change.after for change in changes})
            given = list(kind.look_ahead(reader(session), ahead))
            assert codes(given)
            assert {call.operation for call in cloud.calls if not call.operation.startswith(READS)} == set()
            looked += 1
    assert looked
    assert cloud.unserved == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_where_nothing_more_may_be_read_each_lookup_names_what_was_missing(
    kind: Kind, session: AwsSession, cloud: AwsCloud
) -> None:
    name = {"s3_bucket": "marrow-www", "s3_access_point": "drafts-share"}.get(
        kind.name, "checkpoints-anywhere"
    )
    before = found(reader(session), name, kind.name)
    after = {c.setting: c.after for c in planned(kind, before, "remove_statement", OURS, {}).changes}
    cloud.world.accounts[PROD].denials = {Denial("*")}
    given = list(kind.look_ahead(reader(session), changed(before, **after)))
    assert codes(given)
    missing = {one.permission for one in given if not one.known and one.permission}
    assert missing
    assert missing <= set(kind.ahead_permissions)
    # What takes a lookup is either said to be missing or stands behind one that is.
    first = {"s3_bucket": {"cloudfront:ListDistributions", "s3:ListBucket", "s3:GetMetricsConfiguration"}}
    assert missing >= first.get(kind.name, set()) | {"iam:GetAccountAuthorizationDetails"}


def test_each_call_failing_in_turn_is_said_and_stops_nothing_else(
    session: AwsSession, cloud: AwsCloud
) -> None:
    cloud.calls.clear()
    whole = told(session, "marrow-www", "remove_statement")
    operations = {call.operation for call in cloud.calls}
    looked = {"GetAccountAuthorizationDetails", "GetObjectAcl", "ListBucketMetricsConfigurations"}
    assert looked | {"GetMetricStatistics", "ListDistributions", "ListObjectsV2"} <= operations
    for operation in sorted(looked):

        def fail(call: Call, failing: str = operation) -> None:
            if call.operation == failing:
                raise AwsError("InternalError")

        cloud.before[:] = [fail]
        given = told(session, "marrow-www", "remove_statement")
        (unknown,) = [one for one in given if one.code.endswith("_not_known")]
        assert not unknown.known
        kept = {one.code for one in given if one.topic is not unknown.topic}
        assert kept >= {one.code for one in whole if one.topic is not unknown.topic}


def test_credentials_that_ended_end_it(session: AwsSession, cloud: AwsCloud) -> None:
    before = found(reader(session), "marrow-www")

    def over(call: Call) -> None:
        if call.service == "cloudfront":
            raise AwsError("ExpiredToken")

    cloud.before.append(over)
    with pytest.raises(Expired):
        list(look(reader(session), changed(before, policy=None)))


def test_every_lookup_that_calls_has_its_permissions_and_words_for_its_failure() -> None:
    assert {f"ahead_{one.name}_not_known" for one in LOOKUPS} <= set(SENTENCES)
    assert len(PERMISSIONS) == len(set(PERMISSIONS)) > 5
