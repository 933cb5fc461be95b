"""Access control lists: whom each grant lets in, and to do what."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.facts import Reason
from ajar.model.grant import Grant
from ajar.model.written import written
from ajar.policy.aws.s3_acl import ALL_USERS, AUTHENTICATED_USERS, CLOUDFRONT_LOGS, LOG_DELIVERY, read_acl
from ajar.words import SENTENCES
from s3_policies import BUCKET, OURS

OWNER, FOREIGN, MINE = "ee" * 32, "ff" * 32, "cd" * 32
ALL = "admin delete list settings write"


def acl(*grants: object) -> dict[str, Any]:
    """A list as S3 returns it, with the owner's own entry first."""
    own = {"Grantee": {"Type": "CanonicalUser", "ID": OWNER}, "Permission": "FULL_CONTROL"}
    return {"Owner": {"ID": OWNER}, "Grants": [own, *grants]}


def entry(permission: object, **grantee: object) -> dict[str, Any]:
    """A grant of a list."""
    return {"Grantee": grantee, "Permission": permission}


def read(value: object) -> tuple[Grant, ...]:
    """The grants; every code that they speak of has a sentence."""
    grants = read_acl(value, setting="acl", owner=BUCKET, ours=OURS)
    codes = {grant.evidence.code for grant in grants}
    assert codes | {doubt.code for grant in grants for doubt in grant.doubts} <= set(SENTENCES)
    return grants


def said(grants: tuple[Grant, ...]) -> list[tuple[str, str, str]]:
    """The grants in short: audience and who, capabilities, what is in doubt."""
    return [
        (
            " ".join([grant.audience.value, *grant.who]),
            " ".join(sorted(capability.value for capability in grant.capabilities)),
            " ".join(doubt.code for doubt in grant.doubts),
        )
        for grant in grants
    ]


@pytest.mark.parametrize(
    ("permission", "capabilities"),
    [
        ("READ", "list"),
        ("WRITE", "delete write"),
        ("READ_ACP", "settings"),
        ("WRITE_ACP", "admin"),
        ("FULL_CONTROL", ALL),
    ],
)
def test_a_permission_on_a_bucket_is_what_the_documentation_says(permission: str, capabilities: str) -> None:
    assert said(read(acl(entry(permission, URI=ALL_USERS)))) == [("public anyone", capabilities, "")]


@pytest.mark.parametrize(
    ("grantee", "expected"),
    [
        pytest.param(
            {"URI": AUTHENTICATED_USERS}, [("authenticated any AWS user", "list", "")], id="AWS users"
        ),
        pytest.param({"URI": LOG_DELIVERY}, [], id="S3's own log delivery lets nobody in"),
        pytest.param({"ID": OWNER}, [], id="the owner"),
        pytest.param({"ID": MINE}, [(f"organization {MINE}", "list", "")], id="an account of ours"),
        pytest.param({"ID": FOREIGN}, [(f"external {FOREIGN}", "list", "")], id="another account"),
        pytest.param(
            {"ID": CLOUDFRONT_LOGS}, [("external awslogsdelivery (CloudFront)", "list", "")], id="CloudFront"
        ),
        pytest.param(
            {"EmailAddress": "a@b.example"}, [("external a@b.example", "list", "")], id="an address"
        ),
        pytest.param(
            {"URI": "http://acs.amazonaws.com/groups/new"},
            [("public", "", "acl_group_not_known")],
            id="a new group",
        ),
    ],
)
def test_a_grantee_is_known_for_what_it_is(grantee: dict[str, str], expected: list[Any]) -> None:
    assert said(read(acl(entry("READ", **grantee)))) == expected


def test_a_list_of_the_owner_alone_gives_nothing() -> None:
    assert read(acl()) == ()


def test_evidence_points_at_the_grant_in_the_list_as_it_is_shown() -> None:
    value = acl(entry("READ", ID=FOREIGN), entry("WRITE", URI=ALL_USERS))
    last = read(value)[-1].evidence
    assert last.pointer == "/Grants/2"
    assert last.span is not None
    assert json.loads(written(value)[slice(*last.span)]) == value["Grants"][2]


@pytest.mark.parametrize(
    ("permission", "action", "target"),
    [
        ("READ", "s3:ListBucket", BUCKET),
        ("WRITE", "s3:PutObject", f"{BUCKET}/any"),
        ("READ_ACP", "s3:GetBucketAcl", BUCKET),
        ("WRITE_ACP", "s3:PutBucketAcl", BUCKET),
    ],
)
def test_the_witness_makes_use_of_the_permission(permission: str, action: str, target: str) -> None:
    (grant,) = read(acl(entry(permission, URI=ALL_USERS)))
    assert grant.witness is not None
    assert (grant.witness.who, grant.witness.action, grant.witness.target) == (
        "anyone, not signed in",
        action,
        target,
    )


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        pytest.param(None, "", id="nothing"),
        pytest.param("<html>", "", id="a text"),
        pytest.param([], "", id="an array"),
        pytest.param({"Owner": {"ID": OWNER}}, "", id="no grants"),
        pytest.param({"Owner": {"ID": OWNER}, "Grants": {}}, "", id="grants an object"),
        pytest.param({"Grants": []}, "", id="no owner"),
        pytest.param({"Owner": {"ID": ""}, "Grants": []}, "", id="an empty owner"),
        pytest.param(acl("READ"), "/Grants/1", id="a grant a text"),
        pytest.param(acl({"Permission": "READ"}), "/Grants/1", id="no grantee"),
        pytest.param(acl(entry("READ")), "/Grants/1", id="a grantee without a name"),
        pytest.param(acl(entry("LOOK", URI=ALL_USERS)), "/Grants/1", id="no such permission"),
        pytest.param(acl(entry(["READ"], URI=ALL_USERS)), "/Grants/1", id="a permission an array"),
        pytest.param(acl(entry("READ", URI=5)), "/Grants/1", id="a number as group"),
    ],
)
def test_what_is_no_list_is_in_doubt_for_everyone(value: object, pointer: str) -> None:
    (grant,) = read(value)
    assert said((grant,)) == [("public", "", "acl_malformed")]
    assert grant.evidence.pointer == pointer
    assert [doubt.reason for doubt in grant.doubts] == [Reason.MALFORMED]


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers() | st.sampled_from(["READ", ALL_USERS, OWNER, FOREIGN, ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Owner", "ID", "Grants", "Grantee", "Permission", "URI"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_a_list_or_in_doubt(value: object) -> None:
    grants = read(value)
    is_list = isinstance(value, dict) and isinstance(value.get("Grants"), list)
    assert is_list or [doubt.reason for doubt in grants[0].doubts] == [Reason.MALFORMED]


@given(st.lists(JSON, min_size=1, max_size=3))
def test_every_entry_is_told_unless_it_is_the_owners(entries: list[object]) -> None:
    told = {grant.evidence.pointer for grant in read(acl(*entries))}
    for index, one in enumerate(entries, start=1):
        own = (
            isinstance(one, dict)
            and isinstance(one.get("Grantee"), dict)
            and one["Grantee"].get("ID") == OWNER
        )
        assert f"/Grants/{index}" in told or own


def test_a_list_of_five_thousand_grants_is_read_within_seconds() -> None:
    long = acl(*(entry("READ", ID=f"{number:064x}") for number in range(5_000)))
    started = time.process_time()
    grants = read(long)
    assert time.process_time() - started < 3
    assert len({grant.evidence.span for grant in grants}) == 5_000
