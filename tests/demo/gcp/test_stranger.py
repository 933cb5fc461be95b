"""Who gets in: a table for each bucket that is there to teach something, and each rule by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import requests

from ajar.demo.gcp.company import AGENCY, OUTSIDER
from ajar.demo.gcp.state import PUBLIC_ACCESS_PREVENTION, Bucket, StoredObject, World
from ajar.demo.gcp.stranger import allowed

Ask = Callable[..., requests.Response]
GET = "storage.objects.get"
LIST = "storage.objects.list"

# Bucket, an object in it, then who is asked: may they read the object, may they list (its folder).
TABLE = [
    ("finch-web-assets", "index.html", "", None, True, False),
    ("finch-web-assets", "index.html", "", "outsider", True, False),
    ("finch-model-cards-draft", "finch-4/model-card.md", "", None, True, True),
    ("finch-press-embargo", "finch-4/press-release-EMBARGO-0112.md", "", None, True, True),
    ("finch-press-embargo", "contacts/journalists.csv", "", None, False, True),
    ("finch-press-embargo", "contacts/journalists.csv", "", "outsider", False, True),
    ("finch-training-logs", "finch-4/run-01/metrics.csv", "", None, False, False),
    ("finch-training-logs", "finch-4/run-01/metrics.csv", "", "outsider", False, False),
    ("finch-datasets", "shared/finch-bench-sample.csv", "shared/", None, True, True),
    ("finch-datasets", "shared/finch-bench-sample.csv", "", None, True, False),
    ("finch-datasets", "internal/dialogues-2026-08.csv", "internal/", None, False, False),
    ("finch-datasets", "partners/annotation-guide.md", "partners/", None, False, False),
    ("finch-datasets", "partners/annotation-guide.md", "partners/", "agency", True, True),
    ("agency-handover", "2026-11/illustrations-brief.md", "", "agency", True, True),
    ("agency-handover", "2026-11/illustrations-brief.md", "", "outsider", False, False),
    ("finch-contracts-2026", "lease-annex-2.md", "", "outsider", False, False),
    ("finch-hr-records", "leave-2026.csv", "", None, False, False),
    ("finch-newsroom", "2025-02-finch-3.md", "", "outsider", False, False),
    ("staging.finch-web.appspot.com", "version-20231114t1002.json", "", None, False, False),
]


@pytest.mark.parametrize(("bucket", "name", "prefix", "token", "reads", "lists"), TABLE)
def test_a_stranger_gets_what_the_table_says(  # noqa: PLR0913 - a table's columns
    ask: Ask, bucket: str, name: str, prefix: str, token: str | None, *, reads: bool, lists: bool
) -> None:
    refused = 403 if token else 401
    quoted = name.replace("/", "%2F")
    assert ask("GET", f"/{bucket}/{name}", token=token).status_code == (200 if reads else 403)
    media = f"/storage/v1/b/{bucket}/o/{quoted}?alt=media"
    assert ask("GET", media, token=token).status_code == (200 if reads else refused)
    listing = f"/storage/v1/b/{bucket}/o?prefix={prefix}"
    assert ask("GET", listing, token=token).status_code == (200 if lists else refused)
    assert ask("GET", f"/{bucket}?prefix={prefix}", token=token).status_code == (200 if lists else 403)
    assert ask("GET", f"/storage/v1/b/{bucket}/iam", token=token).status_code == refused


def test_the_admin_reads_everything(ask: Ask, made: World) -> None:
    for bucket in made.buckets.values():
        for name in bucket.objects:
            assert ask("GET", f"/{bucket.name}/{name}").status_code == 200


@pytest.fixture
def plain(made: World) -> Bucket:
    """A closed bucket with one object, to which a test adds the one thing that it is about."""
    bucket = made.buckets["finch-web-staging"]
    bucket.bindings = []
    return bucket


def reads(world: World, bucket: Bucket, caller: str | None) -> bool:
    """Whether the caller may read the bucket's page."""
    return allowed(world, caller, GET, bucket, "index.html")


def test_without_a_grant_nobody_gets_in(made: World, plain: Bucket) -> None:
    assert not any(reads(made, plain, who) for who in (None, OUTSIDER, AGENCY))


@pytest.mark.parametrize(
    ("member", "anonymous", "outsider", "agency"),
    [
        ("allUsers", True, True, True),
        ("allAuthenticatedUsers", False, True, True),
        (f"user:{AGENCY}", False, False, True),
        ("domain:northpixel.example", False, False, True),
        ("group:everybody@mail.example", False, False, False),
    ],
)
def test_each_kind_of_member(
    made: World, plain: Bucket, member: str, *, anonymous: bool, outsider: bool, agency: bool
) -> None:
    plain.bindings.append({"role": "roles/storage.legacyObjectReader", "members": [member]})
    assert [reads(made, plain, who) for who in (None, OUTSIDER, AGENCY)] == [anonymous, outsider, agency]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("roles/storage.objectViewer", {GET, LIST}),
        ("roles/storage.legacyObjectReader", {GET}),
        ("roles/storage.legacyBucketReader", {LIST}),
        ("roles/storage.legacyBucketWriter", {LIST, "storage.objects.create", "storage.objects.delete"}),
        ("roles/storage.objectCreator", {"storage.objects.create"}),
        ("roles/storage.objectAdmin", {GET, LIST, "storage.objects.create", "storage.objects.delete"}),
        ("projects/finch-web/roles/pressReader", {GET, LIST}),
        ("projects/finch-web/roles/none", set()),
        ("roles/storage.none", set()),
    ],
)
def test_a_role_is_the_permissions_it_holds(made: World, plain: Bucket, role: str, may: set[str]) -> None:
    plain.bindings.append({"role": role, "members": ["allUsers"]})
    asked = (GET, LIST, "storage.objects.create", "storage.objects.delete")
    assert {p for p in asked if allowed(made, None, p, plain, "index.html")} == may


def test_a_deleted_custom_role_holds_nothing(made: World, plain: Bucket) -> None:
    plain.bindings.append({"role": "projects/finch-web/roles/pressReader", "members": ["allUsers"]})
    made.projects["finch-web"].roles["pressReader"]["deleted"] = True
    assert not reads(made, plain, None)


@pytest.mark.parametrize("by", ["bucket", "project", "organization"])
def test_prevention_shuts_out_the_public_and_nobody_else(made: World, plain: Bucket, by: str) -> None:
    members = ["allUsers", "allAuthenticatedUsers", f"user:{AGENCY}"]
    plain.bindings.append({"role": "roles/storage.objectViewer", "members": members})
    if by == "bucket":
        plain.prevention = "enforced"
    elif by == "project":
        made.projects["finch-web"].enforced.add(PUBLIC_ACCESS_PREVENTION)
    else:
        made.organizations["314159265358"].enforced.add(PUBLIC_ACCESS_PREVENTION)
    assert [reads(made, plain, who) for who in (None, OUTSIDER, AGENCY)] == [False, False, True]


@pytest.mark.parametrize(("day", "in_time"), [(30, True), (31, False)])
def test_an_end_date_ends_a_grant(made: World, plain: Bucket, day: int, *, in_time: bool) -> None:
    condition = {"title": "soon", "expression": 'request.time < timestamp("2027-03-31T00:00:00Z")'}
    plain.bindings.append(
        {"role": "roles/storage.objectViewer", "members": [f"user:{AGENCY}"], "condition": condition}
    )
    made.clock = lambda: datetime(2027, 3, day, 12, tzinfo=UTC)
    assert reads(made, plain, AGENCY) is in_time


def test_a_condition_of_another_kind_grants_nothing(made: World, plain: Bucket) -> None:
    condition = {
        "title": "x",
        "expression": 'resource.name.startsWith("projects/_/buckets/finch-web-staging")',
    }
    plain.bindings.append(
        {"role": "roles/storage.objectViewer", "members": [f"user:{AGENCY}"], "condition": condition}
    )
    assert not reads(made, plain, AGENCY)


@pytest.mark.parametrize("uniform", [True, False])
@pytest.mark.parametrize("entity", ["allUsers", f"user-{AGENCY}", "domain-northpixel.example"])
def test_an_objects_list_counts_unless_access_is_uniform(
    made: World, plain: Bucket, entity: str, *, uniform: bool
) -> None:
    plain.uniform = uniform
    stored: StoredObject = plain.objects["index.html"]
    stored.acl = [(entity, "READER")]
    assert reads(made, plain, AGENCY) is not uniform
    assert not allowed(made, AGENCY, LIST, plain)
    assert not allowed(made, AGENCY, GET, plain, "another.html")
    assert not allowed(made, AGENCY, "storage.objects.delete", plain, "index.html")


def test_prevention_shuts_public_entries_of_an_objects_list_too(made: World) -> None:
    bucket = made.buckets["finch-press-embargo"]
    name = "finch-4/briefing-slots.csv"
    assert allowed(made, None, GET, bucket, name)
    bucket.prevention = "enforced"
    assert not allowed(made, None, GET, bucket, name)
