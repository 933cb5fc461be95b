"""Whether files in the bucket are public by access lists of their own: a small sample, with its size said.

"Access control list (ACL) overview", https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html,
"ListObjectsV2" and "GetObjectAcl", https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html and
API_GetObjectAcl.html, all read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ajar.model.change import Consequence, Topic
from ajar.model.facts import Value
from ajar.model.resource import Resource
from ajar.policy.aws.s3_acl import ALL_USERS, AUTHENTICATED_USERS
from ajar.providers.aws.s3_bucket.look_ahead.bearing import lists_count
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance, trouble
from ajar.providers.kind import Absent, Ahead, Reader

SAMPLE = 20
_LETS_READ = {"FULL_CONTROL", "READ"}


def object_lists(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """How many files of the sample anybody may read by their own list, and what becomes of that.

    Nothing is looked at where files' lists let nobody in, neither today nor afterwards.
    """
    resource = ahead.finding.resource
    count = lists_count(ahead.finding.facts, resource), lists_count(ahead.after.facts, resource)
    if count == (False, False):
        return
    keys = _keys(reader, resource)
    if not keys:
        yield reassurance(Topic.BREAKS, "ahead_no_files")
        return
    lists = [one for one in (_grants(reader, resource, key) for key in keys) if one is not None]
    public = sum(any(map(_is_public, grants)) for grants in lists)
    args = {"public": str(public), "looked": str(len(lists))}
    if not public:
        yield reassurance(Topic.BREAKS, "ahead_files_not_public", **args)
    else:
        yield trouble(Topic.BREAKS, f"ahead_files_{_becomes(*count)}", **args)


def _becomes(before: bool | None, after: bool | None) -> str:  # noqa: FBT001 - whether lists count
    """What becomes of public files; lists of which it is not known whether they count are taken to."""
    if before is False:
        return "opened"
    return "shut" if after is False else "stay_public"


def _keys(reader: Reader, resource: Resource) -> list[str]:
    answer = reader.call("s3:ListObjectsV2", region=resource.region, Bucket=resource.name, MaxKeys=SAMPLE)
    return [str(one["Key"]) for one in answer.get("Contents") or ()]


def _grants(reader: Reader, resource: Resource, key: str) -> list[Value] | None:
    """A file's grants; None where the file is gone by now."""
    try:
        answer = reader.call(
            "s3:GetObjectAcl", region=resource.region, absent=("NoSuchKey",), Bucket=resource.name, Key=key
        )
    except Absent:
        return None
    return list(answer.get("Grants") or ())


def _is_public(grant: Value) -> bool:
    grantee = grant.get("Grantee") if isinstance(grant, Mapping) else None
    if not isinstance(grantee, Mapping) or grant.get("Permission") not in _LETS_READ:
        return False
    return grantee.get("URI") in (ALL_USERS, AUTHENTICATED_USERS)


OBJECT_LISTS = Lookup(name="files", look=object_lists, permissions=("s3:GetObjectAcl", "s3:ListBucket"))
