"""What is open on purpose: at most what was declared, of that very resource, and not for longer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.finding import Finding
from ajar.model.kept import CODES, Kept
from ajar.model.ours import AccessException
from ajar.policy.on_purpose import likely, likely_prefix, on_purpose, unmarked
from ajar.words import SENTENCES
from verdicts import (
    closed,
    confined_to,
    denied,
    held_twice,
    open_by_policy,
    open_to_holders,
    shared,
    undecided,
)

TODAY = date(2026, 11, 23)
READ, LIST, WRITE = Capability.READ, Capability.LIST, Capability.WRITE


def kept(finding: Finding, **more: object) -> Kept:
    """An exception for just what this finding is, but for what is said otherwise."""
    audience, able = likely(finding.exposure)
    said: dict[str, object] = {
        "audience": audience,
        "capabilities": able,
        "reason": "the website of the company",
        "by": "Ana",
        "until": TODAY + timedelta(days=30),
        **more,
    }
    resource = finding.resource
    return Kept(
        account=resource.account,
        resource=resource.id,
        name=resource.name,
        created=resource.created,
        exception=msgspec.convert(said, AccessException),
    )


def codes(finding: Finding, one: Kept, today: date = TODAY) -> list[str]:
    """Why the exception does not cover the finding; nothing where it does."""
    exposure = on_purpose(finding.resource, finding.exposure, one, today)
    against = [caveat.code for caveat in exposure.caveats if caveat.code in CODES]
    assert bool(against) is (exposure.exception is None)
    assert (exposure.state, exposure.all) == (finding.exposure.state, finding.exposure.all)
    return against


@pytest.mark.parametrize("finding", [open_by_policy(), open_to_holders(), shared()])
def test_what_is_just_as_declared_or_less_is_covered(finding: Finding) -> None:
    assert codes(finding, kept(finding)) == []
    assert codes(finding, kept(finding, audience=Audience.PUBLIC, capabilities=[LIST, READ, WRITE])) == []


def test_reading_was_meant_and_listing_came() -> None:
    finding = open_by_policy()
    one = kept(finding, capabilities=[READ])
    assert codes(finding, one) == ["kept_wider"]
    [caveat] = [
        c for c in on_purpose(finding.resource, finding.exposure, one, TODAY).caveats if c.code in CODES
    ]
    assert caveat.args == {"outsiders": "Anyone on the internet", "can": "list this bucket"}


def test_files_of_one_folder_were_meant_and_others_came() -> None:
    folder = confined_to("public/")
    assert likely_prefix(folder.exposure) == "public/"
    assert codes(folder, kept(folder, prefix="public/")) == []
    assert codes(folder, kept(folder, prefix="pub")) == []
    assert codes(confined_to("public/", "private/"), kept(folder, prefix="public/")) == ["kept_wider_files"]
    assert codes(confined_to(), kept(folder, prefix="public/")) == ["kept_wider_files"]
    assert codes(folder, kept(folder, prefix="public/img/")) == ["kept_wider_files"]


def test_where_any_file_may_be_reached_no_beginning_is_likely() -> None:
    assert likely_prefix(confined_to().exposure) == ""
    assert likely_prefix(closed().exposure) == ""


def test_a_wider_audience_is_open_again() -> None:
    finding = open_by_policy()
    assert "kept_wider_audience" in codes(finding, kept(finding, audience=Audience.EXTERNAL))


def test_it_holds_on_its_last_day_and_no_day_longer() -> None:
    finding = open_by_policy()
    one = kept(finding, until=TODAY)
    assert codes(finding, one) == []
    assert codes(finding, one, TODAY + timedelta(days=1)) == ["kept_ended"]


def test_one_of_the_same_name_that_was_made_later_is_not_meant() -> None:
    finding = open_by_policy()
    resource = msgspec.structs.replace(finding.resource, created=datetime(2020, 1, 1, tzinfo=UTC))
    older = msgspec.structs.replace(finding, resource=resource)
    later = datetime(2026, 11, 1, tzinfo=UTC)
    newer = msgspec.structs.replace(finding, resource=msgspec.structs.replace(resource, created=later))
    assert codes(older, kept(older)) == []
    assert codes(newer, kept(older)) == ["kept_made_anew"]


@pytest.mark.parametrize("finding", [denied(), undecided()])
def test_what_is_not_known_is_never_quiet(finding: Finding) -> None:
    assert finding.exposure.state is State.UNKNOWN
    one = kept(finding, audience=Audience.PUBLIC, capabilities=list(Capability))
    assert codes(finding, one) == ["kept_may_be_wider"]


@pytest.mark.parametrize("finding", [closed(), held_twice()])
def test_one_that_is_not_needed_says_so(finding: Finding) -> None:
    one = kept(finding, audience=Audience.PUBLIC, capabilities=[READ])
    assert codes(finding, one) == ["kept_not_needed"]


def test_marking_twice_is_marking_once_and_unmarking_gives_the_judges_own() -> None:
    finding = open_by_policy()
    for one in (kept(finding), kept(finding, capabilities=[READ])):
        first = on_purpose(finding.resource, finding.exposure, one, TODAY)
        assert on_purpose(finding.resource, first, one, TODAY) == first
        assert unmarked(first) == finding.exposure


def test_every_reason_has_words() -> None:
    assert set(SENTENCES) >= CODES
