"""The calls that tell who one is and what the account has: STS, IAM, Organizations, regions."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import AccessKey, Identity, now

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import Account, World

Answer = dict[str, Any]

# How EC2 and the account service each call a region's state.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html and
# https://docs.aws.amazon.com/accounts/latest/reference/API_Region.html, read 2026-11-24.
IN_EC2 = {"ENABLED_BY_DEFAULT": "opt-in-not-required", "ENABLED": "opted-in", "DISABLED": "not-opted-in"}


def caller_identity(_: World, caller: Caller, __: Given) -> Answer:
    """Tell who signed."""
    identity = _identity(caller)
    return {"Account": identity.account, "Arn": identity.arn, "UserId": identity.user_id}


def assume_role(world: World, caller: Caller, given: Given) -> Answer:
    """Hand out a temporary key for the role. Raises AccessDenied where the role does not trust the caller."""
    identity = _identity(caller)
    role = world.roles.get(given["RoleArn"])
    if (
        role is None
        or identity.account not in role.trusts
        or role.external_id not in {None, given.get("ExternalId")}
    ):
        message = f"User: {identity.arn} is not authorized to perform: sts:AssumeRole on resource:"
        raise AwsError("AccessDenied", f"{message} {given['RoleArn']}")
    account, _, name = role.arn.removeprefix("arn:aws:iam::").partition(":role/")
    session = given["RoleSessionName"]
    arn = f"arn:aws:sts::{account}:assumed-role/{name.rpartition('/')[2]}/{session}"
    number = len(world.keys)
    user_id = f"AROADEMO{name.upper():A<13.13}:{session}"
    secret = hashlib.sha256(f"secret {number} of {arn}".encode()).hexdigest()[:40]
    token = hashlib.sha256(f"token {number} of {arn}".encode()).hexdigest()
    key = AccessKey(f"ASIADEMO{number:012d}", secret, Identity(account, arn, user_id), token)
    world.keys[key.id] = key
    until = now() + timedelta(seconds=given.get("DurationSeconds", 3600))
    return {
        "Credentials": {
            "AccessKeyId": key.id,
            "SecretAccessKey": key.secret,
            "SessionToken": key.token,
            "Expiration": until,
        },
        "AssumedRoleUser": {"AssumedRoleId": user_id, "Arn": arn},
    }


def aliases(world: World, caller: Caller, _: Given) -> Answer:
    """Return the account's alias, if it has one."""
    alias = _account(world, caller).alias
    return {"AccountAliases": [alias] if alias else [], "IsTruncated": False}


def summary(world: World, caller: Caller, _: Given) -> Answer:
    """Return IAM's counts for the account."""
    return {"SummaryMap": dict(_account(world, caller).summary)}


def organization(world: World, caller: Caller, _: Given) -> Answer:
    """Return the account's organization. Raises AWSOrganizationsNotInUseException where it is in none."""
    account = _account(world, caller)
    if account.organization is None:
        message = "Your account is not a member of an organization."
        raise AwsError("AWSOrganizationsNotInUseException", message)
    base = f"arn:aws:organizations::{account.id}"
    return {
        "Organization": {
            "Id": account.organization,
            "Arn": f"{base}:organization/{account.organization}",
            "FeatureSet": "ALL",
            "MasterAccountId": account.id,
            "MasterAccountArn": f"{base}:account/{account.organization}/{account.id}",
            "MasterAccountEmail": "cloud@marrowfinch.example",
        }
    }


def policies(world: World, caller: Caller, given: Given) -> Answer:
    """List the policies on the account or on what is above it. Raises AccessDeniedException, as for most."""
    on = next((names for target, _, names in _above(world, caller) if target == given["TargetId"]), ())
    own = [{"Id": f"p-{name.lower():0<10.10}", "Name": name, "AwsManaged": False} for name in on]
    everywhere = {"Id": "p-RCPFullAWSAccess", "Name": "RCPFullAWSAccess", "AwsManaged": True}
    return {"Policies": [everywhere, *own]}


def parents(world: World, caller: Caller, given: Given) -> Answer:
    """Tell what the account or unit is in."""
    above = _above(world, caller)
    found = [over for under, over in pairwise(above) if under[0] == given["ChildId"]]
    return {"Parents": [{"Id": target, "Type": kind} for target, kind, _ in found]}


def _above(world: World, caller: Caller) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    account = _account(world, caller)
    if account.organization is None:
        message = "Your account is not a member of an organization."
        raise AwsError("AWSOrganizationsNotInUseException", message)
    if account.above is None:
        raise AwsError("AccessDeniedException", "You don't have permissions to access this resource.")
    return account.above


def ec2_regions(world: World, caller: Caller, given: Given) -> Answer:
    """Return the regions that are on, or all of them."""
    wanted = given.get("RegionNames")
    return {
        "Regions": [
            {"RegionName": name, "Endpoint": f"ec2.{name}.amazonaws.com", "OptInStatus": IN_EC2[state]}
            for name, state in _account(world, caller).regions.items()
            if (not wanted or name in wanted) and (given.get("AllRegions") or wanted or state != "DISABLED")
        ]
    }


def regions(world: World, caller: Caller, given: Given) -> Answer:
    """Return every region with its state, or those in the states that were asked for."""
    wanted = given.get("RegionOptStatusContains")
    return {
        "Regions": [
            {"RegionName": name, "RegionOptStatus": state}
            for name, state in _account(world, caller).regions.items()
            if not wanted or state in wanted
        ]
    }


def _identity(caller: Caller) -> Identity:
    if caller.identity is None:
        raise AwsError("MissingAuthenticationToken", "Request is missing Authentication Token")
    return caller.identity


def _account(world: World, caller: Caller) -> Account:
    return world.accounts[_identity(caller).account]


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "account.ListRegions": regions,
    "ec2.DescribeRegions": ec2_regions,
    "iam.GetAccountSummary": summary,
    "iam.ListAccountAliases": aliases,
    "organizations.DescribeOrganization": organization,
    "organizations.ListParents": parents,
    "organizations.ListPoliciesForTarget": policies,
    "sts.AssumeRole": assume_role,
    "sts.GetCallerIdentity": caller_identity,
}
