"""What is declared open on purpose: kept whole with its mistakes told, and how each one stands now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ajar.jobs.audit import now
from ajar.jobs.declaring import Mistaken, declare, declare_stored, declared, drafted, drop, take
from ajar.jobs.keeping import keep_apart
from ajar.model.access import Audience, Capability
from ajar.model.finding import Finding
from ajar.model.kept import Kept, KeptState
from ajar.store import Store, findings, kept, open_store
from meant import meant
from verdicts import closed, open_by_policy, undecided

TODAY = now().date()
OPEN = open_by_policy()
DRAFT = drafted(OPEN, "Ana", TODAY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        keep_apart(opened, [OPEN], "acme")
        yield opened


def of_resource(finding: Finding, **more: Any) -> Kept:  # noqa: ANN401 - any field of the exception
    resource = finding.resource
    exception = meant(drafted(finding, "Ana", TODAY), **more)
    return Kept(account=resource.account, resource=resource.id, name=resource.name, exception=exception)


def test_a_draft_has_the_scope_that_is_there_and_lacks_only_the_reason(store: Store) -> None:
    assert (DRAFT.audience, DRAFT.capabilities) == (Audience.PUBLIC, (Capability.LIST, Capability.READ))
    with pytest.raises(Mistaken) as caught:
        declare(store, OPEN, DRAFT, TODAY)
    assert [(one.about, one.code) for one in caught.value.mistakes] == [("reason", "keep_no_reason")]
    declare(store, OPEN, meant(DRAFT), TODAY)
    assert [row.on_purpose for row in findings.rows(store)] == [DRAFT.until]


def test_every_mistake_is_told_and_nothing_is_kept(store: Store) -> None:
    wrong = msgspec.structs.replace(
        DRAFT, audience=Audience.PRIVATE, capabilities=(), by=" ", until=TODAY - timedelta(days=1)
    )
    with pytest.raises(Mistaken) as caught:
        declare_stored(store, OPEN.resource.account, OPEN.resource.id, wrong, TODAY)
    assert [one.about for one in caught.value.mistakes] == ["audience", "can", "reason", "by", "until"]
    assert kept.everything(store) == ()


def test_what_nobody_gets_into_is_not_kept_open_but_what_was_declared_of_it_can_be_changed(
    store: Store,
) -> None:
    shut = closed()
    with pytest.raises(Mistaken) as caught:
        declare(store, shut, meant(DRAFT), TODAY)
    assert caught.value.mistakes[0].code == "keep_nothing_open"
    take(store, [of_resource(shut, audience=Audience.PUBLIC, capabilities=(Capability.READ,))], TODAY)
    declare(store, shut, meant(DRAFT, by="Ben"), TODAY)
    assert [one.exception.by for one in kept.everything(store)] == ["Ben"]


def test_one_that_is_in_the_store_no_longer_keeps_what_was_declared_of_it(store: Store) -> None:
    with pytest.raises(Mistaken) as caught:
        declare_stored(store, "1", "gone", meant(DRAFT), TODAY)
    assert caught.value.mistakes[0].code == "keep_gone"
    take(store, [Kept(account="1", resource="gone", name="gone", exception=meant(DRAFT))], TODAY)
    declare_stored(store, "1", "gone", meant(DRAFT, by="Ben"), TODAY)
    [one] = declared(store, TODAY)
    assert (one.kept.exception.by, one.state) == ("Ben", KeptState.NOT_SEEN)


def test_one_that_is_dropped_leaves_the_resource_open(store: Store) -> None:
    declare(store, OPEN, meant(DRAFT), TODAY)
    [(name, finding)] = drop(store, OPEN.resource.account, OPEN.resource.id, TODAY)
    assert (name, finding.exposure.exception) == ("acme", None)
    assert drop(store, OPEN.resource.account, OPEN.resource.id, TODAY) == ()
    assert [row.on_purpose for row in findings.rows(store)] == [None]


ANEW = msgspec.structs.replace(
    OPEN, resource=msgspec.structs.replace(OPEN.resource, created=datetime(2026, 11, 1, tzinfo=UTC))
)


@pytest.mark.parametrize(
    ("finding", "one", "state", "codes"),
    [
        (OPEN, of_resource(OPEN), KeptState.COVERED, []),
        (OPEN, of_resource(OPEN, capabilities=(Capability.READ,)), KeptState.WIDER, ["kept_wider"]),
        (OPEN, of_resource(OPEN, audience=Audience.EXTERNAL), KeptState.WIDER, ["kept_wider_audience"]),
        (OPEN, of_resource(OPEN, until=TODAY - timedelta(days=1)), KeptState.ENDED, ["kept_ended"]),
        (
            closed(),
            of_resource(closed(), audience=Audience.PUBLIC),
            KeptState.NOT_NEEDED,
            ["kept_not_needed"],
        ),
        (
            undecided(),
            of_resource(undecided(), audience=Audience.PUBLIC),
            KeptState.MAY_BE_WIDER,
            ["kept_may_be_wider"],
        ),
        (
            ANEW,
            msgspec.structs.replace(of_resource(OPEN), created=datetime(2024, 1, 1, tzinfo=UTC)),
            KeptState.MADE_ANEW,
            ["kept_made_anew"],
        ),
    ],
)
def test_each_is_told_with_how_its_resource_stands(
    store: Store, finding: Finding, one: Kept, state: KeptState, codes: list[str]
) -> None:
    keep_apart(store, [finding], "acme")
    take(store, [one], TODAY)
    [told] = declared(store, TODAY)
    assert told.state is state
    assert [caveat.code for caveat in told.against if caveat.code != "kept_may_be_wider"] == [
        code for code in codes if code != "kept_may_be_wider"
    ]
    assert set(codes) <= {caveat.code for caveat in told.against}
    assert told.account_name == "acme"
