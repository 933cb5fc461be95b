"""The settings of a bucket against the fake: what is read, what is written, and how many calls it takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ajar.demo.gcp import cloud as fake
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.company import ADMIN
from ajar.demo.gcp.state import Bucket, Denial, World
from ajar.jobs.examine import examine
from ajar.model.access import State
from ajar.model.facts import Fact, Unread
from ajar.model.ours import Ours
from ajar.model.resource import itself
from ajar.providers.gcp.gcs_bucket import KIND, policy
from ajar.providers.gcp.session import GcpSession
from ajar.providers.kind import Gone, Malformed, Moved, Refused, Setting
from ajar.providers.reader import reader
from clouds.applying import apply
from providers.gcp.conftest import AT, OURS, PROJECT, bucket

SETTINGS = {setting.name: setting for setting in KIND.settings}
OLD_STYLE = bucket("finch-press-embargo")
CONDITIONAL = bucket("finch-contracts-2026")


def read(session: GcpSession, setting: Setting, name: str) -> Fact:
    """The setting of a bucket as it is now."""
    return setting.read(reader(session), itself(bucket(name)))


def write(session: GcpSession, name: str, of: str, before: Any, after: Any, token: str | None = None) -> None:  # noqa: ANN401 - a setting's values
    """Write a setting of a bucket with the token of this moment, unless another is given."""
    setting = SETTINGS[name]
    assert setting.write is not None
    owner = itself(bucket(of))
    setting.write(session, owner, before, after, token or read(session, setting, of).token)


def test_every_bucket_of_the_project_is_listed_once_with_its_labels(session: GcpSession, made: World) -> None:
    found = list(KIND.list(reader(session)))
    assert sorted(one.name for one in found) == sorted(made.buckets)
    drafts = next(one for one in found if one.name == "finch-model-cards-draft")
    assert drafts.id == "//storage.googleapis.com/projects/_/buckets/finch-model-cards-draft"
    assert drafts.tags == {"env": "draft", "team": "research", "owner": "priya"}
    assert drafts.created == made.buckets[drafts.name].created.replace(
        microsecond=drafts.created.microsecond if drafts.created else 0
    )
    assert (drafts.account, drafts.region) == (PROJECT, "europe-west1")


def test_a_scan_makes_only_reads_and_few_of_them(
    session: GcpSession, cloud: GoogleCloud, made: World
) -> None:
    once = reader(session)
    for resource in KIND.list(once):
        examine(once, KIND, resource, OURS, AT)
    assert {call.operation for call in cloud.calls}.isdisjoint(fake.WRITES)
    assert cloud.calls
    for name, found in made.buckets.items():
        calls = [call.operation for call in cloud.calls if call.resource == name]
        assert len(calls) == len(set(calls)) == (2 if found.uniform else 4)
    shared = [call.operation for call in cloud.calls if call.resource not in made.buckets]
    assert sorted(shared) == [
        "iam.projects.roles.get",
        "orgpolicy.projects.policies.getEffectivePolicy",
        "storage.buckets.list",
    ]


def test_lists_are_not_asked_for_where_uniform_access_makes_them_void(session: GcpSession) -> None:
    closed = examine(reader(session), KIND, bucket("finch-web-backups"), OURS, AT)
    assert not {"acl", "default_object_acl"} & closed.facts.keys()
    old = examine(reader(session), KIND, OLD_STYLE, OURS, AT)
    assert {"acl", "default_object_acl"} <= old.facts.keys()


def test_a_denied_policy_is_unread_with_its_permission(session: GcpSession) -> None:
    found = examine(reader(session), KIND, bucket("finch-hr-records"), OURS, AT)
    unread = found.facts["iam"][found.resource.id]
    assert isinstance(unread, Unread)
    assert unread.permission == "storage.buckets.getIamPolicy"


def test_a_bucket_that_vanishes_between_list_and_read_is_gone(session: GcpSession, made: World) -> None:
    once = reader(session)
    found = list(KIND.list(once))
    del made.buckets["finch-web-assets"]
    with pytest.raises(Gone):
        examine(once, KIND, next(one for one in found if one.name == "finch-web-assets"), OURS, AT)


def test_a_role_of_the_project_is_read_and_one_that_was_deleted_gives_nothing(
    session: GcpSession, made: World
) -> None:
    newsroom = bucket("finch-newsroom")
    found = examine(reader(session), KIND, newsroom, OURS, AT)
    (role,) = found.facts["roles"].values()
    assert isinstance(role, Fact)
    assert role.value == {"permissions": ["storage.objects.get", "storage.objects.list"]}
    made.projects[PROJECT].roles["pressReader"]["deleted"] = True
    assert list(examine(reader(session), KIND, newsroom, OURS, AT).facts["roles"].values()) == [Fact(None)]
    del made.projects[PROJECT].roles["pressReader"]
    assert list(examine(reader(session), KIND, newsroom, OURS, AT).facts["roles"].values()) == [Fact(None)]


def test_the_policy_is_in_a_stable_order_and_compared_by_meaning() -> None:
    one: dict[str, Any] = {
        "bindings": [{"role": "a", "members": ["x", "y"]}, {"role": "b", "members": ["z"]}],
        "version": 1,
    }
    other: dict[str, Any] = {
        "bindings": [{"role": "b", "members": ["z"]}, {"role": "a", "members": ["y"]}],
        "version": 3,
    }
    assert not policy.same(one, other)
    other["bindings"] = [
        {"role": "b", "members": ["z"]},
        {"role": "a", "members": ["y"]},
        {"role": "a", "members": ["x"]},
    ]
    assert policy.same(one, other)
    other["bindings"] = [{**one["bindings"][0], "condition": {"expression": "e"}}, one["bindings"][1]]
    assert not policy.same(one, other)
    assert not policy.same(one, None)
    assert policy.same([7], [7])


def test_somebody_elses_edit_survives_ours_and_conditions_are_kept(session: GcpSession, made: World) -> None:
    before = read(session, SETTINGS["iam"], CONDITIONAL.name)
    conditions = [b.get("condition") for b in before.value["bindings"]]
    after = {
        **before.value,
        "bindings": [
            *before.value["bindings"],
            {"role": "roles/storage.objectViewer", "members": ["user:a@x"]},
        ],
    }
    # Meanwhile somebody adds a member of their own.
    made.buckets[CONDITIONAL.name].bindings.append({"role": "roles/storage.admin", "members": ["user:b@x"]})
    write(session, "iam", CONDITIONAL.name, before.value, after)
    standing = read(session, SETTINGS["iam"], CONDITIONAL.name).value["bindings"]
    assert {"role": "roles/storage.admin", "members": ["user:b@x"]} in standing
    assert {"role": "roles/storage.objectViewer", "members": ["user:a@x"]} in standing
    assert all(condition in [b.get("condition") for b in standing] for condition in conditions)
    assert read(session, SETTINGS["iam"], CONDITIONAL.name).value["version"] == 3


def test_a_policy_changed_under_our_hands_is_refused(session: GcpSession, made: World) -> None:
    before = read(session, SETTINGS["iam"], OLD_STYLE.name)
    after = policy.without(before.value, [(i, "allUsers") for i in range(len(before.value["bindings"]))])
    made.buckets[OLD_STYLE.name].touch()
    with pytest.raises(Moved, match="changed elsewhere"):
        write(session, "iam", OLD_STYLE.name, before.value, after, before.token)
    assert read(session, SETTINGS["iam"], OLD_STYLE.name).value == before.value


def test_what_is_no_policy_is_never_written(session: GcpSession, cloud: GoogleCloud) -> None:
    good = read(session, SETTINGS["iam"], OLD_STYLE.name).value
    for before, after in ((good, None), (None, good), (good, {"bindings": [{"role": 7}]}), ([], [])):
        with pytest.raises(Refused):
            write(session, "iam", OLD_STYLE.name, before, after)
    with pytest.raises(Refused):
        write(session, "acl", OLD_STYLE.name, [], [{"entity": 7}])
    assert fake.WRITES.isdisjoint(call.operation for call in cloud.calls)


def test_an_answer_that_is_no_policy_is_malformed(session: GcpSession, made: World) -> None:
    made.buckets[OLD_STYLE.name].bindings = [{"role": ["a"], "members": ["x"]}]
    with pytest.raises(Malformed):
        read(session, SETTINGS["iam"], OLD_STYLE.name)


@pytest.mark.parametrize("name", [n for n, setting in SETTINGS.items() if setting.write])
def test_writing_back_what_was_read_sends_nothing(session: GcpSession, cloud: GoogleCloud, name: str) -> None:
    fact = read(session, SETTINGS[name], OLD_STYLE.name)
    write(session, name, OLD_STYLE.name, fact.value, fact.value)
    assert fake.WRITES.isdisjoint(call.operation for call in cloud.calls)
    assert read(session, SETTINGS[name], OLD_STYLE.name) == fact


def test_prevention_is_written_under_the_token_and_uniform_access_stays(
    session: GcpSession, made: World
) -> None:
    write(session, "public_access_prevention", "finch-web-assets", "inherited", "enforced")
    found = made.buckets["finch-web-assets"]
    assert (found.prevention, found.uniform) == ("enforced", True)
    with pytest.raises(Moved, match="changed elsewhere"):
        write(session, "public_access_prevention", "finch-web-assets", "enforced", "inherited", "1")
    assert found.prevention == "enforced"


def test_uniform_access_can_be_undone_for_ninety_days_and_says_so(session: GcpSession, made: World) -> None:
    setting = SETTINGS["uniform_access"]
    before = read(session, setting, OLD_STYLE.name).value
    write(session, "uniform_access", OLD_STYLE.name, before, {"enabled": True})
    assert made.buckets[OLD_STYLE.name].uniform
    after = read(session, setting, OLD_STYLE.name).value
    # From when it is locked is Google's to say, and plays no part.
    assert after == {"enabled": True}
    assert setting.undo_until is not None
    assert setting.undo_until(before, after, AT) == AT + timedelta(days=90)
    assert setting.undo_until(after, before, AT) is None
    write(session, "uniform_access", OLD_STYLE.name, after, before)
    assert not made.buckets[OLD_STYLE.name].uniform


def test_list_entries_are_written_one_by_one(session: GcpSession, cloud: GoogleCloud) -> None:
    before = read(session, SETTINGS["acl"], OLD_STYLE.name).value
    others = [entry for entry in before if entry["entity"] != "allUsers"]
    after = [*others, {"entity": "user-a@x.example", "role": "READER"}]
    write(session, "acl", OLD_STYLE.name, before, after)
    assert SETTINGS["acl"].same(read(session, SETTINGS["acl"], OLD_STYLE.name).value, after)
    promoted = [*others, {"entity": "user-a@x.example", "role": "WRITER"}]
    write(session, "acl", OLD_STYLE.name, after, promoted)
    assert SETTINGS["acl"].same(read(session, SETTINGS["acl"], OLD_STYLE.name).value, promoted)
    # An entry that is gone already is as it should be.
    write(session, "acl", OLD_STYLE.name, [*promoted, {"entity": "allUsers", "role": "READER"}], promoted)
    written = [call.operation.rpartition(".")[2] for call in cloud.calls if call.operation in fake.WRITES]
    assert written == ["delete", "insert", "patch", "delete"]


def test_the_list_for_new_files_is_written_entry_by_entry(session: GcpSession, cloud: GoogleCloud) -> None:
    setting = SETTINGS["default_object_acl"]
    before = read(session, setting, OLD_STYLE.name).value
    others = [entry for entry in before if entry["entity"] != "allUsers"]
    after = [*others, {"entity": "user-a@x.example", "role": "READER"}]
    write(session, setting.name, OLD_STYLE.name, before, after)
    assert setting.same(read(session, setting, OLD_STYLE.name).value, after)
    promoted = [*others, {"entity": "user-a@x.example", "role": "OWNER"}]
    write(session, setting.name, OLD_STYLE.name, after, promoted)
    assert setting.same(read(session, setting, OLD_STYLE.name).value, promoted)
    written = [call.operation for call in cloud.calls if call.operation in fake.WRITES]
    methods = [name.removeprefix("storage.defaultObjectAccessControls.") for name in written]
    assert methods == ["delete", "insert", "patch"]


def test_a_list_denied_is_unread_and_the_rest_is_still_read(session: GcpSession, made: World) -> None:
    made.denials.add(Denial(ADMIN, "storage.bucketAccessControls.list", OLD_STYLE.name))
    found = examine(reader(session), KIND, OLD_STYLE, OURS, datetime.now(UTC))
    assert isinstance(found.facts["acl"][OLD_STYLE.id], Unread)
    assert isinstance(found.facts["iam"][OLD_STYLE.id], Fact)


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "a\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe",
    "n" * 1024,
    "../../etc/passwd",
    "a?b#c%2e",
    "${HOME}`id`",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_read_judged_and_closed_as_it_stands(
    session: GcpSession, made: World, text: str
) -> None:
    text = f"b{text}b"  # as every name does, it starts and ends with a letter
    made.buckets = {
        text: Bucket(
            text,
            PROJECT,
            AT,
            labels={text: text},
            bindings=[
                {"role": "roles/storage.objectViewer", "members": ["allUsers", f"user:{text}@x.example"]}
            ],
        )
    }
    once = reader(session)
    (resource,) = KIND.list(once)
    found = examine(once, KIND, resource, OURS, AT)
    assert (found.resource.name, found.resource.tags, found.exposure.state) == (
        text,
        {text: text},
        State.OPEN,
    )
    fix = KIND.fixes[0]
    apply(session, KIND, fix.plan(found.resource, found.facts, Ours(), AT, {}), sleep=lambda _: None)
    assert made.buckets[text].bindings[0]["members"] == [f"user:{text}@x.example"]
