"""Who uses the buckets: load balancers that serve from them, and how many requests were counted.

Of Cloud Monitoring one metric is served, summed up over whole intervals, as Ajar asks for it.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from ajar.demo.gcp.access import project_named, require_in_project
from ajar.demo.gcp.errors import invalid
from ajar.demo.gcp.routing import Answer, Ask, Route
from ajar.demo.gcp.state import BackendBucket, Project, timestamp

REQUEST_COUNT = "storage.googleapis.com/api/request_count"
_METRIC = re.compile(
    r'metric\.type = ("[^"]*") AND resource\.type = "gcs_bucket"'
    r'(?: AND resource\.labels\.bucket_name = ("(?:[^"\\]|\\.)*"))?'
)
_KIND = {"metricKind": "DELTA", "valueType": "INT64"}


def _backends(ask: Ask) -> Answer:
    """Answer every scope's backend buckets; a scope without any has a warning in the place of a list."""
    project = project_named(ask, ask.parts["project"])
    require_in_project(ask, "compute.backendBuckets.list", project)
    scope: dict[str, Any] = {"backendBuckets": [_backend(ask, project, b) for b in project.backend_buckets]}
    if not project.backend_buckets:
        warning = {"code": "NO_RESULTS_ON_PAGE", "message": "There are no results for scope 'global'."}
        scope = {"warning": warning}
    path = f"projects/{project.id}/aggregated/backendBuckets"
    return {"kind": "compute#backendBucketAggregatedList", "id": path, "items": {"global": scope}}


def _backend(ask: Ask, project: Project, found: BackendBucket) -> dict[str, Any]:
    path = f"compute/v1/projects/{project.id}/global/backendBuckets/{found.name}"
    return {
        "kind": "compute#backendBucket",
        "name": found.name,
        "bucketName": found.bucket,
        "enableCdn": found.cdn,
        "selfLink": f"{ask.base}/{path}",
    }


def _series(ask: Ask) -> Answer:
    """Answer one series with the interval's sum; none where no request was counted in it."""
    project = project_named(ask, ask.parts["project"])
    require_in_project(ask, "monitoring.timeSeries.list", project)
    wanted = _METRIC.fullmatch(ask.option("filter"))
    if wanted is None or json.loads(wanted[1]) != REQUEST_COUNT:
        raise invalid(f"This fake does not serve the filter {ask.option('filter')!r}")
    name = json.loads(wanted[2]) if wanted[2] else None
    own = [b for b in ask.world.buckets.values() if b.project == project.id and name in (None, b.name)]
    total = sum(bucket.requests for bucket in own)
    return {"timeSeries": [_summed(ask, project, total)]} if total else {}


def _summed(ask: Ask, project: Project, total: int) -> dict[str, Any]:
    start, end = (_moment(ask.option(f"interval.{edge}Time")) for edge in ("start", "end"))
    return {
        **_KIND,
        "metric": {"type": REQUEST_COUNT},
        "resource": {"type": "gcs_bucket", "labels": {"project_id": project.id}},
        "points": [
            {"interval": {"startTime": start, "endTime": end}, "value": {"int64Value": str(total)}},
        ],
    }


def _moment(text: str) -> str:
    try:
        return timestamp(datetime.fromisoformat(text))
    except ValueError as error:
        raise invalid(f"Invalid value for interval: {text}") from error


ROUTES = (
    Route(
        "compute.backendBuckets.aggregatedList",
        "GET",
        "/compute/v1/projects/{project}/aggregated/backendBuckets",
        _backends,
        query=("pageToken",),
        target="project",
    ),
    Route(
        "monitoring.projects.timeSeries.list",
        "GET",
        "/v3/projects/{project}/timeSeries",
        _series,
        query=(
            "filter",
            "interval.startTime",
            "interval.endTime",
            "aggregation.alignmentPeriod",
            "aggregation.perSeriesAligner",
            "aggregation.crossSeriesReducer",
        ),
        target="project",
    ),
)
