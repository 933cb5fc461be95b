"""Who changed a resource: how far back it is looked, and what lies where the verdict changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ajar.jobs.keeping import keep_apart
from ajar.jobs.who import changed_in, who
from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.model.finding import Finding
from ajar.model.resource import Resource
from ajar.providers.kind import Expired, Reader, Trail
from ajar.store import Store, open_store
from clouds.chests import CHEST
from verdicts import ACCOUNT, bucket, policy, statement

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
RESOURCE = Resource(provider="memory", account="a", kind="chest", name="x", id="x")
OPEN = bucket(policy=policy(statement("Open", "*")))
SHUT = bucket(policy=None)


class Silent:
    """A reader that is asked nothing."""

    provider, account = "memory", "a"

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: object
    ) -> Mapping[str, Any]:
        """Nothing is asked."""
        raise AssertionError(operation, region, absent, arguments)

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: object
    ) -> Iterator[Mapping[str, Any]]:
        """Nothing is asked."""
        raise AssertionError(operation, region, arguments)


def deed(days: float) -> Deed:
    """Something that was done so many days ago."""
    at = AT - timedelta(days=days)
    return Deed(id=f"{days}", event="Put", code="deed_policy_set", about="bucket", owner="x", at=at)


def kind_with(*found: Deed | Unseen | Caveat, days: int = 90, asked: list[Span] | None = None) -> Any:  # noqa: ANN401 - a Kind
    """A kind whose log tells these."""

    def deeds(_reader: Reader, _resource: Resource, span: Span) -> Iterator[Deed | Unseen | Caveat]:
        if asked is not None:
            asked.append(span)
        yield from found

    return replace(CHEST, trail=Trail(deeds=deeds, days=days))


def test_the_deeds_come_latest_first_each_once_and_with_what_is_not_known() -> None:
    unseen, limit = Unseen(about="account", reason=Reason.DENIED), Caveat(code="trail_is_late")
    told = who(Silent(), kind_with(deed(3), limit, deed(1), unseen, deed(3)), RESOURCE, AT)
    assert [one.id for one in told.deeds] == ["1", "3"]
    assert (told.unseen, told.notes) == ((unseen,), (limit,))


def test_without_a_span_it_is_the_last_ninety_days_and_nothing_is_marked() -> None:
    told = who(Silent(), kind_with(deed(1), days=400), RESOURCE, AT)
    assert told.asked == Span(since=AT - timedelta(days=90), until=AT)
    assert told.kept_since == AT - timedelta(days=400)
    assert [one.in_span for one in told.deeds] == [False]


@pytest.mark.parametrize(
    ("days", "since", "changed", "begin"),
    [
        (90, 10, None, 10),
        (90, 200, None, 90),
        (400, 200, None, 200),
        (400, 900, None, 400),
        (400, None, 120, 120),
        (400, None, 20, 90),
        (90, None, 120, 90),
        (90, 10, 120, 10),
    ],
)
def test_it_looks_back_to_before_the_change_but_never_further_than_the_log(
    days: int, since: int | None, changed: int | None, begin: int
) -> None:
    asked: list[Span] = []
    span = None if changed is None else Span(since=AT - timedelta(days=changed), until=AT)
    begun = None if since is None else AT - timedelta(days=since)
    who(Silent(), kind_with(days=days, asked=asked), RESOURCE, AT, since=begun, changed=span)
    assert asked == [Span(since=AT - timedelta(days=begin), until=AT)]


def test_what_lies_in_the_span_in_which_the_verdict_changed_is_marked() -> None:
    changed = Span(since=AT - timedelta(days=5), until=AT - timedelta(days=2))
    found = [deed(6), deed(5), deed(4), deed(2), deed(1)]
    told = who(Silent(), kind_with(*found), RESOURCE, AT, changed=changed)
    assert [one.in_span for one in told.deeds] == [False, True, True, True, False]
    assert told.changed == changed


def test_a_whole_second_counts_as_in_the_span_that_begins_within_it() -> None:
    second = AT - timedelta(days=3)
    changed = Span(since=second + timedelta(microseconds=700), until=AT)
    told = who(Silent(), kind_with(deed(3)), RESOURCE, AT, changed=changed)
    assert [one.in_span for one in told.deeds] == [True]


def test_a_kind_without_a_log_is_not_known_and_not_nobody() -> None:
    told = who(Silent(), CHEST, RESOURCE, AT)
    assert [one.reason for one in told.unseen] == [Reason.UNSUPPORTED]


def test_the_end_of_the_credentials_is_raised() -> None:
    def ended(_reader: Reader, _resource: Resource, _span: Span) -> Iterator[Deed]:
        raise Expired("over")

    with pytest.raises(Expired):
        who(Silent(), replace(CHEST, trail=Trail(deeds=ended, days=90)), RESOURCE, AT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    with open_store(tmp_path / "ajar.db") as opened:
        yield opened


def read(finding: Finding, hours: int) -> Finding:
    """The finding, read so many hours later."""
    return msgspec.structs.replace(finding, read_at=AT + timedelta(hours=hours))


def test_the_span_is_from_the_last_reading_of_the_other_verdict_to_the_first_of_this(store: Store) -> None:
    for hours, finding in enumerate((SHUT, SHUT, OPEN, OPEN, OPEN)):
        keep_apart(store, [read(finding, hours)], "acme")
    found = changed_in(store, ACCOUNT, OPEN.resource.id)
    assert found == Span(since=AT + timedelta(hours=1), until=AT + timedelta(hours=2))


def test_there_is_no_span_for_what_was_never_seen_otherwise_or_not_at_all(store: Store) -> None:
    assert changed_in(store, ACCOUNT, OPEN.resource.id) is None
    keep_apart(store, [read(OPEN, 0)], "acme")
    keep_apart(store, [read(OPEN, 1)], "acme")
    assert changed_in(store, ACCOUNT, OPEN.resource.id) is None
