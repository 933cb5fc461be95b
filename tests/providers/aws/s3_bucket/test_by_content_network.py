"""What the content network hands out of a bucket: by distributions of ours, read or not, and of others."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, GateState
from ajar.model.facts import Reason, Unread
from clouds.network_facts import (
    ALL_METHODS,
    ARN,
    DOMAIN,
    ID,
    IDENTITY,
    IDENTITY_ARN,
    behavior,
    distribution,
    for_one,
    origin,
    read,
    verdict,
)
from clouds.s3_facts import ACCOUNT, BUCKET, allow, block, facts, policy


def cdn(exposure: Exposure) -> list[tuple[Capability, ...]]:
    """What each proven way through the content network gives."""
    return [way.capabilities for way in exposure.ways if way.through == "cdn"]


def test_a_private_bucket_that_a_distribution_serves_is_open_to_read_without_a_list() -> None:
    found = verdict(read(bucket_block=block("IgnorePublicAcls", "RestrictPublicBuckets")))
    assert (found.state, found.audience) == (State.OPEN, Audience.PUBLIC)
    assert found.capabilities == (Capability.READ,)
    assert cdn(found) == [(Capability.READ,)]
    assert [way.through for way in found.ways] == ["cdn"]
    assert found.witness is not None
    assert (found.witness.action, found.witness.target) == ("GET", f"https://{DOMAIN}/any")
    assert found.evidence[found.ways[0].evidence].pointer == "/Statement/0"
    assert {gate.state for gate in found.gates} == {GateState.OPEN}


def test_nothing_is_said_against_the_statement_that_lets_it_in() -> None:
    own = allow({"Service": "cloudtrail.amazonaws.com"}, "s3:PutObject")
    own["Condition"] = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    told = {one.code: one.pointer for one in verdict(read(for_one(), own)).evidence}
    assert told.pop("policy_lets_in_distribution") == "/Statement/0"
    assert "/Statement/0" not in told.values()
    assert "policy_lets_in_nobody" not in told
    unserved = {one.code for one in verdict(read(for_one(), distributions=[])).evidence}
    assert "policy_lets_in_nobody" in unserved


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"Enabled": False}, "distribution_disabled"),
        ({"Behaviors": [behavior(Signed=True)]}, "signed_urls"),
        ({"Certificates": True}, "viewer_certificates"),
    ],
)
def test_a_distribution_that_does_not_serve_everybody_is_a_gate_that_is_shut(
    change: dict[str, Any], gate: str
) -> None:
    found = verdict(read(distributions=[distribution(**change)]))
    assert (found.state, found.at_most) == (State.SHIELDED, Audience.PRIVATE)
    (held,) = found.held
    assert (held.audience, held.capabilities) == (Audience.PUBLIC, (Capability.READ,))
    assert [found.gates[index].code for index in held.by] == [gate]


@pytest.mark.parametrize(
    "change",
    [
        {"Origins": []},
        {"Origins": [origin(Access="none", AccessId="")]},
        {"Origins": [origin(Access="identity", AccessId=IDENTITY)]},
        {"Behaviors": [behavior(Origins=[])]},
        {"Behaviors": [behavior(Origins=["another"])]},
        {"ARN": f"{ARN}X", "Id": f"{ID}X"},
    ],
)
def test_a_distribution_that_the_policy_does_not_let_read_serves_nothing(change: dict[str, Any]) -> None:
    found = verdict(read(distributions=[distribution(**change)]))
    assert (found.state, found.at_most) == (State.CLOSED, Audience.PRIVATE)
    assert not found.unknown


def test_without_a_distribution_nobody_is_served() -> None:
    assert verdict(read(distributions=[])).state is State.CLOSED


@pytest.mark.parametrize(
    ("behaviors", "resource", "serves"),
    [
        ([behavior("public/*"), behavior(Signed=True)], "public/*", True),
        ([behavior("/public/*"), behavior(Signed=True)], "private/*", False),
        ([behavior("*.jpg"), behavior(Signed=True)], "*", True),
        ([behavior("private/*", Signed=True), behavior()], "private/*", False),
        ([behavior("private/*", Signed=True), behavior()], "private*", True),
        ([behavior("*", Signed=True), behavior("a/*"), behavior()], "*", False),
        ([behavior("a/*", Origins=[]), behavior()], "a/*", False),
        ([behavior("a/?", Origins=[]), behavior()], "a/*", True),
    ],
)
def test_only_paths_that_no_earlier_behavior_takes_count(
    behaviors: list[dict[str, Any]], resource: str, *, serves: bool
) -> None:
    statement = {**for_one(), "Resource": f"{BUCKET.id}/{resource}"}
    found = verdict(read(statement, distributions=[distribution(Behaviors=behaviors)]))
    assert (found.state is State.OPEN) is serves
    assert bool(cdn(found)) is serves


def test_what_stands_before_the_path_is_part_of_the_name_at_the_bucket() -> None:
    statement = {**for_one(), "Resource": f"{BUCKET.id}/site/*"}
    at_site = [distribution(Origins=[origin(OriginPath="/site")])]
    elsewhere = [distribution(Origins=[origin(OriginPath="/other")])]
    found = verdict(read(statement, distributions=at_site))
    assert found.witness is not None
    assert found.witness.target == f"https://{DOMAIN}/any"
    assert verdict(read(statement, distributions=elsewhere)).state is State.CLOSED


def test_methods_and_policy_together_let_viewers_write_and_delete() -> None:
    statement = for_one(ARN, "s3:GetObject", "s3:PutObject", "s3:DeleteObject")
    found = verdict(
        read(statement, distributions=[distribution(Behaviors=[behavior(AllowedMethods=ALL_METHODS)])])
    )
    assert set(found.capabilities) == {Capability.READ, Capability.WRITE, Capability.DELETE}
    assert verdict(read(statement)).capabilities == (Capability.READ,)
    reading_only = read(distributions=[distribution(Behaviors=[behavior(AllowedMethods=ALL_METHODS)])])
    assert verdict(reading_only).capabilities == (Capability.READ,)


LISTING = for_one(ARN, "s3:GetObject", "s3:ListBucket")


@pytest.mark.parametrize(
    ("statement", "root", "change", "lists"),
    [
        (LISTING, None, {}, True),
        (LISTING, "index.html", {}, False),
        (for_one(), None, {}, False),
        (LISTING, None, {"Origins": [origin(OriginPath="/site")]}, False),
        (LISTING, None, {"Behaviors": [behavior("a/*"), behavior(Origins=[])]}, False),
        (LISTING, None, {"Behaviors": [behavior("/"), behavior(Origins=[])]}, True),
        (LISTING, None, {"Behaviors": [behavior("/", Signed=True), behavior()]}, False),
    ],
)
def test_the_bucket_is_listed_where_its_root_is_served(
    statement: dict[str, Any], root: str | None, change: dict[str, Any], *, lists: bool
) -> None:
    found = verdict(read(statement, root=root, distributions=[distribution(**change)]))
    assert (Capability.LIST in found.capabilities) is lists


def test_a_root_that_was_not_read_leaves_the_list_in_doubt_and_nothing_else() -> None:
    why = Unread(reason=Reason.DENIED, permission="cloudfront:GetDistributionConfig")
    found = verdict(read(LISTING, root=why))
    assert found.capabilities == (Capability.READ,)
    (doubt,) = found.unknown
    assert (doubt.setting, doubt.owner, doubt.permission) == ("root_object", ARN, why.permission)


def test_a_control_that_signs_nothing_asks_as_a_stranger_does() -> None:
    assert verdict(read(signing="never")).state is State.CLOSED
    assert verdict(read(signing=None)).state is State.CLOSED
    unread = verdict(read(signing=Unread(reason=Reason.DENIED)))
    assert (unread.state, unread.at_most) == (State.UNKNOWN, Audience.PUBLIC)


def test_an_origin_access_identity_reads_for_the_distribution_that_comes_with_it() -> None:
    statement = allow({"AWS": IDENTITY_ARN}, "s3:GetObject")
    with_it = [distribution(Origins=[origin(Access="identity", AccessId=IDENTITY)])]
    found = verdict(read(statement, distributions=with_it))
    assert (found.state, cdn(found)) == (State.OPEN, [(Capability.READ,)])
    assert not found.unknown


def test_an_identity_under_a_block_for_public_policies_is_not_decided() -> None:
    statements = (allow({"AWS": IDENTITY_ARN}, "s3:GetObject"), allow("*", "s3:GetObject"))
    with_it = [distribution(Origins=[origin(Access="identity", AccessId=IDENTITY)])]
    found = verdict(read(*statements, distributions=with_it, bucket_block=block("RestrictPublicBuckets")))
    assert found.state is State.UNKNOWN
    assert [doubt.code for doubt in found.unknown] == ["origin_identity_restricted"]


def test_a_statement_for_everybody_with_a_source_is_for_that_distribution() -> None:
    condition = {"StringEquals": {"aws:SourceArn": ARN}}
    found = verdict(read(allow("*", "s3:GetObject", Condition=condition)))
    assert (found.state, found.audience) == (State.OPEN, Audience.PUBLIC)
    assert [way.through for way in found.ways] == ["cdn"]


@pytest.mark.parametrize(
    ("deny", "state"),
    [
        (None, State.OPEN),
        ({"Bool": {"aws:SecureTransport": "false"}}, State.OPEN),
        ({"NumericLessThan": {"s3:TlsVersion": "1.2"}}, State.OPEN),
        ({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, State.CLOSED),
        (
            {
                "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"},
                "Bool": {"aws:PrincipalIsAWSService": "false"},
            },
            State.OPEN,
        ),
        ({"StringNotEquals": {"aws:SourceAccount": ACCOUNT}}, State.OPEN),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, State.CLOSED),
        ({"StringEquals": {"s3:ExistingObjectTag/secret": "yes"}}, State.UNKNOWN),
        ({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}, State.CLOSED),
        ({"DateGreaterThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}, State.OPEN),
        ({"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}, State.CLOSED),
    ],
)
def test_denials_stand_above_the_network_too(deny: dict[str, Any] | None, state: State) -> None:
    more = [{**allow("*", "s3:*", Condition=deny), "Effect": "Deny"}] if deny else []
    assert verdict(read(for_one(), *more)).state is state


def test_a_denial_for_a_part_leaves_the_rest() -> None:
    deny = {**allow("*", "s3:*"), "Effect": "Deny", "Resource": f"{BUCKET.id}/a*"}
    found = verdict(read(for_one(), deny))
    assert found.witness is not None
    assert not found.witness.target.startswith(f"https://{DOMAIN}/a")
    everything = {**deny, "Resource": f"{BUCKET.id}/*"}
    assert verdict(read(for_one(), everything)).state is State.CLOSED
    but_one = {**{k: v for k, v in deny.items() if k != "Resource"}, "NotResource": f"{BUCKET.id}/logo.png"}
    kept = verdict(read(for_one(), but_one))
    assert kept.witness is not None
    assert kept.witness.target == f"https://{DOMAIN}/logo.png"


def test_what_may_turn_viewers_away_is_said_and_shuts_nothing() -> None:
    found = verdict(read(distributions=[distribution(MayRefuse=["WebACL", "GeoRestriction", "Functions"])]))
    assert found.state is State.OPEN
    told = {caveat.code for caveat in found.caveats}
    assert {"viewers_web_acl", "viewers_countries", "viewers_functions"} <= told


@pytest.mark.parametrize("change", [{"Staging": True}, {"TenantsOnly": True}])
def test_a_distribution_whose_viewers_come_otherwise_is_not_decided(change: dict[str, Any]) -> None:
    assert verdict(read(distributions=[distribution(**change)])).state is State.UNKNOWN


def test_a_bucket_whose_policy_names_no_network_needs_no_distributions() -> None:
    found = verdict(facts(policy=policy(allow({"AWS": ACCOUNT}, "s3:GetObject"))))
    assert found.state is State.CLOSED


def test_a_policy_that_was_not_read_says_so_itself() -> None:
    known = {**read(), "policy": {BUCKET.id: Unread(reason=Reason.DENIED)}}
    found = verdict(known)
    assert found.state is State.UNKNOWN
    assert {doubt.code for doubt in found.unknown} == {"policy_unread"}


def test_requests_that_the_viewer_would_pay_for_are_not_served() -> None:
    found = verdict(read(payer="Requester"))
    assert found.state is State.SHIELDED


def test_the_record_of_the_verdict_goes_to_a_file_and_back() -> None:
    found = verdict(read())
    assert msgspec.json.decode(msgspec.json.encode(found), type=Exposure) == found
