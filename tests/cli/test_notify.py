"""`ajar scan --notify` tells the desktop what is new, that nothing could be checked, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY
from desktops import Desktop, desktop

Ajar = Callable[..., Any]
NIGHT = ("scan", "--all-accounts", "--baseline", "last", "--quiet", "--notify")
OPEN = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
    '"Resource":"arn:aws:s3:::%s/*"}]}'
)


@pytest.fixture
def screen(ajar: Ajar, added: AwsCloud, own_data: Path) -> Iterator[Desktop]:
    """A desktop, and an account that was checked once."""
    del added
    with desktop("body", "body-markup") as there, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(own_data / "data"))  # the bus has a home of its own
        assert ajar("scan", "--account", "prod").code == 3
        yield there


def texts(screen: Desktop) -> list[tuple[str, str]]:
    return [(title, body) for _, title, body, _, _ in screen.shown]


def reopen(cloud: AwsCloud, name: str) -> None:
    cloud.world.buckets[name].policy = OPEN % name


def test_only_what_is_new_is_told_and_only_once(ajar: Ajar, added: AwsCloud, screen: Desktop) -> None:
    assert ajar(*NIGHT).code == 0
    assert texts(screen) == []
    reopen(added, "marrow-app-config")
    assert ajar(*NIGHT).code == 3
    [(title, body)] = texts(screen)
    assert title == "Ajar: 1 opened"
    assert body.startswith("marrow-app-config (prod): Anyone on the internet can download every file")
    assert ajar(*NIGHT).code == 0
    added.world.buckets["marrow-app-config"].policy = None
    assert ajar(*NIGHT).code == 0
    assert len(screen.shown) == 1


def test_many_are_counted_and_a_few_are_named(ajar: Ajar, added: AwsCloud, screen: Desktop) -> None:
    allows = added.world.buckets["marrow-app-config"].block
    names = ("hr-scans-do-not-delete", "marrow-design-old", "marrow-invoices", "marrow-backups-2024")
    for name in (*names, "marrow-app-config"):
        added.world.buckets[name].block = allows
        reopen(added, name)
    done = ajar(*NIGHT)
    [(title, body)] = texts(screen)
    assert (done.code, title) == (3, "Ajar: 5 opened")
    assert len(body.splitlines()) == 4
    assert body.endswith("\nand 2 more")


def test_a_sign_in_that_was_refused_is_told_each_night(
    ajar: Ajar, screen: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed = tmp_path / "other"
    changed.write_text((tmp_path / "config").read_text().replace(PROD_KEY, "AKIANOBODY0000EXAMPLE"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(changed))
    assert [ajar(*NIGHT).code, ajar(*NIGHT).code] == [1, 1]
    assert [title for title, _ in texts(screen)] == ["Ajar: nothing could be checked"] * 2


def test_without_a_desktop_the_scan_is_the_same_and_one_line_says_so(ajar: Ajar, added: AwsCloud) -> None:
    ajar("scan", "--account", "prod")
    reopen(added, "marrow-app-config")
    done = ajar(*NIGHT)
    assert (done.code, "marrow-app-config" in done.out) == (3, True)
    assert [line for line in done.err.splitlines() if "no desktop" in line] == [
        "ajar: there is no desktop here that shows a notice (no desktop session)."
    ]


def test_it_wants_something_to_compare_with(ajar: Ajar, added: AwsCloud) -> None:
    del added
    assert ajar("scan", "--all-accounts", "--notify").code == 2


def test_what_stops_a_scan_before_it_begins_is_told(ajar: Ajar, screen: Desktop) -> None:
    done = ajar("scan", "--account", "prdo", "--baseline", "last", "--notify")
    [(title, body)] = texts(screen)
    assert (done.code, title) == (1, "Ajar: nothing could be checked")
    assert "prdo" in body
