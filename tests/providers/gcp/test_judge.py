"""The verdict on a bucket: the company's buckets row by row, then each rule by itself."""

from __future__ import annotations

import pytest

from ajar.demo.gcp.state import Denial, World
from ajar.jobs.examine import examine
from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, GateState, Unknown
from ajar.model.facts import Fact, Facts, Reason, Unread, Value, reading, replaced
from ajar.model.ours import Ours
from ajar.model.written import written
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.gcs_bucket.roles import role_id
from ajar.providers.gcp.gcs_bucket.settings import project_of
from ajar.providers.gcp.session import GcpSession
from ajar.providers.reader import reader
from ajar.words import SENTENCES, aws, gcp, say
from providers.gcp.conftest import NUMBER, OURS, PROJECT, bucket, judged

BUCKET = bucket("drafts")
PROJECT_ID = project_of(BUCKET).id
VIEWER, CREATOR = "roles/storage.objectViewer", "roles/storage.objectCreator"
LIST, READ, WRITE = Capability.LIST, Capability.READ, Capability.WRITE
DENIED = Unread(reason=Reason.DENIED, permission="p")

ROWS = {
    "finch-web-assets": (State.OPEN, Audience.PUBLIC, (READ,)),
    "finch-model-cards-draft": (State.OPEN, Audience.PUBLIC, (LIST, READ)),
    "finch-press-embargo": (State.OPEN, Audience.PUBLIC, (Capability.SETTINGS, LIST)),
    "finch-training-logs": (State.SHIELDED, Audience.PRIVATE, ()),
    "finch-datasets": (State.CLOSED, Audience.ORGANIZATION, None),
    "finch-web-backups": (State.CLOSED, Audience.PRIVATE, ()),
    "finch-billing-export": (State.CLOSED, Audience.ORGANIZATION, (LIST, READ)),
    "finch-contracts-2026": (State.UNKNOWN, Audience.PRIVATE, ()),
    "agency-handover": (State.SHARED, Audience.EXTERNAL, None),
    "finch-newsroom": (State.CLOSED, Audience.ORGANIZATION, (LIST, READ)),
    "finch-hr-records": (State.UNKNOWN, Audience.PRIVATE, ()),
    "tmp_lena_test2": (State.CLOSED, Audience.ORGANIZATION, None),
    "staging.finch-web.appspot.com": (State.CLOSED, Audience.PRIVATE, ()),
    f"gcf-v2-sources-{NUMBER}-europe-west1": (State.CLOSED, Audience.PRIVATE, ()),
}


@pytest.mark.parametrize("name", ROWS)
def test_each_row_of_the_company_is_judged_as_the_demo_tells_it(session: GcpSession, name: str) -> None:
    found = examine(reader(session), KIND, bucket(name), OURS, judged(BUCKET, {}).read_at).exposure
    state, audience, can = ROWS[name]
    assert (found.state, found.audience) == (state, audience)
    assert can is None or found.capabilities == can


def facts(
    *bindings: Value,
    prevention: Value = "inherited",
    above: Value = None,
    uniform: bool = True,
    acl: Value = None,
    default: Value = None,
) -> Facts:
    """A bucket's facts, whole."""
    found = {
        "public_access_prevention": {BUCKET.id: Fact(prevention)},
        "organization_prevention": {PROJECT_ID: Fact(above)},
        "uniform_access": {BUCKET.id: Fact({"enabled": uniform})},
        "project_number": {BUCKET.id: Fact(NUMBER)},
        "iam": {BUCKET.id: Fact({"bindings": list(bindings), "version": 1})},
    }
    if not uniform:
        found["acl"] = {BUCKET.id: Fact([] if acl is None else acl)}
        found["default_object_acl"] = {BUCKET.id: Fact([] if default is None else default)}
    return found


def grant(role: str, *members: str, **more: Value) -> Value:
    """A binding."""
    return {"role": role, "members": list(members), **more}


def entry(entity: str, role: str = "READER") -> Value:
    """An entry of a list."""
    return {"entity": entity, "role": role}


def verdict(found: Facts, ours: Ours = OURS) -> Exposure:
    """What the kind says of these facts."""
    return judged(BUCKET, found, ours).exposure


def codes(exposure: Exposure) -> set[str]:
    """The codes of its caveats."""
    return {caveat.code for caveat in exposure.caveats}


PUBLIC = grant(VIEWER, "allUsers")
ENFORCED = {"rules": [{"enforce": True}]}


def test_anyone_may_read_and_the_statement_is_cited_with_its_place() -> None:
    found = facts(grant("roles/storage.admin", f"projectOwner:{PROJECT}"), PUBLIC)
    exposure = verdict(found)
    (way,) = exposure.ways
    evidence = exposure.evidence[way.evidence]
    assert (evidence.setting, evidence.owner, evidence.pointer) == ("iam", BUCKET.id, "/bindings/1/members/0")
    assert evidence.span is not None
    start, end = evidence.span
    fact = reading(found, "iam", BUCKET.id)
    assert isinstance(fact, Fact)
    assert written(fact.value)[start:end] == '"allUsers"'
    assert exposure.witness is not None
    assert (exposure.witness.action, exposure.witness.target) == ("storage.objects.get", "gs://drafts/any")


def test_a_lister_is_shown_by_a_list_of_the_whole_bucket() -> None:
    witness = verdict(facts(grant("roles/storage.legacyBucketReader", "allAuthenticatedUsers"))).witness
    assert witness is not None
    assert (witness.who, witness.action, witness.target) == (
        "anyone with a Google account",
        "storage.objects.list",
        "gs://drafts",
    )


@pytest.mark.parametrize("where", ["bucket", "organization"])
@pytest.mark.parametrize("member", ["allUsers", "allAuthenticatedUsers"])
@pytest.mark.parametrize("by", ["policy", "list"])
def test_prevention_shuts_grants_that_are_there_already(where: str, member: str, by: str) -> None:
    bindings = [grant(VIEWER, member)] if by == "policy" else []
    acl = [entry(member)] if by == "list" else []
    prevention = "enforced" if where == "bucket" else "inherited"
    above = ENFORCED if where == "organization" else None
    exposure = verdict(facts(*bindings, prevention=prevention, above=above, uniform=False, acl=acl))
    assert exposure.state is State.SHIELDED
    (held,) = exposure.held
    assert [exposure.gates[index].state for index in held.by] == [GateState.SHUT]


@pytest.mark.parametrize("member", ["user:a@x.example", "group:a@x.example", "domain:x.example"])
def test_prevention_leaves_named_outsiders_alone(member: str) -> None:
    exposure = verdict(facts(grant(VIEWER, member), prevention="enforced", above=ENFORCED))
    assert (exposure.state, exposure.all[0].who) == (State.SHARED, (member,))


def test_a_group_that_is_called_ones_own_is_no_outsider_in_a_policy_and_in_a_list() -> None:
    friends = OURS.joined(Ours(groups=frozenset({"friends@googlegroups.com"})))
    by_policy = facts(grant(VIEWER, "group:friends@googlegroups.com"))
    by_list = facts(uniform=False, acl=[entry("group-friends@googlegroups.com")])
    for found in (by_policy, by_list):
        assert verdict(found).state is State.SHARED
        exposure = verdict(found, friends)
        assert (exposure.state, exposure.audience) == (State.CLOSED, Audience.ORGANIZATION)
        assert "groups_hold_others" in codes(exposure)


def test_an_organizations_policy_that_cannot_be_read_is_a_caveat_and_no_doubt() -> None:
    found = replaced(facts(PUBLIC), "organization_prevention", PROJECT_ID, DENIED)
    exposure = verdict(found)
    assert exposure.state is State.OPEN
    assert "organization_prevention_unread" in codes(exposure)
    assert verdict(replaced(facts(), "organization_prevention", PROJECT_ID, DENIED)).state is State.CLOSED


@pytest.mark.parametrize(
    ("rules", "state", "caveat"),
    [
        ([], State.OPEN, ""),
        ([{"enforce": False}], State.OPEN, ""),
        ([{"enforce": True}], State.SHIELDED, ""),
        (
            [{"enforce": True, "condition": {"expression": "resource.matchTag('x', 'y')"}}],
            State.OPEN,
            "organization_prevention_conditional",
        ),
        ("nonsense", State.OPEN, "organization_prevention_unread"),
    ],
)
def test_the_organizations_rules_are_read_as_google_says(rules: Value, state: State, caveat: str) -> None:
    exposure = verdict(facts(PUBLIC, above={"rules": rules}))
    assert exposure.state is state
    assert not caveat or caveat in codes(exposure)


def test_uniform_access_shuts_the_lists_and_off_they_are_alive() -> None:
    assert verdict(facts(uniform=False, acl=[entry("allUsers")])).state is State.OPEN
    shut = dict(facts(uniform=True)) | {"acl": {BUCKET.id: Fact([entry("allUsers")])}}
    exposure = verdict(shut)
    assert exposure.state is State.CLOSED
    assert "lists_void" in {evidence.code for evidence in exposure.evidence}


def test_a_list_and_the_role_that_mirrors_it_are_one_way_in() -> None:
    mirrored = grant("roles/storage.legacyBucketReader", "allUsers")
    exposure = verdict(facts(mirrored, uniform=False, acl=[entry("allUsers")]))
    assert [e.setting for e in exposure.evidence] == ["acl"]
    stronger = grant("roles/storage.legacyBucketOwner", "allUsers")
    exposure = verdict(facts(stronger, uniform=False, acl=[entry("allUsers")]))
    assert {e.setting for e in exposure.evidence} == {"acl", "iam"}


def test_the_own_projects_teams_are_nobody_outside() -> None:
    teams = [entry(f"project-{team}-{NUMBER}", "OWNER") for team in ("owners", "editors", "viewers")]
    exposure = verdict(facts(uniform=False, acl=teams), Ours())
    assert exposure.state is State.CLOSED
    others = verdict(facts(uniform=False, acl=[entry("project-viewers-999")]))
    assert (others.state, others.all[0].who) == (State.SHARED, ("projectViewer:999",))


def test_the_own_teams_are_in_doubt_while_the_number_is_unread() -> None:
    found = facts(uniform=False, acl=[entry(f"project-owners-{NUMBER}", "OWNER")])
    exposure = verdict(replaced(found, "project_number", BUCKET.id, DENIED), Ours())
    assert (exposure.state, exposure.at_most) == (State.UNKNOWN, Audience.EXTERNAL)


def test_a_default_list_makes_new_files_public_and_the_bucket_is_not_open_by_that() -> None:
    exposure = verdict(facts(uniform=False, default=[entry("allUsers")]))
    assert exposure.state is State.CLOSED
    assert {"new_objects_public", "objects_may_have_acls"} <= codes(exposure)
    prevented = verdict(facts(uniform=False, default=[entry("allUsers")], prevention="enforced"))
    assert not {"new_objects_public", "objects_may_have_acls"} & codes(prevented)


def test_what_was_not_looked_at_is_always_said() -> None:
    assert "inherited_bindings_not_read" in codes(verdict({}))
    assert "managed_folders_not_read" in codes(verdict(facts()))
    group = facts(grant(VIEWER, "group:all@marrowfinch.example"))
    assert "groups_hold_others" in codes(verdict(group))


def test_a_condition_is_unknown_with_its_text_and_never_closed() -> None:
    condition = {"title": "until May", "expression": "request.time < timestamp('2026-05-01T00:00:00Z')"}
    exposure = verdict(facts(grant(VIEWER, "allUsers", condition=condition)))
    assert (exposure.state, exposure.at_most) == (State.UNKNOWN, Audience.PUBLIC)
    (doubt,) = exposure.unknown
    assert (doubt.code, doubt.reason) == ("iam_condition_not_understood", Reason.CONDITION)
    assert doubt.args == condition


CUSTOM = f"projects/{PROJECT}/roles/handmade"


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (Fact({"permissions": ["storage.objects.get"]}), State.OPEN),
        (Fact({"permissions": ["storage.hmacKeys.list"]}), State.CLOSED),
        (Fact({"permissions": []}), State.CLOSED),
        (Fact(None), State.CLOSED),
        (Fact({"permissions": [7]}), State.UNKNOWN),
        (Fact("text"), State.UNKNOWN),
        (DENIED, State.UNKNOWN),
        (None, State.UNKNOWN),
    ],
)
def test_a_role_counts_by_the_permissions_it_holds(known: Fact | Unread | None, state: State) -> None:
    found = facts(grant(CUSTOM, "allUsers"))
    if known is not None:
        found = replaced(found, "roles", role_id(CUSTOM), known)
    exposure = verdict(found)
    assert exposure.state is state
    assert (state is State.UNKNOWN) == ([doubt.code for doubt in exposure.unknown] == ["role_not_known"])


def test_a_deleted_member_gets_in_no_more() -> None:
    assert verdict(facts(grant(VIEWER, "deleted:user:a@x.example?uid=1"))).state is State.CLOSED


def test_a_thousand_members_make_one_grant() -> None:
    members = [f"user:{index}@x.example" for index in range(1500)]
    exposure = verdict(facts(grant(VIEWER, *members)))
    assert len(exposure.ways) == 1
    assert len(exposure.all[0].who) == 1500
    assert exposure.evidence[0].args["who"].endswith("+1497")


UNREAD = [
    ("iam", facts(PUBLIC), State.UNKNOWN, Audience.PUBLIC),
    ("iam", facts(PUBLIC, prevention="enforced"), State.UNKNOWN, Audience.AUTHENTICATED),
    ("public_access_prevention", facts(PUBLIC), State.UNKNOWN, Audience.PUBLIC),
    ("public_access_prevention", facts(), State.CLOSED, Audience.PRIVATE),
    ("uniform_access", facts(), State.UNKNOWN, Audience.PUBLIC),
    ("acl", facts(uniform=False), State.UNKNOWN, Audience.PUBLIC),
    ("acl", facts(PUBLIC, uniform=False), State.OPEN, Audience.PUBLIC),
    ("default_object_acl", facts(uniform=False), State.CLOSED, Audience.PRIVATE),
]


@pytest.mark.parametrize(("setting", "found", "state", "at_most"), UNREAD)
def test_a_denied_read_is_unknown_unless_the_rest_settles_it(
    setting: str, found: Facts, state: State, at_most: Audience
) -> None:
    exposure = verdict(replaced(found, setting, BUCKET.id, DENIED))
    assert (exposure.state, exposure.at_most) == (state, at_most)
    if state is State.UNKNOWN:
        assert "p" in {doubt.permission for doubt in exposure.unknown}


def test_nothing_read_is_never_green() -> None:
    exposure = verdict({})
    assert (exposure.state, exposure.at_most) == (State.UNKNOWN, Audience.PUBLIC)


def test_the_admin_without_the_right_to_see_the_configuration_is_told_unknown(
    session: GcpSession, made: World
) -> None:
    made.denials.add(Denial("ana@marrowfinch.example", "storage.buckets.get"))
    at = judged(BUCKET, {}).read_at
    found = examine(reader(session), KIND, bucket("finch-web-backups"), OURS, at).exposure
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.PUBLIC)


def said(exposure: Exposure) -> set[tuple[str, tuple[str, ...]]]:
    """Every code of a verdict with the names of its arguments."""
    parts: list[Evidence | Gate | Caveat | Unknown] = [*exposure.evidence, *exposure.gates]
    parts += [*exposure.caveats, *exposure.unknown]
    return {(part.code, tuple(sorted(part.args))) for part in parts}


def test_every_code_has_a_sentence_and_the_arguments_it_needs() -> None:
    condition = {"title": "t", "expression": "e"}
    many = [
        facts(
            PUBLIC, grant(VIEWER, "allAuthenticatedUsers", "user:a@x.example", "domain:marrowfinch.example")
        ),
        facts(uniform=False, acl=[entry("allUsers"), entry("user-a@x"), entry("allAuthenticatedUsers"), 7]),
        facts(uniform=False, acl=[entry("domain-marrowfinch.example")], default=[entry("allUsers")]),
        facts(grant(VIEWER, "allUsers", condition=condition), grant("x/y", "allUsers"), 7),
        facts(grant(VIEWER, "odd", "principalSet://cloudresourcemanager.googleapis.com/folders/7")),
        facts(PUBLIC, prevention="enforced", above=ENFORCED),
        facts(PUBLIC, above={"rules": [{"condition": {}, "enforce": True}]}),
        facts(PUBLIC, above={"rules": [{"condition": {"expression": "x"}, "enforce": True}]}),
        facts(),
        facts(uniform=False),
        {},
    ]
    for code, args in {pair for found in many for pair in said(verdict(found))}:
        assert code in SENTENCES, code
        assert "…" not in say(code, dict.fromkeys(args, "x"))
    for gate in ("public_access_prevention", "organization_prevention", "uniform_access"):
        assert f"gate_{gate}" in SENTENCES


def test_no_code_of_one_provider_says_what_another_means_by_it() -> None:
    shared = {code for code in aws.SENTENCES.keys() & gcp.SENTENCES.keys() if not code.startswith("gate_")}
    assert shared <= {"objects_may_have_acls"}


@pytest.mark.parametrize(
    ("permissions", "state", "can"),
    [
        (["storage.managedFolders.list"], State.OPEN, (LIST,)),
        (["storage.objects.restore"], State.OPEN, (WRITE,)),
        (["storage.objects.get", "storage.objects.heardOfTomorrow"], State.OPEN, (READ,)),
        (["storage.objects.heardOfTomorrow"], State.UNKNOWN, ()),
        (["storage.buckets.list", "storage.hmacKeys.create"], State.CLOSED, ()),
        ([], State.CLOSED, ()),
    ],
)
def test_a_rare_permission_is_told_and_an_unheard_of_one_is_never_nothing(
    permissions: list[str], state: State, can: tuple[Capability, ...]
) -> None:
    found = replaced(
        facts(grant(CUSTOM, "allUsers")), "roles", role_id(CUSTOM), Fact({"permissions": permissions})
    )
    exposure = verdict(found)
    assert (exposure.state, exposure.capabilities) == (state, can)
    assert (state is State.UNKNOWN) == (
        [doubt.code for doubt in exposure.unknown] == ["permission_not_known"]
    )
