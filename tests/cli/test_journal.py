"""`ajar journal`: what was changed and how it ended; what is unfinished is looked up before it is told."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, STAGING_KEY, secret_of
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from ajar.model.account import Account, AwsAmbient
from ajar.model.journal import JournalState
from ajar.store import Store, accounts, default_path, journal, open_store

Ajar = Callable[..., Any]
SCHEMA = Path(__file__).parents[2] / "resources/schemas/ajar.journal-1.json"
NAME = "marrow-launch-drafts"
STORY = f"s3://{NAME}"
HOLDER = """
import time
from ajar.store import open_store

with open_store() as store, store.repairing():
    print("held", flush=True)
    time.sleep(60)
"""


def test_an_empty_journal_says_so(ajar: Ajar) -> None:
    assert ajar("journal").out == "Nothing was changed yet.\n"
    assert json.loads(ajar("journal", "--format", "json").out)["entries"] == []


@pytest.mark.usefixtures("aws")
def test_the_document_is_valid_and_the_latest_stands_first(ajar: Ajar) -> None:
    ajar("fix", STORY, "--yes")
    ajar("undo", "1", "--yes")
    document = json.loads(ajar("journal", "--format", "json").out)
    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    assert [(entry["id"], entry["state"]) for entry in document["entries"]] == [
        ("2", "verified"),
        ("1", "undone"),
    ]
    assert document["entries"][0]["plan"]["undoes"] == "1"
    [one] = json.loads(ajar("journal", "1", "--format", "json").out)["entries"]
    assert one == document["entries"][1]


@pytest.mark.usefixtures("aws")
def test_one_entry_is_told_with_its_change_and_how_to_undo_it(ajar: Ajar) -> None:
    ajar("fix", STORY, "--yes")
    table, one = ajar("journal"), ajar("journal", "1")
    assert "Made and" in table.out
    for said in ("AgencyNeedsThis", "user/ana", "ajar undo 1", "Closed.", "seen to be in force"):
        assert said in one.out
    assert ajar("journal", "9").code == 1


def _dark(aws: AwsCloud) -> Callable[[Call], None]:
    """The cloud takes the write, and from its answer on nothing is heard of it."""
    sent: list[str] = []

    def dark(call: Call) -> None:
        if sent:
            raise AwsError("AccessDenied", "Access Denied", 403)
        if call.operation == "DeleteBucketPolicy":
            sent.append(call.operation)
            aws.world.buckets[NAME].policy = None
            raise AwsError("InternalError", "We encountered an internal error.", 500)

    return dark


@pytest.fixture
def unfinished(ajar: Ajar, aws: AwsCloud) -> AwsCloud:
    """A fix of which nothing was heard any more after its write was sent; the cloud has taken it."""
    aws.before.append(_dark(aws))
    assert ajar("fix", STORY, "--yes").code == 4
    aws.before.clear()
    return aws


@pytest.mark.usefixtures("unfinished")
def test_what_is_unfinished_is_looked_up_first_and_then_told(ajar: Ajar) -> None:
    done = ajar("journal", "--format", "json")
    assert f"Looked up 1 ({NAME}): Closed." in done.err
    [entry] = json.loads(done.out)["entries"]
    assert entry["state"] == "verified"
    assert ajar("journal").err == "", "once is enough"


@pytest.mark.usefixtures("unfinished")
def test_what_cannot_be_looked_up_is_told_and_stays(ajar: Ajar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    done = ajar("journal", "--format", "json")
    assert done.code == 0
    assert "1 could not be looked up" in done.err
    assert json.loads(done.out)["entries"][0]["state"] == "writing"


@pytest.mark.usefixtures("unfinished")
def test_other_credentials_do_not_answer_for_an_account_that_they_are_not_of(
    ajar: Ajar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", STAGING_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(STAGING_KEY))
    done = ajar("journal", "--format", "json")
    assert "do not reach account 111122223333" in done.err
    assert json.loads(done.out)["entries"][0]["state"] == "writing"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", PROD_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(PROD_KEY))
    assert json.loads(ajar("journal", "--format", "json").out)["entries"][0]["state"] == "verified"


def test_an_entry_of_an_account_that_was_removed_is_told_and_stays(ajar: Ajar, aws: AwsCloud) -> None:
    account = Account(name="prod", provider="aws", login=AwsAmbient(), fix=AwsAmbient())
    with open_store() as store:
        accounts.add(store, account)
    aws.before.append(_dark(aws))
    ajar("fix", STORY, "--account", "prod", "--yes")
    aws.before.clear()
    with open_store() as store:
        accounts.remove(store, "prod")
    done = ajar("journal")
    assert "no account named prod" in done.err
    assert "prod" in done.out
    with open_store() as store:
        accounts.add(store, account)
    assert "Looked up 1" in ajar("journal").err


@pytest.mark.usefixtures("unfinished")
def test_while_another_ajar_makes_changes_the_journal_is_shown_as_it_stands(
    ajar: Ajar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspect.unwrap(Store.repairing), "__defaults__", (0.1,))
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        done = ajar("journal", "--format", "json")
        process.kill()
    assert done.code == 0
    assert "Another Ajar is making changes" in done.err
    assert json.loads(done.out)["entries"][0]["state"] == "writing"


def test_a_journal_that_cannot_be_read_is_one_line(ajar: Ajar) -> None:
    default_path().parent.mkdir(parents=True)
    default_path().write_bytes(b"no database")
    done = ajar("journal")
    assert (done.code, len(done.err.splitlines())) == (1, 1)


def test_times_are_kept_in_utc_and_shown_as_the_clock_on_the_wall(
    ajar: Ajar, aws: AwsCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    ajar("fix", STORY, "--yes")
    del aws
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        with open_store() as store:
            [entry] = journal.entries(store)
        local = entry.at.astimezone()
        assert f"{local:%H:%M}" in ajar("journal", "1").out
        [told] = json.loads(ajar("journal", "--format", "json").out)["entries"]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert told["at"].endswith("Z")
    assert entry.state is JournalState.VERIFIED
