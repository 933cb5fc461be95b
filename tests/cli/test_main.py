"""The command line as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Ajar = Callable[..., Any]


def test_the_version_is_printed(ajar: Ajar) -> None:
    assert ajar("--version").out.startswith("ajar 0.")


def test_the_permissions_are_a_policy_and_a_role_that_can_be_pasted(ajar: Ajar) -> None:
    policy = json.loads(ajar("permissions", "aws").out)
    actions = [action for statement in policy["Statement"] for action in statement["Action"]]
    assert "s3:GetBucketPolicy" in actions
    assert not [action for action in actions if action.split(":")[1].startswith(("Put", "Delete"))]
    assert "storage.buckets.getIamPolicy" in ajar("permissions", "gcp").out


def test_the_permissions_of_a_second_opinion_are_listed_only_where_it_is_wanted(ajar: Ajar) -> None:
    more = {"access-analyzer:CheckNoPublicAccess", "s3:GetBucketPolicyStatus"}
    plain, asked = (
        {action for statement in json.loads(done.out)["Statement"] for action in statement["Action"]}
        for done in (ajar("permissions", "aws"), ajar("permissions", "aws", "--second-opinion"))
    )
    assert asked - plain == more
    assert plain - asked == set()


def test_what_closing_takes_is_listed_only_where_it_is_wanted(ajar: Ajar) -> None:
    for cloud, name in (("aws", "s3:PutBucketPolicy"), ("gcp", "storage.buckets.setIamPolicy")):
        assert name not in ajar("permissions", cloud).out
        assert name in ajar("permissions", cloud, "--fix").out


def test_the_self_test_makes_each_client_and_says_that_the_window_is_missing(ajar: Ajar) -> None:
    done = ajar("--self-test")
    assert "Amazon Web Services" in done.out
    assert "Google Cloud" in done.out
    assert done.code == 1


def test_an_unknown_command_is_two(ajar: Ajar) -> None:
    assert ajar("close-everything").code == 2
