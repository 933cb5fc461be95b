"""`ajar report`: a page or a table from a scan file, whole or not at all, and one line where it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.model.account import AwsAmbient
from ajar.model.change import Plan
from ajar.model.journal import JournalEntry, JournalEvent, JournalState
from ajar.model.resource import Resource
from ajar.store import default_path, journal, open_store
from ajar.words import say
from page_reader import read

Ajar = Callable[..., Any]


@pytest.fixture
def scanned(ajar: Ajar, aws: AwsCloud, tmp_path: Path) -> Path:
    """A scan file of the company's production account, with facts."""
    path = tmp_path / "scan.json"
    ajar("scan", "aws", "--facts", "--format", "json", "--output", str(path))
    aws.calls.clear()
    return path


def test_a_page_is_written_whole_and_no_cloud_is_asked(ajar: Ajar, scanned: Path, aws: AwsCloud) -> None:
    output = scanned.with_name("report.html")
    done = ajar("report", "--from", str(scanned), "--output", str(output))
    assert (done.code, done.out, done.err) == (0, "", "")
    page = read(output.read_bytes())
    assert "things are open to strangers" in page.headings[0][1]
    assert "arn:aws:iam::111122223333:user/ana" in page.text
    assert not aws.calls


def test_without_an_output_it_goes_to_standard_output(ajar: Ajar, scanned: Path) -> None:
    done = ajar("report", "--from", str(scanned), "--format", "html")
    assert read(done.out.encode()).headings[0][0] == 1
    table = ajar("report", "--from", str(scanned), "--format", "csv")
    assert table.out.startswith("\ufeffstate,audience,")
    assert len(table.out.splitlines()) == len(json.loads(scanned.read_text())["resources"]) + 1


def test_what_the_journal_has_of_the_files_accounts_is_in_it(ajar: Ajar, scanned: Path) -> None:
    for account, name in (("111122223333", "marrow-office-scans"), ("999988887777", "somebody-elses")):
        resource = Resource(provider="aws", account=account, kind="s3_bucket", name=name, id=f"arn:{name}")
        planned = JournalEntry(
            id="",
            account="",
            login=AwsAmbient(),
            plan=Plan(fix="block_public_access", resource=resource, changes=()),
            at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
            by="arn:aws:iam::111122223333:user/fixer",
        )
        with open_store() as store:
            begun = journal.begin(store, planned)
            ended = JournalEvent(entry=begun.id, at=planned.at, state=JournalState.VERIFIED)
            journal.note(store, ended)
    page = read(ajar("report", "--from", str(scanned)).out.encode())
    [row] = [row for row in page.rows if "user/fixer" in "".join(row)]
    assert row[0].startswith("marrow-office-scans")
    assert row[1] == say("fix_block_public_access")
    assert row[4] == "Made and checked."


@pytest.mark.parametrize("form", ["html", "csv"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a scan file"),
        ('{"schema": "ajar.scan/9"}', "newer Ajar"),
        ('{"schema": "ajar.scan/1"}', "form"),
    ],
)
def test_a_wrong_file_is_one_line_and_leaves_what_was_there(
    ajar: Ajar, tmp_path: Path, form: str, text: str, words: str
) -> None:
    path, output = tmp_path / "scan.json", tmp_path / "report"
    path.write_text(text)
    output.write_text("before")
    done = ajar("report", "--from", str(path), "--format", form, "--output", str(output))
    assert (done.code, done.out) == (1, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert output.read_text() == "before"


@pytest.mark.parametrize("form", ["html", "csv"])
def test_a_verdict_that_does_not_fit_together_is_one_line(ajar: Ajar, scanned: Path, form: str) -> None:
    found = json.loads(scanned.read_text())
    for resource in found["resources"]:
        resource["exposure"]["evidence"] = []
    scanned.write_text(json.dumps(found))
    done = ajar("report", "--from", str(scanned), "--format", form)
    assert (done.code, done.out) == (1, "")
    assert "does not fit together" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_place_that_cannot_be_written_is_one_line(ajar: Ajar, scanned: Path) -> None:
    done = ajar("report", "--from", str(scanned), "--output", str(scanned / "report.html"))
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_a_form_that_is_not_built_and_a_missing_file_are_wrong_calls(ajar: Ajar, scanned: Path) -> None:
    assert ajar("report", "--from", str(scanned), "--format", "pdf").code == 2
    assert ajar("report").code == 2
    assert ajar("report", "--from", str(scanned.with_name("none.json"))).code == 1


def test_without_the_journal_the_page_is_written_and_what_is_missing_is_said(
    ajar: Ajar, scanned: Path
) -> None:
    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_bytes(b"this is no database" * 100)
    done = ajar("report", "--from", str(scanned), "--format", "html")
    assert done.code == 0
    assert read(done.out.encode()).headings[0][0] == 1
    assert "none of the changes" in done.err
    assert "damaged" in done.err
