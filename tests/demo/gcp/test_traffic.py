"""Who uses the buckets: load balancers, and requests that were counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import requests

from ajar.demo.gcp.state import Denial, World
from ajar.demo.gcp.traffic import REQUEST_COUNT

Ask = Callable[..., requests.Response]
BACKENDS = "/compute/v1/projects/finch-web/aggregated/backendBuckets"
COUNTED = f'metric.type = "{REQUEST_COUNT}" AND resource.type = "gcs_bucket"'
ADMIN = "ana@marrowfinch.example"


def series(wanted: str, **more: str) -> str:
    """The path that asks for a sum over a fortnight."""
    days = {
        "interval.startTime": "2026-11-10T12:00:00+00:00",
        "interval.endTime": "2026-11-24T12:00:00+00:00",
    }
    summed = {"aggregation.perSeriesAligner": "ALIGN_SUM", "aggregation.crossSeriesReducer": "REDUCE_SUM"}
    query = {"filter": wanted, "aggregation.alignmentPeriod": "1209600s", **days, **summed, **more}
    return f"/v3/projects/finch-web/timeSeries?{urlencode(query, quote_via=quote)}"


def counts(answer: Any) -> list[str]:  # noqa: ANN401 - an answer's JSON
    """The numbers in an answer."""
    return [p["value"]["int64Value"] for one in answer.get("timeSeries", []) for p in one["points"]]


def test_a_load_balancer_names_the_bucket_that_it_serves_from(ask: Ask, made: World) -> None:
    scopes = ask("GET", BACKENDS).json()["items"]
    (found,) = scopes["global"]["backendBuckets"]
    assert (found["name"], found["bucketName"], found["enableCdn"]) == (
        "web-assets",
        "finch-web-assets",
        True,
    )
    made.projects["finch-web"].backend_buckets.clear()
    assert ask("GET", BACKENDS).json()["items"]["global"]["warning"]["code"] == "NO_RESULTS_ON_PAGE"


def test_requests_are_summed_up_for_a_bucket_and_for_all(ask: Ask, made: World) -> None:
    one = f'{COUNTED} AND resource.labels.bucket_name = "finch-web-assets"'
    assert counts(ask("GET", series(one)).json()) == ["48213"]
    assert counts(ask("GET", series(COUNTED)).json()) == [str(sum(b.requests for b in made.buckets.values()))]
    none = f'{COUNTED} AND resource.labels.bucket_name = "finch-web-backups"'
    assert ask("GET", series(none)).json() == {}


@pytest.mark.parametrize(
    ("wanted", "more"),
    [
        ("", {}),
        (COUNTED.replace("request", "byte"), {}),
        (f"{COUNTED} OR x", {}),
        (COUNTED, {"interval.endTime": "yesterday"}),
    ],
)
def test_another_question_is_refused(ask: Ask, wanted: str, more: dict[str, str]) -> None:
    assert ask("GET", series(wanted, **more)).status_code == 400


@pytest.mark.parametrize(
    ("path", "permission"),
    [(BACKENDS, "compute.backendBuckets.list"), (series(COUNTED), "monitoring.timeSeries.list")],
)
def test_each_asks_for_its_permission(ask: Ask, made: World, path: str, permission: str) -> None:
    made.denials.add(Denial(ADMIN, permission))
    answer = ask("GET", path).json()["error"]
    assert (answer["code"], answer["details"][0]["metadata"]["permission"]) == (403, permission)
    assert ask("GET", path, token="outsider").status_code == 403
