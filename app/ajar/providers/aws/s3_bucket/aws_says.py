"""What AWS calls a bucket's policy, where that is not what it comes to: the screen says both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ajar.model.access import STRANGERS
from ajar.model.exposure import Caveat
from ajar.model.facts import Fact, Facts, reading
from ajar.model.grant import Grant
from ajar.model.resource import Resource
from ajar.policy.aws.access_point import THROUGH
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_bucket.second_opinion import opinions_say


def aws_says(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Caveat]:
    """What AWS calls the policy, where that is not what these grants, the verdict's own, make of it.

    A grant that a gate holds, or may hold, is there: then AWS's word and ours are the same. And, where AWS
    was asked for its own opinion, whether that is its word.
    """
    word = aws_word(resource, facts)
    by_policy = [
        grant
        for grant in grants
        if (grant.evidence.setting, grant.evidence.owner) == ("policy", resource.id)
        # What comes through an access point is its policy's doing, and AWS's word for that is another.
        and grant.through != THROUGH
    ]
    to_strangers = [grant for grant in by_policy if grant.audience in STRANGERS]
    if word is True and all(grant.doubts for grant in to_strangers):
        yield Caveat(code="aws_calls_it_public")
    if word is False and any(map(is_proven, to_strangers)):
        yield Caveat(code="aws_does_not_call_it_public")
    yield from opinions_say(resource, facts, word=word)


def aws_word(resource: Resource, facts: Facts) -> bool | None:
    """Whether AWS calls the bucket's policy public, by its own page; None where that is not decided.

    No policy is not public; one that was not read, or that AWS would not take, is not decided.
    """
    policy = reading(facts, "policy", resource.id)
    if not isinstance(policy, Fact):
        return None
    if policy.value is None:
        return False
    return _word(policy.value) if isinstance(policy.value, str) else None


@lru_cache(maxsize=64)
def _word(text: str) -> bool | None:
    policy = parse_policy(text)
    return aws_calls_public(policy) if isinstance(policy, Policy) else None
