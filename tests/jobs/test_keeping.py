"""Findings are marked by the exceptions of the store: at once, together, and no longer than they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ajar.jobs.audit import now
from ajar.jobs.declaring import declare, drafted
from ajar.jobs.keeping import keep_apart, keep_together, mark_ended, mark_rows
from ajar.store import Store, findings, open_store, runs
from meant import meant
from verdicts import bucket, open_by_policy

TODAY = now().date()
OPEN = open_by_policy()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        keep_apart(opened, [OPEN], "acme")
        yield opened


def on_purpose(store: Store) -> list[str]:
    return [row.name for row in findings.rows(store) if row.on_purpose]


def test_one_that_has_ended_since_it_was_read_covers_no_longer(store: Store) -> None:
    declare(store, OPEN, meant(drafted(OPEN, "Ana", TODAY), until=TODAY), TODAY)
    assert on_purpose(store) == [OPEN.resource.name]
    assert mark_ended(store, TODAY) == ()
    [(name, finding)] = mark_ended(store, TODAY + timedelta(days=1))
    assert (name, finding.exposure.exception) == ("acme", None)
    assert finding.exposure.caveats[0].code == "kept_ended"
    assert on_purpose(store) == []
    assert mark_ended(store, TODAY + timedelta(days=1)) == ()


def test_many_findings_are_kept_in_one_run_each_under_its_own_account(store: Store) -> None:
    number = runs.begin(store, now())
    keep_together(store, [("one", bucket("a")), ("two", bucket("b")), ("one", bucket("c"))])
    assert runs.begin(store, now()) == number + 2
    assert {row.name: row.account_name for row in findings.rows(store)} == {
        OPEN.resource.name: "acme",
        "a": "one",
        "b": "two",
        "c": "one",
    }


def test_where_nothing_is_to_be_marked_no_run_is_made(store: Store) -> None:
    number = runs.begin(store, now())
    assert mark_rows(store, [], TODAY) == ()
    keep_together(store, [])
    assert runs.begin(store, now()) == number + 1
