"""Organization policies in force, and what roles hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from ajar.demo.gcp.roles import PREDEFINED, permissions
from ajar.demo.gcp.state import (
    MANAGED_MEMBERS,
    MEMBER_DOMAINS,
    PUBLIC_ACCESS_PREVENTION,
    UNIFORM_ACCESS,
    Denial,
    World,
)

Ask = Callable[..., requests.Response]


def path(constraint: str) -> str:
    """The path of a constraint's effective policy on the project."""
    return f"/v2/projects/finch-web/policies/{constraint}:getEffectivePolicy"


@pytest.mark.parametrize("constraint", [PUBLIC_ACCESS_PREVENTION, UNIFORM_ACCESS])
@pytest.mark.parametrize("where", ["nowhere", "project", "organization"])
def test_the_policy_in_force_counts_the_organizations(
    ask: Ask, made: World, constraint: str, where: str
) -> None:
    if where == "project":
        made.projects["finch-web"].enforced.add(constraint)
    if where == "organization":
        made.organizations["314159265358"].enforced.add(constraint)
    answer = ask("GET", path(constraint)).json()
    assert answer == {
        "name": f"projects/271828182845/policies/{constraint}",
        "spec": {"rules": [{"enforce": where != "nowhere"}]},
    }


def test_a_policy_may_be_denied_and_a_constraint_unknown(ask: Ask, made: World) -> None:
    assert ask("GET", path("storage.noSuchThing")).status_code == 404
    made.denials.add(Denial("ana@marrowfinch.example", "orgpolicy.policy.get", "finch-web"))
    answer = ask("GET", path(PUBLIC_ACCESS_PREVENTION)).json()["error"]
    assert (answer["code"], answer["details"][0]["metadata"]["permission"]) == (403, "orgpolicy.policy.get")


def test_who_may_be_given_access_is_a_list_of_customers_or_of_members(ask: Ask, made: World) -> None:
    def rules(constraint: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = ask("GET", path(constraint)).json()["spec"]["rules"]
        return found

    assert (rules(MEMBER_DOMAINS), rules(MANAGED_MEMBERS)) == ([{"allowAll": True}], [{"enforce": False}])
    made.projects["finch-web"].allowed_customers = {"C02finch7"}
    made.projects["finch-web"].allowed_members = {"user:a@x.example"}
    assert rules(MEMBER_DOMAINS) == [{"values": {"allowedValues": ["C02finch7"]}}]
    assert rules(MANAGED_MEMBERS) == [
        {"enforce": True, "parameters": {"allowedMemberSubjects": ["user:a@x.example"]}}
    ]


@pytest.mark.parametrize("role", sorted(PREDEFINED))
def test_a_predefined_role_tells_its_permissions(ask: Ask, role: str) -> None:
    answer = ask("GET", f"/v1/{role}").json()
    assert answer["name"] == role
    assert answer["includedPermissions"] == sorted(set(answer["includedPermissions"]))


def test_an_organizations_role_tells_its_permissions(ask: Ask, made: World) -> None:
    name = "organizations/314159265358/roles/reader"
    role = {"name": name, "includedPermissions": ["storage.objects.get"]}
    made.organizations["314159265358"].roles["reader"] = role
    assert ask("GET", f"/v1/{name}").json() == role
    assert ask("GET", f"/v1/{name}", token="outsider").status_code == 403
    assert ask("GET", "/v1/organizations/1/roles/reader").status_code == 403
    assert permissions(made, name) == {"storage.objects.get"}


def test_a_custom_role_tells_its_permissions_to_the_project_alone(ask: Ask) -> None:
    role = "/v1/projects/finch-web/roles/pressReader"
    assert ask("GET", role).json()["includedPermissions"] == ["storage.objects.get", "storage.objects.list"]
    assert ask("GET", role, token="outsider").status_code == 403
    assert ask("GET", "/v1/projects/finch-web/roles/none").status_code == 404
    assert ask("GET", "/v1/roles/storage.none").status_code == 404
