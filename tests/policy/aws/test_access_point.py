"""What an access point's policy and its bucket's give together: no more than either, and all that both do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ajar.model.exposure import Unknown
from ajar.model.facts import Reason
from ajar.policy.aws.access_point import (
    INTERNET,
    THROUGH,
    VPC,
    WORK,
    Passage,
    Together,
    Work,
    read_point,
    read_together,
)
from ajar.policy.aws.both_mean import common
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.principals import EVERYONE, Principal, Principals, principal
from ajar.words import SENTENCES
from s3_policies import AT, BUCKET, MINE, OURS, OWN, A, B

POINT = f"arn:aws:s3:eu-west-1:{OWN}:accesspoint/share"
OWN_POINTS = {"StringEquals": {"s3:DataAccessPointAccount": OWN}}
DELEGATES = {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "*",
    "Resource": [BUCKET, f"{BUCKET}/*"],
    "Condition": OWN_POINTS,
}


def lets(
    *actions: str, principal: object = "*", resource: object = f"{POINT}/object/*", **more: object
) -> dict[str, Any]:
    """A statement of the access point's policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": resource, **more}


def under(keys: str) -> dict[str, Any]:
    """A statement that lets anyone read these keys."""
    return lets("s3:GetObject", resource=f"{POINT}/object/{keys}")


def to(account: str) -> dict[str, Any]:
    """A statement that lets an account read."""
    return lets("s3:GetObject", principal={"AWS": account})


def text(*statements: object) -> str:
    """A policy of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def passage(origin: str = INTERNET) -> Passage:
    """The access point before its bucket."""
    bucket = Guarded(
        setting="policy", owner=BUCKET, arn=BUCKET, account=OWN, region="eu-west-1", ours=OURS, at=AT
    )
    point = Guarded(
        setting="access_point_policy",
        owner=POINT,
        arn=POINT,
        account=OWN,
        region="eu-west-1",
        ours=OURS,
        at=AT,
    )
    return Passage(point=point, bucket=bucket, origin=origin, vpc="vpc-1" if origin == VPC else "")


def together(
    point: object, bucket: object, origin: str = INTERNET, *, cites_bucket: bool = False
) -> Together:
    """The reading of both; whatever it speaks of has a sentence."""
    found = read_together(point, bucket, passage(origin), cites_bucket=cites_bucket)
    codes = {grant.evidence.code for grant in found.grants} | {absence.code for absence in found.absences}
    assert codes | {doubt.code for grant in found.grants for doubt in grant.doubts} <= set(SENTENCES)
    assert all(grant.through == THROUGH for grant in found.grants)
    return found


def said(found: Together) -> list[tuple[str, str, str]]:
    """The grants in short: audience and who, capabilities, what is in doubt."""
    return [
        (
            f"{grant.audience.value} {' '.join(grant.who)}",
            " ".join(sorted(capability.value for capability in grant.capabilities)),
            " ".join(doubt.code for doubt in grant.doubts),
        )
        for grant in found.grants
    ]


PUTS_OFF = DELEGATES | {"Effect": "Deny", "Action": "s3:Put*"}
ONLY_DIRECT = {**DELEGATES, "Effect": "Deny", "Condition": {"Null": {"s3:DataAccessPointArn": "true"}}}
ANY_POINT = {"ArnLike": {"s3:DataAccessPointArn": POINT.replace("share", "*")}}
IN_THE_OPEN = {"Bool": {"aws:SecureTransport": "false"}}
UNSIGNED = {"StringEquals": {"aws:PrincipalAccount": "anonymous"}}
ALL = [("authenticated any AWS user", "admin delete list read settings write", "")]
LISTS = [("authenticated any AWS user", "list", "")]
READS = [("authenticated any AWS user", "read", "")]
READ = lets("s3:GetObject")


@pytest.mark.parametrize(
    ("point", "bucket", "grants"),
    [
        ([READ], [DELEGATES], READS),
        ([READ], [{**DELEGATES, "Condition": {}}], READS),
        ([READ], [{**DELEGATES, "Condition": {"ArnLike": {"s3:DataAccessPointArn": POINT}}}], READS),
        ([READ], [{**DELEGATES, "Condition": {"StringEquals": {"s3:DataAccessPointAccount": A}}}], []),
        ([READ], [{**DELEGATES, "Condition": {"StringEquals": {"s3:AccessPointNetworkOrigin": "VPC"}}}], []),
        ([READ], [{**DELEGATES, "Action": "s3:ListBucket"}], []),
        ([READ], [{**DELEGATES, "Action": ["s3:Get*", "s3:PutObject"]}], READS),
        ([READ], [{**DELEGATES, "NotAction": "s3:Put*", "Action": None}], READS),
        ([READ], [{**DELEGATES, "NotAction": "s3:Get*", "Action": None}], []),
        ([READ], [{**DELEGATES, "Resource": f"{BUCKET}/drafts/*"}], READS),
        ([READ], [{**DELEGATES, "NotResource": f"{BUCKET}/*", "Resource": None}], []),
        ([under("a/*")], [{**DELEGATES, "Resource": f"{BUCKET}/b/*"}], []),
        ([under("*b")], [{**DELEGATES, "Resource": f"{BUCKET}/a*"}], READS),
        ([lets("s3:GetObject", resource=POINT)], [DELEGATES], []),
        ([lets("s3:GetObject", resource=f"{BUCKET}/*")], [DELEGATES], []),
        ([lets("s3:GetObject", resource=f"{POINT}/*")], [DELEGATES], READS),
        ([lets("s3:GetObject", resource=f"{POINT}/other/*")], [DELEGATES], []),
        ([lets("s3:*", resource="*")], [DELEGATES], ALL),
        ([lets("s3:PutBucketPolicy", "s3:PutBucketAcl", "s3:DeleteBucket", resource=POINT)], [DELEGATES], []),
        ([lets("s3:ListBucket", resource=POINT)], [DELEGATES], LISTS),
        ([to(A)], [DELEGATES], [(f"external {A}", "read", "")]),
        ([READ], [{**DELEGATES, "Principal": {"AWS": A}}], [(f"external {A}", "read", "")]),
        ([to(A)], [{**DELEGATES, "Principal": {"AWS": B}}], []),
        ([to(OWN)], [DELEGATES], []),
        ([to(MINE)], [DELEGATES], [(f"organization {MINE}", "read", "")]),
        ([READ, lets("s3:*", resource="*", Effect="Deny")], [DELEGATES], []),
        ([READ], [DELEGATES, {**DELEGATES, "Effect": "Deny", "Condition": {}}], []),
        ([READ], [DELEGATES, {**DELEGATES, "Effect": "Deny", "Condition": OWN_POINTS}], []),
        ([READ], [DELEGATES, ONLY_DIRECT], READS),
        ([lets("s3:GetObject", Condition=IN_THE_OPEN)], [DELEGATES], []),
        ([lets("s3:GetObject", Condition=UNSIGNED)], [DELEGATES], []),
    ],
)  # fmt: skip
def test_both_must_allow_and_neither_may_deny(
    point: list[dict[str, Any]], bucket: list[dict[str, Any]], grants: list[tuple[str, str, str]]
) -> None:
    whole = [{name: value for name, value in one.items() if value is not None} for one in bucket]
    found = together(text(*point), text(*whole))
    assert said(found) == grants
    assert bool(found.absences) is not any(
        "authenticated" in one[0] or "external" in one[0] for one in grants
    )


def test_a_request_is_shown_as_it_is_made() -> None:
    [grant] = together(text(READ), text(DELEGATES)).grants
    assert grant.witness is not None
    assert grant.witness.target == f"{POINT}/object/any"
    assert grant.witness.who.startswith("arn:aws:iam::")
    [listing] = together(text(lets("s3:ListBucket", resource=POINT)), text(DELEGATES)).grants
    assert listing.witness is not None
    assert listing.witness.target == POINT


@pytest.mark.parametrize("cites_bucket", [False, True])
def test_the_evidence_is_the_statement_of_the_policy_that_is_cited(*, cites_bucket: bool) -> None:
    first = lets("s3:PutObject", principal={"AWS": OWN})
    point, bucket = (
        text(first, READ),
        text({**DELEGATES, "Sid": "Leave"}, DELEGATES | {"Effect": "Deny", "Action": "s3:Put*"}),
    )
    [grant] = together(point, bucket, cites_bucket=cites_bucket).grants
    evidence = grant.evidence
    assert (evidence.setting, evidence.owner) == (
        ("policy", BUCKET) if cites_bucket else ("access_point_policy", POINT)
    )
    assert evidence.pointer == ("/Statement/0" if cites_bucket else "/Statement/1")
    assert evidence.span is not None
    cited = json.loads((bucket if cites_bucket else point)[slice(*evidence.span)])
    assert cited["Effect"] == "Allow"
    assert evidence.args["sid"] == ("Leave" if cites_bucket else "")


def test_several_statements_of_both_meet_one_by_one() -> None:
    point = text(
        lets("s3:GetObject", principal={"AWS": A}),
        lets("s3:ListBucket", resource=POINT, principal={"AWS": B}),
    )
    bucket = text({**DELEGATES, "Principal": {"AWS": A}}, {**DELEGATES, "Principal": {"AWS": B}})
    assert said(together(point, bucket)) == [(f"external {A}", "read", ""), (f"external {B}", "list", "")]


@pytest.mark.parametrize(
    ("point", "bucket"), [(None, text(DELEGATES)), (text(READ), None), (None, None), (None, "{")]
)
def test_a_policy_that_is_not_set_settles_it(point: str | None, bucket: str | None) -> None:
    found = together(point, bucket)
    assert found.grants == ()
    assert found.absences[0].code == ("access_point_policy_not_set" if point is None else "policy_not_set")


def test_what_aws_would_not_take_gives_no_more_than_the_other_does() -> None:
    assert said(together(text(to(A)), "{")) == [(f"external {A}", "read", "json_wrong")]
    assert said(together("[]", text(DELEGATES)))[0][0] == "authenticated any AWS user"
    assert said(together("{", text(DELEGATES)))[0][2] == "json_wrong"
    assert [one[0] for one in said(together("{", 7))] == ["authenticated any AWS user"] * 2
    assert together(text(lets("s3:GetObject", principal={"AWS": OWN})), "{").absences


def test_a_variable_in_the_place_of_the_access_point_leaves_it_open() -> None:
    turned = lets(
        "s3:GetObject",
        resource=f"arn:aws:s3:eu-west-1:{OWN}:accesspoint/${{aws:PrincipalTag/point}}/object/*",
    )
    [(who, _, doubts)] = said(together(text(turned), text(DELEGATES)))
    assert (who, doubts.split()[-1]) == ("authenticated any AWS user", "resource_not_understood")


def test_a_variable_in_the_key_is_the_readers_to_decide() -> None:
    mine = lets("s3:GetObject", resource=f"{POINT}/object/${{aws:PrincipalAccount}}/*")
    [grant] = together(text(mine), text(DELEGATES)).grants
    assert grant.audience.value == "authenticated"


def test_a_condition_that_is_not_known_leaves_it_in_doubt_and_never_out() -> None:
    tagged = lets("s3:GetObject", Condition={"StringEquals": {"s3:ExistingObjectTag/share": "yes"}})
    [grant] = together(text(tagged), text(DELEGATES)).grants
    assert grant.doubts
    assert grant.audience.value == "authenticated"


def test_what_goes_beyond_the_work_is_in_doubt_and_no_wider_than_the_access_points_own() -> None:
    work = Work(25)
    first = read_together(text(to(A)), text(DELEGATES), passage(), work)
    assert said(first) == [(f"external {A}", "read", "")]
    again = read_together(text(to(A)), text(DELEGATES), passage(), work)
    assert said(again) == [(f"external {A}", "read", "policy_over_budget")]
    own = read_together(text(to(OWN)), text(DELEGATES), passage(), work)
    assert (own.grants, own.absences[0].code) == ((), "access_point_lets_in_nobody")


def test_two_policies_of_full_length_stay_within_the_work() -> None:
    point = [lets("s3:GetObject", principal={"AWS": f"{A[:-3]}{n}"}) for n in range(100, 160)]
    allows = [{**DELEGATES, "Resource": f"{BUCKET}/*{n}*"} for n in range(60)]
    denies = [{**DELEGATES, "Effect": "Deny", "Resource": f"{BUCKET}/{n}?*"} for n in range(40)]
    work = Work()
    found = read_together(text(*point), text(*allows, *denies), passage(), work)
    assert work.left == 0 < WORK
    assert {doubt.code for grant in found.grants for doubt in grant.doubts} == {"policy_over_budget"}


@pytest.mark.parametrize(
    ("point", "bucket", "origin", "publics"),
    [
        (text(READ), text(DELEGATES), INTERNET, (True, False)),
        (text(READ), text(DELEGATES), VPC, (False, False)),
        (text(to(A)), text({**DELEGATES, "Condition": {}}), INTERNET, (False, True)),
        (text(lets("s3:GetObject", Condition=ANY_POINT)), None, INTERNET, (True, False)),
        ("{", "{", INTERNET, (None, None)),
        (None, None, INTERNET, (False, False)),
    ],
)  # fmt: skip
def test_aws_has_a_word_for_each_of_them(
    point: str | None, bucket: str | None, origin: str, publics: tuple[bool | None, bool | None]
) -> None:
    found = together(point, bucket, origin)
    assert (found.point_public, found.bucket_public) == publics


def test_while_the_bucket_is_not_known_the_access_points_own_gives_what_is_possible() -> None:
    doubt = Unknown(setting="policy", reason=Reason.DENIED, code="policy_unread")
    found = read_point(text(READ, lets("s3:PutObject", principal={"AWS": OWN})), passage(), (doubt,))
    assert said(found) == [("authenticated any AWS user", "read", "policy_unread")]
    assert (found.point_public, found.bucket_public) == (True, None)
    assert said(read_point("[", passage(), (doubt,)))[0][2].endswith("policy_unread")
    nobody = read_point(None, passage(), (doubt,))
    assert (nobody.grants, nobody.absences[0].code) == ((), "access_point_policy_not_set")


def named(*names: str, negated: bool = False) -> Principals:
    """These principals of AWS's, or all others."""
    return Principals(tuple(_principal(name) for name in names), negated)


def _principal(name: str) -> Principal:
    found = principal("AWS", name) or principal("CanonicalUser", name.removeprefix("canonical "))
    assert found is not None
    return found


ROLE = f"arn:aws:iam::{A}:role/x"
EVERYBODY = Principals((EVERYONE,))
CANONICAL = Principals((Principal(_principal("canonical " + "ab" * 32).form, "ab" * 32),))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (EVERYBODY, named(A), named(A)),
        (named(A), EVERYBODY, named(A)),
        (EVERYBODY, named(A, negated=True), named(A, negated=True)),
        (named(A, B), named(B), named(B)),
        (named(A), named(B), None),
        (named(A), named(ROLE), named(ROLE)),
        (named(ROLE), named(f"arn:aws:iam::{A}:role/y"), None),
        (named(A, negated=True), named(B, negated=True), named(A, B, negated=True)),
        (named(A, negated=True), named(A, B), named(B)),
    ],
)
def test_whom_both_mean(one: Principals, other: Principals, both: Principals | None) -> None:
    assert common(one, other).sure == both
    assert common(one, other).unsure == ()


def test_who_may_be_the_same_is_told_apart_from_who_is() -> None:
    found = common(CANONICAL, named(A))
    assert found.sure is None
    assert set(found.unsure) == {"ab" * 32, A}
    point = lets("s3:GetObject", principal={"CanonicalUser": "ab" * 32})
    grants = said(together(text(point), text({**DELEGATES, "Principal": {"AWS": A}})))
    assert grants == [("external ", "", "principals_not_told_apart")]
