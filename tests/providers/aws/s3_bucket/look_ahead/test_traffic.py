"""The requests of the last two weeks: counted where somebody counts them, else not known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import RawAnswer
from ajar.demo.aws.state import Denial
from ajar.demo.call import Call
from ajar.demo.http_server import Response
from ajar.model.change import Consequence
from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.look_ahead.lookup import looked_up
from ajar.providers.aws.s3_bucket.look_ahead.traffic import REQUESTS
from ajar.providers.aws.session import AwsSession
from ajar.providers.reader import reader
from clouds.foreseen import Unasked, changed, codes, found
from clouds.s3_facts import block

COUNTED, UNCOUNTED = "marrow-www", "marrow-office-scans"


def told(session: AwsSession, bucket: str = COUNTED, **after: Value) -> list[Consequence]:
    ahead = changed(found(reader(session), bucket), at=datetime.now(UTC), **(after or {"policy": None}))
    return list(looked_up((REQUESTS,), reader(session), ahead))


def test_the_requests_of_two_weeks_are_counted(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.buckets[COUNTED].requests = (1_000,) * 10 + (0,) * 3 + (500_000,) * 30
    (one,) = told(session)
    assert codes([one]) == ["requests"]
    assert one.args["days"] == "14"
    assert one.args["count"] in ("10,000", "510,000")  # the fourteenth day begins within the second


def test_that_none_was_counted_is_told(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.buckets[COUNTED].requests = (0,) * 14
    (one,) = told(session)
    assert (codes([one]), one.reassures) == (["requests_none"], True)


def test_without_metrics_it_is_not_known(session: AwsSession, cloud: AwsCloud) -> None:
    (one,) = told(session, UNCOUNTED)
    assert (codes([one]), one.known) == (["requests_not_counted"], False)
    assert "GetMetricStatistics" not in [call.operation for call in cloud.calls]


def test_a_filter_for_a_part_of_the_bucket_does_not_count(session: AwsSession, cloud: AwsCloud) -> None:
    def part(call: Call) -> None:
        if call.operation == "ListBucketMetricsConfigurations":
            one = "<Id>Images</Id><Filter><Prefix>images/</Prefix></Filter>"
            body = f"<R><MetricsConfiguration>{one}</MetricsConfiguration></R>"
            raise RawAnswer(Response(200, {"Content-Type": "application/xml"}, body.encode()))

    cloud.before.append(part)
    assert codes(told(session)) == ["requests_not_counted"]


def test_a_list_of_filters_that_does_not_get_on_ends(session: AwsSession, cloud: AwsCloud) -> None:
    def again(call: Call) -> None:
        if call.operation == "ListBucketMetricsConfigurations":
            body = b"<R><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></R>"
            raise RawAnswer(Response(200, {"Content-Type": "application/xml"}, body))

    cloud.before.append(again)
    assert codes(told(session)) == ["requests_not_known"]


@pytest.mark.parametrize("permission", ["s3:GetMetricsConfiguration", "cloudwatch:GetMetricStatistics"])
def test_what_may_not_be_read_is_not_known_with_its_permission(
    session: AwsSession, cloud: AwsCloud, permission: str
) -> None:
    cloud.world.accounts[PROD].denials.add(Denial(permission))
    (one,) = told(session)
    assert (one.known, one.permission, codes([one])) == (False, permission, ["requests_not_known"])


def test_nothing_is_asked_where_nobody_loses_anything(session: AwsSession) -> None:
    after: dict[str, Any] = {"bucket_block": block("BlockPublicAcls")}
    assert list(REQUESTS.look(Unasked(), changed(found(reader(session), COUNTED), **after))) == []
