"""`ajar ours`: who is ours is no outsider, in a scan, an explanation, a plan and a file alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ajar = Callable[..., Any]
DROP, AGENCY = "s3://marrow-partner-drop", "999988887777"


@pytest.fixture(autouse=True)
def _cloud(aws: object) -> None:
    """The company's cloud."""


def test_who_is_called_ours_is_no_outsider_any_more(ajar: Ajar) -> None:
    assert "Named outsiders" in ajar("explain", DROP).out
    assert ajar("ours", "add", "account", AGENCY, "--name", "the agency").code == 0
    assert "Only your organization" in ajar("explain", DROP).out
    assert "the agency" in ajar("ours").out
    assert ajar("plan", DROP).code == 1
    ajar("ours", "remove", "account", AGENCY)
    assert "Named outsiders" in ajar("explain", DROP).out
    assert "called nothing your own" in ajar("ours").out


def test_a_file_is_judged_again_with_what_was_ours_when_it_was_made(ajar: Ajar, tmp_path: Path) -> None:
    file = tmp_path / "scan.json"
    ajar("ours", "add", "account", AGENCY)
    ajar("scan", "aws", "--kind", "s3_bucket", "--facts", "--format", "json", "--output", str(file))
    ajar("ours", "remove", "account", AGENCY)
    done = ajar("scan", "--from", str(file), "--format", "json")
    states = {one["name"]: one["exposure"]["audience"] for one in json.loads(done.out)["resources"]}
    assert states["marrow-partner-drop"] == "organization"


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("account", "99", "is no account"),
        ("organization", "acme", "is no organization"),
        ("domain", "acme", "is no domain"),
        ("canonical_id", "beef", "is no canonical id"),
        ("address", "office", "is no address"),
        ("address", "0.0.0.0/1", "nobody's own"),
        ("address", "::/0", "nobody's own"),
    ],
)
def test_what_is_not_of_the_form_is_not_kept(ajar: Ajar, kind: str, value: str, says: str) -> None:
    done = ajar("ours", "add", kind, value)
    assert (done.code, says in done.err) == (2, True)
    assert "called nothing your own" in ajar("ours").out


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("organization", "O-ab12cd34ef", "o-ab12cd34ef"),
        ("domain", "Acme.Example", "acme.example"),
        ("account", "finch-web", "finch-web"),
        ("group", "Dev@Acme.example", "dev@acme.example"),
        ("address", "198.51.100.7/24", "198.51.100.0/24"),
        ("address", "2001:db8::1", "2001:db8::1/128"),
    ],
)
def test_what_is_of_the_form_is_kept_in_one_spelling(ajar: Ajar, kind: str, value: str, kept: str) -> None:
    assert ajar("ours", "add", kind, value).code == 0
    assert kept in ajar("ours").out
    assert ajar("ours", "remove", kind, value).code == 0


def test_an_account_that_was_not_added_is_told(ajar: Ajar) -> None:
    assert ajar("ours", "add", "account", AGENCY, "--account", "nobody").code == 1


def test_what_may_be_theirs_is_offered_with_why_and_how_to_say_so(
    ajar: Ajar, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text('[profile "the other one"]\nrole_arn = arn:aws:iam::444455556666:role/Audit\n')
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    said = ajar("ours").out
    assert "The AWS profile the other one of this computer signs in there." in said
    assert "ajar ours add account 444455556666 --name 'the other one'" in said
    ajar("ours", "add", "account", "444455556666")
    assert "Yours, too?" not in ajar("ours").out
