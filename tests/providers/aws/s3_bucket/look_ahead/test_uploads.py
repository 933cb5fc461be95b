"""What a change will have refused later on is said with it, at the bucket or for the whole account."""

from __future__ import annotations

import pytest

from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.look_ahead.uploads import uploads
from clouds.foreseen import Unasked, changed, codes, of_facts
from clouds.s3_facts import block, facts

ACLS, POLICIES = block("BlockPublicAcls"), block("BlockPublicPolicy")


@pytest.mark.parametrize(
    ("known", "after", "told"),
    [
        ({}, {"bucket_block": ACLS}, ["public_uploads_fail"]),
        ({}, {"account_block": ACLS}, ["public_uploads_fail_everywhere"]),
        ({}, {"bucket_block": POLICIES}, ["new_policies_fail"]),
        ({}, {"account_block": POLICIES}, ["new_policies_fail_everywhere"]),
        ({}, {"bucket_block": block("IgnorePublicAcls", "RestrictPublicBuckets")}, []),
        ({"bucket_block": ACLS}, {"bucket_block": block("BlockPublicAcls", "IgnorePublicAcls")}, []),
        ({"account_block": ACLS}, {"bucket_block": ACLS}, []),
        ({"bucket_block": ACLS}, {"bucket_block": None}, []),
        ({}, {"ownership": "BucketOwnerEnforced"}, ["uploads_with_lists_fail"]),
        ({"ownership": "BucketOwnerEnforced"}, {"ownership": "ObjectWriter"}, []),
        ({}, {"policy": None}, []),
    ],
)
def test_what_is_newly_refused_is_told_and_nothing_else(
    known: dict[str, object], after: dict[str, Value], told: list[str]
) -> None:
    assert codes(uploads(Unasked(), changed(of_facts(facts(**known)), **after))) == told
