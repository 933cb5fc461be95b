"""Every operation that the fake serves comes back through real boto3, in both ways of addressing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.company.callers import (
    EXTERNAL_ID,
    PROD_KEY,
    PROD_ROLE_KEY,
    PROD_ROOT_KEY,
    STAGING_AUDIT_ROLE,
    STAGING_KEY,
)
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.state import ALL_USERS, FLAGS, LOG_DELIVERY, SIGNED_IN, blocked

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud

# boto3 ships no types.
Client = Any
Maker = Callable[..., Client]


@pytest.fixture(params=[True, False], ids=["proxied", "path style"])
def s3(client: Maker, request: pytest.FixtureRequest) -> Client:
    """A client for the company's own S3, once through the proxy trick and once by endpoint."""
    return client("s3", proxied=request.param)


def _code(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


def test_buckets_are_listed_by_name_with_their_owner(s3: Client) -> None:
    answer = s3.list_buckets()
    names = [bucket["Name"] for bucket in answer["Buckets"]]
    assert "marrow-launch-drafts" in names
    assert "marrow-staging-exports" not in names
    assert names == sorted(names)
    assert len(answer["Owner"]["ID"]) == 64


def test_a_plain_list_has_no_regions_and_one_with_a_parameter_has(s3: Client) -> None:
    assert not any("BucketRegion" in bucket for bucket in s3.list_buckets()["Buckets"])
    tokyo = s3.list_buckets(BucketRegion="ap-northeast-1")["Buckets"]
    assert [(bucket["Name"], bucket["BucketRegion"]) for bucket in tokyo] == [
        ("marrow-tokyo-press-archive", "ap-northeast-1")
    ]


def test_pages_of_buckets_miss_none_and_repeat_none(s3: Client) -> None:
    pages = list(s3.get_paginator("list_buckets").paginate(PaginationConfig={"PageSize": 5}))
    assert len(pages) > 3
    paged = [bucket["Name"] for page in pages for bucket in page["Buckets"]]
    assert paged == [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]


def test_a_prefix_narrows_the_list(s3: Client) -> None:
    names = [bucket["Name"] for bucket in s3.list_buckets(Prefix="marrow-l")["Buckets"]]
    assert names == ["marrow-launch-drafts", "marrow-legacy-uploads", "marrow-logs"]


def test_a_bucket_tells_its_region_wherever_it_is_asked(s3: Client) -> None:
    assert s3.head_bucket(Bucket="marrow-legacy-uploads")["BucketRegion"] == "us-east-1"
    assert s3.get_bucket_location(Bucket="marrow-legacy-uploads")["LocationConstraint"] is None
    assert s3.get_bucket_location(Bucket="marrow-backups-2024")["LocationConstraint"] == "eu-central-1"


def test_a_call_signed_for_another_region_is_sent_to_the_right_one(s3: Client, cloud: AwsCloud) -> None:
    assert "Policy" in s3.get_bucket_policy(Bucket="marrow-partner-drop")
    asked = [call.region for call in cloud.calls if call.operation == "GetBucketPolicy"]
    assert asked == ["eu-west-1", "eu-central-1"]


def test_tags_website_encryption_and_payer_come_back(s3: Client) -> None:
    tags = s3.get_bucket_tagging(Bucket="marrow-launch-drafts")["TagSet"]
    assert {"Key": "project", "Value": "finch-4"} in tags
    assert s3.get_bucket_website(Bucket="marrow-www")["IndexDocument"] == {"Suffix": "index.html"}
    rules = s3.get_bucket_encryption(Bucket="marrow-www")["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert s3.get_bucket_request_payment(Bucket="marrow-www")["Payer"] == "BucketOwner"


@pytest.mark.parametrize(
    ("call", "bucket", "code"),
    [
        ("get_bucket_policy", "marrow-backups-2024", "NoSuchBucketPolicy"),
        ("get_bucket_policy_status", "marrow-backups-2024", "NoSuchBucketPolicy"),
        ("get_bucket_website", "marrow-backups-2024", "NoSuchWebsiteConfiguration"),
        ("get_public_access_block", "marrow-legacy-uploads", "NoSuchPublicAccessBlockConfiguration"),
        ("get_bucket_ownership_controls", "marrow-legacy-uploads", "OwnershipControlsNotFoundError"),
        ("get_bucket_policy", "marrow-that-never-was", "NoSuchBucket"),
        ("get_bucket_policy", "marrow-finance", "AccessDenied"),
        ("get_bucket_acl", "marrow-tokyo-press-archive", "AccessDenied"),
        ("get_bucket_tagging", "marrow-tokyo-press-archive", "AccessDenied"),
    ],
)
def test_what_is_not_set_or_not_allowed_has_aws_own_code(
    s3: Client, call: str, bucket: str, code: str
) -> None:
    with pytest.raises(ClientError) as error:
        getattr(s3, call)(Bucket=bucket)
    assert _code(error) == code


def test_a_bucket_without_tags_says_so(s3: Client, cloud: AwsCloud) -> None:
    cloud.world.buckets["marrow-www"].tags.clear()
    with pytest.raises(ClientError) as error:
        s3.get_bucket_tagging(Bucket="marrow-www")
    assert _code(error) == "NoSuchTagSet"


def test_a_denial_names_the_person_the_permission_and_the_bucket(s3: Client) -> None:
    with pytest.raises(ClientError) as error:
        s3.get_bucket_policy(Bucket="marrow-finance")
    assert error.value.response["Error"]["Message"].startswith(
        "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetBucketPolicy "
        'on resource: "arn:aws:s3:::marrow-finance"'
    )


def test_the_block_is_written_read_and_removed(s3: Client) -> None:
    s3.put_public_access_block(
        Bucket="marrow-www",
        PublicAccessBlockConfiguration={"IgnorePublicAcls": True, "BlockPublicAcls": False},
    )
    answer = s3.get_public_access_block(Bucket="marrow-www")["PublicAccessBlockConfiguration"]
    assert answer == dict.fromkeys(FLAGS, False) | {"IgnorePublicAcls": True}
    s3.delete_public_access_block(Bucket="marrow-www")
    with pytest.raises(ClientError) as error:
        s3.get_public_access_block(Bucket="marrow-www")
    assert _code(error) == "NoSuchPublicAccessBlockConfiguration"


def test_ownership_is_written_read_and_removed(s3: Client) -> None:
    rules = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    s3.put_bucket_ownership_controls(Bucket="marrow-www", OwnershipControls=rules)
    assert s3.get_bucket_ownership_controls(Bucket="marrow-www")["OwnershipControls"] == rules
    s3.delete_bucket_ownership_controls(Bucket="marrow-www")
    with pytest.raises(ClientError) as error:
        s3.get_bucket_ownership_controls(Bucket="marrow-www")
    assert _code(error) == "OwnershipControlsNotFoundError"


def test_a_whole_list_of_grants_is_kept_as_written(s3: Client) -> None:
    written = s3.get_bucket_acl(Bucket="marrow-logs")
    written.pop("ResponseMetadata")
    assert [grant["Permission"] for grant in written["Grants"]] == ["FULL_CONTROL", "WRITE", "READ_ACP"]
    written["Grants"].append(
        {"Grantee": {"Type": "Group", "URI": SIGNED_IN}, "Permission": "READ"},
    )
    s3.put_bucket_acl(Bucket="marrow-logs", AccessControlPolicy=written)
    read = s3.get_bucket_acl(Bucket="marrow-logs")
    read.pop("ResponseMetadata")
    assert read == written


def test_a_canned_list_is_taken_too(s3: Client) -> None:
    s3.put_bucket_acl(Bucket="marrow-logs", ACL="public-read")
    grants = s3.get_bucket_acl(Bucket="marrow-logs")["Grants"]
    assert [grant["Grantee"].get("URI") for grant in grants] == [None, ALL_USERS]


def test_with_lists_switched_off_only_the_owner_is_told(s3: Client, cloud: AwsCloud) -> None:
    bucket = cloud.world.buckets["marrow-logs"]
    bucket.ownership = "BucketOwnerEnforced"
    assert [grant["Permission"] for grant in s3.get_bucket_acl(Bucket="marrow-logs")["Grants"]] == [
        "FULL_CONTROL"
    ]
    assert bucket.grants[0].grantee == LOG_DELIVERY


@pytest.mark.parametrize("text", ['{ "Version":"2012-10-17",\n\n "Statement" : [ %s ]}', '{"Statement":%s}'])
def test_a_policy_comes_back_byte_for_byte(s3: Client, text: str) -> None:
    statement = (
        '{"Sid":"é ☂","Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
        '"Resource":"arn:aws:s3:::marrow-www/*"}'
    )
    s3.put_bucket_policy(Bucket="marrow-www", Policy=text % statement)
    assert s3.get_bucket_policy(Bucket="marrow-www")["Policy"] == text % statement
    assert s3.get_bucket_policy_status(Bucket="marrow-www")["PolicyStatus"] == {"IsPublic": True}
    s3.delete_bucket_policy(Bucket="marrow-www")
    with pytest.raises(ClientError) as error:
        s3.get_bucket_policy(Bucket="marrow-www")
    assert _code(error) == "NoSuchBucketPolicy"


@pytest.mark.parametrize("text", ["nope", "{}", "[]", '{"Statement": [{"Effect": "Allow"}]}'])
def test_a_text_that_is_no_policy_is_refused(s3: Client, text: str) -> None:
    with pytest.raises(ClientError) as error:
        s3.put_bucket_policy(Bucket="marrow-www", Policy=text)
    assert _code(error) == "MalformedPolicy"


def test_lists_are_refused_where_they_are_switched_off(s3: Client) -> None:
    with pytest.raises(ClientError) as error:
        s3.put_bucket_acl(Bucket="marrow-press-kit", ACL="public-read")
    assert _code(error) == "AccessControlListNotSupported"


def test_lists_cannot_be_switched_off_while_they_grant_others(s3: Client) -> None:
    with pytest.raises(ClientError) as error:
        s3.put_bucket_ownership_controls(
            Bucket="marrow-logs", OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
        )
    assert _code(error) == "InvalidBucketAclWithObjectOwnership"


@pytest.mark.parametrize("by_account", [True, False])
def test_a_block_refuses_new_public_texts_and_lists(s3: Client, cloud: AwsCloud, *, by_account: bool) -> None:
    bucket = cloud.world.buckets["marrow-logs"]
    bucket.block = None if by_account else blocked()
    cloud.world.accounts[PROD].block = blocked() if by_account else None
    public = cloud.world.buckets["marrow-www"].policy or ""
    with pytest.raises(ClientError) as policy:
        s3.put_bucket_policy(Bucket="marrow-logs", Policy=public)
    with pytest.raises(ClientError) as acl:
        s3.put_bucket_acl(Bucket="marrow-logs", ACL="public-read")
    assert (_code(policy), _code(acl)) == ("AccessDenied", "AccessDenied")
    s3.put_bucket_policy(Bucket="marrow-logs", Policy=json.dumps(json.loads(bucket.policy or "")))


def test_objects_are_listed_read_written_and_removed(s3: Client) -> None:
    name = {"Bucket": "marrow-www", "Key": "news/über uns & more?.html"}
    s3.put_object(**name, Body=b"<p>hello", ContentType="text/html")
    assert s3.get_object(**name)["Body"].read() == b"<p>hello"
    head = s3.head_object(**name)
    assert (head["ContentLength"], head["ContentType"]) == (8, "text/html")
    listed = s3.list_objects_v2(Bucket="marrow-www")["Contents"]
    assert [entry["Key"] for entry in listed] == ["404.html", "index.html", name["Key"]]
    assert s3.list_objects(Bucket="marrow-www")["Contents"] == listed
    assert len(s3.get_object_acl(**name)["Grants"]) == 1
    s3.delete_object(**name)
    with pytest.raises(ClientError) as error:
        s3.get_object(**name)
    assert _code(error) == "NoSuchKey"


def test_keys_are_folded_at_the_delimiter_and_come_in_pages(s3: Client) -> None:
    folded = s3.list_objects_v2(Bucket="marrow-launch-drafts", Delimiter="/")
    assert [entry["Prefix"] for entry in folded["CommonPrefixes"]] == ["announcement/", "dinner-3-december/"]
    assert "Contents" not in folded
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket="marrow-launch-drafts", Prefix="dinner", PaginationConfig={"PageSize": 2}
    )
    assert [len(page["Contents"]) for page in pages] == [2, 1]


def test_a_hostile_key_comes_back_as_it_is(s3: Client) -> None:
    key = "a/<b>&amp;\x1b[31m\u202egnp.exe +%2F " + "x" * 900
    s3.put_object(Bucket="marrow-www", Key=key, Body=b"")
    for listing in (s3.list_objects_v2, s3.list_objects):
        assert listing(Bucket="marrow-www", Prefix="a/")["Contents"][0]["Key"] == key
    assert s3.get_object(Bucket="marrow-www", Key=key)["ContentLength"] == 0


def test_an_account_block_is_written_read_and_removed(client: Maker) -> None:
    control = client("s3control")
    with pytest.raises(ClientError) as error:
        control.get_public_access_block(AccountId=PROD)
    assert _code(error) == "NoSuchPublicAccessBlockConfiguration"
    control.put_public_access_block(AccountId=PROD, PublicAccessBlockConfiguration=blocked())
    assert control.get_public_access_block(AccountId=PROD)["PublicAccessBlockConfiguration"] == blocked()
    control.delete_public_access_block(AccountId=PROD)
    with pytest.raises(ClientError):
        control.get_public_access_block(AccountId=PROD)


def test_another_accounts_block_is_not_told(client: Maker) -> None:
    with pytest.raises(ClientError) as error:
        client("s3control").get_public_access_block(AccountId=STAGING)
    assert _code(error) == "AccessDenied"


@pytest.mark.parametrize(
    ("key", "arn"),
    [
        (PROD_KEY, "arn:aws:iam::111122223333:user/ana"),
        (PROD_ROOT_KEY, "arn:aws:iam::111122223333:root"),
        (PROD_ROLE_KEY, "arn:aws:sts::111122223333:assumed-role/AjarAudit/ana"),
        (STAGING_KEY, "arn:aws:iam::444455556666:user/ana"),
    ],
)
def test_a_key_is_who_it_says_it_is(client: Maker, key: str, arn: str) -> None:
    assert client("sts", key).get_caller_identity()["Arn"] == arn


def test_a_role_is_taken_with_its_external_id_and_sees_its_own_account(
    client: Maker, cloud: AwsCloud
) -> None:
    answer = client("sts").assume_role(
        RoleArn=STAGING_AUDIT_ROLE, RoleSessionName="ajar", ExternalId=EXTERNAL_ID
    )
    key = answer["Credentials"]["AccessKeyId"]
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{STAGING}:assumed-role/AjarAudit/ajar"
    assert cloud.world.keys[key].token == answer["Credentials"]["SessionToken"]
    names = [bucket["Name"] for bucket in client("s3", key).list_buckets()["Buckets"]]
    assert "marrow-staging-exports" in names


@pytest.mark.parametrize("external_id", [{}, {"ExternalId": "a guess"}])
def test_a_role_is_refused_without_its_external_id(client: Maker, external_id: dict[str, str]) -> None:
    with pytest.raises(ClientError) as error:
        client("sts").assume_role(RoleArn=STAGING_AUDIT_ROLE, RoleSessionName="ajar", **external_id)
    assert _code(error) == "AccessDenied"


def test_the_account_tells_its_alias_counts_and_regions(client: Maker) -> None:
    assert client("iam").list_account_aliases()["AccountAliases"] == ["marrow-prod"]
    assert client("iam").get_account_summary()["SummaryMap"]["AccountAccessKeysPresent"] == 1
    on = [region["RegionName"] for region in client("ec2").describe_regions()["Regions"]]
    assert "eu-west-1" in on
    assert "ap-east-1" not in on
    every = client("ec2").describe_regions(AllRegions=True)["Regions"]
    assert {"not-opted-in", "opted-in", "opt-in-not-required"} == {region["OptInStatus"] for region in every}
    assert [
        region["RegionName"]
        for region in client("ec2").describe_regions(RegionNames=["us-east-1"])["Regions"]
    ] == ["us-east-1"]
    states = client("account").list_regions(RegionOptStatusContains=["DISABLED"])["Regions"]
    assert {state["RegionOptStatus"] for state in states} == {"DISABLED"}


def test_a_policys_text_is_checked_for_public_access_without_any_bucket(client: Maker) -> None:
    def checked(*principals: object, kind: str = "AWS::S3::Bucket") -> Any:  # noqa: ANN401 - boto3 ships no types
        lines = [{"Effect": "Allow", "Principal": p, "Action": "s3:*", "Resource": "*"} for p in principals]
        document = json.dumps({"Version": "2012-10-17", "Statement": lines})
        return client("accessanalyzer").check_no_public_access(policyDocument=document, resourceType=kind)

    named = {"AWS": STAGING}
    assert checked(named)["result"] == "PASS"
    answer = checked(named, "*")
    assert answer["result"] == "FAIL"
    assert [reason["statementIndex"] for reason in answer["reasons"]] == [1]
    with pytest.raises(ClientError) as error:
        checked("*", kind="AWS::KMS::Key")
    assert _code(error) == "ValidationException"
    with pytest.raises(ClientError) as error:
        client("accessanalyzer").check_no_public_access(policyDocument="<", resourceType="AWS::S3::Bucket")
    assert _code(error) == "ValidationException"


def test_the_organization_is_told_in_prod_and_denied_in_staging(client: Maker) -> None:
    assert client("organizations").describe_organization()["Organization"]["Id"] == "o-mf42finch7"
    with pytest.raises(ClientError) as error:
        client("organizations", STAGING_KEY).describe_organization()
    assert _code(error) == "AccessDeniedException"


def test_an_account_outside_any_organization_says_so(client: Maker, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].organization = None
    with pytest.raises(ClientError) as error:
        client("organizations").describe_organization()
    assert _code(error) == "AWSOrganizationsNotInUseException"
