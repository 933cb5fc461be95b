"""Which projects are found, and what is ours by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import Denial, Project, World
from ajar.model.account import Demo, GcpAdc
from ajar.model.credentials import Credentials
from ajar.model.facts import Value
from ajar.providers.gcp.session import open_sessions
from ajar.providers.gcp.session.projects import identity_of, visible_projects
from ajar.providers.kind import Denied, Expired, NoCredentials, Unreachable
from providers.gcp.conftest import HASTE, NUMBER, PROJECT, Opener

ANA = "ana@marrowfinch.example"


def add_projects(made: World, count: int) -> list[str]:
    """More projects of Ana's beside the company's; the ids of all."""
    for index in range(count):
        name = f"finch-lab-{index:03d}"
        created = datetime(2025, 1, 1, tzinfo=UTC)
        made.projects[name] = Project(name, str(1000 + index), "Lab", created, owners={ANA})
    return sorted(made.projects)


def test_without_a_name_every_project_that_can_be_seen_is_opened(url: str, made: World) -> None:
    expected = add_projects(made, 350)  # more than a page
    sessions = open_sessions(Credentials(Demo(url=url, key="demo")), patience=HASTE)
    assert [session.account for session in sessions] == expected
    for session in sessions[1:]:
        session.close()
    assert list(sessions[0].pages("storage.buckets.list", project=PROJECT))
    sessions[0].close()


def test_named_projects_are_opened_once_and_nobody_is_asked(url: str, cloud: GoogleCloud) -> None:
    login = Demo(url=url, key="demo", projects=("b", "a", "b"))
    sessions = open_sessions(Credentials(login), patience=HASTE)
    assert [session.account for session in sessions] == ["b", "a"]
    assert cloud.calls == []
    for session in sessions:
        session.close()


@pytest.mark.parametrize("why", ["denied", "switched off"])
def test_where_searching_is_refused_the_credentials_own_project_is_taken(
    opened: Opener, made: World, why: str
) -> None:
    if why == "denied":
        made.denials.add(Denial(ANA, "cloudresourcemanager.projects.search"))
    made.switched_off.add((PROJECT, "cloudresourcemanager.googleapis.com"))
    session = opened()
    assert visible_projects(session, "my-own") == ("my-own",)
    with pytest.raises(NoCredentials, match="--project"):
        visible_projects(session, "")


def test_an_ended_sign_in_is_no_empty_list_of_projects(opened: Opener) -> None:
    with pytest.raises(Expired):
        visible_projects(opened("expired"), "my-own")


def test_a_storage_emulator_alone_needs_the_projects_name(url: str, cloud: GoogleCloud) -> None:
    variables = {"STORAGE_EMULATOR_HOST": url}
    with pytest.raises(NoCredentials, match="--project"):
        open_sessions(Credentials(GcpAdc()), variables, HASTE)
    assert cloud.calls == []
    (session,) = open_sessions(Credentials(GcpAdc(projects=("p",))), variables, HASTE)
    assert session.identity().ours.accounts == {"p"}
    session.close()


def test_the_project_its_number_its_organization_and_its_domain_are_ours(opened: Opener) -> None:
    identity = opened().identity()
    assert identity.ours.accounts == {PROJECT, NUMBER}
    assert identity.organization == "314159265358"
    assert identity.ours.organizations == {"314159265358"}
    assert identity.ours.domains == {"marrowfinch.example"}
    assert not identity.root


def test_what_may_not_be_read_is_not_ours(opened: Opener, made: World) -> None:
    made.denials.add(Denial(ANA, "resourcemanager.organizations.get"))
    assert opened().identity().ours.domains == set()
    made.denials.add(Denial(ANA, "resourcemanager.projects.get"))
    identity = opened().identity()
    assert identity.ours.accounts == {PROJECT}
    assert identity.organization is None
    assert identity.name == f"project {PROJECT}"


def test_without_a_network_who_we_are_is_not_guessed() -> None:
    login = Demo(url="http://127.0.0.1:9", key="demo", projects=(PROJECT,))
    (session,) = open_sessions(Credentials(login), patience=HASTE)
    with pytest.raises(Unreachable):
        session.identity()
    session.close()


class Answers:
    """A reader over a dictionary of answers; what is not in it is denied."""

    provider = "gcp"
    account = PROJECT

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **_: Value
    ) -> Mapping[str, Any]:
        """The answer to that operation."""
        del region, absent
        if operation not in self.answers:
            raise Denied(operation)
        found: Mapping[str, Any] = self.answers[operation]
        return found

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """One page."""
        yield self.call(operation, region=region, **arguments)


MANAGER = "cloudresourcemanager"
IN_A_FOLDER = {f"{MANAGER}.projects.get": {"name": "projects/7", "parent": "folders/8"}}


@pytest.mark.parametrize(
    ("ancestry", "organization"),
    [
        (
            [
                {"resourceId": {"type": "folder", "id": "8"}},
                {"resourceId": {"type": "organization", "id": "9"}},
            ],
            "9",
        ),
        ([{"resourceId": {"type": "folder", "id": "8"}}], None),
        ([{"resourceId": "odd"}, 7], None),
        (None, None),
    ],
)
def test_a_project_in_a_folder_finds_the_organization_above(
    ancestry: Value, organization: str | None
) -> None:
    answers = {
        **IN_A_FOLDER,
        f"{MANAGER}.projects.getAncestry": {"ancestor": ancestry},
        f"{MANAGER}.organizations.get": {"displayName": "Acme.Example"},
    }
    identity = identity_of(Answers(answers), "")
    assert identity.organization == organization
    assert identity.ours.domains == ({"acme.example"} if organization else set())


@pytest.mark.parametrize("answer", [{}, {"projects": None}, {"projects": [7, {"state": "ACTIVE"}]}])
def test_an_odd_list_of_projects_is_no_project(answer: Value) -> None:
    reader = Answers({f"{MANAGER}.projects.search": answer})
    assert visible_projects(reader, "own") == ("own",)
