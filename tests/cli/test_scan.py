"""`ajar scan`: the promised formats, the promised codes, and nothing but reads."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import EXPIRED_KEY, WRONGLY_SIGNED_KEY, secret_of, token_of
from ajar.demo.gcp.cloud import GoogleCloud

Ajar = Callable[..., Any]
SCHEMA = json.loads((Path(__file__).parents[2] / "resources/schemas/ajar.scan-1.json").read_text())
READS = ("Get", "Head", "List", "Describe")


def _scan(ajar: Ajar, *arguments: str) -> dict[str, Any]:
    done = ajar("scan", *arguments, "--format", "json")
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.validate(found, SCHEMA)
    return found


def _by_name(scan: dict[str, Any]) -> dict[str, Any]:
    return {entry["name"]: entry for entry in scan["resources"]}


@pytest.mark.usefixtures("aws")
def test_a_scan_of_aws_is_a_valid_document_with_the_open_ones_explained(ajar: Ajar) -> None:
    scan = _scan(ajar, "aws")
    story = _by_name(scan)["marrow-launch-drafts"]
    exposure = story["exposure"]
    assert (exposure["state"], exposure["audience"]) == ("open", "public")
    assert exposure["capabilities"] == ["list", "read"]
    assert exposure["witness"]["action"].startswith("s3:")
    assert all(entry["says"] for entry in exposure["evidence"] + exposure["gates"] + exposure["caveats"])
    assert "facts" not in story
    [account] = scan["accounts"]
    assert account["id"] == "111122223333"
    assert account["organization"] == "o-mf42finch7"


@pytest.mark.usefixtures("google")
def test_a_scan_of_google_is_a_valid_document(ajar: Ajar) -> None:
    scan = _scan(ajar, "gcp", "--project", "finch-web")
    assets = _by_name(scan)["finch-web-assets"]
    assert assets["id"] == "//storage.googleapis.com/projects/_/buckets/finch-web-assets"
    assert assets["exposure"]["state"] == "open"


def test_a_scan_makes_no_call_but_reads(ajar: Ajar, aws: AwsCloud, google: GoogleCloud) -> None:
    ajar("scan", "aws")
    ajar("scan", "gcp", "--all")
    assert len(aws.calls) > 50
    assert {call.operation for call in aws.calls if not call.operation.startswith(READS)} == set()
    assert len(google.calls) > 20
    names = {call.operation.rpartition(".")[2] for call in google.calls}
    assert {name for name in names if not name.lower().startswith(("get", "list", "search"))} == set()
    assert not [call for call in google.calls if call.operation.startswith("storage.objects")]


def test_a_second_opinion_is_asked_of_each_policy_and_kept_in_the_file(
    ajar: Ajar, aws: AwsCloud, tmp_path: Path
) -> None:
    plain = _by_name(_scan(ajar, "aws"))
    assert not {"GetBucketPolicyStatus", "CheckNoPublicAccess"} & {call.operation for call in aws.calls}
    path = tmp_path / "scan.json"
    arguments = ("aws", "--second-opinion", "--facts", "--format", "json", "--output", str(path))
    assert ajar("scan", *arguments).code == 3
    asked = _by_name(json.loads(path.read_text()))
    assert {name: entry["exposure"]["state"] for name, entry in asked.items()} == {
        name: entry["exposure"]["state"] for name, entry in plain.items()
    }
    told = asked["marrow-launch-drafts"]["exposure"]["caveats"]
    assert [caveat["args"]["who"] for caveat in told if caveat["code"] == "second_opinion_agrees"] == [
        "GetBucketPolicyStatus",
        "Access Analyzer",
    ]
    again = json.loads(ajar("scan", "--from", str(path), "--format", "json").out)
    assert _by_name(again)["marrow-launch-drafts"]["exposure"]["caveats"] == told
    assert ajar("scan", "--from", str(path), "--second-opinion").code == 2
    assert aws.unserved == set()


def test_at_most_six_calls_a_bucket(ajar: Ajar, aws: AwsCloud) -> None:
    scan = _scan(ajar, "aws")
    per_bucket = [call for call in aws.calls if call.service == "s3" and call.operation != "ListBuckets"]
    assert len(per_bucket) <= 6 * len(scan["resources"])


@pytest.mark.usefixtures("aws")
def test_open_comes_before_unknown_in_the_exit_code(ajar: Ajar) -> None:
    assert ajar("scan", "aws").code == 3
    assert ajar("scan", "aws", "--only", "closed").code == 3


def test_unknown_alone_is_four_and_nothing_open_is_zero(ajar: Ajar, aws: AwsCloud) -> None:
    for name in list(aws.world.buckets):
        if name not in ("marrow-finance", "marrow-terraform-state"):
            del aws.world.buckets[name]
    assert ajar("scan", "aws").code == 4
    del aws.world.buckets["marrow-finance"]
    done = ajar("scan", "aws")
    assert done.code == 0
    assert "Nothing is open to strangers" in done.out


@pytest.mark.usefixtures("aws")
def test_the_facts_of_a_file_are_judged_to_the_same_verdict(ajar: Ajar, tmp_path: Path) -> None:
    path = tmp_path / "scan.json"
    done = ajar("scan", "aws", "--facts", "--format", "json", "--output", str(path))
    assert (done.code, done.out) == (3, "")
    first = json.loads(path.read_bytes())
    jsonschema.validate(first, SCHEMA)
    again = _scan(ajar, "--from", str(path), "--facts")
    assert again["resources"] == first["resources"]
    assert again["accounts"] == first["accounts"]


@pytest.fixture
def _garbage_as_before() -> Iterator[None]:
    """The collector's thresholds, which a program that ends soon may set for all of itself, are put back."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("aws", "_garbage_as_before")
def test_very_many_facts_are_judged_by_several_processes_to_the_same_verdict_in_the_same_order(
    ajar: Ajar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.json"
    ajar("scan", "aws", "--facts", "--format", "json", "--output", str(path))
    started: list[str] = []
    context = multiprocessing.get_context

    def noted(method: str) -> BaseContext:
        started.append(method)
        return context(method)

    monkeypatch.setattr("ajar.cli.again.multiprocessing.get_context", noted)
    monkeypatch.setattr("ajar.cli.again._MANY", 1)
    monkeypatch.setattr("ajar.cli.again._PART", 4)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    anew = _scan(ajar, "--from", str(path), "--facts")
    assert started == ["spawn"]
    assert anew["resources"] == json.loads(path.read_bytes())["resources"]


@pytest.mark.usefixtures("aws")
def test_a_line_a_finding_and_the_accounts_last(ajar: Ajar) -> None:
    lines = ajar("scan", "aws", "--format", "jsonl", "--only", "open").out.splitlines()
    entries = [json.loads(line) for line in lines]
    assert {entry["exposure"]["state"] for entry in entries[:-1]} == {"open"}
    assert entries[-1]["accounts"][0]["id"] == "111122223333"


@pytest.mark.usefixtures("aws")
def test_a_baseline_leaves_only_what_is_new_or_wider_for_the_code(
    ajar: Ajar, aws: AwsCloud, tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    ajar("scan", "aws", "--format", "json", "--output", str(before))
    assert ajar("scan", "aws", "--baseline", str(before)).code == 0
    aws.world.buckets["marrow-terraform-state"].policy = aws.world.buckets["marrow-launch-drafts"].policy
    aws.world.buckets["marrow-terraform-state"].policy = (
        str(aws.world.buckets["marrow-launch-drafts"].policy)
    ).replace("marrow-launch-drafts", "marrow-terraform-state")
    aws.world.buckets["marrow-terraform-state"].block = None
    assert ajar("scan", "aws", "--baseline", str(before)).code == 3


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("width", [80, 200])
def test_the_table_fits_the_terminal_and_has_no_colour_in_a_pipe(
    ajar: Ajar, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    done = ajar("scan", "aws")
    assert max(len(line) for line in done.out.splitlines()) <= width
    assert "\x1b" not in done.out
    assert done.out.index("marrow-launch-drafts") < done.out.index("marrow-terraform-state")


@pytest.mark.parametrize(
    "call",
    [
        ("scan",),
        ("scan", "aws", "--all-accounts"),
        ("scan", "azure"),
        ("scan", "aws", "--kind", "no_such_kind"),
        ("scan", "aws", "--project", "p"),
        ("scan", "gcp", "--profile", "p"),
        ("scan", "aws", "--format", "yaml"),
        ("scan", "aws", "--no-such-option"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_two_and_says_what_is_wrong(ajar: Ajar, call: tuple[str, ...]) -> None:
    done = ajar(*call)
    assert done.code == 2
    assert done.err.strip()


@pytest.mark.parametrize(
    ("key", "word"),
    [(WRONGLY_SIGNED_KEY, "key"), (EXPIRED_KEY, "expired"), ("AKIANOBODYKNOWSTHIS", "key")],
    ids=["wrong secret", "expired", "unknown key"],
)
@pytest.mark.usefixtures("aws")
def test_credentials_that_do_not_work_are_one_sentence_and_one(
    ajar: Ajar, key: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(key))
    if token := token_of(key):
        monkeypatch.setenv("AWS_SESSION_TOKEN", token)
    done = ajar("scan", "aws")
    assert done.code == 1
    assert word in done.err.lower()
    assert len(done.err.splitlines()) == 1
    assert "strangers" not in done.out, "a scan that could not run says nothing of what is open"
    assert secret_of(key) not in done.out + done.err


def test_no_credentials_at_all_say_where_to_get_some(ajar: Ajar) -> None:
    for cloud in ("aws", "gcp"):
        done = ajar("scan", cloud)
        assert (done.code, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no JSON"),
        ('{"schema": "ajar.scan/1", "resou', "cut off"),
        ("[]", "not a scan file"),
        ('{"schema": "ajar.scan/9"}', "newer"),
        ('{"schema": "ajar.scan/1"}', "form"),
        ('{"schema": "ajar.scan/1", "more": ' + "[" * 100_000, "no JSON"),
    ],
    ids=["empty", "torn", "list", "newer", "incomplete", "deep"],
)
def test_a_file_that_is_no_scan_is_told_in_one_line(ajar: Ajar, tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "scan.json"
    path.write_text(text)
    done = ajar("scan", "--from", str(path))
    assert done.code == 1
    assert word in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("aws")
def test_a_file_without_facts_cannot_be_judged_again(ajar: Ajar, tmp_path: Path) -> None:
    path = tmp_path / "scan.json"
    ajar("scan", "aws", "--format", "json", "--output", str(path))
    done = ajar("scan", "--from", str(path))
    assert done.code == 1
    assert "--facts" in done.err


@pytest.mark.usefixtures("aws")
def test_an_output_that_cannot_be_written_leaves_nothing_behind(ajar: Ajar, tmp_path: Path) -> None:
    done = ajar("scan", "aws", "--output", str(tmp_path / "no such folder" / "scan.json"), "--format", "json")
    assert done.code == 1
    assert "Traceback" not in done.err


def test_ctrl_c_ends_with_130_and_writes_what_was_found(
    aws: AwsCloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws.before.append(lambda _call: time.sleep(0.3))
    path = tmp_path / "scan.jsonl"
    command = [sys.executable, "-m", "ajar", "scan", "aws", "--format", "json", "--output", str(path)]
    monkeypatch.delenv("PYTHONWARNINGS", raising=False)
    process = subprocess.Popen(command, env=dict(os.environ), stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and sum(c.operation == "GetBucketPolicy" for c in aws.calls) < 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    found = json.loads(path.read_bytes())
    jsonschema.validate(found, SCHEMA)
    assert [account["complete"] for account in found["accounts"]] == [False]
