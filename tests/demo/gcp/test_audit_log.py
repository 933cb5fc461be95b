"""The fake's log of administrators' activity: what is written down, and what a filter lets through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession

from ajar.demo.gcp.state import Denial, World

Ask = Callable[..., requests.Response]
LIST = "/v2/entries:list"
CARDS = "finch-model-cards-draft"
OF_CARDS = f'resource.labels.bucket_name = "{CARDS}"'


def listed(ask: Ask, wanted: str, **more: object) -> list[dict[str, Any]]:
    """The entries that a filter lets through, the latest first."""
    body = {
        "resourceNames": ["projects/finch-web"],
        "filter": wanted,
        "orderBy": "timestamp desc",
        **more,
    }
    answer = ask("POST", LIST, json=body)
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json().get("entries", [])
    return entries


def test_a_change_is_written_down_with_who_made_it_and_from_where(
    session: tuple[AuthorizedSession, str],
) -> None:
    http, url = session
    http.patch(f"{url}/storage/v1/b/{CARDS}", json={"labels": {"env": "test"}}, timeout=10)
    body = {"resourceNames": ["projects/finch-web"], "filter": OF_CARDS, "orderBy": "timestamp desc"}
    latest, *earlier = http.post(url + LIST, json=body, timeout=10).json()["entries"]
    payload = latest["protoPayload"]
    assert (payload["methodName"], payload["resourceName"]) == (
        "storage.buckets.update",
        f"projects/_/buckets/{CARDS}",
    )
    assert payload["authenticationInfo"] == {"principalEmail": "ana@marrowfinch.example"}
    assert payload["status"] == {}
    assert [one["timestamp"] for one in earlier] == sorted(
        (one["timestamp"] for one in earlier), reverse=True
    )


def test_a_change_that_was_denied_is_written_down_as_that(ask: Ask) -> None:
    refused = ask("PATCH", f"/storage/v1/b/{CARDS}", token="outsider", json={"labels": {}})
    assert refused.status_code == 403
    latest = listed(ask, OF_CARDS)[0]["protoPayload"]
    assert latest["authenticationInfo"]["principalEmail"] == "somebody@mail.example"
    assert latest["status"] == {"code": 7}


@pytest.mark.parametrize(
    ("wanted", "methods"),
    [
        (f'{OF_CARDS} AND protoPayload.methodName = "storage.buckets.create"', ["storage.buckets.create"]),
        ('protoPayload.serviceName = "cloudresourcemanager.googleapis.com"', ["SetIamPolicy"]),
        ('protoPayload.methodName : "setiampol"', ["SetIamPolicy"]),
        ('resource.type = ("project" OR "folder") AND protoPayload.methodName : "Set"', ["SetIamPolicy"]),
        ('protoPayload.status.code = "7"', []),
        (f'{OF_CARDS} AND timestamp >= "2101-01-01T00:00:00Z"', []),
    ],
)
def test_a_filter_lets_through_what_it_says(ask: Ask, wanted: str, methods: list[str]) -> None:
    assert [one["protoPayload"]["methodName"] for one in listed(ask, wanted)] == methods


@pytest.mark.parametrize(
    "wanted", ['severity = "NOTICE" OR severity = "ERROR"', "NOT a", 'a = "b" AND (c = "d")']
)
def test_a_filter_beyond_that_is_refused_and_not_misread(ask: Ask, wanted: str) -> None:
    body = {"resourceNames": ["projects/finch-web"], "filter": wanted}
    assert ask("POST", LIST, json=body).status_code == 400


def test_pages_miss_none_and_repeat_none(ask: Ask) -> None:
    whole = listed(ask, "")
    body = {"resourceNames": ["projects/finch-web"], "orderBy": "timestamp desc", "pageSize": 2}
    found: list[dict[str, Any]] = []
    answer = ask("POST", LIST, json=body).json()
    while True:
        found += answer["entries"]
        if "nextPageToken" not in answer:
            break
        answer = ask("POST", LIST, json={**body, "pageToken": answer["nextPageToken"]}).json()
    assert found == whole
    assert len(found) > 4


def test_four_hundred_days_are_kept(ask: Ask, made: World) -> None:
    before = len(listed(ask, ""))
    clock = made.clock
    made.past = (*made.past, *(type(one)(**_older(one)) for one in made.past))
    assert len(listed(ask, "")) == before
    made.clock = lambda: clock() + timedelta(days=1)
    assert len(listed(ask, "")) == before


def _older(one: Any) -> dict[str, Any]:  # noqa: ANN401 - an entry's own fields
    return {name: getattr(one, name) for name in one.__slots__} | {"days_ago": one.days_ago + 400}


def test_who_may_not_read_the_log_is_told_which_permission_it_takes(ask: Ask, made: World) -> None:
    made.denials.add(Denial("ana@marrowfinch.example", "logging.logEntries.list"))
    answer = ask("POST", LIST, json={"resourceNames": ["projects/finch-web"]})
    assert answer.status_code == 403
    assert "logging.logEntries.list" in answer.text
    assert ask("POST", LIST, token=None, json={"resourceNames": ["projects/finch-web"]}).status_code == 401
    both = {"resourceNames": ["projects/finch-web", "organizations/314159265358"]}
    assert ask("POST", LIST, json=both).status_code == 400
