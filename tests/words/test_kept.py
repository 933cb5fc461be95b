"""Exceptions in words: each way to stand is said, and a mistake reads as a sentence wherever it stands."""

from __future__ import annotations

from datetime import date

import pytest

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat
from ajar.model.kept import CODES, Declared, Kept, KeptState, mistakes, standing
from ajar.model.ours import AccessException
from ajar.words import SENTENCES
from ajar.words.kept import against, at_most, sentence, state

SAID = AccessException(
    audience=Audience.AUTHENTICATED,
    capabilities=(Capability.LIST, Capability.READ),
    reason="the website of the company",
    by="Ana",
    until=date(2027, 1, 1),
)


def test_each_way_to_stand_is_said_apart() -> None:
    assert len({state(one) for one in KeptState}) == len(KeptState)


@pytest.mark.parametrize("code", sorted(CODES))
def test_whatever_is_said_against_one_it_does_not_cover(code: str) -> None:
    assert standing([Caveat(code="second_opinion_agrees"), Caveat(code=code)]) is not KeptState.COVERED
    assert code in SENTENCES
    assert standing([Caveat(code="second_opinion_agrees")]) is KeptState.COVERED


def test_the_scope_is_said_as_of_its_cloud() -> None:
    assert at_most(SAID, "aws") == (
        "Anyone with a free AWS account: list this bucket and download every file"
    )
    assert at_most(SAID, "gcp").startswith("Anyone with a Google account: ")
    assert at_most(SAID).startswith("Anyone who signs up: ")


def test_one_that_was_not_seen_says_so() -> None:
    kept = Kept(account="1", resource="r", name="r", exception=SAID)
    assert against(Declared(kept=kept, state=KeptState.COVERED)) == ""
    assert "No check" in against(Declared(kept=kept, state=KeptState.NOT_SEEN))


def test_a_mistake_is_a_sentence_with_a_capital_and_one_full_stop() -> None:
    wrong = AccessException(
        audience=Audience.PRIVATE, capabilities=(), reason="", by="", until=date(2020, 1, 1)
    )
    found = [sentence(one) for one in mistakes(wrong, date(2026, 11, 24))]
    assert len(found) == 5
    assert all(one[0].isupper() and one.endswith(".") and not one.endswith("..") for one in found)
