"""KMS's calls on keys and EC2's on networks, as far as they decide who gets at what is in a bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.stranger import allowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import KmsKey, StoredObject, VpcEndpoint, World

Answer = dict[str, Any]


def describe_key(world: World, caller: Caller, given: Given) -> Answer:
    """Tell whose key it is, by its id, its ARN or an alias. Raises NotFoundException."""
    key = _key(world, caller, given["KeyId"])
    return {
        "KeyMetadata": {
            "AWSAccountId": key.account,
            "Arn": key.arn,
            "Enabled": True,
            "KeyId": key.arn.rpartition("/")[2],
            "KeyManager": "AWS" if key.aws_managed else "CUSTOMER",
            "KeyState": "Enabled",
        }
    }


def key_policy(world: World, caller: Caller, given: Given) -> Answer:
    """Return the policy of an own key. Raises NotFoundException, which another account's key is as well."""
    # "GetKeyPolicy", https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html, read
    # 2026-11-24: no alias, and no key of another account.
    if "alias/" in given["KeyId"]:
        raise AwsError("InvalidArnException", f"Invalid keyId {given['KeyId']}")
    key = _key(world, caller, given["KeyId"])
    if key.account != _account(caller):
        raise AwsError("AccessDeniedException", "The key is not of this account.")
    return {"Policy": key.policy, "PolicyName": "default"}


def vpc_endpoints(world: World, caller: Caller, _: Given) -> Answer:
    """List the account's own endpoints in the region."""
    return {"VpcEndpoints": [_endpoint(one) for one in _own_endpoints(world, caller)]}


def vpcs(world: World, caller: Caller, _: Given) -> Answer:
    """List the account's own networks in the region: those that have an endpoint."""
    found = dict.fromkeys(one.vpc for one in _own_endpoints(world, caller))
    return {"Vpcs": [{"VpcId": vpc, "OwnerId": _account(caller), "State": "available"} for vpc in found]}


def check_decrypts(world: World, caller: Caller, found: StoredObject) -> None:
    """Raise AwsError unless the caller may read an object that is encrypted with a key of KMS.

    "How do I troubleshoot the error 'Requests require AWS Signature Version 4' ...",
    https://repost.aws/knowledge-center/s3-kms-signature-version-error, read 2026-11-24.
    """
    if found.key is None:
        return
    if caller.visitor.account is None:
        message = "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature"
        raise AwsError("InvalidArgument", f"{message} Version 4.")
    key = world.kms_keys.get(found.key)
    own = key is not None and key.account == caller.visitor.account
    if key is None or not (own or allowed(caller.visitor, key.policy, "kms:Decrypt", key.arn)):
        raise AwsError("AccessDenied", "The ciphertext refers to a key that you may not use.")


def _key(world: World, caller: Caller, called: str) -> KmsKey:
    for key in world.kms_keys.values():
        alias = f"arn:aws:kms:{key.region}:{key.account}:{key.alias}"
        names = {key.arn, alias} if key.alias else {key.arn}
        if key.account == _account(caller):
            names |= {key.arn.rpartition("/")[2], key.alias} - {""}
        if called in names and key.region == caller.region:
            return key
    raise AwsError("NotFoundException", f"Key '{called}' does not exist")


def _own_endpoints(world: World, caller: Caller) -> list[VpcEndpoint]:
    return [
        one
        for one in world.endpoints.values()
        if one.account == _account(caller) and one.region == caller.region
    ]


def _endpoint(one: VpcEndpoint) -> Answer:
    return {
        "VpcEndpointId": one.id,
        "VpcEndpointType": one.kind,
        "VpcId": one.vpc,
        "ServiceName": one.service,
        "State": "Available",
        "OwnerId": one.account,
    }


def _account(caller: Caller) -> str:
    return caller.identity.account if caller.identity else ""


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "ec2.DescribeVpcEndpoints": vpc_endpoints,
    "ec2.DescribeVpcs": vpcs,
    "kms.DescribeKey": describe_key,
    "kms.GetKeyPolicy": key_policy,
}
