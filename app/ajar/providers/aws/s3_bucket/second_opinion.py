"""What AWS itself answers when it is asked whether a bucket's policy is public, and whether Ajar reads it so.

Read only where a second opinion is asked for, and of a policy that was read. It decides nothing: where AWS
answers something else than its own documentation says by Ajar's reading, a person is told to look.
"""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.exposure import Caveat
from ajar.model.facts import Fact, Facts, Reading, Unread, Value, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.providers.aws.s3_bucket.asking import asked, member
from ajar.providers.kind import Malformed, Reader, Setting

STATUS = "policy_status"
ANALYZER = "no_public_access"
_WHO = {STATUS: "GetBucketPolicyStatus", ANALYZER: "Access Analyzer"}
_PASS, _FAIL = "PASS", "FAIL"


def opinions_say(resource: Resource, facts: Facts, *, word: bool | None) -> Iterator[Caveat]:
    """For each opinion that was asked for, whether it is `word`; that one was not given is said as well.

    `word` is whether the policy is public by AWS's own definition. Both are held against it: by the page that
    `aws_calls_public` names, they differ among themselves only about actions that S3 does not have.
    """
    for name, who in _WHO.items():
        theirs = reading(facts, name, resource.id)
        gone = isinstance(theirs, Fact) and theirs.value is None
        if theirs is not None and not gone:
            yield _compared(name, who, theirs, word=word)


def _compared(name: str, who: str, theirs: Reading, *, word: bool | None) -> Caveat:
    public = None if isinstance(theirs, Unread) else _public(name, theirs.value)
    if public is None:
        why = (theirs.permission or theirs.reason.value) if isinstance(theirs, Unread) else "malformed"
        return Caveat(code="second_opinion_not_read", args={"who": who, "why": why})
    args = {"who": who, "theirs": _WORDS[public], "ours": _WORDS[word]}
    if word is None:
        return Caveat(code="second_opinion_alone", args=args)
    return Caveat(code=f"second_opinion_{'agrees' if public is word else 'differs'}", args=args)


def _public(name: str, value: Value) -> bool | None:
    """Whether an opinion is that the policy is public; None for what is none."""
    if name == ANALYZER:
        return {_PASS: False, _FAIL: True}.get(value) if isinstance(value, str) else None
    return value if isinstance(value, bool) else None


_WORDS: dict[bool | None, str] = {True: "public", False: "not public", None: "not decided"}


def with_policy(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The bucket, where a policy was read that there can be an opinion of."""
    policy = reading(facts, "policy", resource.id)
    there = isinstance(policy, Fact) and isinstance(policy.value, str)
    return (itself(resource),) if there else ()


def read_policy_status(reader: Reader, owner: Owner) -> Fact:
    """Whether S3 calls the policy public; None where there is none any more.

    "GetBucketPolicyStatus", https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html,
    read 2026-11-24.
    """
    answer = asked(reader, owner, "GetBucketPolicyStatus", "NoSuchBucketPolicy")
    return Fact(None if answer is None else member(member(answer, "PolicyStatus", dict), "IsPublic", bool))


def read_no_public_access(reader: Reader, owner: Owner) -> Fact:
    """PASS where Access Analyzer finds no public access in the policy, else FAIL; None without a policy.

    "CheckNoPublicAccess",
    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html, and "IAM
    Access Analyzer custom policy checks",
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html, both read
    2026-11-24: AWS charges for each check. It is of a text, so that any region can be asked.
    """
    policy = asked(reader, owner, "GetBucketPolicy", "NoSuchBucketPolicy")
    if policy is None:
        return Fact(None)
    answer = reader.call(
        "accessanalyzer:CheckNoPublicAccess",
        policyDocument=member(policy, "Policy", str),
        resourceType="AWS::S3::Bucket",
    )
    if answer.get("result") not in (_PASS, _FAIL):
        raise Malformed("The answer to CheckNoPublicAccess is neither PASS nor FAIL.")
    return Fact(answer["result"])


OPINIONS = (
    Setting(
        name=STATUS,
        of=with_policy,
        read=read_policy_status,
        permissions=("s3:GetBucketPolicyStatus",),
    ),
    Setting(
        name=ANALYZER,
        of=with_policy,
        read=read_no_public_access,
        permissions=("access-analyzer:CheckNoPublicAccess", "s3:GetBucketPolicy"),
    ),
)
