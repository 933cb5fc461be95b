"""Public URLs, /BUCKET and /BUCKET/OBJECT: of the XML API what a browser needs to list and to read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

from ajar.demo.gcp.access import require
from ajar.demo.gcp.errors import GoogleError
from ajar.demo.gcp.objects import download, readable, under
from ajar.demo.gcp.routing import Ask, Route, page
from ajar.demo.gcp.state import Bucket, StoredObject, timestamp
from ajar.demo.http_server import Response

_HEADERS = {"Content-Type": "application/xml; charset=UTF-8"}
_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"
_PAGE = 1000
_CODES = {400: "InvalidArgument", 401: "AccessDenied", 403: "AccessDenied", 404: "NoSuchKey", 429: "SlowDown"}


def as_xml(error: GoogleError, *, signed_in: bool) -> Response:
    """Return a refusal as this API answers it: strangers are told 403 here, where JSON says 401."""
    status = 403 if error.status == 401 and not signed_in else error.status  # noqa: PLR2004 - the HTTP code
    code = _CODES.get(error.status, "InternalError")
    if error.status == 404 and "bucket" in error.message:  # noqa: PLR2004 - the HTTP code
        code = "NoSuchBucket"
    message = "Access denied." if code == "AccessDenied" else error.message
    details = f"<Details>{escape(error.message)}</Details>" if code == "AccessDenied" else ""
    text = f"{_DECLARATION}<Error><Code>{code}</Code><Message>{escape(message)}</Message>{details}</Error>"
    return Response(status, _HEADERS, text.encode())


def _list(ask: Ask) -> Response:
    bucket = ask.bucket()
    prefix = ask.option("prefix")
    require(ask, "storage.objects.list", bucket, prefix)
    names, prefixes = under(bucket, prefix, ask.option("delimiter"))
    marker = ask.option("marker")
    kept, token = page([n for n in names if n > marker], "", min(ask.number("max-keys", _PAGE), _PAGE))
    return Response(200, _HEADERS, _listing(bucket, prefix, kept, prefixes, more=bool(token)).encode())


def _listing(bucket: Bucket, prefix: str, names: Sequence[str], prefixes: list[str], *, more: bool) -> str:
    items = "".join(_item(name, bucket.objects[name]) for name in names)
    common = "".join(f"<CommonPrefixes><Prefix>{escape(p)}</Prefix></CommonPrefixes>" for p in prefixes)
    after = f"<NextMarker>{escape(names[-1])}</NextMarker>" if more else ""
    return (
        f"{_DECLARATION}<ListBucketResult xmlns='http://doc.s3.amazonaws.com/2006-03-01'>"
        f"<Name>{escape(bucket.name)}</Name><Prefix>{escape(prefix)}</Prefix><Marker></Marker>{after}"
        f"<IsTruncated>{str(more).lower()}</IsTruncated>{items}{common}</ListBucketResult>"
    )


def _item(name: str, stored: StoredObject) -> str:
    tag = hashlib.md5(stored.data, usedforsecurity=False).hexdigest()
    return (
        f"<Contents><Key>{escape(name)}</Key><Generation>{stored.generation}</Generation>"
        f"<MetaGeneration>1</MetaGeneration><LastModified>{timestamp(stored.created)}</LastModified>"
        f'<ETag>"{tag}"</ETag><Size>{len(stored.data)}</Size></Contents>'
    )


def _head(ask: Ask) -> Response:
    require(ask, "storage.buckets.get", ask.bucket())
    return Response(200, _HEADERS)


def _read(ask: Ask) -> Response:
    stored = readable(ask, ask.bucket(), ask.parts["object"])
    answer = download(stored, ask.request.headers.get("Range"))
    if ask.request.method == "GET":
        return answer
    return Response(200, {**answer.headers, "Content-Length": str(len(stored.data))})


# The ids are those of the JSON methods that do the same, so that a record of calls reads alike.
ROUTES = (
    Route(
        "storage.objects.list", "GET", "/{bucket}", _list, query=("prefix", "delimiter", "marker", "max-keys")
    ),
    Route("storage.buckets.get", "HEAD", "/{bucket}", _head),
)
_OBJECT = "/{bucket}/{object}"
OBJECT_ROUTES = (
    Route("storage.objects.get", "GET", _OBJECT, _read),
    Route("storage.objects.get", "HEAD", _OBJECT, _read),
)
