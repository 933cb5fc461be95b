"""What is kept of each resource: its latest finding whole, its row in order, and the verdicts before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.model.exposure import Exposure
from ajar.model.finding import Finding, facts_equal
from ajar.model.row import Row, row
from ajar.store import DamagedStore, Store, findings, open_store, runs
from invented import CLOSED, MORNING, OPEN, SHIELDED, UNKNOWN, finding

ACCOUNT = "123456789012"
DRAFTS = "arn:aws:s3:::acme-drafts"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        yield opened


def keep(store: Store, *found: Finding, name: str = "prod") -> int:
    number = runs.begin(store, MORNING)
    findings.keep(store, number, found, name)
    return number


def all_rows(store: Store, limit: int = 3) -> list[Row]:
    pages: list[Row] = []
    while page := findings.rows(store, pages[-1] if pages else None, limit):
        assert len(page) <= limit
        pages += page
    return pages


@pytest.mark.parametrize("exposure", [OPEN, SHIELDED, UNKNOWN, CLOSED], ids=lambda one: one.state.value)
def test_a_finding_comes_back_with_its_facts(store: Store, exposure: Exposure) -> None:
    kept = finding(exposure=exposure)
    keep(store, kept)
    read = findings.finding(store, ACCOUNT, DRAFTS)
    assert read == kept
    assert read is not None
    assert facts_equal(read.facts, kept.facts)


def test_what_was_never_read_is_none(store: Store) -> None:
    keep(store, finding())
    assert findings.finding(store, ACCOUNT, "arn:aws:s3:::other") is None
    assert findings.finding(store, "210987654321", DRAFTS) is None


def test_a_resource_has_one_row_and_its_latest_finding(store: Store) -> None:
    keep(store, finding(exposure=OPEN))
    later = finding(exposure=CLOSED, minutes=5)
    keep(store, later)
    assert findings.rows(store) == [row(later, "prod")]
    assert findings.finding(store, ACCOUNT, DRAFTS) == later


def test_the_same_id_in_two_accounts_is_two_resources(store: Store) -> None:
    keep(store, finding(), finding(account="210987654321"))
    assert [entry.account for entry in findings.rows(store)] == [ACCOUNT, "210987654321"]


def test_rows_come_in_the_order_of_what_matters_first(store: Store) -> None:
    verdicts = [CLOSED, UNKNOWN, OPEN, SHIELDED]
    kept = [finding(f"acme-{n:02}", verdicts[n % 4]) for n in range(23)]
    random.shuffle(kept)
    keep(store, *kept)
    expected = sorted((row(one, "prod") for one in kept), key=lambda r: (r.rank, r.name, r.account, r.id))
    assert all_rows(store) == expected
    assert [entry.state for entry in (expected[0], expected[-1])] == [OPEN.state, CLOSED.state]


def test_pages_of_any_size_hold_each_row_once(store: Store) -> None:
    keep(store, *(finding("same", OPEN, account=f"{n:012}") for n in range(10)))
    for limit in (1, 3, 9, 10, 11):
        assert len({(r.account, r.id) for r in all_rows(store, limit)}) == len(all_rows(store, limit)) == 10


def test_names_that_try_to_be_something_else_come_back_as_they_are(store: Store) -> None:
    hostile = [
        "<b>x</b>",
        "'; DROP TABLE finding; --",
        "\x1b[31mred",
        "\u202egnp.exe",
        "n" * 1024,
        "\0",
        "🪣",
    ]
    keep(store, *(finding(name) for name in hostile))
    assert sorted(entry.name for entry in findings.rows(store)) == sorted(hostile)


def test_a_batch_that_breaks_off_leaves_the_batches_before_it(store: Store) -> None:
    def broken() -> Iterator[Finding]:
        yield from (finding(f"acme-{n}") for n in range(findings.BATCH + 7))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        findings.keep(store, runs.begin(store, MORNING), broken(), "prod")
    assert len(findings.rows(store, limit=10_000)) == findings.BATCH


def test_damaged_facts_are_told_and_the_others_can_be_read(store: Store) -> None:
    keep(store, finding(), finding("acme-web"))
    with store.writing() as connection:
        connection.execute("UPDATE detail SET finding = x'0011' WHERE key = 1")
    with pytest.raises(DamagedStore, match="left as it is"):
        findings.finding(store, ACCOUNT, DRAFTS)
    assert findings.finding(store, ACCOUNT, "arn:aws:s3:::acme-web") == finding("acme-web")


@pytest.mark.parametrize("row", [b"", b"{}", b'{"name": 7}'])
def test_a_damaged_row_is_told(store: Store, row: bytes) -> None:
    keep(store, finding())
    with store.writing() as connection:
        connection.execute("UPDATE finding SET row = ?", (row,))
    with pytest.raises(DamagedStore):
        findings.rows(store)
    with pytest.raises(DamagedStore):
        keep(store, finding(exposure=OPEN))
