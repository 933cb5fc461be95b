"""Projects and organizations, in both versions of the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession

from ajar.demo.gcp.state import Denial, Project, World

Ask = Callable[..., requests.Response]
ANA = "ana@marrowfinch.example"


def test_the_projects_that_the_caller_can_see_are_found(session: tuple[AuthorizedSession, str]) -> None:
    authorized, url = session
    found = authorized.get(f"{url}/v3/projects:search?query=state:ACTIVE").json()["projects"]
    assert [(p["projectId"], p["name"], p["parent"]) for p in found] == [
        ("finch-web", "projects/271828182845", "organizations/314159265358")
    ]
    listed = authorized.get(f"{url}/v1/projects?filter=lifecycleState:ACTIVE").json()["projects"]
    assert [(p["projectId"], p["projectNumber"]) for p in listed] == [("finch-web", "271828182845")]


def test_an_outsider_finds_nothing(ask: Ask) -> None:
    for path in ("/v3/projects:search", "/v1/projects", "/v3/organizations:search"):
        assert ask("GET", path, token="outsider").json() == {}
        assert ask("GET", path, token=None).status_code == 401


def test_many_projects_come_in_pages(ask: Ask, made: World) -> None:
    for number in range(7):
        extra = Project(
            f"lab-{number}", str(900 + number), "Lab", datetime(2026, 1, 1, tzinfo=UTC), owners={ANA}
        )
        made.projects[extra.id] = extra
    names: list[str] = []
    token = ""
    for _ in range(4):
        answer = ask("GET", f"/v3/projects:search?pageSize=3&pageToken={token}").json()
        names += [p["projectId"] for p in answer["projects"]]
        token = answer.get("nextPageToken", "")
        if not token:
            break
    assert names == ["finch-web", *(f"lab-{n}" for n in range(7))]


@pytest.mark.parametrize("version", ["v1", "v3"])
@pytest.mark.parametrize("name", ["finch-web", "271828182845"])
def test_a_project_is_read_by_id_or_number(ask: Ask, version: str, name: str) -> None:
    assert ask("GET", f"/{version}/projects/{name}").json()["projectId"] == "finch-web"


@pytest.mark.parametrize(
    ("token", "path"),
    [
        ("demo", "/v3/projects/nobodys"),
        ("outsider", "/v3/projects/finch-web"),
        ("outsider", "/v1/projects/finch-web"),
    ],
)
def test_a_project_one_may_not_see_and_one_that_is_not_there_look_alike(
    ask: Ask, token: str, path: str
) -> None:
    error = ask("GET", path, token=token).json()["error"]
    assert (error["code"], error["status"]) == (403, "PERMISSION_DENIED")
    assert "(or it may not exist)" in error["message"]
    assert error["details"][0]["metadata"]["permission"] == "resourcemanager.projects.get"


def test_the_ancestry_goes_up_to_the_organization(ask: Ask) -> None:
    chain = ask("POST", "/v1/projects/finch-web:getAncestry", json={}).json()["ancestor"]
    assert [(a["resourceId"]["type"], a["resourceId"]["id"]) for a in chain] == [
        ("project", "finch-web"),
        ("organization", "314159265358"),
    ]


def test_the_organization_is_found_and_read_in_both_versions(ask: Ask) -> None:
    found = ask("GET", "/v3/organizations:search").json()["organizations"]
    assert [o["displayName"] for o in found] == ["marrowfinch.example"]
    older = ask("POST", "/v1/organizations:search", json={"pageSize": 5}).json()["organizations"]
    assert [o["displayName"] for o in older] == ["marrowfinch.example"]
    for version in ("v1", "v3"):
        answer = ask("GET", f"/{version}/organizations/314159265358").json()
        assert answer["name"] == "organizations/314159265358"
        assert ask("GET", f"/{version}/organizations/1").status_code == 403


def test_an_organization_may_be_denied(ask: Ask, made: World) -> None:
    made.denials.add(Denial(ANA, "resourcemanager.organizations.get", "314159265358"))
    assert ask("GET", "/v3/organizations:search").json() == {}
    assert ask("GET", "/v3/organizations/314159265358").status_code == 403


@pytest.mark.parametrize("path", ["/v3/projects:search?query=x", "/v1/projects?filter=x"])
def test_a_query_that_is_not_served_is_refused(ask: Ask, path: str) -> None:
    assert ask("GET", path).status_code == 400
