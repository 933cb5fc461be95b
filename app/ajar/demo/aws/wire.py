"""Takes a request apart as AWS does: who signed it, for which service and region, and what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ajar.demo.aws.models import Wire

if TYPE_CHECKING:
    from ajar.demo.http_server import Request

# "Elements of an AWS API request signature": the credential scope names key, day, region and service.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html, read 2026-11-24.
SCOPE = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/aws4_request")
BUCKET_HOST = re.compile(r"^(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com")
SIGNED_AS = {"access-analyzer": "accessanalyzer", "monitoring": "cloudwatch"}
CONTROL_PATH = "/v20180820/"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request taken apart. A stranger's has no key, and can only be for S3."""

    key: str | None
    token: str | None
    region: str
    service: str
    forwarded_for: str | None
    wire: Wire


def read(request: Request) -> Asked:
    """Return what the request says of itself; nothing is checked yet."""
    scope = SCOPE.search(request.headers.get("Authorization", ""))
    key, region, service = scope.groups() if scope else (None, "us-east-1", "s3")
    if service == "s3" and request.path.startswith(CONTROL_PATH):
        service = "s3control"
    service = SIGNED_AS.get(service, service)
    path = _path(request) if service == "s3" else request.path
    form = {}
    if "form" in request.headers.get("Content-Type", ""):
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    return Asked(
        key,
        request.headers.get("X-Amz-Security-Token"),
        region,
        service,
        request.headers.get("X-Forwarded-For"),
        Wire(request.method, path, query, request.headers, form, request.body),
    )


def _path(request: Request) -> str:
    # A bucket may be named by the host or by the path; the models know only the path.
    named = BUCKET_HOST.match(request.host)
    return f"/{named[1]}{request.path}" if named else request.path
