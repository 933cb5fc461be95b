"""What is new since an earlier check: told in a line, and alone in the exit code and in a quiet table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY

Ajar = Callable[..., Any]
BUCKETS = ("--kind", "s3_bucket")
OPEN = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
    '"Resource":"arn:aws:s3:::marrow-finance-2/*"}]}'
)


@pytest.fixture
def before(ajar: Ajar, aws: AwsCloud, tmp_path: Path) -> str:
    """A scan file of the company as nobody has touched it."""
    del aws
    file = tmp_path / "before.json"
    ajar("scan", "aws", *BUCKETS, "--format", "json", "--output", str(file))
    return str(file)


def close(cloud: AwsCloud, name: str) -> None:
    cloud.world.buckets[name].policy = None


def reopen(cloud: AwsCloud, name: str) -> None:
    cloud.world.buckets[name].policy = OPEN.replace("marrow-finance-2", name)


def test_what_opened_and_what_closed_is_told_and_only_the_new_counts(
    ajar: Ajar, aws: AwsCloud, before: str
) -> None:
    nothing = ajar("scan", "aws", *BUCKETS, "--baseline", before)
    assert (nothing.code, "nothing stands otherwise" in nothing.err) == (0, True)
    close(aws, "marrow-launch-drafts")
    close(aws, "marrow-www")
    assert "2 closed" in ajar("scan", "aws", *BUCKETS, "--baseline", before).err
    reopen(aws, "marrow-app-config")
    done = ajar("scan", "aws", *BUCKETS, "--baseline", before, "--quiet")
    assert (done.code, "1 opened, 2 closed" in done.err) == (3, True)
    assert "marrow-app-config" in done.out
    assert "marrow-legacy-uploads" not in done.out


def test_quiet_says_nothing_where_nothing_is_new(ajar: Ajar, aws: AwsCloud, before: str) -> None:
    close(aws, "marrow-www")
    done = ajar("scan", "aws", *BUCKETS, "--baseline", before, "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_all_that_is_open_counts_where_that_is_wanted(ajar: Ajar, before: str) -> None:
    assert ajar("scan", "aws", *BUCKETS, "--baseline", before, "--fail-on", "any").code == 3


def test_the_last_check_of_an_added_account_is_a_baseline(ajar: Ajar, added: AwsCloud) -> None:
    assert ajar("scan", "--account", "prod", "--baseline", "last").code == 3  # nothing to compare with yet
    night = ("scan", "--all-accounts", "--baseline", "last", "--quiet")
    assert ajar(*night).code == 0
    reopen(added, "marrow-app-config")
    done = ajar(*night)
    assert (done.code, "1 opened" in done.err) == (3, True)
    assert "marrow-app-config" in done.out
    assert ajar(*night).code == 0
    added.world.buckets.pop("marrow-app-config")
    assert "1 that was open is gone" in ajar(*night[:-1]).err


def test_a_night_in_which_the_account_could_not_be_entered_changes_nothing(
    ajar: Ajar, added: AwsCloud
) -> None:
    ajar("scan", "--account", "prod")
    night = ("scan", "--all-accounts", "--baseline", "last")
    config = Path.home() / "config"
    kept = config.read_text()
    config.write_text(kept.replace(PROD_KEY, "AKIANOBODY0000EXAMPLE"))
    assert ajar(*night, "--quiet").code == 1
    assert ajar(*night, "--quiet").code == 1  # the same again is no reason to be quiet
    config.write_text(kept)
    reopen(added, "marrow-app-config")
    done = ajar(*night)
    assert (done.code, "1 opened." in done.err) == (3, True)


def test_a_part_of_an_account_is_held_against_its_last_whole_check(ajar: Ajar, added: AwsCloud) -> None:
    ajar("scan", "--account", "prod")
    reopen(added, "marrow-app-config")
    ajar("scan", "--account", "prod", *BUCKETS)
    assert "1 opened." in ajar("scan", "--account", "prod", "--baseline", "last").err
    close(added, "marrow-www")
    part = ajar("scan", "--account", "prod", "--kind", "s3_access_point", "--baseline", "last")
    assert "nothing stands otherwise" in part.err


@pytest.mark.parametrize(
    "call",
    [
        ("scan", "aws", "--baseline", "last"),
        ("scan", "aws", "--fail-on", "new"),
    ],
)
def test_a_call_that_cannot_be_meant_is_wrong(ajar: Ajar, call: tuple[str, ...]) -> None:
    assert ajar(*call).code == 2


def test_a_baseline_of_another_account_is_no_baseline(ajar: Ajar, before: str) -> None:
    Path(before).write_text(Path(before).read_text().replace("111122223333", "555566667777"))
    done = ajar("scan", "aws", *BUCKETS, "--baseline", before)
    assert (done.code, "of other accounts (555566667777)" in done.err) == (1, True)
