"""Generated Cloud Storage buckets in the fake, and what strangers really get by its own evaluator."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from urllib.parse import quote

from hypothesis import strategies as st

from ajar.demo.gcp.state import PUBLIC_ACCESS_PREVENTION, Binding, Bucket, StoredObject, World, now
from ajar.demo.gcp.stranger import allowed
from ajar.demo.gcp.world import world as company
from ajar.model.access import Capability
from ajar.model.resource import Resource
from ajar.policy.gcp.roles import capabilities
from ajar.providers.gcp.gcs_bucket.listing import bucket_id

NAME = "strange-bucket"
PROJECT = "finch-web"
KEYS = ("any", "b/c")
NAMED = "nosy@else.example"
SIGNED = "somebody@mail.example"
"""Somebody with an account whom no generated policy names; NAMED is in some of them."""
TOKENS = {NAMED: "named", SIGNED: "signed"}

MEMBERS = (
    "allUsers",
    "allAuthenticatedUsers",
    f"user:{NAMED}",
    "domain:else.example",
    "group:crowd@else.example",
    "serviceAccount:robot@elsewhere.iam.gserviceaccount.com",
    f"projectOwner:{PROJECT}",
    f"projectViewer:{PROJECT}",
    f"deleted:user:{NAMED}?uid=1",
)
ROLES = (
    "roles/storage.objectViewer",
    "roles/storage.objectCreator",
    "roles/storage.objectUser",
    "roles/storage.objectAdmin",
    "roles/storage.admin",
    "roles/storage.bucketViewer",
    "roles/storage.legacyBucketReader",
    "roles/storage.legacyBucketWriter",
    "roles/storage.legacyBucketOwner",
    "roles/storage.legacyObjectReader",
    "roles/storage.legacyObjectOwner",
    "roles/storage.hmacKeyAdmin",
    f"projects/{PROJECT}/roles/pressReader",
    f"projects/{PROJECT}/roles/nowhere",
)
PERMISSIONS = (
    "storage.objects.list",
    "storage.objects.get",
    "storage.objects.create",
    "storage.objects.update",
    "storage.objects.delete",
    "storage.objects.getIamPolicy",
    "storage.objects.setIamPolicy",
    "storage.buckets.get",
    "storage.buckets.getIamPolicy",
    "storage.buckets.setIamPolicy",
    "storage.buckets.update",
    "storage.buckets.delete",
)


@st.composite
def bindings(draw: st.DrawFn) -> Binding:
    """A role for some members, without a condition."""
    members = draw(st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=3, unique=True))
    return {"role": draw(st.sampled_from(ROLES)), "members": members}


@st.composite
def clouds(draw: st.DrawFn) -> tuple[World, Bucket]:
    """The company's world with a bucket more, under prevention of its own, from above, or none.

    The bucket's access control list is its legacy roles; its objects have no lists of their own.
    """
    world = company(42)
    world.tokens |= {token: who for who, token in TOKENS.items()}
    if draw(st.sampled_from((False, False, True))):
        world.projects[PROJECT].enforced.add(PUBLIC_ACCESS_PREVENTION)
    bucket = Bucket(
        NAME,
        PROJECT,
        now(),
        uniform=draw(st.booleans()),
        prevention=draw(st.sampled_from(("inherited", "inherited", "enforced"))),
        bindings=draw(st.lists(bindings(), max_size=3)),
    )
    refill(bucket)
    world.buckets[NAME] = bucket
    return world, bucket


def refill(bucket: Bucket) -> None:
    """Put the objects back that a visitor took away."""
    bucket.objects = {key: StoredObject(b"x", "text/plain", now(), 1) for key in KEYS}


def resource_of(bucket: Bucket) -> Resource:
    """The bucket as it is listed."""
    return Resource(
        provider="gcp",
        account=bucket.project,
        region=bucket.location.lower(),
        kind="gcs_bucket",
        name=bucket.name,
        id=bucket_id(bucket.name),
    )


def gets(world: World, visitor: str | None, bucket: Bucket) -> frozenset[Capability]:
    """What the visitor can do, by the fake's own evaluator."""
    return capabilities(
        permission
        for permission in PERMISSIONS
        if any(allowed(world, visitor, permission, bucket, key) for key in ("", *KEYS))
    )


_OBJECT = f"/storage/v1/b/{NAME}/o/{{key}}"
_METHODS: Mapping[str, tuple[str, str, bytes | None]] = {
    "storage.objects.list": ("GET", f"/storage/v1/b/{NAME}/o", None),
    "storage.objects.get": ("GET", f"{_OBJECT}?alt=media", None),
    "storage.buckets.get": ("GET", f"/storage/v1/b/{NAME}", None),
    "storage.buckets.getIamPolicy": ("GET", f"/storage/v1/b/{NAME}/iam", None),
    "storage.objects.create": (
        "POST",
        f"/upload/storage/v1/b/{NAME}/o?uploadType=media&name=new-{{key}}",
        b"x",
    ),
    "storage.objects.delete": ("DELETE", _OBJECT, None),
}
SERVED = tuple(_METHODS)
"""The permissions that one plain request needs alone, in an order in which none spoils the next."""


def asks(host: str, visitor: str | None, permission: str, key: str) -> bool:
    """Whether a real request that needs this permission gets through."""
    method, path, body = _METHODS[permission]
    headers = {"Authorization": f"Bearer {TOKENS[visitor]}"} if visitor else {}
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        connection.request(method, path.replace("{key}", quote(key, safe="")), body, headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    return answer.status not in (401, 403)
