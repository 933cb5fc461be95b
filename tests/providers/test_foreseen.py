"""What a change would lead to: the facts that would be read, and a verdict that is not asked for twice."""

from __future__ import annotations

from datetime import UTC, datetime

from ajar.model.change import Change
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.foreseen import facts_after, judged_once
from clouds.s3_facts import ACCOUNT, ALL_USERS, BUCKET, READ, acl, block, facts, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))


def test_a_setting_that_plays_no_part_any_more_is_not_in_the_facts() -> None:
    known = facts(acl=acl((ALL_USERS, "READ")))
    enforced = Change(owner=itself(BUCKET), setting="ownership", before=None, after="BucketOwnerEnforced")
    then = facts_after(KIND.settings, BUCKET, known, (enforced,))
    assert "acl" in known
    assert "acl" not in then
    assert then["ownership"][BUCKET.id] == Fact("BucketOwnerEnforced")


def test_the_same_facts_are_judged_once_and_others_for_themselves() -> None:
    asked: list[Facts] = []

    def judge(resource: Resource, known: Facts, ours: Ours, at: datetime) -> Exposure:
        asked.append(known)
        return KIND.judge(resource, known, ours, at)

    first = judged_once(judge, BUCKET, facts(policy=policy(READ)), OURS, AT)
    assert judged_once(judge, BUCKET, facts(policy=policy(READ)), OURS, AT) == first
    assert len(asked) == 1
    others = [
        facts(policy=policy(READ), bucket_block=block("RestrictPublicBuckets")),
        facts(policy=policy(READ), bucket_block={**block(), "RestrictPublicBuckets": 1}),
        facts(policy=policy(READ), bucket_block={**block(), "RestrictPublicBuckets": True, "New": None}),
    ]
    for known in others:
        assert judged_once(judge, BUCKET, known, OURS, AT) == KIND.judge(BUCKET, known, OURS, AT)
    judged_once(judge, BUCKET, facts(policy=policy(READ)), Ours(), AT)
    assert len(asked) == 5
