"""The fake's IAM tells everybody's own permissions as boto3 reads them, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import OUTSIDER_KEY, STAGING_KEY
from ajar.demo.aws.company.people import ADMINISTRATOR, PRESS_FILES
from ajar.demo.aws.company.prod import PROD

Client = Callable[..., Any]


def test_users_roles_groups_and_attached_policies_come_with_their_texts(client: Client) -> None:
    found = client("iam").get_account_authorization_details()
    users = {one["UserName"]: one for one in found["UserDetailList"]}
    roles = {one["RoleName"]: one for one in found["RoleDetailList"]}
    groups = {one["GroupName"]: one for one in found["GroupDetailList"]}
    assert users["ana"]["GroupList"] == ["Administrators"]
    assert groups["Administrators"]["AttachedManagedPolicies"][0]["PolicyArn"] == ADMINISTRATOR
    assert roles["Accounting"]["RolePolicyList"][0]["PolicyDocument"]["Statement"][0]["Effect"] == "Allow"
    assert roles["AWSServiceRoleForSupport"]["Path"] == "/aws-service-role/support.amazonaws.com/"
    texts = {one["Arn"]: one["PolicyVersionList"][0] for one in found["Policies"]}
    assert texts[PRESS_FILES]["IsDefaultVersion"]
    assert "s3:GetObject" in texts[PRESS_FILES]["Document"]["Statement"][0]["Action"]
    assert all(one["Arn"].split(":")[4] == PROD for one in (*users.values(), *roles.values()))


def test_pages_miss_nobody_and_repeat_nobody(client: Client) -> None:
    pages = client("iam").get_paginator("get_account_authorization_details")
    kinds = ("UserDetailList", "RoleDetailList", "GroupDetailList", "Policies")

    def arns(size: int) -> list[str]:
        found = pages.paginate(PaginationConfig={"PageSize": size})
        return sorted(one["Arn"] for page in found for kind in kinds for one in page[kind])

    assert arns(3) == arns(1000)
    assert len(set(arns(3))) == len(arns(3)) > 10


def test_another_account_has_its_own_and_staging_may_not_ask(client: Client, cloud: AwsCloud) -> None:
    assert client("iam", OUTSIDER_KEY).get_account_authorization_details()["UserDetailList"] == []
    with pytest.raises(ClientError) as error:
        client("iam", STAGING_KEY).get_account_authorization_details()
    assert error.value.response["Error"]["Code"] == "AccessDenied"
    assert cloud.unserved == set()
