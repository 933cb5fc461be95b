"""Access control lists: the bucket's (its legacy roles, seen the old way), and new objects' first one.

Sources, read 2026-11-24: "IAM relation to ACLs", https://cloud.google.com/storage/docs/access-control/iam#acls;
"Uniform bucket-level access", https://cloud.google.com/storage/docs/uniform-bucket-level-access (the list
methods fail with 400); "Public access prevention",
https://cloud.google.com/storage/docs/public-access-prevention (adding the public names fails with 412,
taking them away does not).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ajar.demo.gcp.access import require
from ajar.demo.gcp.errors import GoogleError, invalid, not_found, precondition
from ajar.demo.gcp.routing import Answer, Ask, Route
from ajar.demo.gcp.shapes import BUCKET_ENTRY, OBJECT_ENTRY
from ajar.demo.gcp.state import PUBLIC_MEMBERS, Bucket, Entry, World

BUCKET_ROLES = {
    "OWNER": "roles/storage.legacyBucketOwner",
    "WRITER": "roles/storage.legacyBucketWriter",
    "READER": "roles/storage.legacyBucketReader",
}
_OBJECT_ROLES = ("OWNER", "READER")
_TEAMS = {"projectOwner": "owners", "projectEditor": "editors", "projectViewer": "viewers"}
PREVENTED = (
    "The member bindings allUsers and allAuthenticatedUsers are not allowed "
    "since public access prevention is enforced."
)


def bucket_list(world: World, bucket: Bucket) -> list[Entry]:
    """Return the bucket's access control list: each entity once, with the strongest of its legacy roles."""
    entries: dict[str, str] = {}
    for role, name in BUCKET_ROLES.items():
        for binding in bucket.bindings:
            if binding["role"] == name:
                for member in binding["members"]:
                    entries.setdefault(_entity(world, member), role)
    return sorted(entries.items())


def replace_bucket_list(world: World, bucket: Bucket, entries: Iterable[Entry]) -> None:
    """Make the bucket's legacy roles say what the entries say, and leave its other bindings alone.

    Raises GoogleError: 412 when an entry would add a public name under prevention, 400 when it is wrong.
    """
    wanted = list(entries)
    _check(world, bucket, wanted, bucket_list(world, bucket), tuple(BUCKET_ROLES))
    kept = [b for b in bucket.bindings if b["role"] not in BUCKET_ROLES.values()]
    for role, name in BUCKET_ROLES.items():
        members = sorted({_member(world, entity) for entity, given in wanted if given == role})
        if members:
            kept.append({"role": name, "members": members})
    bucket.bindings = kept


def replace_default_list(world: World, bucket: Bucket, entries: Iterable[Entry]) -> None:
    """Make the list that new objects start with say what the entries say; raises as for the bucket's."""
    wanted = sorted(dict(entries).items())
    _check(world, bucket, wanted, bucket.default_object_acl, _OBJECT_ROLES)
    bucket.default_object_acl = wanted


def entries_of(body: Iterable[dict[str, Any]]) -> list[Entry]:
    """Return the entries that a body names. Raises GoogleError (400) when one lacks its entity or role."""
    found = [(item.get("entity"), item.get("role")) for item in body]
    if any(not entity or not role for entity, role in found):
        raise invalid("Required parameter: entity and role")
    return [(str(entity), str(role)) for entity, role in found]


def shown(ask: Ask, bucket: Bucket, entry: Entry, kind: str, under: str) -> dict[str, Any]:
    """Return an entry as the API shows it; `under` is its list's place in the path: `acl`, `o/NAME/acl`..."""
    entity, role = entry
    path = f"{quote(bucket.name)}/{under}/{quote(entity)}"
    answer: dict[str, Any] = {
        "kind": f"storage#{kind}",
        "id": f"{bucket.name}/{entity}",
        "selfLink": f"{ask.base}/storage/v1/b/{path}",
        "bucket": bucket.name,
        "entity": entity,
        "role": role,
        "etag": bucket.etag,
    }
    scope, _, name = entity.partition("-")
    if scope == "project":
        team, _, number = name.partition("-")
        answer["projectTeam"] = {"projectNumber": number, "team": team}
    elif scope in ("user", "group"):
        answer["email"] = name
    elif scope == "domain":
        answer["domain"] = name
    return answer


def bucket_entries(ask: Ask, bucket: Bucket) -> list[dict[str, Any]]:
    """Return the bucket's list as the API shows it."""
    return [
        shown(ask, bucket, entry, "bucketAccessControl", "acl") for entry in bucket_list(ask.world, bucket)
    ]


def default_entries(ask: Ask, bucket: Bucket) -> list[dict[str, Any]]:
    """Return the default object list as the API shows it: these entries name no bucket and have no id."""
    shown_entries = [
        shown(ask, bucket, e, "objectAccessControl", "defaultObjectAcl") for e in bucket.default_object_acl
    ]
    dropped = ("id", "selfLink", "bucket")
    return [{k: v for k, v in entry.items() if k not in dropped} for entry in shown_entries]


def refuse_lists(bucket: Bucket) -> None:
    """Raise GoogleError (400) where uniform access has switched the lists off."""
    if bucket.uniform:
        more = "Read more at https://cloud.google.com/storage/docs/uniform-bucket-level-access"
        text = (
            f"Cannot use ACL API to update bucket policy when uniform bucket-level access is enabled. {more}"
        )
        raise invalid(text)


def _check(world: World, bucket: Bucket, new: list[Entry], old: list[Entry], roles: tuple[str, ...]) -> None:
    for entity, role in new:
        if role not in roles:
            raise invalid(f"Invalid value for: {role} is not a valid value")
        _member(world, entity)
        if entity in PUBLIC_MEMBERS and (entity, role) not in old and world.prevented(bucket):
            raise precondition(PREVENTED)


def _entity(world: World, member: str) -> str:
    kind, _, name = member.partition(":")
    if kind in _TEAMS:
        project = world.project(name)
        return f"project-{_TEAMS[kind]}-{project.number if project else name}"
    return member if not name else f"{'user' if kind == 'serviceAccount' else kind}-{name}"


def _member(world: World, entity: str) -> str:
    kind, _, name = entity.partition("-")
    if entity in PUBLIC_MEMBERS:
        return entity
    if kind == "user" and name.endswith(".gserviceaccount.com"):
        return f"serviceAccount:{name}"
    if kind in ("user", "group", "domain") and name:
        return f"{kind}:{name}"
    team, _, number = name.partition("-")
    role = next((role for role, word in _TEAMS.items() if word == team), None)
    project = world.project(number)
    if kind == "project" and role and project:
        return f"{role}:{project.id}"
    raise invalid(f"Invalid entity: {entity}")


def _open_bucket(ask: Ask, permission: str) -> Bucket:
    bucket = ask.bucket()
    require(ask, permission, bucket)
    refuse_lists(bucket)
    return bucket


def _list(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.getIamPolicy")
    return {"kind": "storage#bucketAccessControls", "items": bucket_entries(ask, bucket)}


def _insert(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.setIamPolicy")
    entry = entries_of([ask.body])[0]
    return _written(ask, bucket, entry)


def _patch(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.setIamPolicy")
    old = dict(bucket_list(ask.world, bucket)).get(ask.parts["entity"])
    if old is None:
        raise _no_entry()
    return _written(ask, bucket, (ask.parts["entity"], ask.body.get("role") or old))


def _written(ask: Ask, bucket: Bucket, entry: Entry) -> Answer:
    others = [e for e in bucket_list(ask.world, bucket) if e[0] != entry[0]]
    # The old entry stays in sight of the check, which lets through what was there before.
    replace_bucket_list(ask.world, bucket, [*others, entry])
    bucket.touch()
    return shown(ask, bucket, entry, "bucketAccessControl", "acl")


def _delete(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.setIamPolicy")
    entries = bucket_list(ask.world, bucket)
    kept = [e for e in entries if e[0] != ask.parts["entity"]]
    if len(kept) == len(entries):
        raise _no_entry()
    replace_bucket_list(ask.world, bucket, kept)
    bucket.touch()
    return None


def _list_default(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.getIamPolicy")
    return {"kind": "storage#objectAccessControls", "items": default_entries(ask, bucket)}


def _insert_default(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.setIamPolicy")
    entry = entries_of([ask.body])[0]
    replace_default_list(
        ask.world, bucket, [*(e for e in bucket.default_object_acl if e[0] != entry[0]), entry]
    )
    bucket.touch()
    return next(item for item in default_entries(ask, bucket) if item["entity"] == entry[0])


def _patch_default(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.setIamPolicy")
    entity = ask.parts["entity"]
    old = dict(bucket.default_object_acl).get(entity)
    if old is None:
        raise _no_entry()
    others = [e for e in bucket.default_object_acl if e[0] != entity]
    replace_default_list(ask.world, bucket, [*others, (entity, ask.body.get("role") or old)])
    bucket.touch()
    return next(item for item in default_entries(ask, bucket) if item["entity"] == entity)


def _delete_default(ask: Ask) -> Answer:
    bucket = _open_bucket(ask, "storage.buckets.setIamPolicy")
    kept = [e for e in bucket.default_object_acl if e[0] != ask.parts["entity"]]
    if len(kept) == len(bucket.default_object_acl):
        raise _no_entry()
    replace_default_list(ask.world, bucket, kept)
    bucket.touch()
    return None


def _no_entry() -> GoogleError:
    return not_found("The specified ACL entry does not exist.")


_ACL = "/storage/v1/b/{bucket}/acl"
_DEFAULT = "/storage/v1/b/{bucket}/defaultObjectAcl"
ROUTES = (
    Route("storage.bucketAccessControls.list", "GET", _ACL, _list),
    Route("storage.bucketAccessControls.insert", "POST", _ACL, _insert, body=BUCKET_ENTRY, writes=True),
    Route(
        "storage.bucketAccessControls.patch",
        "PATCH",
        f"{_ACL}/{{entity}}",
        _patch,
        body=BUCKET_ENTRY,
        writes=True,
    ),
    Route("storage.bucketAccessControls.delete", "DELETE", f"{_ACL}/{{entity}}", _delete, writes=True),
    Route("storage.defaultObjectAccessControls.list", "GET", _DEFAULT, _list_default),
    Route(
        "storage.defaultObjectAccessControls.insert",
        "POST",
        _DEFAULT,
        _insert_default,
        body=OBJECT_ENTRY,
        writes=True,
    ),
    Route(
        "storage.defaultObjectAccessControls.patch",
        "PATCH",
        f"{_DEFAULT}/{{entity}}",
        _patch_default,
        body=OBJECT_ENTRY,
        writes=True,
    ),
    Route(
        "storage.defaultObjectAccessControls.delete",
        "DELETE",
        f"{_DEFAULT}/{{entity}}",
        _delete_default,
        writes=True,
    ),
)
