"""Credentials and policies that are wrong: a sentence for each, and the rest of the scan goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import EXPIRED_KEY, PROD_KEY, secret_of, token_of
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from end_to_end.programs import ajar, one_sentence

SSO = """
[profile work]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Reader
region = eu-west-1
"""
SHAPES = {
    "marrow-www": "not JSON at all",
    "marrow-press-kit": '{"Version": "2012-10-17", "Statement": 5}',
    "marrow-app-config": json.dumps({"Statement": {"Effect": "Allow", "Principal": "*", "Action": 7}}),
    "marrow-terraform-state": "[" * 20_000,
    "mf-data-lake-raw": '{"Statement": [' + '{"Condition": ' * 1_400 + "1" + "}" * 1_400 + "]}",
}


def keys(key: str) -> dict[str, str]:
    """The variables of this access key, with its session token if it has one to show."""
    token = token_of(key) if key == EXPIRED_KEY else None
    found = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret_of(key)}
    return {**found, "AWS_SESSION_TOKEN": token} if token else found


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (keys(EXPIRED_KEY), "expired"),
        ({"AWS_SECRET_ACCESS_KEY": ""}, "AWS_SECRET_ACCESS_KEY"),
    ],
    ids=["expired", "half"],
)
def test_credentials_that_do_not_work_are_one_sentence(variables: dict[str, str], words: str) -> None:
    done = ajar("scan", "aws", **variables)
    assert done.code == 1
    said = one_sentence(done)
    assert words in said
    assert secret_of(PROD_KEY) not in said


@pytest.mark.usefixtures("aws")
def test_an_sso_session_that_ended_says_what_to_run(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(SSO)
    done = ajar("scan", "aws", "--profile", "work", AWS_CONFIG_FILE=str(config))
    assert done.code == 1
    assert "aws sso login --profile work" in one_sentence(done)


def test_a_region_that_is_switched_off_leaves_its_buckets_unknown_and_the_rest_read(aws: AwsCloud) -> None:
    def switched_off(call: Call) -> None:
        if call.region == "us-east-1":
            raise AwsError("InvalidAccessKeyId")

    aws.before.append(switched_off)
    done = ajar("scan", "aws", "--format", "json")
    assert (done.code, done.err) == (3, "")
    found = json.loads(done.out)["resources"]
    there = [entry for entry in found if entry["region"] == "us-east-1"]
    assert {entry["exposure"]["state"] for entry in there} == {"unknown"}
    assert any(entry["exposure"]["state"] == "closed" for entry in found)


def test_policies_of_a_wrong_shape_are_unknown_and_cost_no_neighbour(aws: AwsCloud) -> None:
    for name, policy in SHAPES.items():
        aws.world.buckets[name].policy = policy
        aws.world.buckets[name].block = None
    done = ajar("scan", "aws", "--format", "json")
    assert (done.code, done.err) == (3, "")
    scan = json.loads(done.out)
    states = {entry["name"]: entry["exposure"]["state"] for entry in scan["resources"]}
    assert {name: states[name] for name in SHAPES} == dict.fromkeys(SHAPES, "unknown")
    assert states["marrow-launch-drafts"] == "open"
    assert "fault" not in {error["reason"] for error in scan["accounts"][0]["errors"]}
