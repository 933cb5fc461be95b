"""How a bucket encrypts what is put into it, and whom the key's policy lets read it: a caveat, never a gate.

The default holds for new objects only ("Setting default server-side encryption behavior for Amazon S3
buckets", https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html), and whoever puts an
object may choose another key for it. An object that is encrypted with a KMS key is read by signed requests
only ("Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4",
https://repost.aws/knowledge-center/s3-kms-signature-version-error), by those whom the key's policy lets use
it. Nobody of another account may use the key that AWS keeps for S3 ("Using AWS managed keys",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html). All read 2026-11-24.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat
from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.model.grant import Grant
from ajar.model.resource import Owner, Resource
from ajar.policy.aws.key_policy import lets_decrypt
from ajar.policy.aws.principals import SIGNED_IN_STRANGER, Requester, principal
from ajar.policy.aws.services import CONTENT_NETWORK
from ajar.policy.aws.visitor import ANY_AWS_USER
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_bucket.asking import asked, member
from ajar.providers.aws.s3_bucket.gates import known
from ajar.providers.aws.s3_bucket.outsiders import the_bucket_if_outsiders
from ajar.providers.kind import Reader, Setting

_KEPT = ("SSEAlgorithm", "KMSMasterKeyID")
_OF_KMS = ("aws:kms", "aws:kms:dsse")
_OF_AWS = "alias/aws/s3"
_CANONICAL = re.compile(r"[0-9a-f]{64}")
_ARN_PARTS = 6


def read_encryption(reader: Reader, owner: Owner) -> Fact:
    """The default for new objects: `{"SSEAlgorithm", "KMSMasterKeyID"}`, the second for a key of one's own.

    None means S3's own keys, which ask nothing of a reader. "GetBucketEncryption",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html, read 2026-11-24.
    """
    answer = asked(reader, owner, "GetBucketEncryption", "ServerSideEncryptionConfigurationNotFoundError")
    if answer is None:
        return Fact(None)
    rules = member(member(answer, "ServerSideEncryptionConfiguration", dict), "Rules", list)
    default = next((rule.get("ApplyServerSideEncryptionByDefault") for rule in rules), None)
    return Fact({name: default[name] for name in _KEPT if name in default} if default else None)


def the_key(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The key that encrypts new objects, as the owner of its policy.

    None for a key of AWS's own, and for one of another account, which alone may read its policy.
    """
    encryption = reading(facts, "encryption", resource.id)
    key = _key_of(resource, encryption.value) if isinstance(encryption, Fact) else ""
    if not key or key.endswith(f":{_OF_AWS}") or key.split(":")[4] != resource.account:
        return ()
    return (Owner(id=key, name=key.rpartition(":")[2], region=key.split(":")[3], shared="key"),)


def read_key_policy(reader: Reader, owner: Owner) -> Fact:
    """The policy's exact text; a key always has one.

    "GetKeyPolicy", https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html, read
    2026-11-24: it takes a key and no alias, and no key of another account.
    """
    key = owner.id
    if ":alias/" in key:
        told = reader.call("kms:DescribeKey", region=owner.region, KeyId=key)
        key = member(member(told, "KeyMetadata", dict), "Arn", str)
    answer = reader.call("kms:GetKeyPolicy", region=owner.region, KeyId=key, PolicyName="default")
    return Fact(member(answer, "Policy", str))


def encryption_caveats(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Caveat]:
    """What the key of new objects takes away from those who are proven to read; nothing where none are."""
    readers = [
        grant
        for grant in grants
        if is_proven(grant) and grant.audience.outside and Capability.READ in grant.capabilities
    ]
    if not readers:
        return
    encryption = known(facts, "encryption", resource.id)
    if isinstance(encryption, Unread):
        yield Caveat(code="encryption_keys_not_read")
    elif _is_of_kms(encryption.value):
        key = _key_of(resource, encryption.value)
        yield _about_key(resource, facts, key, readers)


def _about_key(resource: Resource, facts: Facts, key: str, readers: Iterable[Grant]) -> Caveat:
    if not key or key.endswith(f":{_OF_AWS}"):
        return Caveat(code="encrypted_with_aws_key")
    policy = known(facts, "key_policy", key)
    if not isinstance(policy, Fact) or not isinstance(policy.value, str):
        return Caveat(code="key_policy_not_read", args={"key": key})
    answers = {name: _lets_decrypt(policy.value, key, resource.region, name) for name in _readers(readers)}
    if any(answer is None for answer in answers.values()):
        return Caveat(code="key_policy_not_decided", args={"key": key})
    let_in = sorted(name for name, answer in answers.items() if answer)
    if not let_in:
        return Caveat(code="encrypted_for_nobody_outside", args={"key": key})
    return Caveat(code="encrypted_with_key", args={"key": key, "who": ", ".join(let_in)})


def _readers(grants: Iterable[Grant]) -> tuple[str, ...]:
    """Who reads with a signature, by the names that the grants have for them; each once."""
    signed = [grant for grant in grants if grant.audience is not Audience.PUBLIC]
    names = dict.fromkeys(name for grant in signed for name in grant.who)
    through = any(grant.through == "cdn" for grant in grants)
    return (*names, CONTENT_NETWORK) if through else tuple(names)


def _lets_decrypt(policy: str, key: str, region: str, name: str) -> bool | None:
    """Whether the key's policy lets in whom a grant calls so; None where that is not decided."""
    if name in (CONTENT_NETWORK, ANY_AWS_USER):
        service = principal("Service", name) if name == CONTENT_NETWORK else None
        return lets_decrypt(policy, key, region, Requester(service), "")
    named = principal("AWS", name) or (
        principal("CanonicalUser", name) if _CANONICAL.fullmatch(name) else None
    )
    if named is not None:
        return lets_decrypt(policy, key, region, Requester(named), named.account)
    # Members of an organization, or a service for somebody: let in where everybody is.
    return lets_decrypt(policy, key, region, SIGNED_IN_STRANGER, "") or None


def _is_of_kms(default: Value) -> bool:
    return isinstance(default, Mapping) and default.get("SSEAlgorithm") in _OF_KMS


def _key_of(resource: Resource, default: Value) -> str:
    """The key's ARN, or its alias's; empty where none is named, and AWS's own for S3 is meant.

    "ServerSideEncryptionByDefault",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html, read 2026-11-24:
    an ARN, or a key's id or alias alone.
    """
    written = default.get("KMSMasterKeyID") if _is_of_kms(default) else None
    if not isinstance(written, str) or not written:
        return ""
    if written.count(":") >= _ARN_PARTS - 1:
        return written
    partition = [*resource.id.split(":"), ""][1]
    own = written if written.startswith("alias/") else f"key/{written}"
    return f"arn:{partition}:kms:{resource.region}:{resource.account}:{own}"


ENCRYPTION = Setting(
    name="encryption",
    of=the_bucket_if_outsiders,
    read=read_encryption,
    permissions=("s3:GetEncryptionConfiguration",),
)
KEY_POLICY = Setting(
    name="key_policy",
    of=the_key,
    read=read_key_policy,
    permissions=("kms:DescribeKey", "kms:GetKeyPolicy"),
)
