"""The company's users, groups and roles, with the permissions that they have of their own."""

from __future__ import annotations

from ajar.demo.aws.company import policies
from ajar.demo.aws.company.prod import ENDPOINT, PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.identities import AttachedPolicy, Document, Holder

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
PRESS_FILES = f"arn:aws:iam::{PROD}:policy/PressFiles"


def attached() -> dict[str, AttachedPolicy]:
    """Return the policies that are attached, by their ARNs."""
    press = _allow(
        policies.READ_AND_LIST,
        *_whole("marrow-press-kit"),
        *_whole("marrow-launch-drafts"),
        *_whole("marrow-drafts-archive"),
    )
    found = (
        AttachedPolicy(ADMINISTRATOR, _document(_allow(["*"], "*"))),
        AttachedPolicy(READ_ONLY, _document(_allow(["s3:Get*", "s3:List*", "s3:Describe*"], "*"))),
        AttachedPolicy(PRESS_FILES, _document(press)),
    )
    return {one.arn: one for one in found}


def holders() -> dict[str, Holder]:
    """Return them all by their ARNs; of staging there is one user, who may not ask for them."""
    accounting = _document(_allow(policies.READ_AND_LIST, *_whole("marrow-finance")))
    through_endpoint = {"StringEquals": {"aws:SourceVpce": ENDPOINT}}
    deploying = _document(
        _allow([*policies.READ_AND_LIST, "s3:PutObject"], "*") | {"Condition": through_endpoint}
    )
    found = (
        Holder(_arn("group/Administrators"), attached=(ADMINISTRATOR,)),
        Holder(_arn("group/Communications"), attached=(PRESS_FILES,)),
        Holder(_arn("user/ana"), groups=("Administrators",)),
        Holder(_arn("user/iris"), groups=("Communications",)),
        Holder(_arn("user/sam")),
        Holder(_arn("role/Accounting"), inline=(("Books", accounting),)),
        Holder(_arn("role/AjarAudit"), inline=(("Audit", _document(_allow(["s3:GetBucket*"], "*"))),)),
        Holder(_arn("role/Deploy"), inline=(("Deploy", deploying),)),
        Holder(_arn("role/Editors"), attached=(PRESS_FILES,)),
        Holder(_arn("role/Research"), attached=(READ_ONLY,)),
        Holder(_arn("role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport")),
        Holder(f"arn:aws:iam::{STAGING}:user/ana", attached=(ADMINISTRATOR,)),
    )
    return {one.arn: one for one in found}


def _arn(name: str) -> str:
    return f"arn:aws:iam::{PROD}:{name}"


def _whole(bucket: str) -> tuple[str, str]:
    return f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"


def _allow(actions: list[str], *resources: str) -> Document:
    return {"Effect": "Allow", "Action": actions, "Resource": list(resources)}


def _document(*statements: Document) -> Document:
    return {"Version": "2012-10-17", "Statement": list(statements)}
