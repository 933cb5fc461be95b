"""`ajar keep`: what is meant to be open is quiet, at most as declared, and everywhere alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, secret_of
from ajar.store import findings, kept, open_store

Ajar = Callable[..., Any]
WWW = "s3://marrow-www"
WHY = ("--reason", "the website of the company", "--by", "Ana")


@pytest.fixture(autouse=True)
def cloud(aws: AwsCloud) -> AwsCloud:
    """The company's cloud."""
    return aws


def states(ajar: Ajar, *only: str) -> dict[str, Any]:
    done = ajar("scan", "aws", "--kind", "s3_bucket", "--format", "json", *only)
    return {one["name"]: one["exposure"] for one in json.loads(done.out)["resources"]}


def test_a_website_is_kept_open_with_the_scope_that_it_has(ajar: Ajar) -> None:
    done = ajar("keep", WWW, *WHY)
    assert done.code == 0
    assert "public, read files" in done.out
    meant = states(ajar)["marrow-www"]
    assert (meant["state"], meant["exception"]["capabilities"]) == ("open", ["read"])
    assert "Open on purpose until" in ajar("explain", WWW).out
    assert ajar("explain", WWW).code == 0
    assert "marrow-www" in ajar("keep", "list").out


def test_what_opens_wider_than_declared_is_open_again_and_says_by_what(ajar: Ajar) -> None:
    done = ajar("keep", "s3://marrow-launch-drafts", "--can", "read", *WHY)
    assert "can also list this bucket" in done.out
    told = ajar("explain", "s3://marrow-launch-drafts")
    assert told.code == 3
    assert "More than was declared" in told.out


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--reason", "ok"), "the reason says why"),
        ((*WHY, "--until", "2020-01-01"), "it ended on 2020-01-01"),
        ((*WHY, "--until", "2999-01-01"), "within a year"),
        ((*WHY, "--until", "soon"), "is no day"),
        ((*WHY, "--audience", "private"), "the audience is one of"),
    ],
)
def test_a_wrong_call_keeps_nothing(ajar: Ajar, more: tuple[str, ...], says: str) -> None:
    done = ajar("keep", WWW, *more)
    assert done.code == 2
    assert says in done.err
    assert "Nothing is open on purpose" in ajar("keep", "list").out


def test_what_nobody_gets_into_needs_no_exception(ajar: Ajar) -> None:
    done = ajar("keep", "s3://marrow-app-config", *WHY)
    assert (done.code, "nothing to keep open" in done.err) == (1, True)


def test_one_that_is_removed_is_open_again(ajar: Ajar) -> None:
    ajar("keep", WWW, *WHY)
    assert ajar("keep", "remove", WWW).code == 0
    assert states(ajar)["marrow-www"]["exception"] is None
    assert ajar("keep", "remove", WWW).code == 1


def test_the_rows_of_an_added_account_follow_at_once(ajar: Ajar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(Path.home() / "config"))
    (Path.home() / "config").write_text(
        f"[profile prod]\naws_access_key_id = {PROD_KEY}\naws_secret_access_key = {secret_of(PROD_KEY)}\n"
        "region = eu-west-1\n"
    )
    assert ajar("account", "add", "prod", "aws", "--profile", "prod").code == 0
    ajar("scan", "--account", "prod", "--kind", "s3_bucket")
    ajar("keep", WWW, "--account", "prod", *WHY)
    assert _on_purpose() == {"marrow-www"}
    ajar("scan", "--account", "prod", "--kind", "s3_bucket")
    assert _on_purpose() == {"marrow-www"}
    ajar("keep", "remove", "marrow-www")
    assert _on_purpose() == set()


def _on_purpose() -> set[str]:
    with open_store() as store:
        return {row.name for row in findings.rows(store) if row.on_purpose}


def test_a_file_is_exported_reviewed_and_imported_whole_or_not_at_all(ajar: Ajar, tmp_path: Path) -> None:
    file = tmp_path / "open-on-purpose.toml"
    ajar("keep", WWW, *WHY)
    assert ajar("keep", "export", str(file)).code == 0
    ajar("keep", "remove", WWW)
    assert ajar("keep", "import", str(file)).code == 0
    assert states(ajar)["marrow-www"]["exception"]["by"] == "Ana"
    ajar("keep", "remove", WWW)
    file.write_text(file.read_text() + file.read_text().replace('by = "Ana"', 'by = "Ben"'))
    done = ajar("keep", "import", str(file))
    assert done.code == 2
    assert "has an exception above already" in done.err
    with open_store() as store:
        assert kept.everything(store) == ()


def test_what_another_person_had_declared_gives_way_to_a_file_and_is_told(ajar: Ajar, tmp_path: Path) -> None:
    file = tmp_path / "open-on-purpose.toml"
    ajar("keep", WWW, *WHY)
    ajar("keep", "export", str(file))
    assert "in the place of" not in ajar("keep", "import", str(file)).out
    file.write_text(file.read_text().replace('by = "Ana"', 'by = "Ben"'))
    assert "marrow-www: in the place of what Ana had declared until" in ajar("keep", "import", str(file)).out


def test_a_folder_that_is_kept_open_does_not_cover_the_others(ajar: Ajar, cloud: AwsCloud) -> None:
    def opened(folder: str) -> None:
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::marrow-www/{folder}*",
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        cloud.world.buckets["marrow-www"].policy = json.dumps(policy)

    opened("public/")
    assert "public, read files public/*" in ajar("keep", WWW, *WHY).out
    assert ajar("explain", WWW).code == 0
    opened("public/img/")
    assert ajar("explain", WWW).code == 0
    opened("")
    told = ajar("explain", WWW)
    assert told.code == 3
    assert "whose names do not begin with public/" in told.out
    assert ajar("keep", WWW, "--prefix", "", *WHY).code == 0
    assert ajar("explain", WWW).code == 0
    assert ajar("keep", WWW, "--can", "list", "--prefix", "public/", *WHY).code == 2


def test_a_bucket_of_the_same_name_that_is_made_anew_is_open(ajar: Ajar, cloud: AwsCloud) -> None:
    ajar("keep", WWW, *WHY)
    bucket = cloud.world.buckets["marrow-www"]
    bucket.created = datetime.now(UTC) - timedelta(minutes=5)
    found = states(ajar)["marrow-www"]
    assert found["exception"] is None
    assert "kept_made_anew" in [caveat["code"] for caveat in found["caveats"]]


def test_a_file_judged_again_keeps_what_it_says_is_meant(ajar: Ajar, tmp_path: Path) -> None:
    file = tmp_path / "scan.json"
    ajar("keep", WWW, *WHY)
    ajar("scan", "aws", "--kind", "s3_bucket", "--facts", "--format", "json", "--output", str(file))
    ajar("keep", "remove", WWW)
    done = ajar("scan", "--from", str(file), "--format", "json")
    again = {one["name"]: one["exposure"] for one in json.loads(done.out)["resources"]}
    assert again["marrow-www"]["exception"]["by"] == "Ana"
