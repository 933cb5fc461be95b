"""The knock from outside: one request without credentials, as a stranger would send it.

"ListObjectsV2" and "HeadObject", https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html and
API_HeadObject.html, read 2026-11-24.
"""

from __future__ import annotations

from ajar.model.resource import Resource
from ajar.providers.kind import Denied, Knock, Session


def knock(session: Session, resource: Resource) -> Knock:
    """Whether a stranger may list the bucket, or else read the headers of the first of its files by name.

    That file's name is asked for with the session's own credentials; where they may not list, or there is no
    file, the list is all that was tried. Raises CloudErrors where no answer came.
    """
    bucket = {"region": resource.region, "Bucket": resource.name}
    listing = f"LIST s3://{resource.name}"
    try:
        session.from_outside("s3:ListObjectsV2", **bucket, MaxKeys=1)
    except Denied:
        key = _first_key(session, bucket)
        return _head(session, bucket, key) if key is not None else Knock(listing, let_in=False)
    return Knock(listing, let_in=True)


def _head(session: Session, bucket: dict[str, str], key: str) -> Knock:
    asked = f"HEAD s3://{bucket['Bucket']}/{key}"
    try:
        session.from_outside("s3:HeadObject", **bucket, Key=key)
    except Denied:
        return Knock(asked, let_in=False)
    return Knock(asked, let_in=True)


def _first_key(session: Session, bucket: dict[str, str]) -> str | None:
    try:
        answer = session.call("s3:ListObjectsV2", **bucket, MaxKeys=1)
    except Denied:
        return None
    return next((str(one["Key"]) for one in answer.get("Contents") or ()), None)
