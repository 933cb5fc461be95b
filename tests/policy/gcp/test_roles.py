"""What the shipped roles let somebody do."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from ajar.demo.gcp.roles import PREDEFINED as SERVED
from ajar.model.access import Capability
from ajar.policy.gcp.roles import LEGACY_BUCKET, PREDEFINED, capabilities, telling

LIST, READ, WRITE = Capability.LIST, Capability.READ, Capability.WRITE
DELETE, ADMIN, SETTINGS = Capability.DELETE, Capability.ADMIN, Capability.SETTINGS

CAN = {
    "roles/storage.objectViewer": {LIST, READ},
    "roles/storage.objectCreator": {WRITE},
    "roles/storage.objectUser": {LIST, READ, WRITE, DELETE},
    "roles/storage.objectAdmin": {LIST, READ, WRITE, DELETE, ADMIN, SETTINGS},
    "roles/storage.admin": {LIST, READ, WRITE, DELETE, ADMIN, SETTINGS},
    "roles/storage.legacyBucketReader": {LIST, SETTINGS},
    "roles/storage.legacyBucketWriter": {LIST, WRITE, DELETE, SETTINGS},
    "roles/storage.legacyBucketOwner": {LIST, WRITE, DELETE, ADMIN, SETTINGS},
    "roles/storage.legacyObjectReader": {READ},
    "roles/storage.legacyObjectOwner": {READ, WRITE, ADMIN, SETTINGS},
    "roles/storage.bucketViewer": {SETTINGS},
    "roles/storage.hmacKeyAdmin": set[Capability](),
    "roles/viewer": set[Capability](),
}


@pytest.mark.parametrize("role", CAN)
def test_a_role_can_what_its_permissions_allow(role: str) -> None:
    assert capabilities(PREDEFINED[role]) == CAN[role]


def test_the_data_says_where_and_when_it_was_read() -> None:
    document = json.loads((files("ajar.policy.gcp") / "roles.json").read_text("utf-8"))
    assert document["source"].count("https://") == 2
    assert document["read"] == "2026-11-24"
    assert list(document["roles"]) == sorted(document["roles"])


@pytest.mark.parametrize("role", sorted(SERVED.keys() & PREDEFINED.keys()))
def test_two_transcripts_of_googles_page_agree_on_what_a_role_can(role: str) -> None:
    assert capabilities(SERVED[role]["includedPermissions"]) == capabilities(PREDEFINED[role])


def test_every_role_of_a_list_is_a_role_that_is_known() -> None:
    assert set(LEGACY_BUCKET.values()) <= PREDEFINED.keys()


@pytest.mark.parametrize("role", PREDEFINED)
def test_whoever_can_anything_has_a_permission_that_shows_it(role: str) -> None:
    shown = telling(PREDEFINED[role])
    assert (shown in PREDEFINED[role]) == bool(capabilities(PREDEFINED[role]))
