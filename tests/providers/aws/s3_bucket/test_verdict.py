"""The verdict on an S3 bucket: what each layer really does, and that what is not known is never closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, GateState, Unknown
from ajar.model.facts import Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    CONDITIONAL,
    NOT_ASKED,
    OTHER,
    READ,
    READ_AND_LIST,
    SHARED,
    STRANGE_ID,
    acl,
    allow,
    block,
    facts,
    policy,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
DENIED = Unread(reason=Reason.DENIED, permission="s3:GetBucketPolicy")
Told = Evidence | Gate | Caveat | Unknown
ENFORCED = "BucketOwnerEnforced"
RESTRICT = block("RestrictPublicBuckets")
IGNORE = block("IgnorePublicAcls")
ALL = block("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
ONLY_FOR_NEW = block("BlockPublicAcls", "BlockPublicPolicy")
NEW_GROUP = "http://acs.amazonaws.com/groups/new"
SITE = {"IndexDocument": {"Suffix": "index.html"}}
SERVICE = allow({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject")

PUBLIC, AUTHENTICATED, EXTERNAL, PRIVATE = (
    Audience.PUBLIC,
    Audience.AUTHENTICATED,
    Audience.EXTERNAL,
    Audience.PRIVATE,
)


def judged(**given: object) -> Exposure:
    """The verdict on a bucket of which this is known."""
    return judge(BUCKET, facts(**given), OURS, AT)


@pytest.mark.parametrize(
    ("known", "state", "audience", "at_most"),
    [
        pytest.param({}, State.CLOSED, PRIVATE, PRIVATE, id="nothing set, and nothing granted"),
        pytest.param({"policy": policy(READ)}, State.OPEN, PUBLIC, PUBLIC, id="a policy for everyone"),
        pytest.param(
            {"acl": acl((ALL_USERS, "WRITE"))}, State.OPEN, PUBLIC, PUBLIC, id="an old list: anyone may write"
        ),
        pytest.param(
            {"acl": acl((AWS_USERS, "READ"))}, State.OPEN, AUTHENTICATED, AUTHENTICATED, id="any AWS user"
        ),
        pytest.param({"policy": policy(SHARED)}, State.SHARED, EXTERNAL, EXTERNAL, id="an account is named"),
        pytest.param(
            {"acl": acl((STRANGE_ID, "READ"))}, State.SHARED, EXTERNAL, EXTERNAL, id="an id is in the list"
        ),
        pytest.param(
            {"policy": policy(READ), "bucket_block": RESTRICT},
            State.SHIELDED,
            PRIVATE,
            PRIVATE,
            id="bucket holds",
        ),
        pytest.param(
            {"policy": policy(READ), "account_block": RESTRICT},
            State.SHIELDED,
            PRIVATE,
            PRIVATE,
            id="account holds",
        ),
        pytest.param(
            {
                "acl": acl((ALL_USERS, "READ")),
                "policy": policy(READ),
                "bucket_block": IGNORE,
                "account_block": RESTRICT,
            },
            State.SHIELDED,
            PRIVATE,
            PRIVATE,
            id="the two blocks are joined flag by flag",
        ),
        pytest.param(
            {"policy": policy(READ), "bucket_block": ONLY_FOR_NEW},
            State.OPEN,
            PUBLIC,
            PUBLIC,
            id="new ones only",
        ),
        pytest.param(
            {"acl": acl((ALL_USERS, "READ")), "bucket_block": ONLY_FOR_NEW},
            State.OPEN,
            PUBLIC,
            PUBLIC,
            id="new lists only",
        ),
        pytest.param(
            {"policy": policy(READ), "bucket_block": IGNORE},
            State.OPEN,
            PUBLIC,
            PUBLIC,
            id="lists are not policies",
        ),
        pytest.param(
            {"acl": acl((ALL_USERS, "READ")), "bucket_block": RESTRICT},
            State.OPEN,
            PUBLIC,
            PUBLIC,
            id="policies are not lists",
        ),
        pytest.param(
            {"acl": acl((ALL_USERS, "READ")), "ownership": ENFORCED},
            State.SHIELDED,
            PRIVATE,
            PRIVATE,
            id="lists are off",
        ),
        pytest.param(
            {"acl": NOT_ASKED, "ownership": ENFORCED},
            State.CLOSED,
            PRIVATE,
            PRIVATE,
            id="off, and not asked for",
        ),
        pytest.param(
            {"acl": acl((ALL_USERS, "READ")), "ownership": "ObjectWriter"},
            State.OPEN,
            PUBLIC,
            PUBLIC,
            id="lists are alive",
        ),
        pytest.param(
            {"acl": acl((STRANGE_ID, "READ")), "bucket_block": ALL},
            State.SHARED,
            EXTERNAL,
            EXTERNAL,
            id="no block is about an id that the list names",
        ),
        pytest.param(
            {"policy": policy(SHARED), "bucket_block": ALL},
            State.SHARED,
            EXTERNAL,
            EXTERNAL,
            id="no block is about a policy that is not public",
        ),
        pytest.param(
            {"policy": policy(READ, SHARED), "bucket_block": RESTRICT},
            State.SHIELDED,
            PRIVATE,
            PRIVATE,
            id="a public policy is shut for the accounts that it names, too",
        ),
        pytest.param(
            {"policy": policy(CONDITIONAL)},
            State.UNKNOWN,
            PRIVATE,
            PUBLIC,
            id="a condition that is not understood",
        ),
        pytest.param(
            {"policy": policy(CONDITIONAL), "bucket_block": RESTRICT},
            State.UNKNOWN,
            PRIVATE,
            PUBLIC,
            id="not decided whether the block is about it",
        ),
        pytest.param(
            {"policy": policy(SERVICE), "bucket_block": ALL},
            State.OPEN,
            AUTHENTICATED,
            AUTHENTICATED,
            id="services pass the block",
        ),
        pytest.param(
            {"policy": policy(READ, SERVICE), "bucket_block": ALL},
            State.OPEN,
            AUTHENTICATED,
            AUTHENTICATED,
            id="services pass the block of a public policy, too",
        ),
        pytest.param(
            {"acl": acl((NEW_GROUP, "READ")), "bucket_block": IGNORE},
            State.UNKNOWN,
            PRIVATE,
            EXTERNAL,
            id="who is not known may be somebody whom no block is about",
        ),
    ],
)
def test_the_layers_mean_what_they_mean(
    known: dict[str, object], state: State, audience: Audience, at_most: Audience
) -> None:
    found = judged(**known)
    assert (found.state, found.audience, found.at_most) == (state, audience, at_most)


@pytest.mark.parametrize(
    ("known", "at_most"),
    [
        pytest.param({"policy": DENIED}, PUBLIC, id="the policy"),
        pytest.param({"policy": DENIED, "bucket_block": ALL}, PUBLIC, id="the policy: it may name a network"),
        pytest.param({"acl": DENIED}, PUBLIC, id="the list"),
        pytest.param({"acl": DENIED, "bucket_block": IGNORE}, EXTERNAL, id="the list: it may name an id"),
        pytest.param({"acl": NOT_ASKED}, PUBLIC, id="the list is missing"),
        pytest.param(
            {"acl": NOT_ASKED, "ownership": DENIED}, PUBLIC, id="the list, as the ownership is not known"
        ),
        pytest.param({"policy": NOT_ASKED}, PUBLIC, id="the policy is missing"),
        pytest.param({"policy": policy(READ), "bucket_block": DENIED}, PUBLIC, id="the bucket's block"),
        pytest.param({"policy": policy(READ), "account_block": NOT_ASKED}, PUBLIC, id="the account's block"),
        pytest.param({"acl": acl((ALL_USERS, "READ")), "ownership": DENIED}, PUBLIC, id="the ownership"),
        pytest.param({"policy": policy(READ), "bucket_block": "on"}, PUBLIC, id="a block of no form"),
        pytest.param({"policy": "not JSON"}, PUBLIC, id="a policy that is no JSON"),
        pytest.param({"policy": "[" * 20000}, PUBLIC, id="a policy nested deeply"),
        pytest.param({"policy": 5}, PUBLIC, id="a policy that is no text"),
        pytest.param({"acl": "private"}, PUBLIC, id="a list of no form"),
        pytest.param({"acl": acl((ALL_USERS, "READ")), "ownership": "Somebody"}, PUBLIC, id="new ownership"),
    ],
)
def test_what_is_not_known_is_unknown_and_never_closed(known: dict[str, object], at_most: Audience) -> None:
    found = judged(**known)
    assert (found.state, found.at_most) == (State.UNKNOWN, at_most)
    assert found.unknown


def test_a_denied_policy_names_the_permission() -> None:
    (unknown,) = judged(policy=DENIED).unknown
    assert (unknown.setting, unknown.reason, unknown.permission) == (
        "policy",
        Reason.DENIED,
        "s3:GetBucketPolicy",
    )


def test_a_list_that_was_not_read_and_is_switched_off_is_held() -> None:
    found = judged(acl=DENIED, ownership=ENFORCED)
    assert (found.state, found.at_most) == (State.SHIELDED, PRIVATE)
    assert all(not held.capabilities for held in found.held)


def test_what_is_read_may_settle_it_without_the_rest() -> None:
    found = judged(policy=policy(READ), acl=DENIED, ownership=DENIED, website=DENIED)
    assert (found.state, found.audience) == (State.OPEN, PUBLIC)
    assert judged(ownership=DENIED).state is State.CLOSED  # lists alive or not: this one names nobody
    assert judged(account_block=DENIED, bucket_block=DENIED).state is State.CLOSED


def test_each_gate_says_whose_setting_it_is_and_how_it_stands() -> None:
    found = judged(policy=policy(READ), bucket_block=RESTRICT)
    assert [(gate.gate, gate.setting, gate.owner, gate.state) for gate in found.gates] == [
        ("account_block", "account_block", ACCOUNT, GateState.OPEN),
        ("bucket_block", "bucket_block", BUCKET.id, GateState.SHUT),
    ]
    assert [gate.code for gate in found.gates] == ["account_block_policy_open", "bucket_block_policy_shut"]


def test_a_list_passes_three_gates() -> None:
    found = judged(acl=acl((ALL_USERS, "READ")))
    assert [gate.gate for gate in found.gates] == ["account_block", "bucket_block", "ownership"]


def test_an_open_bucket_has_a_witness_and_the_statement() -> None:
    found = judged(policy=policy(SHARED, READ))
    assert found.witness is not None
    assert found.witness.action == "s3:GetObject"
    cited = found.evidence[found.ways[0].evidence]
    assert (cited.setting, cited.owner) == ("policy", BUCKET.id)
    assert {found.evidence[way.evidence].pointer for way in found.ways} == {"/Statement/0", "/Statement/1"}


def test_a_website_is_a_second_way_to_the_objects() -> None:
    found = judged(policy=policy(READ_AND_LIST), website=SITE)
    assert [way.through for way in found.ways] == ["direct", "website"]
    assert set(found.capabilities) == {Capability.LIST, Capability.READ}


@pytest.mark.parametrize(
    "known",
    [
        {"website": SITE},
        {"website": SITE, "policy": policy(SHARED)},
        {"website": SITE, "policy": policy(allow("*", "s3:ListBucket"))},
        {"website": SITE, "policy": policy(READ), "bucket_block": RESTRICT},
        {"website": SITE, "policy": policy(CONDITIONAL)},
        {"website": SITE, "acl": acl((ALL_USERS, "READ"))},
        {"website": {"RedirectAllRequestsTo": {"HostName": "example.com"}}, "policy": policy(READ)},
        {"website": None, "policy": policy(READ)},
    ],
)
def test_a_website_that_serves_nobody_is_no_way(known: dict[str, object]) -> None:
    assert "website" not in {way.through for way in judged(**known).ways}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, True),
        ({"ownership": DENIED}, True),
        ({"bucket_block": DENIED}, True),
        ({"ownership": ENFORCED, "acl": NOT_ASKED}, False),
        ({"bucket_block": IGNORE}, False),
        ({"account_block": IGNORE}, False),
    ],
)
def test_objects_may_have_lists_of_their_own(known: dict[str, object], *, expected: bool) -> None:
    codes = {caveat.code for caveat in judged(**known).caveats}
    assert ("objects_may_have_acls" in codes) is expected
    assert "organization_policies_not_read" in codes


def test_a_website_that_was_not_read_is_said_where_it_would_matter() -> None:
    def caveats(**known: object) -> set[str]:
        return {caveat.code for caveat in judged(**known).caveats}

    assert "website_not_read" in caveats(website=DENIED, policy=policy(READ))
    assert "website_not_read" not in caveats(website=DENIED)
    assert "encryption_keys_not_read" in caveats(policy=policy(READ), encryption=DENIED)
    assert "encryption_keys_not_read" not in caveats(encryption=DENIED)


def test_ours_are_no_outsiders() -> None:
    ours = Ours(accounts=frozenset({ACCOUNT, OTHER}))
    assert judge(BUCKET, facts(policy=policy(SHARED)), ours, AT).state is State.CLOSED


def test_a_closed_bucket_says_why() -> None:
    assert [evidence.code for evidence in judged().evidence] == ["policy_not_set", "acl_only_owner"]
    off = judged(ownership=ENFORCED, acl=NOT_ASKED)
    assert [evidence.code for evidence in off.evidence] == ["policy_not_set", "acls_off"]
