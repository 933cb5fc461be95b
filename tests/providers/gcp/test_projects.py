"""Which projects are found, and what is ours by them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import Denial, Project, World
from ajar.model.account import Demo, GcpAdc
from ajar.model.credentials import Credentials
from ajar.providers.gcp.session import open_sessions
from ajar.providers.gcp.session.projects import visible_projects
from ajar.providers.kind import Expired, NoCredentials, Unreachable
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
