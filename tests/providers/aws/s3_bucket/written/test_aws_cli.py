"""The commands are run by a real shell, and say to AWS what the fix itself would say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from botocore import xform_name
from botocore.model import OperationModel
from botocore.session import Session as Botocore
from botocore.validate import ParamValidator

from ajar.model.change import Plan
from ajar.model.resource import itself
from ajar.providers.aws.s3_bucket.written.aws_cli import commands
from ajar.providers.kind import Identity, Meter, Refused, Setting
from clouds.s3_facts import ACCOUNT, BUCKET, block
from clouds.written_plans import EVERYWHERE, HOSTILE, change, each_writable, plan

BASH = shutil.which("bash") or ""
SERVICES = {"s3api": "s3", "s3control": "s3control"}
STAND_IN = """#!/bin/bash
printf '%s\\0' "$#" "$@" >> "$RECORD"
exit "${ANSWER:-0}"
"""
PLANS = each_writable()
needs_bash = pytest.mark.skipif(not BASH, reason="asks a real bash")


@dataclass
class Recorder:
    """A session that remembers what it is asked to do, and does nothing."""

    provider: str = "aws"
    account: str = ACCOUNT
    demo: bool = False
    meter: Meter | None = None
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def call(self, operation: str, /, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - what calls take
        self.asked.append((operation, arguments))
        return {}

    def pages(self, operation: str, /, **arguments: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - as above
        return iter([self.call(operation, **arguments)])

    def from_outside(self, operation: str, /, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as above
        return self.call(operation, **arguments)

    def identity(self) -> Identity:
        return Identity(name="nobody")

    def close(self) -> None:
        self.asked.clear()


class Shell:
    """A shell in which `aws` is a stand-in that records what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.record = folder / "here", folder / "record"
        self.folder.mkdir()
        program = folder / "bin" / "aws"
        program.parent.mkdir()
        program.write_text(STAND_IN)
        program.chmod(0o755)
        self.path = f"{program.parent}:{os.environ['PATH']}"

    def run(self, text: str, answer: int = 0) -> tuple[int, list[list[str]]]:
        """How the text ended, and the words that each `aws` in it was given."""
        self.record.write_bytes(b"")
        environment = {"PATH": self.path, "RECORD": str(self.record), "ANSWER": str(answer)}
        done = subprocess.run([BASH, "-c", text], cwd=self.folder, env=environment, check=False)
        return done.returncode, list(self._calls())

    def _calls(self) -> Iterator[list[str]]:
        words = self.record.read_bytes().decode().split("\0")[:-1]
        while words:
            count = int(words[0])
            yield words[1 : count + 1]
            words = words[count + 1 :]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def meant(words: list[str]) -> tuple[str, dict[str, Any]]:
    """The call that the AWS CLI makes of these words, by the service's own model; fails on what it lacks."""
    service, name, *rest = words
    model = Botocore().get_service_model(SERVICES[service])
    operation = {xform_name(each, "-"): each for each in model.operation_names}[name]
    options = dict(zip(rest[::2], rest[1::2], strict=True))
    region = options.pop("--region", "")
    arguments = dict(_typed(model.operation_model(operation), options))
    _check(model.operation_model(operation), arguments)
    return f"{model.service_name}:{operation}", {**arguments, **({"region": region} if region else {})}


def _typed(operation: OperationModel, options: dict[str, str]) -> Iterator[tuple[str, Any]]:
    members = operation.input_shape.members
    names = {f"--{xform_name(member, '-')}": member for member in members}
    for option, text in options.items():
        member = names[option]
        yield member, text if members[member].type_name == "string" else json.loads(text)


def _check(operation: OperationModel, arguments: dict[str, Any]) -> None:
    tokens = {"ClientToken": "made by the AWS CLI"} if "ClientToken" in operation.input_shape.members else {}
    report = ParamValidator().validate({**arguments, **tokens}, operation.input_shape)
    assert not report.has_errors(), report.generate_report()


def sent(setting: Setting, wanted: Plan) -> tuple[str, dict[str, Any]] | None:
    """The call that the fix itself makes; None where AWS has none for it."""
    session, [made] = Recorder(), wanted.changes
    assert setting.write is not None
    try:
        setting.write(session, made.owner, made.before, made.after, None)
    except Refused:
        return None
    [call] = session.asked
    return call


@needs_bash
@pytest.mark.parametrize(("setting", "wanted"), PLANS)
def test_the_commands_ask_for_what_the_fix_asks_for_through_a_real_shell(
    setting: Setting, wanted: Plan, shell: Shell
) -> None:
    code, calls = shell.run(commands(wanted))
    expected = sent(setting, wanted)
    if expected is None:
        assert (code, calls) == (1, [])
        return
    assert code == 0
    [(operation, arguments)] = [meant(words) for words in calls]
    if operation.startswith("s3:"):
        assert arguments.pop("ExpectedBucketOwner") == ACCOUNT
    elif setting.name == "account_block":
        expected = (
            expected[0],
            {**expected[1], **({"region": BUCKET.region} if wanted.resource.region else {})},
        )
    assert (operation, arguments) == expected
    assert list(shell.folder.iterdir()) == []


@needs_bash
def test_the_next_command_is_run_only_if_the_one_before_it_succeeded(shell: Shell) -> None:
    text = commands(plan(change("policy", None, "{}"), change("bucket_block", block("BlockPublicPolicy"))))
    assert [words[1] for words in shell.run(text)[1]] == ["delete-bucket-policy", "put-public-access-block"]
    code, calls = shell.run(text, answer=254)
    assert code == 254
    assert [words[1] for words in calls] == ["delete-bucket-policy"]
    assert "only if the one before it succeeded" in text


@needs_bash
@pytest.mark.parametrize("name", ["$(touch pwned)", "a\ntouch pwned", "a'; touch pwned; '", "\u202e#\x1b[2J"])
def test_a_hostile_name_stays_a_name_in_the_comment_and_in_the_command(name: str, shell: Shell) -> None:
    resource = msgspec.structs.replace(BUCKET, name=name)
    hostile = itself(resource)
    text = commands(plan(change("policy", None, "{}", hostile), resource=resource))
    [words] = shell.run(text)[1]
    assert words[words.index("--bucket") + 1] == name
    assert list(shell.folder.iterdir()) == []
    assert all(line.isprintable() for line in text.splitlines())


def test_a_bucket_that_is_not_the_plans_own_is_not_said_to_be_its_accounts() -> None:
    other = msgspec.structs.replace(BUCKET, id="arn:aws:s3:::another")
    assert "--expected-bucket-owner" not in commands(plan(change("policy", HOSTILE[0]), resource=other))


def test_a_plan_without_changes_is_no_command_at_all() -> None:
    text = commands(Plan(fix="remove_statement", resource=BUCKET, changes=()))
    assert text.splitlines()[-1] == "# There is nothing to change."
    assert all(line.startswith("#") for line in text.splitlines())


def test_an_undo_is_not_called_by_the_name_of_the_fix_that_it_undoes() -> None:
    undo = Plan(fix="remove_statement", resource=EVERYWHERE, changes=(), undoes="7")
    assert "Remove the statement" not in commands(undo)
    assert "S3 Multi-Region Access Point: world" in commands(undo)
