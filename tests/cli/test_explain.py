"""`ajar explain`: one resource, read anew, told so that a person can check it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.errors import RawAnswer
from ajar.demo.call import Call
from ajar.demo.http_server import Response

Ajar = Callable[..., Any]


@pytest.mark.usefixtures("aws")
def test_the_story_is_told_with_its_doors_its_statement_and_a_request(ajar: Ajar) -> None:
    done = ajar("explain", "s3://marrow-launch-drafts")
    assert done.code == 3
    assert "Anyone on the internet can list this bucket and download every file." in done.out
    assert '"Principal": "*"' in done.out
    assert "One request that gets through" in done.out
    assert "-->" in done.out


@pytest.mark.usefixtures("aws")
def test_an_arn_names_the_same_bucket_and_json_has_its_facts(ajar: Ajar) -> None:
    done = ajar("explain", "arn:aws:s3:::marrow-customer-exports", "--format", "json")
    found = json.loads(done.out)
    assert done.code == 0
    assert found["exposure"]["state"] == "shielded"
    assert found["facts"]["policy"]


def test_how_it_stood_at_earlier_checks_is_told(ajar: Ajar, added: AwsCloud) -> None:
    assert "History" not in ajar("explain", "marrow-www", "--account", "prod").out
    ajar("scan", "--account", "prod")
    assert "or longer: no check found it otherwise" in ajar("explain", "marrow-www").out
    added.world.buckets["marrow-www"].policy = None
    assert "Open to anyone at the last check" in ajar("explain", "marrow-www").out
    ajar("scan", "--account", "prod")
    told = ajar("explain", "marrow-www").out
    assert "Private since" in told
    assert "Open to anyone" in told.partition("History")[2]


@pytest.mark.usefixtures("aws")
def test_what_was_denied_is_four_and_named(ajar: Ajar) -> None:
    done = ajar("explain", "s3://marrow-finance")
    assert done.code == 4
    assert "s3:GetBucketPolicy" in done.out


@pytest.mark.usefixtures("google")
def test_a_google_bucket_is_explained_too(ajar: Ajar) -> None:
    done = ajar("explain", "gs://finch-model-cards-draft", "--project", "finch-web")
    assert done.code == 3
    assert "allUsers" in done.out


def test_a_second_opinion_that_differs_is_shown_beside_the_verdict(ajar: Ajar, aws: AwsCloud) -> None:
    def claim(call: Call) -> None:
        if call.operation == "GetBucketPolicyStatus":
            body = b"<PolicyStatus><IsPublic>FALSE</IsPublic></PolicyStatus>"
            raise RawAnswer(Response(200, {"Content-Type": "application/xml"}, body))

    aws.before.append(claim)
    done = ajar("explain", "s3://marrow-launch-drafts", "--second-opinion")
    assert done.code == 3
    assert "A second opinion differs: GetBucketPolicyStatus calls the policy not public" in done.out
    assert "A second opinion: Access Analyzer calls the policy public, as Ajar does." in done.out
    assert "second opinion" not in ajar("explain", "s3://marrow-launch-drafts").out


@pytest.mark.usefixtures("aws")
def test_only_that_bucket_is_read(ajar: Ajar, aws: AwsCloud) -> None:
    ajar("explain", "s3://marrow-www")
    read = {call.resource for call in aws.calls if call.service == "s3" and call.operation != "ListBuckets"}
    assert read == {"marrow-www"}


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("name", "code"),
    [("s3://no-such-bucket", 1), ("no-such-name", 1), ("ftp://x", 2), ("arn:aws:rds:eu-west-1:1:db:x", 2)],
)
def test_what_is_not_there_or_not_judged_is_told(ajar: Ajar, name: str, code: int) -> None:
    done = ajar("explain", name)
    assert done.code == code
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("aws")
def test_an_access_point_is_explained_by_its_arn(ajar: Ajar) -> None:
    done = ajar("explain", "arn:aws:s3:eu-west-1:111122223333:accesspoint/drafts-share")
    assert done.code == 3
    assert "S3 access point" in done.out
    assert "download every file (through an access point)" in done.out
    everywhere = ajar("explain", "arn:aws:s3::111122223333:accesspoint/mnothing.mrap")
    assert everywhere.code == 1
    assert ajar("explain", "arn:aws:s3:eu-west-1:111122223333:accesspoint/x/object/y").code == 2
