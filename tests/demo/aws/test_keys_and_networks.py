"""The fake's keys and networks: told to their own account alone, and a key refuses whom it does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.company.callers import OUTSIDER, OUTSIDER_KEY, PARTNER_KEY, STAGING_KEY
from ajar.demo.aws.company.networks import policy_of
from ajar.demo.aws.company.prod import ENDPOINT, PROD
from ajar.demo.aws.state import Bucket, KmsKey, StoredObject, now

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud

Client = Callable[..., Any]
Stranger = Callable[..., tuple[int, bytes]]
KEY = f"arn:aws:kms:eu-west-1:{PROD}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ALIAS = "alias/office"
OPEN = (
    '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",'
    ' "Resource": "arn:aws:s3:::sealed/*"}}'
)


@pytest.fixture(autouse=True)
def sealed(cloud: AwsCloud) -> Bucket:
    """A bucket that everyone may read, encrypted with a key that lets in one other account."""
    cloud.world.kms_keys[KEY] = KmsKey(KEY, policy_of(PROD, OUTSIDER), ALIAS)
    bucket = cloud.world.buckets["sealed"] = Bucket("sealed", PROD, "eu-west-1", now(), policy=OPEN, key=KEY)
    bucket.objects = {"letter": StoredObject(b"dear", now(), key=KEY), "card": StoredObject(b"hi", now())}
    return bucket


def code(call: Callable[[], object]) -> str:
    """The code with which a call is refused."""
    with pytest.raises(ClientError) as refused:
        call()
    return str(refused.value.response["Error"]["Code"])


def test_a_key_is_described_by_each_of_its_names(client: Client) -> None:
    kms = client("kms")
    for name in (KEY, KEY.rpartition("/")[2], ALIAS, f"arn:aws:kms:eu-west-1:{PROD}:{ALIAS}"):
        assert kms.describe_key(KeyId=name)["KeyMetadata"]["Arn"] == KEY
    assert code(lambda: kms.describe_key(KeyId="alias/none")) == "NotFoundException"
    assert code(lambda: client("kms", region="us-east-1").describe_key(KeyId=KEY)) == "NotFoundException"


def test_a_keys_policy_is_for_its_own_account_and_no_alias(client: Client, cloud: AwsCloud) -> None:
    assert client("kms").get_key_policy(KeyId=KEY)["Policy"] == cloud.world.kms_keys[KEY].policy
    assert code(lambda: client("kms").get_key_policy(KeyId=ALIAS)) == "InvalidArnException"
    other = client("kms", PARTNER_KEY)
    assert code(lambda: other.get_key_policy(KeyId=KEY)) == "AccessDeniedException"


def test_endpoints_and_networks_are_their_accounts_own(client: Client, cloud: AwsCloud) -> None:
    own = cloud.world.endpoints[ENDPOINT]
    (endpoint,) = client("ec2").describe_vpc_endpoints()["VpcEndpoints"]
    (network,) = client("ec2").describe_vpcs()["Vpcs"]
    assert (endpoint["VpcEndpointId"], endpoint["VpcId"]) == (own.id, own.vpc)
    assert (network["VpcId"], network["OwnerId"]) == (own.vpc, PROD)
    for key, region in ((STAGING_KEY, "eu-west-1"), (STAGING_KEY, "us-east-1")):
        assert client("ec2", key, region).describe_vpc_endpoints()["VpcEndpoints"] == []


@pytest.mark.parametrize(("key", "gets"), [(OUTSIDER_KEY, True), (PARTNER_KEY, False)])
def test_what_is_encrypted_is_read_by_whom_the_key_lets_in(client: Client, key: str, *, gets: bool) -> None:
    s3 = client("s3", key)
    assert s3.get_object(Bucket="sealed", Key="card")["Body"].read() == b"hi"
    for call in (s3.get_object, s3.head_object):
        if gets:
            assert call(Bucket="sealed", Key="letter")["ServerSideEncryption"] == "aws:kms"
        else:
            with pytest.raises(ClientError) as refused:
                call(Bucket="sealed", Key="letter")
            assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_what_is_encrypted_is_read_with_a_signature_alone(
    client: Client, stranger: Stranger, sealed: Bucket
) -> None:
    status, body = stranger("GET", "/sealed/letter")
    assert status == 400
    assert b"Signature Version 4" in body
    assert stranger("GET", "/sealed/card")[0] == 200
    client("s3").put_object(Bucket="sealed", Key="new", Body=b"later")
    assert sealed.objects["new"].key == KEY
