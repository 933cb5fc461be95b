"""What is left to choose: what offers itself, and what is no choice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.change import Choice
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.kind import CannotPlan
from ajar.words import SENTENCES, say
from clouds.s3_facts import ACCOUNT, BUCKET, OTHER, READ, SHARED, facts, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(
    accounts=frozenset({ACCOUNT, "444455556666", "finch-web"}),
    organizations=frozenset({"o-finch00042", "o-finch00043", "987654321"}),
    addresses=frozenset({"93.184.216.0/24"}),
)
KNOWN = facts(policy=policy(READ, SHARED))
FIXES = {fix.name: fix for fix in KIND.fixes}


def choice(name: str, ours: Ours = OURS) -> Choice:
    """The one choice of a fix."""
    (found,) = FIXES[name].choices(BUCKET, KNOWN, ours, AT)
    return found


def test_accounts_are_ones_own_and_those_that_the_policy_names() -> None:
    found = choice("narrow_to_accounts")
    assert [option.value for option in found.options] == [ACCOUNT, "444455556666", OTHER]
    assert (found.several, found.free, found.value) == (True, True, "")
    assert found.sample not in {option.value for option in found.options}


def test_addresses_are_ones_own() -> None:
    found = choice("narrow_to_addresses")
    assert [option.value for option in found.options] == ["93.184.216.0/24"]
    assert (found.several, found.free, found.sample) == (True, True, "203.0.113.7/32")


def test_an_organization_is_chosen_only_among_several() -> None:
    found = choice("narrow_to_organization")
    assert [option.value for option in found.options] == ["o-finch00042", "o-finch00043"]
    alone = Ours(accounts=frozenset({ACCOUNT}), organizations=frozenset({"o-finch00042"}))
    assert FIXES["narrow_to_organization"].choices(BUCKET, KNOWN, alone, AT) == ()
    (change,) = FIXES["narrow_to_organization"].plan(BUCKET, KNOWN, alone, AT, {})
    assert '"aws:PrincipalOrgID": "o-finch00042"' in change.after


@pytest.mark.parametrize(
    ("name", "chosen", "code"),
    [
        ("narrow_to_accounts", {"accounts": ""}, "fix_nothing_chosen"),
        ("narrow_to_accounts", {"accounts": " , "}, "fix_nothing_chosen"),
        ("narrow_to_accounts", {"accounts": f"{OTHER},12345"}, "fix_no_account_id"),
        ("narrow_to_accounts", {"accounts": "１２３４５６７８９０１２"}, "fix_no_account_id"),  # noqa: RUF001 - digits of another script
        ("narrow_to_addresses", {}, "fix_nothing_chosen"),
        ("narrow_to_addresses", {"addresses": "the office"}, "fix_no_network"),
        ("narrow_to_addresses", {"addresses": "8.8.8.8/33"}, "fix_no_network"),
        ("narrow_to_addresses", {"addresses": "0.0.0.0/0"}, "fix_addresses_too_wide"),
        ("narrow_to_addresses", {"addresses": "0.0.0.0/1, 128.0.0.0/1"}, "fix_addresses_too_wide"),
        ("narrow_to_addresses", {"addresses": "::/0"}, "fix_addresses_too_wide"),
        ("narrow_to_addresses", {"addresses": "8.8.8.8,10.0.0.0/8"}, "fix_network_not_public"),
        ("narrow_to_organization", {"organization": ""}, "fix_nothing_chosen"),
        ("narrow_to_organization", {"organization": "o-somebody00"}, "fix_not_your_organization"),
    ],
)
def test_what_is_no_choice_is_refused_with_a_sentence(name: str, chosen: dict[str, str], code: str) -> None:
    with pytest.raises(CannotPlan) as refused:
        FIXES[name].plan(BUCKET, KNOWN, OURS, AT, chosen)
    assert refused.value.code == code
    assert code in SENTENCES
    assert "…" not in say(code, refused.value.args_of_code)


def test_values_stand_as_aws_writes_them() -> None:
    (change,) = FIXES["narrow_to_addresses"].plan(
        BUCKET, KNOWN, OURS, AT, {"addresses": "8.8.8.8, 93.184.216.99/24 ,8.8.8.8/32"}
    )
    assert '"aws:SourceIp": ["8.8.8.8/32", "93.184.216.0/24"]' in change.after
    (change,) = FIXES["narrow_to_accounts"].plan(BUCKET, KNOWN, OURS, AT, {"accounts": f"{OTHER}, {ACCOUNT}"})
    assert f'"aws:PrincipalAccount": ["{OTHER}", "{ACCOUNT}"]' in change.after


def test_no_choice_is_asked_for_where_the_fix_does_not_apply() -> None:
    closed = facts()
    for fix in KIND.fixes:
        assert fix.plan(BUCKET, closed, OURS, AT, {}) == ()
