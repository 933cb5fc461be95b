"""What is looked up before a change: what uses the bucket, who goes, and whether it can be put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ajar.demo.call import Call
from ajar.demo.gcp import cloud as fake
from ajar.demo.gcp import errors
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.company import ADMIN, CUSTOMER
from ajar.demo.gcp.state import (
    PUBLIC_ACCESS_PREVENTION,
    UNIFORM_ACCESS,
    Denial,
    ManagedFolder,
    StoredObject,
    World,
)
from ajar.jobs.examine import examine
from ajar.jobs.foresee import foresee
from ajar.jobs.offers import planned
from ajar.model.change import Change, Consequence, Topic, undone
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.session import GcpSession
from ajar.providers.kind import Ahead, Expired
from ajar.providers.reader import reader
from ajar.words import SENTENCES
from clouds.applying import apply
from providers.gcp.conftest import AT, OURS, PROJECT, bucket

ASSETS, CARDS, PRESS = "finch-web-assets", "finch-model-cards-draft", "finch-press-embargo"
Hook = Callable[[Call], None]


def plan(session: GcpSession, name: str, fix: str) -> tuple[Change, ...]:
    """The changes of a fix of a bucket as it is now."""
    found = examine(reader(session), KIND, bucket(name), OURS, AT)
    return planned(KIND, found, fix, OURS, {}).changes


def ahead_of(session: GcpSession, name: str, changes: tuple[Change, ...], at: datetime = AT) -> Ahead:
    """A change of a bucket as it is now, before it is made."""
    found = examine(reader(session), KIND, bucket(name), OURS, AT)
    return Ahead(finding=found, changes=changes, after=foresee(KIND, found, changes, OURS), ours=OURS, at=at)


def said(session: GcpSession, name: str, fix: str) -> dict[str, Consequence]:
    """What is said about a fix of a bucket, by its codes; each has a sentence, and is said once."""
    found = list(KIND.look_ahead(reader(session), ahead_of(session, name, plan(session, name, fix))))
    assert [one.code for one in found if one.code not in SENTENCES] == []
    assert len({one.code for one in found}) == len(found)
    return {one.code: one for one in found}


def test_a_website_behind_a_load_balancer_that_is_used_is_told(session: GcpSession) -> None:
    found = said(session, ASSETS, "remove_members")
    assert found["website_stops"].args == {"page": "index.html"}
    assert found["backend_stops"].args == {"names": "web-assets"}
    assert found["requests_seen"].args == {"count": "48,213", "days": "14"}
    assert {found[code].topic for code in ("website_stops", "backend_stops", "requests_seen")} == {
        Topic.BREAKS
    }
    assert found["undo_possible"].reassures
    # Lists are void there: no file is asked for.
    assert not {code for code in found if "sample" in code or "file" in code}


def test_what_uses_a_bucket_is_looked_up_and_found_to_be_nothing(session: GcpSession, made: World) -> None:
    made.buckets[CARDS].requests = 0
    found = said(session, CARDS, "enforce_public_access_prevention")
    for code in ("no_website", "no_backend", "no_requests", "undo_possible"):
        assert (found[code].known, found[code].reassures) == (True, True)


def test_looking_ahead_only_reads(session: GcpSession, cloud: GoogleCloud) -> None:
    for name, fix in ((ASSETS, "remove_members"), (PRESS, "switch_to_uniform_access")):
        said(session, name, fix)
    asked = {call.operation for call in cloud.calls}
    assert asked.isdisjoint(fake.WRITES)
    assert "storage.objects.get" not in asked


def test_where_nothing_is_counted_for_the_project_use_is_not_known(session: GcpSession, made: World) -> None:
    for found in made.buckets.values():
        found.requests = 0
    assert said(session, CARDS, "remove_members")["requests_not_counted"].known is False


def test_an_api_that_is_switched_off_means_no_load_balancer_and_no_number(
    session: GcpSession, made: World
) -> None:
    made.switched_off |= {(PROJECT, "compute.googleapis.com"), (PROJECT, "monitoring.googleapis.com")}
    found = said(session, ASSETS, "remove_members")
    assert found["no_backend"].reassures
    assert found["requests_not_known"].known is False


@pytest.mark.parametrize(
    ("permission", "code"),
    [
        ("compute.backendBuckets.list", "backend_not_known"),
        ("monitoring.timeSeries.list", "requests_not_known"),
        ("orgpolicy.policy.get", "undo_domains_not_known"),
        ("storage.objects.list", "sample_not_known"),
        ("storage.objects.getIamPolicy", "sample_not_known"),
    ],
)
def test_what_may_not_be_looked_up_is_said_with_the_permission(
    session: GcpSession, made: World, permission: str, code: str
) -> None:
    made.denials.add(Denial(ADMIN, permission))
    found = said(session, PRESS, "remove_acl_entries")
    assert (found[code].known, found[code].reassures, found[code].permission) == (False, False, permission)
    assert ("undo_possible" in found) is (permission != "orgpolicy.policy.get")


def test_every_call_that_fails_is_one_thing_not_known_and_none_ends_the_rest(
    session: GcpSession, cloud: GoogleCloud
) -> None:
    ahead = ahead_of(session, PRESS, plan(session, PRESS, "switch_to_uniform_access"))

    def refuse(_: Call) -> None:
        raise errors.GoogleError(400, "invalid", "No")

    cloud.before.append(refuse)
    found = [one for one in KIND.look_ahead(reader(session), ahead) if not one.known]
    assert [one.code for one in found] == [
        "website_not_known",
        "backend_not_known",
        "requests_not_known",
        "own_people_not_known",
        "undo_domains_not_known",
        "undo_uniform_access_not_known",
    ]


def test_a_sign_in_that_ends_ends_the_look_ahead(session: GcpSession, made: World) -> None:
    ahead = ahead_of(session, ASSETS, plan(session, ASSETS, "remove_members"))
    made.tokens["demo"] = None
    with pytest.raises(Expired):
        list(KIND.look_ahead(reader(session), ahead))


def test_files_that_stay_public_are_counted_in_a_sample(session: GcpSession, made: World) -> None:
    public = sum(("allUsers", "READER") in found.acl for found in made.buckets[PRESS].objects.values())
    whole = len(made.buckets[PRESS].objects)
    for fix in ("remove_acl_entries", "remove_default_acl_entries"):
        found = said(session, PRESS, fix)["files_stay_public"]
        assert found.args == {"sample": str(whole), "public": str(public)}
    for stored in made.buckets[PRESS].objects.values():
        stored.acl = []
    assert said(session, PRESS, "remove_acl_entries")["no_file_public"].args == {"sample": str(whole)}
    made.buckets[PRESS].objects = {
        f"{number:03d}": StoredObject(b"", "text/plain", AT, number + 1) for number in range(21)
    }
    found = said(session, PRESS, "remove_acl_entries")["sample_not_public"]
    assert (found.args, found.reassures) == ({"sample": "20"}, True)
    made.buckets[PRESS].objects["000"].acl = [("allAuthenticatedUsers", "READER")]
    found = said(session, PRESS, "remove_acl_entries")["sample_stays_public"]
    assert (found.args, found.reassures) == ({"sample": "20", "public": "1"}, False)
    made.buckets[PRESS].objects.clear()
    assert said(session, PRESS, "remove_acl_entries")["no_files"].reassures


def test_a_change_that_voids_the_files_lists_says_so_and_asks_for_no_file(
    session: GcpSession, cloud: GoogleCloud
) -> None:
    found = said(session, PRESS, "switch_to_uniform_access")
    assert found["single_files_lose"].topic is Topic.ACCESS
    assert found["undo_until"].args == {"until": f"{AT + timedelta(days=90):%Y-%m-%d}"}
    assert found["undo_possible"].reassures
    said(session, PRESS, "enforce_public_access_prevention")
    assert "storage.objects.list" not in {call.operation for call in cloud.calls}


def test_who_is_named_and_goes_and_who_stays_is_told(session: GcpSession, made: World) -> None:
    assert said(session, "agency-handover", "remove_members")["named_lose"].args == {
        "who": "user:agency@northpixel.example"
    }
    made.buckets["agency-handover"].bindings.append(
        {"role": "roles/storage.objectViewer", "members": ["allUsers"]}
    )
    found = said(session, "agency-handover", "remove_members")
    assert found["named_keep"].args == {"who": "user:agency@northpixel.example"}
    assert "named_lose" not in found
    assert found["own_people_not_known"].known is False


def made_and_refused(session: GcpSession, name: str, fix: str) -> dict[str, Consequence]:
    """What is said of the undo of a fix."""
    return {code: one for code, one in said(session, name, fix).items() if one.topic is Topic.UNDO}


def test_prevention_that_is_on_would_refuse_the_undo(session: GcpSession, made: World) -> None:
    assert set(made_and_refused(session, "finch-training-logs", "remove_members")) == {
        "undo_refused_by_prevention"
    }
    made.buckets["finch-training-logs"].prevention = "inherited"
    made.projects[PROJECT].enforced.add(PUBLIC_ACCESS_PREVENTION)
    assert set(made_and_refused(session, "finch-training-logs", "remove_members")) == {
        "undo_refused_by_organization_prevention"
    }


def test_an_organization_that_cannot_be_asked_leaves_the_undo_unknown(
    session: GcpSession, made: World
) -> None:
    made.denials.add(Denial(ADMIN, "orgpolicy.policy.get"))
    found = made_and_refused(session, ASSETS, "remove_members")
    assert set(found) == {"undo_organization_prevention_not_known", "undo_domains_not_known"}
    assert {(one.known, one.permission) for one in found.values()} == {(False, "orgpolicy.policy.get")}


def test_a_list_of_domains_would_refuse_strangers_and_may_refuse_who_is_named(
    session: GcpSession, made: World
) -> None:
    made.projects[PROJECT].allowed_customers = {CUSTOMER}
    assert set(made_and_refused(session, ASSETS, "remove_members")) == {"undo_refused_by_domains"}
    assert set(made_and_refused(session, "agency-handover", "remove_members")) == {
        "undo_may_be_refused_by_domains"
    }
    # Prevention puts nobody back: the organization's list has nothing to say of it.
    assert set(made_and_refused(session, ASSETS, "enforce_public_access_prevention")) == {"undo_possible"}


def test_a_list_of_members_lets_in_whom_it_names(session: GcpSession, made: World) -> None:
    made.projects[PROJECT].allowed_members = {"user:agency@northpixel.example"}
    assert set(made_and_refused(session, "agency-handover", "remove_members")) == {"undo_possible"}
    assert set(made_and_refused(session, ASSETS, "remove_members")) == {"undo_refused_by_domains"}
    made.projects[PROJECT].allowed_members = {"user:b@x.example"}
    assert set(made_and_refused(session, "agency-handover", "remove_members")) == {
        "undo_may_be_refused_by_domains"
    }


def test_a_constraint_would_refuse_to_switch_uniform_access_off(session: GcpSession, made: World) -> None:
    made.organizations["314159265358"].enforced.add(UNIFORM_ACCESS)
    found = made_and_refused(session, PRESS, "switch_to_uniform_access")
    assert set(found) == {"undo_until", "undo_refused_by_uniform_access"}


def test_what_stands_on_uniform_access_meanwhile_is_told_before_it_is_undone(
    session: GcpSession, made: World
) -> None:
    changes = plan(session, PRESS, "switch_to_uniform_access")
    apply(session, KIND, changes, sleep=lambda _: None)
    back, now = undone(changes), datetime.now(UTC)
    fine = KIND.look_ahead(reader(session), ahead_of(session, PRESS, back, at=now))
    assert [one.code for one in fine if one.topic is Topic.UNDO] == ["undo_possible"]
    found = made.buckets[PRESS]
    found.folders["shared/"] = ManagedFolder(AT)
    found.uniform_since = now - timedelta(days=91)
    found.bindings.append(
        {
            "role": "roles/storage.objectViewer",
            "members": ["user:a@x.example"],
            "condition": {"title": "t", "expression": 'request.time < timestamp("2027-01-01T00:00:00Z")'},
        }
    )
    told = KIND.look_ahead(reader(session), ahead_of(session, PRESS, back, at=now))
    assert [one.code for one in told if one.topic is Topic.UNDO] == [
        "undo_refused_by_lock",
        "undo_refused_by_conditions",
        "undo_refused_by_managed_folders",
    ]
