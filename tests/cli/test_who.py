"""`ajar who`: who changed one resource, told with what could not be looked up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import jsonschema
import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, secret_of
from ajar.demo.aws.state import Denial
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import Denial as GoogleDenial
from ajar.report import who_file

Ajar = Callable[..., Any]
SCHEMA = Path(__file__).parents[2] / "resources/schemas/ajar.who-1.json"
STORY, PROD = "s3://marrow-launch-drafts", "111122223333"


def test_the_published_schema_is_that_of_the_types_that_are_written() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == who_file.schema()


def test_who_opened_the_storys_bucket_is_told_and_nothing_of_it_is_read(ajar: Ajar, aws: AwsCloud) -> None:
    done = ajar("who", STORY)
    assert (done.code, done.err) == (0, "")
    first = next(line for line in done.out.splitlines() if "user/iris" in line)
    assert first.strip() == (
        f"arn:aws:iam::{PROD}:user/iris · from 203.0.113.57, eu-west-1 · PutBucketPolicy"
    )
    assert "Changed the bucket's policy" in done.out
    assert "Changed the bucket's policy (refused: AccessDenied)" in done.out
    assert "Removed the account's public access block" in done.out
    assert "CloudTrail keeps 90 days" in done.out
    assert {call.operation for call in aws.calls if call.service == "s3"} == {"ListBuckets"}


@pytest.mark.usefixtures("aws")
def test_the_document_is_valid_and_has_the_latest_first(ajar: Ajar) -> None:
    done = ajar("who", "arn:aws:s3:::marrow-launch-drafts", "--format", "json")
    told = json.loads(done.out)
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    deeds = told["told"]["deeds"]
    assert [one["at"] for one in deeds] == sorted((one["at"] for one in deeds), reverse=True)
    assert (deeds[0]["event"], deeds[0]["says"], deeds[0]["in_span"]) == (
        "PutBucketPolicy",
        "Changed the bucket's policy",
        False,
    )
    assert all(one["says"] for one in told["told"]["notes"])


@pytest.mark.usefixtures("aws")
def test_a_later_beginning_tells_less_and_an_earlier_one_how_far_the_log_goes(ajar: Ajar) -> None:
    today = datetime.now(UTC).date()
    late = ajar("who", STORY, "--since", str(today - timedelta(days=2)))
    assert late.code == 0
    assert "No such event since" in late.out
    assert "iris" not in late.out
    early = ajar("who", STORY, "--since", str(today - timedelta(days=200)))
    assert "The log goes back to" in early.out
    assert "The log goes back to" not in ajar("who", STORY).out


def test_a_trail_that_may_not_be_read_is_one_with_the_permission_and_never_nobody(
    ajar: Ajar, aws: AwsCloud
) -> None:
    aws.world.accounts[PROD].denials.add(Denial("cloudtrail:LookupEvents"))
    done = ajar("who", STORY)
    assert done.code == 1
    assert "Not known: the log could not be read" in done.out
    assert "(cloudtrail:LookupEvents)" in done.out
    assert "No such event" not in done.out
    unseen = json.loads(ajar("who", STORY, "--format", "json").out)["told"]["unseen"]
    assert {one["permission"] for one in unseen} == {"cloudtrail:LookupEvents"}


def test_a_part_that_may_not_be_read_is_told_beside_what_was(ajar: Ajar, aws: AwsCloud) -> None:
    aws.world.accounts[PROD].denials.add(Denial("cloudtrail:LookupEvents", "us-east-1"))
    done = ajar("who", STORY)
    assert done.code == 1
    assert "user/iris" in done.out
    assert "Who changed the account's block is not known" in done.out
    assert "Who changed the bucket is not known" not in done.out


def test_a_google_bucket_and_a_denied_log(ajar: Ajar, google: GoogleCloud) -> None:
    named = ("who", "gs://finch-model-cards-draft", "--project", "finch-web")
    done = ajar(*named)
    assert done.code == 0
    assert "priya@marrowfinch.example · from 203.0.113.181 · storage.setIamPermissions" in done.out
    google.world.denials.add(GoogleDenial("ana@marrowfinch.example", "logging.logEntries.list"))
    denied = ajar(*named)
    assert denied.code == 1
    assert denied.out.count("(logging.logEntries.list)") == 3


def test_what_was_done_between_two_checks_that_differ_is_marked_and_an_attempt_is_not(
    ajar: Ajar, aws: AwsCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(Path.home() / "config"))
    secret = f"aws_access_key_id = {PROD_KEY}\naws_secret_access_key = {secret_of(PROD_KEY)}\n"
    (Path.home() / "config").write_text(f"[profile prod]\n{secret}region = eu-west-1\n")
    assert ajar("account", "add", "prod", "aws", "--profile", "prod").code == 0
    assert ajar("scan", "--account", "prod", "--quiet").code == 3
    s3 = boto3.Session().client("s3")  # the default one keeps the credentials of an earlier test
    with pytest.raises(ClientError):
        s3.put_bucket_policy(Bucket="marrow-launch-drafts", Policy="{}")
    s3.delete_bucket_policy(Bucket="marrow-launch-drafts")
    s3.close()
    assert ajar("scan", "--account", "prod", "--quiet").code == 3
    assert aws.world.trail
    done = ajar("who", STORY, "--account", "prod")
    marked = [line for line in done.out.splitlines() if line.startswith("* ") and ":" in line]
    assert len(marked) == 1
    assert marked[0].endswith("Removed the bucket's policy")
    assert "It came to stand like this between" in done.out
    assert "(refused: MalformedPolicy)" in done.out
    told = json.loads(ajar("who", STORY, "--format", "json").out)["told"]
    # Both ends are in the span, and all three are whole seconds.
    assert told["changed"]["since"] <= told["deeds"][0]["at"] <= told["changed"]["until"]


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("s3://no-such-bucket",), 1),
        (("no-such-name",), 1),
        (("ftp://x",), 2),
        ((STORY, "--since", "yesterday"), 2),
        ((STORY, "--since", "2999-01-01"), 2),
        ((STORY, "--project", "p"), 2),
    ],
)
def test_what_is_not_there_or_wrong_is_told(ajar: Ajar, arguments: tuple[str, ...], code: int) -> None:
    assert ajar("who", *arguments).code == code


def test_the_permission_is_listed_only_where_it_is_wanted(ajar: Ajar) -> None:
    for cloud, name in (("aws", "cloudtrail:LookupEvents"), ("gcp", "logging.logEntries.list")):
        assert name not in ajar("permissions", cloud).out
        assert name in ajar("permissions", cloud, "--who").out
