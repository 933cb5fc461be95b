"""Access control lists, and that the bucket's is the legacy roles seen the old way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from google.cloud import storage

from ajar.demo.gcp.state import World

Ask = Callable[..., requests.Response]
EMBARGO = "/storage/v1/b/finch-press-embargo"
READER = {"entity": "allUsers", "role": "READER"}


def pairs(answer: requests.Response) -> set[tuple[str, str]]:
    """The entities and roles of a list as it was answered."""
    return {(item["entity"], item["role"]) for item in answer.json()["items"]}


def test_the_buckets_list_and_its_legacy_roles_say_the_same(ask: Ask) -> None:
    assert pairs(ask("GET", f"{EMBARGO}/acl")) == {
        ("allUsers", "READER"),
        ("project-owners-271828182845", "OWNER"),
        ("project-editors-271828182845", "OWNER"),
        ("project-viewers-271828182845", "READER"),
    }
    assert ask("DELETE", f"{EMBARGO}/acl/allUsers").status_code == 204
    policy = ask("GET", f"{EMBARGO}/iam").json()
    assert "allUsers" not in {member for b in policy["bindings"] for member in b["members"]}


def test_a_legacy_role_becomes_an_entry(ask: Ask) -> None:
    policy = ask("GET", f"{EMBARGO}/iam").json()
    member = "serviceAccount:uploader@finch-web.iam.gserviceaccount.com"
    policy["bindings"].append({"role": "roles/storage.legacyBucketWriter", "members": [member]})
    ask("PUT", f"{EMBARGO}/iam", json=policy)
    assert ("user-uploader@finch-web.iam.gserviceaccount.com", "WRITER") in pairs(
        ask("GET", f"{EMBARGO}/acl")
    )


@pytest.mark.parametrize("entity", ["user-a@b.example", "group-g@b.example", "domain-b.example", "allUsers"])
def test_an_entry_is_inserted_changed_and_deleted(ask: Ask, made: World, entity: str) -> None:
    before = made.buckets["finch-press-embargo"].metageneration
    assert ask("POST", f"{EMBARGO}/acl", json={"entity": entity, "role": "WRITER"}).json()["role"] == "WRITER"
    assert ask("PATCH", f"{EMBARGO}/acl/{entity}", json={"role": "OWNER"}).json()["entity"] == entity
    assert (entity, "OWNER") in pairs(ask("GET", f"{EMBARGO}/acl"))
    assert ask("DELETE", f"{EMBARGO}/acl/{entity}").status_code == 204
    assert ask("DELETE", f"{EMBARGO}/acl/{entity}").status_code == 404
    assert ask("PATCH", f"{EMBARGO}/acl/{entity}", json={"role": "OWNER"}).status_code == 404
    assert made.buckets["finch-press-embargo"].metageneration == before + 3


def test_the_client_saves_a_default_list(client: storage.Client, ask: Ask) -> None:
    bucket = client.bucket("finch-press-embargo")
    bucket.default_object_acl.reload()
    bucket.default_object_acl.all().revoke_read()
    bucket.default_object_acl.save()
    assert "allUsers" not in {entity for entity, _ in pairs(ask("GET", f"{EMBARGO}/defaultObjectAcl"))}


def test_a_default_entry_is_inserted_and_deleted(ask: Ask) -> None:
    assert ask("DELETE", f"{EMBARGO}/defaultObjectAcl/allUsers").status_code == 204
    assert ask("DELETE", f"{EMBARGO}/defaultObjectAcl/allUsers").status_code == 404
    entry = {"entity": "allAuthenticatedUsers", "role": "READER"}
    assert (
        ask("POST", f"{EMBARGO}/defaultObjectAcl", json=entry).json()["kind"] == "storage#objectAccessControl"
    )
    assert ("allAuthenticatedUsers", "READER") in pairs(ask("GET", f"{EMBARGO}/defaultObjectAcl"))


@pytest.mark.parametrize(
    ("verb", "end", "body"),
    [
        ("GET", "acl", None),
        ("POST", "acl", READER),
        ("PATCH", "acl/allUsers", READER),
        ("DELETE", "acl/allUsers", None),
        ("GET", "defaultObjectAcl", None),
        ("POST", "defaultObjectAcl", READER),
        ("DELETE", "defaultObjectAcl/allUsers", None),
    ],
)
def test_uniform_access_refuses_every_list_method(
    ask: Ask, verb: str, end: str, body: dict[str, Any] | None
) -> None:
    answer = ask(verb, f"/storage/v1/b/finch-web-assets/{end}", json=body)
    assert answer.status_code == 400
    assert "when uniform bucket-level access is enabled" in answer.json()["error"]["message"]


@pytest.mark.parametrize("end", ["acl", "defaultObjectAcl"])
def test_prevention_refuses_new_public_entries_and_lets_old_ones_be(ask: Ask, made: World, end: str) -> None:
    made.buckets["finch-press-embargo"].prevention = "enforced"
    entry = {"entity": "allAuthenticatedUsers", "role": "READER"}
    assert ask("POST", f"{EMBARGO}/{end}", json=entry).status_code == 412
    assert (
        ask("POST", f"{EMBARGO}/{end}", json={"entity": "user-a@b.example", "role": "READER"}).status_code
        == 200
    )
    assert ask("DELETE", f"{EMBARGO}/{end}/allUsers").status_code == 204


@pytest.mark.parametrize(
    "entry",
    [
        {"entity": "allUsers"},
        {"role": "READER"},
        {"entity": "allUsers", "role": "KING"},
        {"entity": "everybody", "role": "READER"},
        {"entity": "project-owners-1", "role": "READER"},
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(ask: Ask, entry: dict[str, str]) -> None:
    assert ask("POST", f"{EMBARGO}/acl", json=entry).status_code == 400


def test_an_entry_for_new_objects_is_changed_and_one_that_is_not_there_is_404(ask: Ask, made: World) -> None:
    answer = ask("PATCH", f"{EMBARGO}/defaultObjectAcl/allUsers", json={"role": "OWNER"})
    assert (answer.status_code, answer.json()["role"]) == (200, "OWNER")
    assert dict(made.buckets["finch-press-embargo"].default_object_acl)["allUsers"] == "OWNER"
    nobody = ask("PATCH", f"{EMBARGO}/defaultObjectAcl/user-a@b.example", json={"role": "OWNER"})
    assert nobody.status_code == 404


def test_objects_know_no_writers(ask: Ask) -> None:
    entry = {"entity": "user-a@b.example", "role": "WRITER"}
    assert ask("POST", f"{EMBARGO}/defaultObjectAcl", json=entry).status_code == 400


def test_lists_are_kept_from_who_may_not_read_policies(ask: Ask) -> None:
    answer = ask("GET", f"{EMBARGO}/acl", token="outsider")
    assert answer.status_code == 403
    assert "storage.buckets.getIamPolicy" in answer.text
