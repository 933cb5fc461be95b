"""What stands above the account: told where it can be read, else said not to be; it moves no verdict."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ajar.demo.aws.company.prod import PROD
from ajar.model.exposure import Caveat
from ajar.model.facts import Fact, Reason, Unread
from ajar.model.ours import Ours
from ajar.model.resource import Owner
from ajar.providers.aws.s3_bucket.organization_policies import RESOURCE_CONTROL_POLICIES
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import Denied, Malformed
from ajar.providers.reader import reader
from ajar.words import say
from clouds.s3_facts import ACCOUNT, ALL_USERS, BUCKET, NOT_ASKED, READ, SHARED, acl, facts, policy

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud
    from ajar.providers.aws.session import AwsSession

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
ABOVE = f"{ACCOUNT}/organization"
OWNER = Owner(id=f"{PROD}/organization", name="", shared="organization")
UNREAD = Unread(reason=Reason.DENIED, permission="organizations:ListPoliciesForTarget")
UP = (("ou-ab12-11111111", "ORGANIZATIONAL_UNIT", ("OnlyUs",)), ("r-ab12", "ROOT", ("Perimeter", "OnlyUs")))


def caveats(above: object, ours: Ours = OURS, **given: object) -> list[Caveat]:
    """What is said beside the verdict of the layers above, and of objects."""
    known = dict(facts(**given))
    if above is not NOT_ASKED:
        known["resource_control_policies"] = {ABOVE: above if isinstance(above, Unread) else Fact(above)}
    exposure = judge(BUCKET, known, ours, AT)
    return [one for one in exposure.caveats if one.code.startswith(("organization", "objects_of"))]


@pytest.mark.parametrize("above", [UNREAD, NOT_ASKED, {}, "text"])
def test_what_was_not_read_is_said(above: object) -> None:
    assert caveats(above) == [Caveat(code="organization_policies_not_read")]
    assert "service control policies" in say("organization_policies_not_read")


def test_policies_that_were_read_are_named_and_none_are_none() -> None:
    told = Caveat(code="organization_policies_not_judged", args={"policies": "OnlyUs, Perimeter"})
    assert caveats(["OnlyUs", "Perimeter"]) == [told]
    assert caveats([]) == []
    assert caveats(None) == []
    assert "OnlyUs" in say(told.code, told.args)


def test_above_an_account_in_no_organization_is_nothing() -> None:
    assert caveats(NOT_ASKED, Ours(accounts=frozenset({ACCOUNT}), alone=frozenset({ACCOUNT}))) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"policy": policy(READ)}, True),
        ({"policy": policy(SHARED), "ownership": "BucketOwnerPreferred"}, True),
        ({"policy": policy(READ), "ownership": UNREAD}, True),
        ({"policy": policy(READ), "ownership": "BucketOwnerEnforced", "acl": NOT_ASKED}, False),
        ({"acl": acl((ALL_USERS, "READ"))}, False),
        ({}, False),
    ],
)
def test_a_policy_is_not_about_what_others_own(given: dict[str, object], *, expected: bool) -> None:
    codes = [caveat.code for caveat in caveats([], OURS, **given)]
    assert codes == (["objects_of_others_not_covered"] if expected else [])


def test_it_is_asked_for_where_outsiders_are_named_and_is_no_gap_of_the_account() -> None:
    assert RESOURCE_CONTROL_POLICIES.of(BUCKET, facts()) == ()
    (owner,) = RESOURCE_CONTROL_POLICIES.of(BUCKET, facts(policy=policy(READ)))
    assert (owner.id, owner.shared) == (ABOVE, "organization")


def test_every_level_up_to_the_root_is_read_once(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].above = ((PROD, "ACCOUNT", ()), *UP)
    once = reader(session)
    cloud.calls.clear()
    for _ in range(2):
        assert RESOURCE_CONTROL_POLICIES.read(once, OWNER).value == ["OnlyUs", "Perimeter"]
    calls = Counter(call.operation for call in cloud.calls)
    assert calls == {"ListPoliciesForTarget": 3, "ListParents": 2}
    assert cloud.unserved == set()


def test_most_accounts_may_not_read_it(session: AwsSession) -> None:
    with pytest.raises(Denied) as denied:
        RESOURCE_CONTROL_POLICIES.read(session, OWNER)
    assert denied.value.permission in RESOURCE_CONTROL_POLICIES.permissions


def test_an_account_in_no_organization_has_none(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].organization = None
    assert RESOURCE_CONTROL_POLICIES.read(session, OWNER).value is None


@pytest.mark.parametrize(
    "units",
    [
        pytest.param((), id="nothing above"),
        pytest.param(tuple((f"ou-{n}", "ORGANIZATIONAL_UNIT", ()) for n in range(20)), id="no end"),
    ],
)
def test_units_that_end_in_no_root_are_malformed(
    session: AwsSession, cloud: AwsCloud, units: tuple[tuple[str, str, tuple[str, ...]], ...]
) -> None:
    cloud.world.accounts[PROD].above = ((PROD, "ACCOUNT", ()), *units)
    with pytest.raises(Malformed):
        RESOURCE_CONTROL_POLICIES.read(session, OWNER)
