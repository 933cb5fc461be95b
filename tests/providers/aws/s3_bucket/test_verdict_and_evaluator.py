"""The verdict on a whole bucket and the referee of single requests check each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Reading
from ajar.model.resource import Resource
from ajar.policy.aws.evaluator.buckets import Situation, decide
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.request import Request
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds import s3_facts
from clouds.s3_facts import ALL_USERS, AWS_USERS, OWNER_ID
from s3_alphabet import CAPABILITIES, OURS, STRANGER, outsiders, requests
from s3_matches import asked
from s3_policies import AT, BUCKET, CANONICAL, OWN
from s3_random_policies import policies

RESOURCE = Resource(provider="aws", account=OWN, region="eu-west-1", kind="s3_bucket", name="acme", id=BUCKET)
EVERYTHING = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
PERMISSIONS = st.sampled_from(["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"])
GRANTEES = st.sampled_from([ALL_USERS, AWS_USERS, CANONICAL])
BLOCKS = st.none() | st.sets(st.sampled_from(["IgnorePublicAcls", "RestrictPublicBuckets"]))


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    """What is set on a bucket, by the names of the settings."""
    policy = draw(st.none() | policies() | policies())
    listed = draw(st.lists(st.tuples(GRANTEES, PERMISSIONS), max_size=2))
    blocks = [draw(BLOCKS) for _ in range(2)]
    account, bucket = (one if one is None else s3_facts.block(*one) for one in blocks)
    return {
        "policy": None if policy is None else json.dumps(policy),
        "acl": s3_facts.acl(*listed),
        "account_block": account,
        "bucket_block": bucket,
        "ownership": draw(st.sampled_from([None, "ObjectWriter", "BucketOwnerEnforced"])),
    }


def situation(given: dict[str, Any]) -> Situation:
    """The same as the referee takes it."""
    rest = {name: value for name, value in given.items() if name != "policy"}
    return Situation(arn=BUCKET, account=OWN, owner_id=OWNER_ID, policy_text=given["policy"], **rest)


def verdict(given: dict[str, Any]) -> Exposure:
    """What the judge says of it."""
    facts: dict[str, dict[str, Reading]] = {
        name: {OWN if owner == s3_facts.ACCOUNT else BUCKET: reading for owner, reading in by_owner.items()}
        for name, by_owner in s3_facts.facts(**given).items()
    }
    return judge(RESOURCE, {**facts, "networks": {BUCKET: Fact({})}}, OURS, AT)


def let_through(given: dict[str, Any]) -> Iterator[tuple[Audience, Request]]:
    """A request of each outsider that gets through, with the narrowest audience that they are of.

    Services of AWS are left out: RestrictPublicBuckets lets them through, for whomever they act.
    """
    bucket = situation(given)
    written = json.loads(given["policy"] or '{"Statement": []}')
    # The list lets in by requests that no statement of the policy may be about.
    policy = parse_policy(json.dumps({**written, "Statement": [*written["Statement"], EVERYTHING]}))
    assert isinstance(policy, Policy)
    for caller in (one for one in outsiders(policy) if not one.service):
        for action in CAPABILITIES:
            one = next((r for r in requests(policy, caller, action) if decide(bucket, r).allowed), None)
            if one is not None:
                yield _audience(one), one


def _audience(request: Request) -> Audience:
    caller, theirs = request.caller, request.context.get("aws:principalorgid", ())
    if OURS.organizations.intersection(theirs) or caller.account in OURS.accounts:
        return Audience.ORGANIZATION
    if request.context.get("aws:sourcevpce") or theirs:
        return Audience.EXTERNAL
    if not caller.signed:
        return Audience.PUBLIC
    return Audience.AUTHENTICATED if caller.account == STRANGER else Audience.EXTERNAL


@settings(max_examples=40)
@given(situations())
def test_no_bucket_is_tighter_by_its_verdict_than_for_a_single_request(given: dict[str, Any]) -> None:
    exposure = verdict(given)
    # Of strangers who are asked for their addresses, few are named by them.
    named = Audience.EXTERNAL if "aws:SourceIp" in str(given["policy"]) else Audience.PUBLIC
    for audience, request in let_through(given):
        least = min(audience.width, named.width)
        assert exposure.at_most.width >= least, (audience, request)


@settings(max_examples=40)
@given(situations())
def test_the_request_that_shows_an_open_bucket_gets_through(given: dict[str, Any]) -> None:
    exposure = verdict(given)
    if exposure.state in {State.OPEN, State.SHARED}:
        assert exposure.witness is not None
        decided = decide(situation(given), asked(exposure.witness))
        # A list that lets somebody write lets him delete what he wrote: whose it is, no request tells.
        own = exposure.witness.action == "s3:DeleteObject" and decided.by == "acl"
        assert decided.allowed or (own and decided.allowed is None), exposure.witness
