"""The permissions by IAM's names, and the policy that a scan needs."""

from __future__ import annotations

import json

import pytest

from ajar.providers.aws import KINDS, PROVIDER
from ajar.providers.aws.permissions import NAMED_OTHERWISE, permission

CHANGES = ("Put", "Delete", "Create", "Modify", "Restore", "Update")


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("s3:GetBucketPolicy", "s3:GetBucketPolicy"),
        ("s3:ListBuckets", "s3:ListAllMyBuckets"),
        ("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
        ("s3:HeadObject", "s3:GetObject"),
        ("s3:ListBucketMetricsConfigurations", "s3:GetMetricsConfiguration"),
        ("s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock"),
        ("s3control:ListAccessPoints", "s3:ListAccessPoints"),
        ("accessanalyzer:CheckNoPublicAccess", "access-analyzer:CheckNoPublicAccess"),
        ("organizations:DescribeOrganization", "organizations:DescribeOrganization"),
    ],
)
def test_a_permission_has_iams_name(operation: str, expected: str) -> None:
    assert permission(operation) == expected


def test_the_operations_that_are_named_otherwise_exist() -> None:
    import botocore.session

    core = botocore.session.Session()
    for operation in NAMED_OTHERWISE:
        service, _, name = operation.partition(":")
        assert name in core.get_service_model(service).operation_names


def test_the_policy_is_the_least_and_changes_nothing() -> None:
    document = json.loads(PROVIDER.permissions(KINDS))
    (statement,) = document["Statement"]
    assert document["Version"] == "2012-10-17"
    assert statement["Action"] == sorted(set(statement["Action"]))
    assert not [a for a in statement["Action"] if "*" in a or a.partition(":")[2].startswith(CHANGES)]
    assert "s3:GetBucketPolicy" in statement["Action"]


def test_the_policy_for_fixing_has_what_writing_and_looking_ahead_take() -> None:
    (scan,) = json.loads(PROVIDER.permissions(KINDS))["Statement"]
    (fix,) = json.loads(PROVIDER.permissions(KINDS, fix=True))["Statement"]
    written = {name for kind in KINDS for setting in kind.settings for name in setting.write_permissions}
    ahead = {name for kind in KINDS for name in kind.ahead_permissions}
    assert (scan["Sid"], fix["Sid"]) == ("AjarScan", "AjarFix")
    assert fix["Action"] == sorted({*scan["Action"], *written, *ahead})
    assert [action for action in fix["Action"] if action.partition(":")[2].startswith(CHANGES)]


def test_fewer_kinds_need_less() -> None:
    nothing = json.loads(PROVIDER.permissions(()))["Statement"][0]["Action"]
    assert nothing == ["organizations:DescribeOrganization", "sts:GetCallerIdentity"]


def test_the_policy_for_looking_up_who_did_it_has_the_trail_in_addition() -> None:
    (scan,) = json.loads(PROVIDER.permissions(KINDS))["Statement"]
    (who,) = json.loads(PROVIDER.permissions(KINDS, who=True))["Statement"]
    assert set(who["Action"]) - set(scan["Action"]) == {"cloudtrail:LookupEvents"}
    assert set(scan["Action"]) <= set(who["Action"])
