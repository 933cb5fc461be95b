"""Leaving a bucket to a distribution: only to one that signs, and it is said that viewers still get in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ajar.jobs.examine import judged
from ajar.jobs.offers import offers
from ajar.model.access import State
from ajar.model.change import Option
from ajar.model.facts import Facts, Reason, Unread
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.kind import CannotPlan
from clouds.network_facts import ARN, DOMAIN, ID, OURS, SERVICE, behavior, distribution, for_one, origin, read
from clouds.s3_facts import BUCKET, READ, SHARED, allow, facts, policy
from clouds.tried_fixes import after

AT = datetime(2026, 11, 24, tzinfo=UTC)
NAME = "narrow_to_distribution"
(FIX,) = (fix for fix in KIND.fixes if fix.name == NAME)
ONLY = {"StringEquals": {"AWS:SourceArn": ARN}}
SIGNED = distribution(Behaviors=[behavior(Signed=True)])


def test_the_service_takes_the_place_of_everyone_and_keeps_to_the_one_distribution() -> None:
    (change,) = FIX.plan(BUCKET, read(READ, SHARED, for_one()), OURS, AT, {"distribution": ID})
    first, *others = json.loads(change.after)["Statement"]
    assert first == {**READ, "Principal": SERVICE, "Condition": ONLY}
    assert others == [SHARED, for_one()]


@pytest.mark.parametrize(("found", "closes"), [(distribution(), False), (SIGNED, True)])
def test_its_viewers_get_in_unless_it_wants_signed_urls(found: dict[str, object], closes: bool) -> None:  # noqa: FBT001 - a row's
    known = read(READ, for_one(), distributions=[found])
    whole = judged(KIND, BUCKET, known, OURS, AT)
    (offer,) = (one for one in offers(KIND, whole, OURS) if one.fix == NAME)
    assert offer.closes is closes
    assert (NAME in whole.fixes) is closes
    changes = FIX.plan(BUCKET, known, OURS, AT, {"distribution": ID})
    then = KIND.judge(BUCKET, after(KIND, BUCKET, known, changes), OURS, AT)
    assert {way.through for way in then.ways} == (set() if closes else {"cdn"})
    assert then.state is (State.SHIELDED if closes else State.OPEN)
    assert FIX.plan(BUCKET, after(KIND, BUCKET, known, changes), OURS, AT, {"distribution": ID}) == ()


def test_a_service_without_a_distribution_gets_one() -> None:
    anybodys = allow(SERVICE, "s3:GetObject")
    (change,) = FIX.plan(BUCKET, read(anybodys), OURS, AT, {"distribution": ID})
    assert json.loads(change.after)["Statement"] == [{**anybodys, "Condition": ONLY}]


@pytest.mark.parametrize(
    "known",
    [
        facts(policy=policy(READ)),
        read(READ, for_one(), signing="never"),
        read(READ, for_one(), signing=None),
        read(READ, for_one(), signing=Unread(reason=Reason.DENIED)),
        read(READ, for_one(), distributions=Unread(reason=Reason.DENIED)),
        read(READ, for_one(), distributions=[]),
        read(READ, for_one(), distributions=[distribution(Origins=[origin(Website=True)])]),
        read(READ, for_one(), distributions=[distribution(Origins=[origin(Access="identity")])]),
        read(for_one()),
    ],
)
def test_where_no_distribution_signs_it_is_not_offered(known: Facts) -> None:
    chosen = {choice.name: choice.sample for choice in FIX.choices(BUCKET, known, OURS, AT)}
    assert FIX.plan(BUCKET, known, OURS, AT, chosen) == ()


def test_the_only_one_is_chosen_and_of_several_one_has_to_be() -> None:
    (alone,) = FIX.choices(BUCKET, read(READ, for_one()), OURS, AT)
    assert (alone.value, alone.options) == (ID, (Option(value=ID, name=DOMAIN),))
    other = distribution(Id="E2", ARN=ARN.replace(ID, "E2"), Aliases=["cdn.example"])
    known = read(READ, for_one(), distributions=[distribution(), other])
    (several,) = FIX.choices(BUCKET, known, OURS, AT)
    assert (several.value, several.sample) == ("", ID)
    assert several.options[1] == Option(value="E2", name="cdn.example")
    for chosen, code in (("", "fix_nothing_chosen"), ("E3", "fix_no_such_distribution")):
        with pytest.raises(CannotPlan) as refused:
            FIX.plan(BUCKET, known, OURS, AT, {"distribution": chosen})
        assert refused.value.code == code
