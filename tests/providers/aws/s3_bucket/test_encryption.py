"""How new objects are encrypted, and whom the key's policy lets in: said beside the verdict, never in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ajar.demo.aws.company.callers import OUTSIDER, OUTSIDER_KEY, PARTNER_KEY
from ajar.demo.aws.company.networks import policy_of
from ajar.demo.aws.company.prod import PARTNER, PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import Bucket, KmsKey, StoredObject, now
from ajar.demo.aws.stranger import Visitor
from ajar.model.access import Audience, Capability
from ajar.model.exposure import Evidence, Exposure
from ajar.model.facts import Fact, Facts, Reason, Unread
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.encryption import ENCRYPTION, KEY_POLICY, encryption_caveats
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import Denied, Malformed
from ajar.words import say
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    NOT_ASKED,
    OTHER,
    READ,
    SHARED,
    STRANGE_ID,
    acl,
    allow,
    facts,
    policy,
)
from clouds.strange_aws import NAMED, SIGNED

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call
    from ajar.providers.aws.session import AwsSession

AT = datetime(2026, 11, 24, tzinfo=UTC)
KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/{KEY_ID}"
OF_KEY = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}
OF_AWS = ({"SSEAlgorithm": "aws:kms"}, {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/aws/s3"})
UNREAD = Unread(reason=Reason.DENIED, permission="kms:GetKeyPolicy")
ANY_USER = policy(allow({"AWS": OTHER}, "s3:GetObject"), allow("*", "s3:ListBucket"))
TO_ALL = policy_of(ACCOUNT).replace(f'"arn:aws:iam::{ACCOUNT}:root"', '"*"')
CODES = ("encrypted", "key_policy", "encryption")


def judged(key: object = NOT_ASKED, **given: object) -> Exposure:
    """The verdict on a bucket of which this is known, and of its key's policy that."""
    known: Facts = facts(**given)
    if key is not NOT_ASKED:
        known = {**known, "key_policy": {KEY: key if isinstance(key, Unread) else Fact(key)}}
    return judge(BUCKET, known, Ours(accounts=frozenset({ACCOUNT})), AT)


def said(key: object = NOT_ASKED, **given: object) -> list[tuple[str, dict[str, str]]]:
    """What is said of encryption."""
    exposure = judged(key, **given)
    return [(one.code, one.args) for one in exposure.caveats if one.code.startswith(CODES)]


def test_s3s_own_keys_ask_nothing_of_a_reader() -> None:
    assert said(policy=policy(READ), encryption={"SSEAlgorithm": "AES256"}) == []
    assert said(policy=policy(READ), encryption=None) == []


@pytest.mark.parametrize("encryption", OF_AWS)
def test_the_key_that_aws_keeps_for_s3_is_for_nobody_outside(encryption: object) -> None:
    assert said(policy=policy(READ), encryption=encryption) == [("encrypted_with_aws_key", {})]


def test_an_own_key_is_told_with_whom_its_policy_lets_in() -> None:
    nobody = [("encrypted_for_nobody_outside", {"key": KEY})]
    other = [("encrypted_with_key", {"key": KEY, "who": OTHER})]
    assert said(policy_of(ACCOUNT), policy=policy(SHARED), encryption=OF_KEY) == nobody
    assert said(policy_of(ACCOUNT, OTHER), policy=policy(SHARED), encryption=OF_KEY) == other
    assert said(policy_of(ACCOUNT, OTHER), policy=policy(READ), encryption=OF_KEY) == nobody
    both = {"SSEAlgorithm": "aws:kms:dsse", "KMSMasterKeyID": KEY}
    assert said(policy_of(ACCOUNT, OTHER), policy=policy(SHARED), encryption=both) == other


def test_who_does_not_sign_in_is_let_in_by_no_key() -> None:
    listed = {"acl": acl((AWS_USERS, "READ")), "encryption": OF_KEY}
    nobody = [("encrypted_for_nobody_outside", {"key": KEY})]
    assert said(TO_ALL, policy=policy(READ), encryption=OF_KEY) == nobody
    assert said(TO_ALL, **listed) == []  # a bucket's list lets nobody read
    signed = said(TO_ALL, policy=policy(READ), payer="Requester", encryption=OF_KEY)
    assert signed == [("encrypted_with_key", {"key": KEY, "who": "any AWS user"})]


def test_whom_a_key_cannot_name_is_let_in_where_everyone_is() -> None:
    member = policy(
        allow("*", "s3:GetObject", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-other12345"}})
    )
    ours = Ours(accounts=frozenset({ACCOUNT}), alone=frozenset({ACCOUNT}))
    for key, code in ((policy_of(ACCOUNT), "key_policy_not_decided"), (TO_ALL, "encrypted_with_key")):
        known: Facts = {**facts(policy=member, encryption=OF_KEY), "key_policy": {KEY: Fact(key)}}
        assert code in {one.code for one in judge(BUCKET, known, ours, AT).caveats}


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({}, "encrypted_with_key"),
        ({"Condition": {"StringEquals": {"aws:SourceArn": "arn:aws:cloudfront::1:distribution/E1"}}}, None),
    ],
)
def test_the_content_network_reads_what_the_key_lets_it_read(
    condition: dict[str, object], code: str | None
) -> None:
    served = Grant(
        audience=Audience.PUBLIC,
        capabilities=frozenset({Capability.READ}),
        evidence=Evidence(setting="policy", owner=BUCKET.id, code="any"),
        who=("anyone",),
        through="cdn",
    )
    for_network = {**allow({"Service": "cloudfront.amazonaws.com"}, "kms:Decrypt"), "Resource": "*"}
    text = policy({**for_network, **condition})
    known: Facts = {**facts(encryption=OF_KEY), "key_policy": {KEY: Fact(text)}}
    (told,) = encryption_caveats(BUCKET, known, [served])
    assert told.code == (code or "key_policy_not_decided")


@pytest.mark.parametrize("key", [UNREAD, None, 7, NOT_ASKED])
def test_a_key_whose_policy_was_not_read_is_named(key: object) -> None:
    assert said(key, policy=policy(READ), encryption=OF_KEY) == [("key_policy_not_read", {"key": KEY})]


def test_a_policy_that_is_not_decided_is_said() -> None:
    org = policy_of(ACCOUNT).replace('"Resource"', '"Condition": {"Bool": {"a:B": "true"}}, "Resource"')
    org = org.replace(f'"arn:aws:iam::{ACCOUNT}:root"', '"*"')
    assert said(org, policy=policy(SHARED), encryption=OF_KEY) == [("key_policy_not_decided", {"key": KEY})]


def test_encryption_that_was_not_read_is_said_where_somebody_reads() -> None:
    assert said(policy=policy(READ), encryption=UNREAD) == [("encryption_keys_not_read", {})]
    assert said(policy=policy(READ), encryption=NOT_ASKED) == [("encryption_keys_not_read", {})]
    assert said(acl=acl((ALL_USERS, "READ"), (STRANGE_ID, "WRITE")), encryption=UNREAD) == []
    assert said(encryption=UNREAD) == []


def test_no_key_moves_the_verdict() -> None:
    for granted in (policy(READ), policy(SHARED)):
        plain = judged(policy=granted)
        for key in (UNREAD, policy_of(ACCOUNT), TO_ALL):
            found = judged(key, policy=granted, encryption=OF_KEY)
            assert (found.state, found.all, found.at_most) == (plain.state, plain.all, plain.at_most)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (KEY, KEY),
        (KEY_ID, KEY),
        ("alias/office", f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/office"),
        (f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/office", f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/office"),
    ],
)
def test_a_key_is_known_by_its_arn_however_it_is_written(written: str, expected: str) -> None:
    encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": written}
    (owner,) = KEY_POLICY.of(BUCKET, facts(policy=policy(READ), encryption=encryption))
    assert (owner.id, owner.region, owner.shared) == (expected, "eu-west-1", "key")


@pytest.mark.parametrize("encryption", [*OF_AWS, None, {}, [], {"SSEAlgorithm": "AES256"}, UNREAD, NOT_ASKED])
def test_without_a_key_of_ones_own_no_policy_is_asked_for(encryption: object) -> None:
    assert KEY_POLICY.of(BUCKET, facts(policy=policy(READ), encryption=encryption)) == ()


def test_the_policy_of_another_accounts_key_cannot_be_asked_for() -> None:
    theirs = KEY.replace(ACCOUNT, OTHER)
    encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": theirs}
    assert KEY_POLICY.of(BUCKET, facts(policy=policy(READ), encryption=encryption)) == ()
    assert said(policy=policy(READ), encryption=encryption) == [("key_policy_not_read", {"key": theirs})]


def test_what_is_said_has_words() -> None:
    assert OTHER in say("encrypted_with_key", {"key": KEY, "who": OTHER})
    for code in ("encrypted_for_nobody_outside", "key_policy_not_read", "key_policy_not_decided"):
        assert KEY in say(code, {"key": KEY})
    assert "AWS" in say("encrypted_with_aws_key", {})


@pytest.fixture
def bucket(cloud: AwsCloud) -> Bucket:
    """A bucket that everyone may read, with a key of its own."""
    made = cloud.world.buckets["sealed"] = Bucket("sealed", PROD, "eu-west-1", now())
    made.policy = policy(READ).replace("drafts", "sealed")
    made.key = KEY
    made.objects = {"letter": StoredObject(b"dear", now(), key=KEY), "card": StoredObject(b"hi", now())}
    cloud.world.kms_keys[KEY] = KmsKey(KEY, policy_of(PROD, OUTSIDER), "alias/office")
    return made


def resource(bucket: Bucket) -> Resource:
    """The bucket as it is listed."""
    return Resource(
        provider="aws",
        account=PROD,
        region=bucket.region,
        kind="s3_bucket",
        name=bucket.name,
        id=bucket.arn,
    )


def read(session: AwsSession, bucket: Bucket) -> dict[str, dict[str, Fact]]:
    """The policy, the encryption and the key's policy as they are read."""
    known = {"policy": {bucket.arn: Fact(bucket.policy)}}
    for setting in (ENCRYPTION, KEY_POLICY):
        for owner in setting.of(resource(bucket), known):
            known[setting.name] = {owner.id: setting.read(session, owner)}
    return known


@pytest.mark.parametrize("written", [KEY, KEY_ID, "alias/office"])
def test_the_key_and_its_policy_are_read(
    session: AwsSession, cloud: AwsCloud, bucket: Bucket, written: str
) -> None:
    bucket.key = written
    known = read(session, bucket)
    assert known["encryption"][bucket.arn].value == OF_KEY | {"KMSMasterKeyID": written}
    (found,) = known["key_policy"].values()
    assert found.value == cloud.world.kms_keys[KEY].policy
    assert cloud.unserved == set()


def test_a_bucket_without_a_key_is_asked_for_none(session: AwsSession, bucket: Bucket) -> None:
    bucket.key = None
    known = read(session, bucket)
    assert known["encryption"][bucket.arn].value == {"SSEAlgorithm": "AES256"}
    assert "key_policy" not in known


def test_a_denied_read_names_its_permission(session: AwsSession, cloud: AwsCloud, bucket: Bucket) -> None:
    known = read(session, bucket)

    def deny(_: Call) -> None:
        raise AwsError("AccessDeniedException")

    cloud.before.append(deny)
    for setting, permission in (
        (ENCRYPTION, "s3:GetEncryptionConfiguration"),
        (KEY_POLICY, "kms:GetKeyPolicy"),
    ):
        (owner,) = setting.of(resource(bucket), known)
        with pytest.raises(Denied) as denied:
            setting.read(session, owner)
        assert denied.value.permission == permission
        assert permission in setting.permissions


def test_a_key_that_is_gone_is_malformed_and_no_policy(
    session: AwsSession, cloud: AwsCloud, bucket: Bucket
) -> None:
    (owner,) = KEY_POLICY.of(resource(bucket), read(session, bucket))
    del cloud.world.kms_keys[KEY]
    with pytest.raises(Malformed):
        KEY_POLICY.read(session, owner)


@pytest.mark.parametrize(
    ("key", "visitor", "gets"),
    [(OUTSIDER_KEY, NAMED, True), (PARTNER_KEY, SIGNED, False)],
    ids=["the key lets them in", "the key does not"],
)
@pytest.mark.usefixtures("bucket")
def test_real_readers_get_what_the_key_gives(
    opened: Callable[..., AwsSession], key: str, visitor: Visitor, *, gets: bool
) -> None:
    other = opened(key)
    assert other.account == visitor.account == (OUTSIDER if gets else PARTNER)
    plain = other.call(
        "s3:GetObject", region="eu-west-1", Bucket="sealed", Key="card", ExpectedBucketOwner=PROD
    )
    assert plain["Body"].read() == b"hi"
    if gets:
        answer = other.call(
            "s3:GetObject", region="eu-west-1", Bucket="sealed", Key="letter", ExpectedBucketOwner=PROD
        )
        assert answer["Body"].read() == b"dear"
        return
    with pytest.raises(Denied):
        other.call(
            "s3:GetObject", region="eu-west-1", Bucket="sealed", Key="letter", ExpectedBucketOwner=PROD
        )
