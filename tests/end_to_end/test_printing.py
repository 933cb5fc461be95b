"""What the command line prints, whatever it prints on: no traceback, and nothing acted upon."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from ajar.demo.aws.cloud import AwsCloud
from end_to_end.programs import ajar, command

STORY = "s3://marrow-launch-drafts"
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
TAG = "<b>&amp;[red]\u202e" + "x" * 1_024  # XML cannot carry a terminal's escapes
HOSTILE = "<b>&amp;[red]\x1b[2J\u202e" + "x" * 1_024


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """What a person's shell makes of this line, in which $AJAR is the program."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        env={**os.environ, "AJAR": " ".join(command())},
        capture_output=True,
        timeout=30,
        check=False,
    )


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_a_reader_that_has_seen_enough_is_no_mistake(form: str) -> None:
    done = shell(f"$AJAR scan aws --format {form} | head -n 1")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("call", ["scan aws --format json", f"explain {STORY}"])
def test_a_full_disk_behind_the_output_is_told_in_a_line(call: str) -> None:
    done = shell(f"$AJAR {call} > /dev/full")
    assert done.returncode == 1
    [line] = done.stderr.decode().splitlines()
    assert "No space left" in line


@pytest.mark.usefixtures("aws")
def test_a_closed_output_prints_nowhere_and_still_answers() -> None:
    done = shell("$AJAR scan aws >&-")
    assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.usefixtures("aws")
def test_a_terminal_that_knows_only_ascii_gets_escapes() -> None:
    done = ajar("scan", "aws", **ASCII)
    assert (done.code, done.err) == (3, "")
    assert done.out.isascii()
    assert r"\xb7" in done.out
    told = ajar("explain", STORY, **ASCII)
    assert (told.code, told.err) == (3, "")
    assert told.out.isascii()


@pytest.mark.usefixtures("aws")
def test_a_narrow_terminal_loses_no_name() -> None:
    done = ajar("scan", "aws", COLUMNS="40", NO_COLOR="1", TERM="dumb")
    assert done.code == 3
    assert max(map(len, done.out.splitlines())) <= 40
    assert "\x1b" not in done.out
    whole = "".join(line[17:27].strip() for line in done.out.splitlines()[4:])
    assert "marrow-launch-drafts" in whole


def test_hostile_tags_and_texts_are_shown_and_never_acted_upon(aws: AwsCloud) -> None:
    bucket = aws.world.buckets["marrow-launch-drafts"]
    bucket.tags = {TAG: TAG}
    bucket.policy = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": {
                "Sid": HOSTILE,
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": f"{bucket.arn}/{HOSTILE[:200]}*",
            },
        },
        ensure_ascii=False,
    )
    for arguments in (("scan", "aws"), ("explain", STORY)):
        done = ajar(*arguments)
        assert (done.code, done.err) == (3, "")
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out
    document = ajar("scan", "aws", "--format", "json").out
    assert "\x1b" not in document
    found = json.loads(document)
    [story] = [entry for entry in found["resources"] if entry["name"] == bucket.name]
    assert story["tags"] == {TAG: TAG}
