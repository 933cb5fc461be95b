"""Settings by their names, and what to do where one was not read."""

from __future__ import annotations

import pytest

from ajar.model.exposure import Unknown
from ajar.model.facts import Reason
from ajar.providers import PROVIDERS
from ajar.words.settings import TITLES, place, short_title, title, to_do

EVERY = sorted({setting.name for cloud in PROVIDERS for kind in cloud.kinds for setting in kind.settings})


@pytest.mark.parametrize("setting", EVERY)
def test_every_setting_of_every_kind_has_a_name(setting: str) -> None:
    assert setting in TITLES
    assert len(short_title(setting)) <= len(title(setting))


def test_a_setting_of_a_newer_program_is_named_by_its_code() -> None:
    assert title("object_lock") == short_title("object_lock") == "Object lock"


@pytest.mark.parametrize(
    ("setting", "pointer", "said"),
    [
        ("policy", "/Statement/1/Principal", "Bucket policy, statement 2"),
        ("acl", "/Grants/0", "Access list (ACL), grant 1"),
        ("iam", "/bindings/3/members/0", "Bucket permissions, binding 4"),
        ("acl", "/0", "Access list (ACL), entry 1"),
        ("policy", "", "Bucket policy"),
        ("policy", "/Statement", "Bucket policy"),
        ("policy", "/Statement/x", "Bucket policy"),
        ("policy", "no pointer", "Bucket policy"),
    ],
)
def test_a_place_is_counted_as_people_count(setting: str, pointer: str, said: str) -> None:
    assert place(setting, pointer) == said


@pytest.mark.parametrize("reason", Reason)
def test_there_is_something_to_do_about_every_reason(reason: Reason) -> None:
    assert to_do(Unknown(setting="policy", reason=reason)).endswith(".")
    missing = Unknown(setting="policy", reason=reason, permission="s3:GetBucketPolicy")
    assert to_do(missing).startswith("Grant the permission")
