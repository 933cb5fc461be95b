"""What strangers, outsiders with keys and partners get from each bucket that the demo teaches by."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws import stranger as evaluator
from ajar.demo.aws.company import policies
from ajar.demo.aws.company.callers import OUTSIDER_KEY, PARTNER_KEY
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.state import ALL_USERS, Account, Bucket, Grant, StoredObject, blocked, now
from ajar.demo.aws.stranger import Visitor, is_public, may
from ajar.demo.aws.world import world

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud

Client = Callable[..., Any]
Stranger = Callable[..., tuple[int, bytes]]

# Bucket, an object in it, and what an anonymous LIST, GET and PUT get.
ROWS = [
    ("marrow-launch-drafts", "dinner-3-december/guest-list.csv", 200, 200, 403),
    ("marrow-www", "index.html", 403, 200, 403),
    ("marrow-customer-exports", "2026/customers.csv", 403, 403, 403),
    ("marrow-staging-exports", "test/customers.csv", 200, 200, 403),
    ("marrow-legacy-uploads", "form/0001.txt", 403, 403, 200),
    ("marrow-partner-drop", "handover.txt", 403, 403, 403),
    ("marrow-ml-checkpoints", "finch-3/loss.csv", 403, 403, 403),
    ("marrow-office-scans", "scan_0412.txt", 200, 200, 403),
    ("marrow-finance", "2026/budget.csv", 403, 403, 403),
    ("marrow-press-kit", "spring/readme.txt", 403, 403, 403),
    ("marrow-cdn-origin", "assets/site.css", 403, 403, 403),
    ("marrow-paid-downloads", "handbook/finch-3-handbook.txt", 403, 200, 403),
    ("marrow-app-config", "answers/prod.json", 403, 403, 403),
    ("marrow-drafts-archive", "finch-3/announcement-final.md", 403, 403, 403),
    ("marrow-terraform-state", "prod/terraform.tfstate", 403, 403, 403),
    ("marrow-logs", "www/2026-11-10.log", 403, 403, 403),
    ("marrow-backups-2024", "crm/2024-12-31.dump", 403, 403, 403),
    ("marrow-tokyo-press-archive", "cuttings.txt", 403, 403, 403),
    ("marrow-staging-terraform-state", "staging/terraform.tfstate", 403, 403, 403),
]


@pytest.mark.parametrize(("bucket", "key", "lists", "gets", "puts"), ROWS, ids=[row[0] for row in ROWS])
def test_a_stranger_gets_what_the_demo_teaches(
    stranger: Stranger, bucket: str, key: str, lists: int, gets: int, puts: int
) -> None:
    assert stranger("GET", f"/{bucket}?list-type=2")[0] == lists
    assert stranger("GET", f"/{bucket}")[0] == lists
    assert stranger("GET", f"/{bucket}/{key}")[0] == gets
    assert stranger("HEAD", f"/{bucket}/{key}")[0] == gets
    assert stranger("PUT", f"/{bucket}/left-behind.txt", b"x")[0] == puts


@pytest.mark.parametrize("seed", range(20))
def test_no_seed_changes_what_a_stranger_may_do(seed: int) -> None:
    state = world(seed)
    taught = {name: (lists == 200, gets == 200, puts == 200) for name, _, lists, gets, puts in ROWS}
    for bucket in state.buckets.values():
        account = state.accounts[bucket.account]
        found = tuple(
            may(Visitor(), action, bucket, account, key)
            for action, key in (("s3:ListBucket", ""), ("s3:GetObject", "k"), ("s3:PutObject", "k"))
        )
        assert found == taught.get(bucket.name, (False, False, False)), bucket.name


def test_the_story_can_be_read_by_anyone(stranger: Stranger) -> None:
    _, listed = stranger("GET", "/marrow-launch-drafts")
    assert b"<ListBucketResult" in listed
    assert b"announcement/finch-4-draft-7.md" in listed
    _, draft = stranger("GET", "/marrow-launch-drafts/announcement/finch-4-draft-7.md")
    assert b"Meet Finch 4" in draft


@pytest.mark.parametrize(
    ("key", "bucket", "lists"),
    [
        (OUTSIDER_KEY, "marrow-ml-checkpoints", True),
        (OUTSIDER_KEY, "marrow-partner-drop", False),
        (PARTNER_KEY, "marrow-partner-drop", True),
        (OUTSIDER_KEY, "marrow-backups-2024", False),
        (OUTSIDER_KEY, "marrow-launch-drafts", True),
    ],
)
def test_an_outsider_with_keys_is_judged_as_signed_in(
    client: Client, key: str, bucket: str, *, lists: bool
) -> None:
    s3 = client("s3", key)
    if lists:
        assert s3.list_objects_v2(Bucket=bucket)["KeyCount"]
        return
    with pytest.raises(ClientError) as error:
        s3.list_objects_v2(Bucket=bucket)
    assert error.value.response["Error"]["Code"] == "AccessDenied"


def test_an_outsider_reads_no_settings(client: Client) -> None:
    for call in ("get_bucket_policy", "get_bucket_acl", "get_public_access_block"):
        with pytest.raises(ClientError) as error:
            getattr(client("s3", OUTSIDER_KEY), call)(Bucket="marrow-launch-drafts")
        assert error.value.response["Error"]["Code"] == "AccessDenied"


def test_a_stranger_may_say_where_they_come_from(stranger: Stranger, cloud: AwsCloud) -> None:
    office = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    bucket = cloud.world.buckets["marrow-office-scans"]
    bucket.policy = policies.text(
        policies.allow(bucket.name, "*", policies.READ_AND_LIST, "Office", Condition=office)
    )
    assert stranger("GET", "/marrow-office-scans")[0] == 403
    assert stranger("GET", "/marrow-office-scans", None, {"X-Forwarded-For": "203.0.113.9"})[0] == 200


def test_a_fix_shuts_strangers_out_at_once(client: Client, stranger: Stranger) -> None:
    client("s3").put_public_access_block(
        Bucket="marrow-launch-drafts", PublicAccessBlockConfiguration=blocked("RestrictPublicBuckets")
    )
    assert stranger("GET", "/marrow-launch-drafts")[0] == 403


def test_an_account_block_counts_as_the_buckets_own(cloud: AwsCloud, stranger: Stranger) -> None:
    cloud.world.accounts[PROD].block = blocked("IgnorePublicAcls")
    assert stranger("PUT", "/marrow-legacy-uploads/x", b"x")[0] == 403
    assert stranger("GET", "/marrow-launch-drafts")[0] == 200


@pytest.mark.parametrize(("flag", "shut"), [("BlockPublicPolicy", False), ("RestrictPublicBuckets", True)])
def test_only_restricting_shuts_a_policy_that_is_there(flag: str, *, shut: bool) -> None:
    bucket = _bucket(policies.allow("b", "*", policies.READ_AND_LIST, "s"))
    bucket.block = blocked(flag)
    assert may(Visitor(), "s3:ListBucket", bucket, Account("1")) is not shut


@pytest.mark.parametrize(("flag", "shut"), [("BlockPublicAcls", False), ("IgnorePublicAcls", True)])
def test_only_ignoring_shuts_a_list_that_is_there(flag: str, *, shut: bool) -> None:
    bucket = Bucket("b", "1", "eu-west-1", now(), grants=(Grant(ALL_USERS, "READ"),), block=blocked(flag))
    assert may(Visitor(), "s3:ListBucket", bucket, Account("1")) is not shut
    bucket.block, bucket.ownership = None, "BucketOwnerEnforced"
    assert not may(Visitor(), "s3:ListBucket", bucket, Account("1"))


def test_an_objects_own_list_opens_that_object_alone() -> None:
    bucket = Bucket("b", "1", "eu-west-1", now())
    item = StoredObject(b"", now(), grants=(Grant(ALL_USERS, "READ"),))
    assert may(Visitor(), "s3:GetObject", bucket, Account("1"), "open", item)
    assert not may(Visitor(), "s3:GetObject", bucket, Account("1"), "other", StoredObject(b"", now()))
    assert not may(Visitor(), "s3:ListBucket", bucket, Account("1"))


def test_requests_that_the_visitor_pays_for_need_a_name() -> None:
    bucket = _bucket(policies.allow("b", "*", policies.READ_AND_LIST, "s"))
    bucket.payer = "Requester"
    assert not may(Visitor(), "s3:ListBucket", bucket, Account("1"))
    assert may(Visitor("2", "arn:aws:iam::2:user/x"), "s3:ListBucket", bucket, Account("1"))


@pytest.mark.parametrize(
    ("more", "stranger_in", "outsider_in"),
    [
        ({}, True, True),
        ({"Action": "s3:Get*"}, False, False),
        ({"Action": ["S3:LISTbucket"]}, True, True),
        ({"Resource": "arn:aws:s3:::*"}, True, True),
        ({"Resource": "arn:aws:s3:::b?"}, False, False),
        ({"Principal": {"AWS": "*"}}, True, True),
        ({"Principal": {"AWS": "2"}}, False, True),
        ({"Principal": {"AWS": "arn:aws:iam::2:user/x"}}, False, True),
        ({"Principal": {"Service": "s3.amazonaws.com"}}, False, False),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "93.184.0.0/16"}}}, True, True),
        ({"Condition": {"NotIpAddress": {"aws:SourceIp": "93.184.0.0/16"}}}, False, False),
        ({"Condition": {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}}, False, False),
        ({"Condition": {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}}, True, True),
        ({"Condition": {"StringLike": {"aws:PrincipalAccount": "*"}}}, True, True),
        ({"Condition": {"StringNotEquals": {"aws:PrincipalAccount": "anonymous"}}}, False, True),
        ({"Condition": {"Null": {"aws:PrincipalArn": "false"}}}, False, True),
        ({"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}, False, False),
        ({"Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}}, True, True),
        ({"Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:sns:*:1:*"}}}, False, False),
        ({"Condition": {"Bool": {"aws:SecureTransport": "true"}}}, True, True),
    ],
)
def test_each_part_of_a_statement_counts(
    more: dict[str, Any], *, stranger_in: bool, outsider_in: bool
) -> None:
    bucket = _bucket(policies.allow("b", "*", ["s3:ListBucket"], "s", **more))
    outsider = Visitor("2", "arn:aws:iam::2:user/x")
    assert may(Visitor(), "s3:ListBucket", bucket, Account("1")) is stranger_in
    assert may(outsider, "s3:ListBucket", bucket, Account("1")) is outsider_in


def test_a_deny_wins() -> None:
    bucket = _bucket(
        policies.allow("b", "*", ["s3:ListBucket"], "a"), policies.deny("b", "*", ["s3:List*"], "d")
    )
    assert not may(Visitor(), "s3:ListBucket", bucket, Account("1"))


def test_the_elements_that_begin_with_not_are_turned_round() -> None:
    statement = {"Effect": "Allow", "Principal": "*", "NotAction": "s3:Put*", "NotResource": "arn:aws:s3:::c"}
    assert may(Visitor(), "s3:ListBucket", _bucket(statement), Account("1"))
    but_two = {"Effect": "Allow", "NotPrincipal": {"AWS": "2"}, "Action": "*", "Resource": "*"}
    assert may(Visitor(), "s3:ListBucket", _bucket(but_two), Account("1"))
    assert not may(Visitor("2"), "s3:ListBucket", _bucket(but_two), Account("1"))


@pytest.mark.parametrize("policy", ["nope", "[]", '{"Statement": 7}', '{"Statement": ["x"]}', None])
def test_a_text_that_is_no_policy_lets_nobody_in(policy: str | None) -> None:
    bucket = Bucket("b", "1", "eu-west-1", now(), policy=policy)
    assert not may(Visitor(), "s3:ListBucket", bucket, Account("1"))
    assert not is_public(policy)


@pytest.mark.parametrize(
    ("condition", "public"),
    [
        (None, True),
        ({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, False),
        ({"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}, True),
        ({"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}, True),
        ({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, False),
        ({"StringLike": {"aws:PrincipalAccount": "*"}}, True),
        ({"StringEquals": {"s3:DataAccessPointAccount": "1"}}, False),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, True),
        ({"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:eu-west-1:1:accesspoint/*"}}, False),
        ({"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:eu-west-1:*:accesspoint/a"}}, True),
    ],
)
def test_public_is_what_s3_calls_public(condition: dict[str, object] | None, *, public: bool) -> None:
    more = {"Condition": condition} if condition else {}
    assert is_public(policies.text(policies.allow("b", "*", policies.READ, "s", **more))) is public


def test_an_operator_that_is_not_written_is_a_bug_that_shows(stranger: Stranger, cloud: AwsCloud) -> None:
    bucket = cloud.world.buckets["marrow-www"]
    strange = {"NumericLessThan": {"s3:max-keys": "10", "aws:SourceIp": "10"}}
    bucket.policy = policies.text(policies.allow(bucket.name, "*", policies.READ, "s", Condition=strange))
    status, body = stranger("GET", "/marrow-www/index.html")
    assert (status, b"FakeBug" in body) == (500, True)


def test_the_evaluator_knows_nothing_of_the_products_own() -> None:
    text = json.dumps([name for name in vars(evaluator) if "policy" in name.lower()])
    modules = {getattr(value, "__module__", "") or "" for value in vars(evaluator).values()}
    assert not any(name.startswith("ajar.policy") for name in modules), text


def _bucket(*statements: dict[str, Any]) -> Bucket:
    return Bucket("b", "1", "eu-west-1", now(), policy=policies.text(*statements))
