"""The made-up company: the same for the same seed, and lived in."""

from __future__ import annotations

from ajar.demo.gcp import company
from ajar.demo.gcp.roles import permissions
from ajar.demo.gcp.state import Denial, World, etag
from ajar.demo.gcp.world import crowd, world


def looks(made: World) -> list[object]:
    """Everything about a world but its clock."""
    return [made.projects, made.organizations, made.buckets, made.tokens, made.denials]


def test_the_same_seed_gives_the_same_world() -> None:
    assert looks(world(7)) == looks(world(7))
    assert looks(crowd(50, 7)) == looks(crowd(50, 7))


def test_another_seed_gives_another_world_with_the_same_lesson() -> None:
    one, other = world(1), world(2)
    assert one.buckets != other.buckets
    assert {n: b.bindings for n, b in one.buckets.items()} == {
        n: b.bindings for n, b in other.buckets.items()
    }


def test_a_change_in_one_world_is_not_in_the_next() -> None:
    first = world(1)
    for bucket in first.buckets.values():
        bucket.bindings.clear()
        bucket.labels["x"] = "y"
        bucket.default_object_acl.clear()
        bucket.folders.clear()
    first.projects["finch-web"].roles.clear()
    assert looks(world(1)) == looks(world(1))
    assert world(1).buckets["finch-web-assets"].bindings != []


def test_every_bucket_has_something_in_it_and_every_text_has_its_bucket(made: World) -> None:
    empty = {name for name, bucket in made.buckets.items() if not bucket.objects}
    assert empty == {"eu.artifacts.finch-web.appspot.com"}
    assert all(stored.data for bucket in made.buckets.values() for stored in bucket.objects.values())


def test_every_role_in_the_world_exists(made: World) -> None:
    roles = {b["role"] for bucket in made.buckets.values() for b in bucket.bindings}
    assert {role for role in roles if not permissions(made, role)} == set()


def test_what_stayed_private_is_there(made: World) -> None:
    for row in company.TELLING_ROWS:
        assert row.earlier <= made.buckets[row.name].objects.keys()
        assert all(any(n.startswith(f) for n in made.buckets[row.name].objects) for f in row.folders)


def test_one_policy_is_kept_from_the_admin(made: World) -> None:
    assert made.denials == {Denial(company.ADMIN, "storage.buckets.getIamPolicy", "finch-hr-records")}


def test_nobody_in_it_has_a_real_address(made: World) -> None:
    members = {m for bucket in made.buckets.values() for b in bucket.bindings for m in b["members"]}
    addresses = {m.partition(":")[2] for m in members if m.partition(":")[0] in ("user", "group", "domain")}
    assert addresses
    assert all(a.endswith(".example") for a in addresses)


def test_a_crowd_is_as_large_as_asked_and_mixed() -> None:
    made = crowd(300, 3)
    assert len(made.buckets) == 300
    public = {n for n, b in made.buckets.items() if any("allUsers" in x["members"] for x in b.bindings)}
    assert 0 < len(public) < 150
    assert {b.uniform for b in made.buckets.values()} == {True, False}


def test_etags_look_like_cloud_storages_and_never_repeat() -> None:
    assert etag(1) == "CAE="
    assert len({etag(n) for n in range(1, 1000)}) == 999
