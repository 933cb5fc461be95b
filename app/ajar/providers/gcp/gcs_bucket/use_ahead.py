"""How a bucket is used: as a website, behind a load balancer, how often, and by which public files.

Sources, read 2026-11-24: "Static website examples and tips",
https://cloud.google.com/storage/docs/static-website (mainPageSuffix); "Backend buckets",
https://cloud.google.com/load-balancing/docs/backend-bucket (the bucket's files must be readable by everyone,
unless its requests are signed); "Google Cloud metrics, storage",
https://cloud.google.com/monitoring/api/metrics_gcp (api/request_count, a count of what was called since the
last point); "Retrieve time-series data",
https://cloud.google.com/monitoring/custom-metrics/reading-metrics (aligning and reducing to one sum).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from typing import Any

from ajar.model.change import Consequence, Topic
from ajar.policy.gcp.lists import public_entries
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.kind import Ahead, Malformed, Off, Reader

DAYS = 14
SAMPLE = 20
"""The files whose own lists are looked at, at most: one call, and enough to see a habit."""

_COUNTED = 'metric.type = "storage.googleapis.com/api/request_count" AND resource.type = "gcs_bucket"'
_FILES = "items(name,acl(entity,role)),nextPageToken"


def website(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Whether the bucket answers as a website, which then stops for strangers."""
    answer = reader.call("storage.buckets.get", bucket=bucket_name(ahead.finding.resource.id))
    found = answer.get("website")
    page = found.get("mainPageSuffix") if isinstance(found, Mapping) else None
    if page:
        yield _breaks("website_stops", page=str(page))
    else:
        yield _breaks("no_website", reassures=True)


def backends(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """The load balancers of this project that serve from the bucket; with the API off there are none."""
    bucket = bucket_name(ahead.finding.resource.id)
    try:
        found = sorted(_serving(reader, ahead.finding.resource.account, bucket))
    except Off:
        found = []
    if found:
        yield _breaks("backend_stops", names=", ".join(found))
    else:
        yield _breaks("no_backend", reassures=True)


def requests(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """How many requests were counted lately. No number at all may mean that nothing is counted here."""
    bucket = bucket_name(ahead.finding.resource.id)
    count = _counted(reader, ahead, f"{_COUNTED} AND resource.labels.bucket_name = {json.dumps(bucket)}")
    if count:
        yield _breaks("requests_seen", count=f"{count:,}", days=str(DAYS))
    elif _counted(reader, ahead, _COUNTED) is None:
        yield Consequence(
            topic=Topic.BREAKS, code="requests_not_counted", args={"days": str(DAYS)}, known=False
        )
    else:
        yield _breaks("no_requests", reassures=True, days=str(DAYS))


def sample(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """How many of the first few files are public by a list of their own, and stay so."""
    answer = reader.call(
        "storage.objects.list",
        bucket=bucket_name(ahead.finding.resource.id),
        maxResults=SAMPLE,
        projection="full",
        fields=_FILES,
    )
    files = answer.get("items") or []
    if not isinstance(files, list) or not all(isinstance(one, Mapping) for one in files):
        raise Malformed("storage.objects.list: not the form of a list of objects")
    public = sum(bool(public_entries(one.get("acl"))) for one in files)
    count, whole = str(len(files)), not answer.get("nextPageToken")
    if not files:
        yield _breaks("no_files", reassures=True)
    elif public:
        code = "files_stay_public" if whole else "sample_stays_public"
        yield _breaks(code, sample=count, public=str(public))
    else:
        yield _breaks("no_file_public" if whole else "sample_not_public", reassures=True, sample=count)


def _serving(reader: Reader, project: str, bucket: str) -> Iterator[str]:
    for page in reader.pages("compute.backendBuckets.aggregatedList", project=project):
        scopes = page.get("items") or {}
        for scope in scopes.values() if isinstance(scopes, Mapping) else ():
            for backend in scope.get("backendBuckets") or ():
                if backend.get("bucketName") == bucket:
                    yield str(backend.get("name", ""))


def _counted(reader: Reader, ahead: Ahead, wanted: str) -> int | None:
    """The sum over the days; None where there is no number."""
    end = ahead.at.astimezone(UTC)
    answer = reader.call(
        "monitoring.projects.timeSeries.list",
        name=f"projects/{ahead.finding.resource.account}",
        filter=wanted,
        **{
            "interval.startTime": (end - timedelta(days=DAYS)).isoformat(),
            "interval.endTime": end.isoformat(),
            "aggregation.alignmentPeriod": f"{DAYS * 24 * 60 * 60}s",
            "aggregation.perSeriesAligner": "ALIGN_SUM",
            "aggregation.crossSeriesReducer": "REDUCE_SUM",
        },
    )
    series = answer.get("timeSeries")
    return sum(_points(series)) if series else None


def _points(series: Any) -> Iterator[int]:  # noqa: ANN401 - an answer's JSON
    try:
        for one in series:
            yield from (int(point["value"]["int64Value"]) for point in one["points"])
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("monitoring.projects.timeSeries.list: not the form of a count") from error


def _breaks(code: str, *, reassures: bool = False, **args: str) -> Consequence:
    return Consequence(topic=Topic.BREAKS, code=code, args=args, reassures=reassures)
