"""Keys: the table is whole and sourced, and says what decides verdicts as AWS documents it."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from ajar.policy.aws.keys import KEYS, Holder, Key, key
from ajar.policy.aws.operators import Family


def known(name: str) -> Key:
    """The key, which must be known."""
    found = key(name)
    assert found is not None, name
    return found


def named(*names: str) -> frozenset[str]:
    """Actions of S3."""
    return frozenset(f"s3:{name}" for name in names)


def test_the_table_names_its_sources_and_when_they_were_read() -> None:
    document = json.loads((files("ajar.policy.aws") / "keys.json").read_text("utf-8"))
    assert all("https://docs.aws.amazon.com/" in source for source in document["source"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", document["read"])
    carried = {told["carried"] for told in document["keys"].values()}
    assert carried == {"always", "signed", "some_signed", "some"}


def test_each_key_is_there_once_in_whatever_case() -> None:
    assert len({one.name.lower() for one in KEYS}) == len(KEYS)


@pytest.mark.parametrize("name", ["aws:SourceIp", "aws:sourceip", "AWS:SOURCEIP"])
def test_a_key_is_found_in_any_case(name: str) -> None:
    assert known(name).name == "aws:SourceIp"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("aws:PrincipalTag/team", "aws:PrincipalTag/"),
        ("AWS:principaltag/Team", "aws:PrincipalTag/"),
        ("aws:ResourceTag/a/b", "aws:ResourceTag/"),
        ("s3:ExistingObjectTag/public", "s3:ExistingObjectTag/"),
        ("s3:RequestObjectTag/x", "s3:RequestObjectTag/"),
        ("s3:BucketTag/x", "s3:BucketTag/"),
    ],
)
def test_a_tag_belongs_to_its_family(name: str, family: str) -> None:
    assert known(name).name == family


@pytest.mark.parametrize(
    "name",
    [
        *("", "aws:", "/", "aws:PrincipalTag", "aws:PrincipalTag/", "aws:SourceIp/x", "aws:SourceIP6"),
        *("s3:ExistingObjectTag", "saml:aud", "accounts.google.com:aud", "SourceIp", "aws:sourceip ", "*"),
    ],
)
def test_a_key_that_no_table_knows_is_none(name: str) -> None:
    assert key(name) is None


@pytest.mark.parametrize(
    ("name", "anonymous"),
    [
        ("aws:PrincipalAccount", "anonymous"),
        ("aws:PrincipalType", "Anonymous"),
        ("aws:userid", "anonymous"),
        ("aws:ViaAWSService", "false"),
        ("aws:SecureTransport", ""),
        ("aws:CurrentTime", ""),
        ("aws:EpochTime", ""),
        ("aws:UserAgent", ""),
        ("aws:RequestedRegion", ""),
        ("aws:ResourceAccount", ""),
        ("s3:ResourceAccount", ""),
    ],
)
def test_what_is_on_every_request_is_on_those_without_a_signature_too(name: str, anonymous: str) -> None:
    found = known(name)
    assert found.always
    assert found.signed
    assert not found.signed_only
    assert found.actions is None
    assert found.anonymous == anonymous


@pytest.mark.parametrize("name", ["aws:PrincipalArn", "aws:PrincipalIsAWSService", "s3:signatureversion"])
def test_what_every_signed_request_carries_and_no_other(name: str) -> None:
    found = known(name)
    assert (found.always, found.signed, found.signed_only) == (False, True, True)


@pytest.mark.parametrize(
    "name",
    [
        *("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalTag/x", "aws:username"),
        *("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:MultiFactorAuthPresent"),
        *("aws:MultiFactorAuthAge", "aws:TokenIssueTime", "aws:SourceIdentity", "aws:CalledVia"),
        *("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "s3:signatureAge"),
        *("lambda:SourceFunctionArn", "aws:FederatedProvider", "aws:Ec2InstanceSourceVpc"),
    ],
)
def test_what_some_signed_requests_carry_and_no_other(name: str) -> None:
    found = known(name)
    assert (found.always, found.signed, found.signed_only) == (False, False, True)


@pytest.mark.parametrize(
    "name",
    ["aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:referer", "s3:TlsVersion"],
)
def test_what_may_be_missing_from_any_request(name: str) -> None:
    found = known(name)
    assert (found.always, found.signed, found.signed_only) == (False, False, False)


def test_the_keys_with_many_values() -> None:
    assert {one.name for one in KEYS if one.many} == {
        "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceNamesList",
        "aws:VpceOrgPaths",
        "aws:ResourceOrgPaths",
        "aws:SourceOrgPaths",
        "aws:CalledVia",
        "aws:TagKeys",
        "s3:RequestObjectTagKeys",
        "s3:InventoryAccessibleOptionalFields",
    }


@pytest.mark.parametrize(
    ("name", "family", "held"),
    [
        ("aws:Referer", Family.TEXT, Holder.CALLER),
        ("aws:SecureTransport", Family.FLAG, Holder.CALLER),
        ("aws:PrincipalTag/x", Family.TEXT, Holder.CALLER),
        ("aws:PrincipalArn", Family.ARN, Holder.IDENTITY),
        ("aws:PrincipalOrgID", Family.TEXT, Holder.IDENTITY),
        ("lambda:SourceFunctionArn", Family.ARN, Holder.SESSION),
        ("aws:SourceIp", Family.ADDRESS, Holder.NETWORK),
        ("aws:VpcSourceIp", Family.ADDRESS, Holder.NETWORK),
        ("aws:SourceVpcArn", Family.ARN, Holder.NETWORK),
        ("aws:SourceArn", Family.ARN, Holder.SERVICE),
        ("aws:SourceOrgPaths", Family.TEXT, Holder.SERVICE),
        ("aws:ResourceOrgID", Family.TEXT, Holder.TARGET),
        ("s3:DataAccessPointAccount", Family.TEXT, Holder.TARGET),
        ("s3:DataAccessPointArn", Family.ARN, Holder.TARGET),
        ("aws:CurrentTime", Family.TIME, Holder.TIME),
        ("s3:ExistingObjectTag/x", Family.TEXT, Holder.CONTENT),
        ("aws:ResourceTag/x", Family.TEXT, Holder.CONTENT),
        ("s3:max-keys", Family.NUMBER, Holder.CALLER),
        ("s3:TlsVersion", Family.NUMBER, Holder.CALLER),
        ("s3:x-amz-acl", Family.TEXT, Holder.CALLER),
    ],
)
def test_what_a_key_compares_and_who_decides_it(name: str, family: Family, held: Holder) -> None:
    found = known(name)
    assert (found.family, found.held) == (family, held)


@pytest.mark.parametrize("name", ["s3:prefix", "s3:delimiter", "s3:max-keys"])
def test_only_lists_are_of_a_prefix(name: str) -> None:
    assert known(name).actions == named("ListBucket", "ListBucketVersions")


def test_a_list_always_says_how_many_keys_it_wants() -> None:
    assert known("s3:max-keys").always
    assert not known("s3:prefix").always


def test_the_headers_of_a_write_are_on_writes_alone() -> None:
    acl, kms = known("s3:x-amz-acl").actions, known("s3:x-amz-server-side-encryption").actions
    assert acl is not None
    assert kms is not None
    assert acl >= named("PutObject", "PutObjectAcl", "PutBucketAcl", "PutObjectVersionAcl")
    assert kms >= named("PutObject")
    assert not (acl | kms) & named("GetObject", "ListBucket", "DeleteObject")


def test_an_object_s_tags_are_asked_about_where_the_reference_says_so() -> None:
    actions = known("s3:ExistingObjectTag/x").actions
    assert actions is not None
    assert actions >= named(
        "GetObject", "GetObjectVersion", "GetObjectTagging", "GetObjectAcl", "PutObjectAcl"
    )
    assert not actions & named("PutObject", "DeleteObject", "ListBucket", "RestoreObject")


def test_a_version_is_asked_about_on_the_actions_on_versions() -> None:
    actions = known("s3:versionid").actions
    assert actions is not None
    assert all("Version" in action for action in actions)


def test_no_request_to_s3_is_an_mcp_service_s_action() -> None:
    assert known("aws:IsMcpServiceAction").actions == frozenset()
