"""`ajar plan`: the preview, as text, as a document and as commands; nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.report import plan_file

Ajar = Callable[..., Any]
SCHEMAS = Path(__file__).parents[2] / "resources/schemas"
STORY = "s3://marrow-launch-drafts"


def test_the_published_schemas_are_those_of_the_types_that_are_written() -> None:
    for name, schema in plan_file.schemas().items():
        published = json.loads((SCHEMAS / f"{name.replace('/', '-')}.json").read_text())
        assert published == schema, name


def test_a_plan_shows_the_change_and_makes_no_call_but_reads(ajar: Ajar, aws: AwsCloud) -> None:
    done = ajar("plan", STORY)
    assert done.code == 0
    for said in ("Now", "Then", "AgencyNeedsThis", "can no longer list this bucket", "It can be undone"):
        assert said in done.out
    assert {call.operation for call in aws.calls if call.operation.startswith(("Put", "Delete"))} == set()


@pytest.mark.usefixtures("aws")
def test_a_plan_as_a_document_is_valid_and_has_the_other_fixes(ajar: Ajar) -> None:
    done = ajar("plan", STORY, "--as", "json")
    document = json.loads(done.out)
    jsonschema.validate(document, json.loads((SCHEMAS / "ajar.plan-1.json").read_text()))
    plan = document["preview"]["plan"]
    assert (plan["fix"], plan["changes"][0]["setting"]) == ("remove_statement", "policy")
    assert "block_public_access" in [offer["fix"] for offer in document["offers"]]


@pytest.mark.usefixtures("aws")
def test_what_a_shared_change_touches_is_told_of_every_region_also_where_one_is_named(ajar: Ajar) -> None:
    whole = ("plan", STORY, "--fix", "block_account_public_access", "--as", "json")
    everywhere, named = (
        json.loads(ajar(*whole, *more).out)["preview"] for more in ((), ("--region", "eu-west-1"))
    )
    assert named["plan"]["resource"]["region"] == "eu-west-1"
    assert named["touched"] == everywhere["touched"]
    assert {one["resource"]["region"] for one in named["touched"]} > {"eu-west-1"}


@pytest.mark.usefixtures("aws")
def test_another_fix_is_planned_by_its_name(ajar: Ajar) -> None:
    document = json.loads(ajar("plan", STORY, "--fix", "block_public_access", "--as", "json").out)
    assert document["preview"]["plan"]["fix"] == "block_public_access"


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("--fix", "burn_it"), 2, "Known are"),
        (("--set", "accounts"), 2, "KEY=VALUE"),
        (("--set", "=1"), 2, "KEY=VALUE"),
        (("--as", "poem"), 2, "poem"),
        (("--project", "p"), 2, "--project"),
        (("--fix", "remove_statement", "--set", "colour=red"), 2, "remove_statement"),
        (("--fix", "narrow_to_accounts"), 1, "--set accounts="),
    ],
    ids=[
        "unknown fix",
        "no value",
        "no key",
        "unknown form",
        "another cloud",
        "no such choice",
        "nothing chosen",
    ],
)
def test_a_call_that_cannot_be_planned_says_why(
    ajar: Ajar, arguments: tuple[str, ...], code: int, word: str
) -> None:
    done = ajar("plan", STORY, *arguments)
    assert (done.code, done.out) == (code, "")
    assert word in done.err


@pytest.mark.usefixtures("aws")
def test_what_nobody_gets_into_has_no_fix_and_what_is_not_there_no_plan(ajar: Ajar) -> None:
    assert "There is no fix for marrow-invoices" in ajar("plan", "s3://marrow-invoices").err
    done = ajar("plan", "s3://marrow-no-such-bucket")
    assert (done.code, "marrow-no-such-bucket" in done.err) == (1, True)


def test_without_credentials_it_is_one_line(ajar: Ajar) -> None:
    done = ajar("plan", STORY)
    assert (done.code, len(done.err.splitlines())) == (1, 1)
