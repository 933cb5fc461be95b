"""The made-up company: the same seed gives the same one, and nothing in it can be taken for real."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from ajar.demo.aws.company import texts
from ajar.demo.aws.company.callers import keys
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.world import CROWD, CROWD_KEY, crowd, world

RESERVED = re.compile(r"\.example$|^example\.(com|net|org|edu)$|\.example\.(com|net|org|edu)$")


def test_the_same_seed_gives_the_same_world() -> None:
    assert dataclasses.asdict(world(3)) == dataclasses.asdict(world(3))
    assert dataclasses.asdict(crowd(50, 3)) == dataclasses.asdict(crowd(50, 3))


def test_another_seed_gives_another_world_with_the_same_lessons() -> None:
    one, other = world(1), world(2)
    assert dataclasses.asdict(one) != dataclasses.asdict(other)
    assert one.buckets["marrow-launch-drafts"].created != other.buckets["marrow-launch-drafts"].created
    taught = {
        "marrow-launch-drafts",
        "marrow-customer-exports",
        "marrow-staging-exports",
        "marrow-app-config",
    }
    assert taught <= one.buckets.keys() & other.buckets.keys()


@pytest.mark.parametrize("seed", range(5))
def test_the_world_feels_lived_in(seed: int) -> None:
    state = world(seed)
    own = [bucket for bucket in state.buckets.values() if bucket.account in {PROD, STAGING}]
    assert len(own) >= 32
    assert len({bucket.created.year for bucket in own}) >= 6
    assert {"eu-west-1", "us-east-1", "eu-central-1", "ap-northeast-1"} == {bucket.region for bucket in own}
    assert any(not bucket.tags for bucket in own)


def test_every_policy_is_json_and_speaks_of_its_own_bucket() -> None:
    for bucket in world(1).buckets.values():
        for statement in json.loads(bucket.policy or '{"Statement": []}')["Statement"]:
            resources = statement["Resource"]
            for resource in [resources] if isinstance(resources, str) else resources:
                assert resource.removesuffix("/*") == bucket.arn


def test_no_account_has_a_block_of_its_own() -> None:
    assert all(account.block is None for account in world(1).accounts.values())


def test_every_name_on_the_internet_in_the_texts_is_reserved() -> None:
    written = " ".join(value for value in vars(texts).values() if isinstance(value, str))
    domains = re.findall(r"(?:@|\()((?:[a-z0-9-]+\.)+[a-z]{2,})\b", written)
    assert len(domains) >= 8
    assert all(RESERVED.search(domain) for domain in domains), domains


def test_no_key_could_be_a_real_one() -> None:
    assert all(name.endswith("EXAMPLE") and len(name) == 20 for name in [*keys(), CROWD_KEY])


def test_a_crowd_is_one_account_with_that_many_mixed_buckets() -> None:
    state = crowd(300, 1)
    assert len(state.buckets_of(CROWD)) == 300
    assert (
        len(
            {
                (bucket.ownership, bucket.policy is None, bucket.block is None)
                for bucket in state.buckets.values()
            }
        )
        >= 4
    )
    assert state.keys[CROWD_KEY].identity.account == CROWD
