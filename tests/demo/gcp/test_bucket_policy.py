"""Policies: versions and conditions, etags, and what prevention refuses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from google.api_core import exceptions
from google.cloud import storage

from ajar.demo.gcp.state import PUBLIC_ACCESS_PREVENTION, World

Ask = Callable[..., requests.Response]
VIEWER = "roles/storage.objectViewer"


def path(bucket: str, version: int | None = None) -> str:
    """The path of a bucket's policy, with the version that is asked for."""
    end = f"?optionsRequestedPolicyVersion={version}" if version is not None else ""
    return f"/storage/v1/b/{bucket}/iam{end}"


def test_conditions_are_there_for_who_asks_for_version_3(client: storage.Client) -> None:
    policy = client.bucket("finch-contracts-2026").get_iam_policy(requested_policy_version=3, retry=None)
    conditions = [b["condition"]["expression"] for b in policy.bindings if "condition" in b]
    assert policy.version == 3
    assert 'request.time < timestamp("2027-03-31T00:00:00Z")' in conditions


@pytest.mark.parametrize("version", [None, 0, 1])
def test_below_version_3_a_condition_is_left_out_and_the_role_is_marked(
    ask: Ask, version: int | None
) -> None:
    policy = ask("GET", path("finch-contracts-2026", version)).json()
    marked = [b for b in policy["bindings"] if b["role"].startswith(f"{VIEWER}_withcond_")]
    assert policy["version"] == 1
    assert len(marked) == 2
    assert all("condition" not in b for b in policy["bindings"])


def test_a_policy_without_conditions_is_version_1_whatever_was_asked(ask: Ask) -> None:
    assert ask("GET", path("finch-web-assets", 3)).json()["version"] == 1


def test_a_version_that_does_not_exist_is_refused(ask: Ask) -> None:
    assert ask("GET", path("finch-web-assets", 2)).status_code == 400


def test_removing_a_public_binding_closes_the_bucket(client: storage.Client, ask: Ask) -> None:
    bucket = client.bucket("finch-model-cards-draft")
    assert ask("GET", "/finch-model-cards-draft/README.md", token=None).status_code == 200
    policy = bucket.get_iam_policy(requested_policy_version=3, retry=None)
    policy.bindings = [b for b in policy.bindings if "allUsers" not in b["members"]]
    written = bucket.set_iam_policy(policy, retry=None)
    assert written.etag != policy.etag
    assert ask("GET", "/finch-model-cards-draft/README.md", token=None).status_code == 403


def test_a_stale_etag_is_refused_and_changes_nothing(client: storage.Client) -> None:
    bucket = client.bucket("finch-web-assets")
    mine = bucket.get_iam_policy(requested_policy_version=3, retry=None)
    theirs = bucket.get_iam_policy(requested_policy_version=3, retry=None)
    theirs.bindings.append({"role": VIEWER, "members": {"user:joon@marrowfinch.example"}})
    bucket.set_iam_policy(theirs, retry=None)
    with pytest.raises(exceptions.PreconditionFailed):
        bucket.set_iam_policy(mine, retry=None)
    now = bucket.get_iam_policy(requested_policy_version=3, retry=None)
    assert any("user:joon@marrowfinch.example" in b["members"] for b in now.bindings)


def test_a_write_of_the_bucket_makes_the_policys_etag_stale(ask: Ask) -> None:
    policy = ask("GET", path("finch-web-assets")).json()
    ask("PATCH", "/storage/v1/b/finch-web-assets", json={"labels": {"x": "y"}})
    assert ask("PUT", path("finch-web-assets"), json=policy).status_code == 412


def test_a_policy_with_conditions_is_written_as_version_3_alone(ask: Ask) -> None:
    policy = ask("GET", path("finch-contracts-2026", 3)).json()
    assert ask("PUT", path("finch-contracts-2026"), json=policy | {"version": 1}).status_code == 400
    assert ask("PUT", path("finch-contracts-2026"), json=policy).json()["bindings"] == policy["bindings"]


def test_a_policy_that_was_read_below_version_3_cannot_be_written_back(ask: Ask) -> None:
    policy = ask("GET", path("finch-contracts-2026", 1)).json()
    assert ask("PUT", path("finch-contracts-2026"), json=policy).status_code == 400


def test_of_writers_at_the_same_time_none_is_lost(ask: Ask, made: World) -> None:
    before = made.buckets["finch-web-backups"].metageneration

    def add(index: int) -> int:
        for tries in range(1, 100):
            policy = ask("GET", path("finch-web-backups", 3)).json()
            policy["bindings"].append({"role": VIEWER, "members": [f"user:u{index}@b.example"]})
            if ask("PUT", path("finch-web-backups"), json=policy).status_code == 200:
                return tries
        return 0

    with ThreadPoolExecutor(8) as pool:
        tries = list(pool.map(add, range(16)))
    assert all(tries)
    assert made.buckets["finch-web-backups"].metageneration == before + 16
    members = {m for b in made.buckets["finch-web-backups"].bindings for m in b["members"]}
    assert {f"user:u{index}@b.example" for index in range(16)} <= members


@pytest.mark.parametrize("by", ["bucket", "project", "organization"])
@pytest.mark.parametrize("member", ["allUsers", "allAuthenticatedUsers"])
def test_prevention_refuses_new_public_members(ask: Ask, made: World, by: str, member: str) -> None:
    bucket = made.buckets["finch-web-staging"]
    if by == "bucket":
        bucket.prevention = "enforced"
    elif by == "project":
        made.projects["finch-web"].enforced.add(PUBLIC_ACCESS_PREVENTION)
    else:
        made.organizations["314159265358"].enforced.add(PUBLIC_ACCESS_PREVENTION)
    policy = ask("GET", path(bucket.name)).json()
    policy["bindings"].append({"role": VIEWER, "members": [member]})
    answer = ask("PUT", path(bucket.name), json=policy)
    assert answer.status_code == 412
    assert "since public access prevention is enforced" in answer.json()["error"]["message"]


def test_prevention_lets_a_public_member_that_was_there_stay_or_go(ask: Ask) -> None:
    policy = ask("GET", path("finch-training-logs")).json()
    policy["bindings"].append({"role": VIEWER, "members": ["user:joon@marrowfinch.example"]})
    written = ask("PUT", path("finch-training-logs"), json=policy)
    assert written.status_code == 200
    policy = written.json()
    policy["bindings"] = [b for b in policy["bindings"] if "allUsers" not in b["members"]]
    assert ask("PUT", path("finch-training-logs"), json=policy).status_code == 200


@pytest.mark.parametrize(
    ("bucket", "binding", "status"),
    [
        ("finch-web-assets", {"role": "roles/storage.nothing", "members": ["user:a@b.example"]}, 400),
        ("finch-web-assets", {"role": VIEWER, "members": ["everybody"]}, 400),
        ("finch-web-assets", {"role": VIEWER, "members": ["user:"]}, 400),
        (
            "finch-web-assets",
            {"role": VIEWER, "members": ["allUsers"], "condition": {"expression": "true"}},
            400,
        ),
        (
            "finch-press-embargo",
            {"role": VIEWER, "members": ["user:a@b.c"], "condition": {"expression": "true"}},
            412,
        ),
        (
            "finch-newsroom",
            {"role": "projects/finch-web/roles/pressReader", "members": ["user:a@b.example"]},
            200,
        ),
    ],
)
def test_a_binding_is_checked(ask: Ask, bucket: str, binding: dict[str, Any], status: int) -> None:
    policy = ask("GET", path(bucket, 3)).json() | {"version": 3}
    policy["bindings"].append(binding)
    assert ask("PUT", path(bucket), json=policy).status_code == status


def test_permissions_are_tested_for_who_asks(client: storage.Client, ask: Ask) -> None:
    wanted = ["storage.objects.get", "storage.objects.list", "storage.buckets.getIamPolicy"]
    assert client.bucket("finch-web-assets").test_iam_permissions(wanted, retry=None) == wanted
    query = "&".join(f"permissions={p}" for p in wanted)
    tested = "/storage/v1/b/finch-web-assets/iam/testPermissions?" + query
    assert ask("GET", tested, token=None).json()["permissions"] == ["storage.objects.get"]
    assert (
        "permissions"
        not in ask("GET", tested.replace("finch-web-assets", "finch-web-backups"), token=None).json()
    )


def test_who_may_be_given_access_is_limited_for_those_who_come_and_not_for_those_who_are_there(
    ask: Ask, made: World
) -> None:
    project, here = made.projects["finch-web"], "agency-handover"

    def put(*members: str) -> int:
        standing = ask("GET", path(here, 3)).json()
        more = [{"role": VIEWER, "members": list(members)}] if members else []
        body = {"bindings": [*standing["bindings"], *more], "etag": standing["etag"]}
        return ask("PUT", path(here), json=body).status_code

    project.allowed_customers = {"C02finch7"}
    assert (put(), put("user:ana@marrowfinch.example")) == (200, 200)
    assert (put("allUsers"), put("user:a@x.example"), put("domain:x.example")) == (412, 412, 412)
    project.allowed_customers, project.allowed_members = None, {"user:a@x.example"}
    assert (put("user:a@x.example"), put("user:b@x.example")) == (200, 412)
