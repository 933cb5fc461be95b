"""S3's calls on the objects in a bucket."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.keys_and_networks import check_decrypts
from ajar.demo.aws.s3_settings import CANNED, written_acl
from ajar.demo.aws.state import Bucket, StoredObject, now
from ajar.demo.aws.stranger import is_public_grant, may

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World

Answer = dict[str, Any]
LARGEST_PAGE = 1000


def list_objects(world: World, _: Caller, given: Given) -> Answer:
    """List keys, a page at a time, folded at the delimiter."""
    bucket = world.buckets[given["Bucket"]]
    after = given.get("StartAfter", "")
    if "ContinuationToken" in given:
        after = base64.b64decode(given["ContinuationToken"]).decode()
    answer = _page(bucket, given, after)
    answer["KeyCount"] = len(answer.get("Contents", [])) + len(answer.get("CommonPrefixes", []))
    if answer["IsTruncated"]:
        answer["NextContinuationToken"] = base64.b64encode(answer.pop("last").encode()).decode()
    answer.pop("last", None)
    return answer


def list_objects_v1(world: World, _: Caller, given: Given) -> Answer:
    """List keys as a browser's plain GET of the bucket does."""
    answer = _page(world.buckets[given["Bucket"]], given, given.get("Marker", ""))
    written = _writer(given)
    last = written(answer.pop("last", ""))
    answer["Marker"] = written(given.get("Marker", ""))
    return answer | ({"NextMarker": last} if answer["IsTruncated"] else {})


def get_object(world: World, caller: Caller, given: Given) -> Answer:
    """Return an object.

    Raises NoSuchKey, or AccessDenied to a caller who may not list either, or may not use the object's key.
    """
    found = _object(world, caller, given)
    check_decrypts(world, caller, found)
    return head(found) | {"Body": found.body}


def head_object(world: World, caller: Caller, given: Given) -> Answer:
    """Return an object's headers, which takes the use of its key as well."""
    found = _object(world, caller, given)
    check_decrypts(world, caller, found)
    return head(found)


def head(found: StoredObject) -> Answer:
    """Return what the headers say of an object."""
    return {
        "ContentLength": len(found.body),
        "ContentType": found.content_type,
        "ETag": _etag(found),
        "LastModified": found.modified,
        "ServerSideEncryption": "aws:kms" if found.key else "AES256",
    }


def put_object(world: World, _: Caller, given: Given) -> Answer:
    """Keep an object. Raises AccessDenied for a public list where BlockPublicAcls is on."""
    bucket = world.buckets[given["Bucket"]]
    grants = CANNED.get(given.get("ACL", "private"), ())
    if grants and bucket.enforced:
        raise AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs")
    sides = (world.accounts[bucket.account].block, bucket.block)
    if any(map(is_public_grant, grants)) and any(
        (side or {}).get("BlockPublicAcls", False) for side in sides
    ):
        raise AwsError("AccessDenied", "Access Denied")
    kind = given.get("ContentType", "binary/octet-stream")
    found = StoredObject(given.get("Body", b""), now(), kind, grants, bucket.key)
    bucket.objects[given["Key"]] = found
    return {"ETag": _etag(found)}


def delete_object(world: World, _: Caller, given: Given) -> Answer:
    """Remove an object; it is no error that there was none."""
    world.buckets[given["Bucket"]].objects.pop(given["Key"], None)
    return {}


def object_acl(world: World, caller: Caller, given: Given) -> Answer:
    """Return the object's own list; with ACLs switched off it is the owner's full control alone."""
    found = _object(world, caller, given)
    bucket = world.buckets[given["Bucket"]]
    return written_acl(world.accounts[bucket.account], () if bucket.enforced else found.grants)


def _page(bucket: Bucket, given: Given, after: str) -> Answer:
    prefix, delimiter = given.get("Prefix", ""), given.get("Delimiter", "")
    size = min(given.get("MaxKeys", LARGEST_PAGE), LARGEST_PAGE)
    folded: dict[str, bool] = {}
    for key in sorted(key for key in bucket.objects if key.startswith(prefix)):
        name, is_object = _folded(key, prefix, delimiter)
        if name > after:
            folded.setdefault(name, is_object)
    names = list(folded)[:size]
    written = _writer(given)
    answer: Answer = {
        "Name": bucket.name,
        "Prefix": written(prefix),
        "MaxKeys": size,
        "IsTruncated": len(folded) > size,
        "Contents": [_listed(written(name), bucket.objects[name]) for name in names if folded[name]],
        "CommonPrefixes": [{"Prefix": written(name)} for name in names if not folded[name]],
        "last": names[-1] if names else "",
    }
    answer |= {"EncodingType": "url"} if written is quote else {}
    return answer | ({"Delimiter": written(delimiter)} if delimiter else {})


def _writer(given: Given) -> Callable[[str], str]:
    # boto3 asks for names in the form of an address, since XML cannot carry every name, and turns them back.
    return quote if given.get("EncodingType") == "url" else str


def _folded(key: str, prefix: str, delimiter: str) -> tuple[str, bool]:
    end = key.find(delimiter, len(prefix)) if delimiter else -1
    return (key, True) if end < 0 else (key[: end + len(delimiter)], False)


def _listed(key: str, found: StoredObject) -> Answer:
    return {
        "Key": key,
        "LastModified": found.modified,
        "ETag": _etag(found),
        "Size": len(found.body),
        "StorageClass": "STANDARD",
    }


def _object(world: World, caller: Caller, given: Given) -> StoredObject:
    bucket = world.buckets[given["Bucket"]]
    found = bucket.objects.get(given["Key"])
    if found:
        return found
    own = caller.identity is not None and caller.identity.account == bucket.account
    if own or may(caller.visitor, "s3:ListBucket", bucket, world.accounts[bucket.account]):
        raise AwsError("NoSuchKey", "The specified key does not exist.")
    raise AwsError("AccessDenied", "Access Denied")


def _etag(found: StoredObject) -> str:
    return f'"{hashlib.md5(found.body, usedforsecurity=False).hexdigest()}"'


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "s3.DeleteObject": delete_object,
    "s3.GetObject": get_object,
    "s3.GetObjectAcl": object_acl,
    "s3.HeadObject": head_object,
    "s3.ListObjects": list_objects_v1,
    "s3.ListObjectsV2": list_objects,
    "s3.PutObject": put_object,
}
