"""Buckets as they are listed, read and changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from google.api_core import exceptions
from google.cloud import storage

from ajar.demo.gcp.state import UNIFORM_ACCESS, Denial, World, now

Ask = Callable[..., requests.Response]
ASSETS = "/storage/v1/b/finch-web-assets"
EMBARGO = "/storage/v1/b/finch-press-embargo"
LISTS_OFF = {"iamConfiguration": {"uniformBucketLevelAccess": {"enabled": True}}}
LISTS_ON = {"iamConfiguration": {"uniformBucketLevelAccess": {"enabled": False}}}


def test_paging_gives_every_bucket_once(ask: Ask, made: World) -> None:
    names: list[str] = []
    token = ""
    for _ in range(20):
        answer = ask("GET", f"/storage/v1/b?project=finch-web&maxResults=4&pageToken={token}").json()
        assert len(answer["items"]) <= 4
        names += [item["name"] for item in answer["items"]]
        token = answer.get("nextPageToken", "")
        if not token:
            break
    assert names == sorted(made.buckets)


def test_the_client_pages_by_itself(client: storage.Client, made: World) -> None:
    assert {b.name for b in client.list_buckets(page_size=3, retry=None)} == set(made.buckets)


def test_a_page_token_of_somebody_elses_is_refused(ask: Ask) -> None:
    assert ask("GET", "/storage/v1/b?project=finch-web&pageToken=%21%21").status_code == 400


def test_a_project_is_known_by_its_number_too(ask: Ask) -> None:
    answer = ask("GET", "/storage/v1/b?project=271828182845&prefix=agency").json()
    assert [item["name"] for item in answer["items"]] == ["agency-handover"]


@pytest.mark.parametrize("token", ["outsider", None])
def test_nobody_else_lists_the_project(ask: Ask, token: str | None) -> None:
    answer = ask("GET", "/storage/v1/b?project=finch-web", token=token)
    assert answer.status_code == (403 if token else 401)
    assert "storage.buckets.list" in answer.text


def test_lists_are_shown_in_full_and_where_they_are_in_use(ask: Ask) -> None:
    plain = ask("GET", EMBARGO).json()
    full = ask("GET", f"{EMBARGO}?projection=full").json()
    uniform = ask("GET", f"{ASSETS}?projection=full").json()
    assert "acl" not in plain
    assert "defaultObjectAcl" not in plain
    assert ("allUsers", "READER") in {(e["entity"], e["role"]) for e in full["acl"]}
    assert ("allUsers", "READER") in {(e["entity"], e["role"]) for e in full["defaultObjectAcl"]}
    assert "acl" not in uniform
    assert uniform["owner"] == {"entity": "project-owners-271828182845"}


def test_the_list_of_buckets_has_lists_in_full_and_to_who_may_read_them(ask: Ask, made: World) -> None:
    assert '"acl"' not in ask("GET", "/storage/v1/b?project=finch-web").text
    made.denials.add(Denial("ana@marrowfinch.example", "storage.buckets.getIamPolicy", "finch-press-embargo"))
    items = ask("GET", "/storage/v1/b?project=finch-web&projection=full").json()["items"]
    assert {i["name"] for i in items if "acl" in i} == {
        "eu.artifacts.finch-web.appspot.com",
        "staging.finch-web.appspot.com",
    }


def test_a_partial_answer_is_partial(ask: Ask) -> None:
    answer = ask(
        "GET", "/storage/v1/b?project=finch-web&maxResults=1&fields=items(name,labels/team),kind"
    ).json()
    assert answer == {
        "kind": "storage#buckets",
        "items": [{"name": "agency-handover", "labels": {"team": "comms"}}],
    }


def test_what_a_scan_reads_is_there(client: storage.Client) -> None:
    bucket = client.get_bucket("finch-training-logs", retry=None)
    assert bucket.location == "EUROPE-WEST4"
    assert bucket.labels == {"env": "prod", "team": "training", "cost-center": "ml-01"}
    assert bucket.iam_configuration.public_access_prevention == "enforced"
    assert bucket.iam_configuration.uniform_bucket_level_access_enabled
    assert bucket.iam_configuration.uniform_bucket_level_access_locked_time > bucket.time_created


def test_every_write_changes_metageneration_and_etag(ask: Ask) -> None:
    first = ask("GET", ASSETS).json()
    second = ask("PATCH", ASSETS, json={"labels": {"env": "test"}}).json()
    third = ask("PATCH", ASSETS, json={"labels": {"env": "prod"}}).json()
    assert int(second["metageneration"]) == int(first["metageneration"]) + 1
    assert len({first["etag"], second["etag"], third["etag"]}) == 3


def test_a_stale_metageneration_changes_nothing(client: storage.Client) -> None:
    bucket = client.get_bucket("finch-model-cards-draft", retry=None)
    stale = bucket.metageneration
    bucket.iam_configuration.public_access_prevention = "enforced"
    bucket.patch(if_metageneration_match=stale, retry=None)
    bucket.iam_configuration.public_access_prevention = "inherited"
    with pytest.raises(exceptions.PreconditionFailed):
        bucket.patch(if_metageneration_match=stale, retry=None)
    bucket.reload(retry=None)
    assert bucket.iam_configuration.public_access_prevention == "enforced"


def test_null_takes_away_one_name_or_all(ask: Ask) -> None:
    assert "team" not in ask("PATCH", ASSETS, json={"labels": {"team": None, "x": "y"}}).json()["labels"]
    assert "labels" not in ask("PATCH", ASSETS, json={"labels": None}).json()
    assert ask("PATCH", ASSETS, json={"website": {"notFoundPage": None}}).json()["website"] == {
        "mainPageSuffix": "index.html"
    }


def test_a_patch_that_fails_changes_nothing_of_it(ask: Ask) -> None:
    before = ask("GET", ASSETS).json()
    body: dict[str, Any] = {"labels": {"a": "b"}, "iamConfiguration": {"publicAccessPrevention": "perhaps"}}
    assert ask("PATCH", ASSETS, json=body).status_code == 400
    body = {"labels": {"a": "b"}, "acl": [{"entity": "allUsers", "role": "READER"}]}
    assert ask("PATCH", ASSETS, json=body).status_code == 400
    assert ask("GET", ASSETS).json() == before


def test_uniform_access_hides_lists_and_brings_them_back_unchanged(ask: Ask) -> None:
    before = ask("GET", f"{EMBARGO}?projection=full").json()
    hidden = ask("PATCH", EMBARGO, json=LISTS_OFF).json()
    assert "acl" not in hidden
    assert hidden["iamConfiguration"]["uniformBucketLevelAccess"]["lockedTime"]
    shown = ask("PATCH", EMBARGO, json=LISTS_ON).json()
    assert [(e["entity"], e["role"]) for e in shown["acl"]] == [
        (e["entity"], e["role"]) for e in before["acl"]
    ]
    assert len(shown["defaultObjectAcl"]) == len(before["defaultObjectAcl"])


@pytest.mark.parametrize("why", ["ninety days", "a condition", "a managed folder", "the organization"])
def test_uniform_access_stays_where_something_needs_it(ask: Ask, made: World, why: str) -> None:
    name = {"a condition": "finch-contracts-2026", "a managed folder": "finch-datasets"}.get(
        why, "tmp_lena_test2"
    )
    made.buckets[name].created = now() - timedelta(days=91 if why == "ninety days" else 1)
    if why == "the organization":
        made.organizations["314159265358"].enforced.add(UNIFORM_ACCESS)
    assert ask("PATCH", f"/storage/v1/b/{name}", json=LISTS_ON).status_code in (400, 412)
    assert made.buckets[name].uniform


def test_lists_are_replaced_as_a_whole(ask: Ask, made: World) -> None:
    acl = [{"entity": "project-owners-271828182845", "role": "OWNER"}]
    changed: dict[str, Any] = ask("PATCH", EMBARGO, json={"acl": acl, "defaultObjectAcl": []}).json()
    assert [e["entity"] for e in changed["acl"]] == ["project-owners-271828182845"]
    assert changed["defaultObjectAcl"] == []
    assert made.buckets["finch-press-embargo"].bindings == [
        {"role": "roles/storage.legacyBucketOwner", "members": ["projectOwner:finch-web"]}
    ]


@pytest.mark.parametrize("projection", ["full", "noAcl"])
def test_who_may_not_read_policies_sees_no_lists(ask: Ask, projection: str) -> None:
    answer = ask("GET", f"/storage/v1/b/finch-hr-records?projection={projection}")
    assert answer.status_code == (403 if projection == "full" else 200)
