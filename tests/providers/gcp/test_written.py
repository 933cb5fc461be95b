"""A plan as commands and as Terraform: run or pasted, each comes to what the plan itself would make."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from dataclasses import dataclass

import pytest
from hypothesis import given, settings

from ajar.jobs.examine import examine
from ajar.jobs.offers import offers, planned
from ajar.model.change import Change, Plan, undone
from ajar.model.facts import Facts, Value
from ajar.model.resource import itself
from ajar.policy.gcp.lists import member_of
from ajar.policy.gcp.roles import LEGACY_BUCKET
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.gcs_bucket.placed import entries
from ajar.providers.gcp.gcs_bucket.placed import given as held
from ajar.providers.gcp.session import GcpSession
from ajar.providers.reader import reader
from providers.gcp.conftest import AT, OURS, bucket, judged
from providers.gcp.test_laws import BUCKET, plausible

GCLOUD, TERRAFORM = KIND.written["gcloud"], KIND.written["terraform"]


def fix(session: GcpSession, name: str, which: str) -> Plan:
    """The plan of a fix of a bucket of the company."""
    return planned(KIND, examine(reader(session), KIND, bucket(name), OURS, AT), which, OURS, {})


def turned(plan: Plan) -> Plan:
    """The plan that puts it back."""
    return Plan(fix=plan.fix, resource=plan.resource, changes=undone(plan.changes))


def one_change(setting: str, before: Value, after: Value, name: str = "drafts") -> Plan:
    """A plan of one change."""
    resource = bucket(name)
    change = Change(owner=itself(resource), setting=setting, before=before, after=after)
    return Plan(fix="x", resource=resource, changes=(change,))


@dataclass
class ByHand:
    """A bucket that is changed by commands, read apart from what writes them."""

    iam: set[tuple[str, str, str]]
    acl: dict[str, str]
    defaults: dict[str, str]
    flags: set[str]

    def run(self, line: str) -> None:
        """Do what one command says."""
        gcloud, storage, buckets, verb, url, *flags = shlex.split(line)
        assert (gcloud, storage, buckets, url) == ("gcloud", "storage", "buckets", f"gs://{BUCKET.name}")
        options = dict(flag.removeprefix("--").split("=", 1) for flag in flags if "=" in flag)
        if verb.endswith("iam-policy-binding"):
            self._bind(verb.startswith("add"), options)
        else:
            assert verb == "update"
            self.flags.update(flag for flag in flags if "=" not in flag)
            self._lists(options)

    def _bind(self, add: bool, options: dict[str, str]) -> None:  # noqa: FBT001 - which of the two verbs it is
        condition = options.get("condition", "None")
        text = "" if condition == "None" else json.dumps(parts(condition), sort_keys=True)
        one = (options["role"], text, options["member"])
        assert (one in self.iam) is not add, "gcloud refuses to remove what is not there"
        if not add:
            self.iam.remove(one)
        else:
            self.iam.add(one)
        if one[0] in LEGACY_BUCKET.values() and not add:
            self.acl = {entity: role for entity, role in self.acl.items() if member_of(entity) != one[2]}

    def _lists(self, options: dict[str, str]) -> None:
        for option, text in options.items():
            entry = self.defaults if "default" in option else self.acl
            if option.startswith("remove"):
                del entry[text]
            else:
                found = dict(part.split("=", 1) for part in text.split(","))
                entry[found["entity"]] = found["role"]


def parts(condition: str) -> dict[str, str]:
    """The parts of a condition as gcloud takes it apart."""
    between, text = condition[1:].split("^", 1) if condition.startswith("^") else (",", condition)
    return dict(part.split("=", 1) for part in text.split(between))


@settings(max_examples=150)
@given(plausible())
def test_the_commands_come_to_what_the_plan_makes(facts: Facts) -> None:
    finding = judged(BUCKET, facts)
    for offer in offers(KIND, finding, OURS):
        plan = planned(KIND, finding, offer.fix, OURS, {})
        before = {change.setting: change.before for change in plan.changes}
        after = {change.setting: change.after for change in plan.changes}
        by_hand = ByHand(
            set(held(before.get("iam"))),
            dict(entries(before.get("acl"))),
            dict(entries(before.get("default_object_acl"))),
            set(),
        )
        for line in GCLOUD(plan).splitlines():
            by_hand.run(line)
        assert by_hand.iam == held(after.get("iam"))
        assert by_hand.defaults == entries(after.get("default_object_acl"))
        assert by_hand.acl == entries(after.get("acl"))
        wanted = {"--public-access-prevention"} & {f"--{name.replace('_', '-')}" for name in after}
        wanted |= {"--uniform-bucket-level-access"} if "uniform_access" in after else set()
        assert by_hand.flags == wanted


def test_the_commands_of_a_fix_and_of_its_undo(session: GcpSession) -> None:
    plan = fix(session, "finch-web-assets", "remove_members")
    binding = "gs://finch-web-assets --member=allUsers --role=roles/storage.legacyObjectReader\n"
    assert GCLOUD(plan) == f"gcloud storage buckets remove-iam-policy-binding {binding}"
    assert GCLOUD(turned(plan)) == f"gcloud storage buckets add-iam-policy-binding {binding}"


def test_a_list_that_goes_with_its_role_is_not_asked_for_twice(session: GcpSession) -> None:
    plan = fix(session, "finch-press-embargo", "remove_acl_entries")
    assert [change.setting for change in plan.changes] == ["iam", "acl"]
    assert GCLOUD(plan) == (
        "gcloud storage buckets remove-iam-policy-binding gs://finch-press-embargo "
        "--member=allUsers --role=roles/storage.legacyBucketReader\n"
    )


def test_the_switches_are_flags_and_turned_round_are_the_opposite_ones(session: GcpSession) -> None:
    update = "gcloud storage buckets update gs://finch-press-embargo"
    prevention = fix(session, "finch-press-embargo", "enforce_public_access_prevention")
    assert GCLOUD(prevention) == f"{update} --public-access-prevention\n"
    assert GCLOUD(turned(prevention)) == f"{update} --no-public-access-prevention\n"
    uniform = fix(session, "finch-press-embargo", "switch_to_uniform_access")
    assert GCLOUD(uniform).splitlines()[-1] == f"{update} --uniform-bucket-level-access"
    assert GCLOUD(turned(uniform)).splitlines()[0] == f"{update} --no-uniform-bucket-level-access"
    defaults = fix(session, "finch-press-embargo", "remove_default_acl_entries")
    assert GCLOUD(defaults) == f"{update} --remove-default-object-acl-grant=allUsers\n"
    assert (
        GCLOUD(turned(defaults)) == f"{update} --add-default-object-acl-grant=entity=allUsers,role=READER\n"
    )


def test_conditions_are_named_whole_and_their_absence_too() -> None:
    condition = {"title": "a, b", "description": "x|y", "expression": 'request.time < timestamp("2027")'}
    bindings = [
        {"role": "r/v", "members": ["user:a@x"], "condition": condition},
        {"role": "r/v", "members": ["user:b@x"]},
    ]
    lines = GCLOUD(one_change("iam", {"bindings": bindings}, {"bindings": []})).splitlines()
    found = [dict(f.split("=", 1) for f in shlex.split(line)[5:])["--condition"] for line in lines]
    assert [parts(one) if one != "None" else one for one in found] == ["None", condition]


HOSTILE = ["a'; rm -rf ~ #", "x\n# y", "\x1b[31m", "${path.root}", '" } resource "x" "y" {', "%{ if true }"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="asks a real bash")
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_one_word_of_a_command(text: str) -> None:
    member = f"user:{text}"
    before = {"bindings": [{"role": "r/v", "members": [member]}]}
    commands = GCLOUD(one_change("iam", before, {"bindings": []}, f"b{text}b"))
    assert commands.rstrip("\n").isprintable()
    script = f"gcloud() {{ printf '%s\\0' \"$@\"; }}\n{commands}"
    done = subprocess.run([shutil.which("bash") or "", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[3:6] == [f"gs://b{text}b", f"--member={member}", "--role=r/v"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_ends_no_comment_and_no_string_of_terraforms(text: str) -> None:
    policy = {"bindings": [{"role": "r/v", "members": [f"user:{text}"], "condition": {"title": text}}]}
    for plan in (
        one_change("iam", {"bindings": []}, policy, f"b{text}b"),
        one_change("acl", [], [{"entity": f"user-{text}", "role": "READER"}], f"b{text}b"),
        one_change("public_access_prevention", "inherited", "enforced", f"b{text}b"),
    ):
        for line in TERRAFORM(plan).splitlines():
            assert line.isprintable()
            assert not line.lstrip().startswith(('" }', "# y"))
            bare = line.replace("$${", "").replace("%%{", "")
            assert line.startswith("#") or not {"${", "%{"} & {bare[i : i + 2] for i in range(len(bare))}


def test_terraform_is_told_the_whole_policy_and_what_it_replaces(session: GcpSession) -> None:
    text = TERRAFORM(fix(session, "finch-model-cards-draft", "remove_members"))
    assert "allUsers" not in text
    head, _, rest = text.partition('data "google_iam_policy" "finch-model-cards-draft" {\n')
    assert all(line.startswith("#") for line in head.splitlines())
    assert "google_storage_bucket_iam_binding" in head
    assert "google_storage_bucket_iam_member" in head
    assert '    role    = "roles/storage.objectAdmin"\n' in rest
    assert '      "group:research@marrowfinch.example",\n' in rest
    assert rest.endswith(
        'resource "google_storage_bucket_iam_policy" "finch-model-cards-draft" {\n'
        '  bucket      = "finch-model-cards-draft"\n'
        "  policy_data = data.google_iam_policy.finch-model-cards-draft.policy_data\n"
        "}\n"
    )


def test_terraform_keeps_the_conditions_of_others(session: GcpSession) -> None:
    plan = turned(fix(session, "finch-contracts-2026", "remove_members"))
    text = TERRAFORM(plan)
    assert '      title = "until signing"\n' in text
    assert '      expression = "request.time < timestamp(\\"2027-03-31T00:00:00Z\\")"\n' in text


def test_terraform_sets_the_attributes_of_the_bucket_itself(session: GcpSession) -> None:
    text = TERRAFORM(fix(session, "finch-press-embargo", "enforce_public_access_prevention"))
    assert text.splitlines()[2] == 'resource "google_storage_bucket" "finch-press-embargo" {'
    assert '  public_access_prevention = "enforced"\n' in text
    text = TERRAFORM(fix(session, "finch-press-embargo", "switch_to_uniform_access"))
    assert "  uniform_bucket_level_access = true\n" in text
    assert "google_storage_bucket_iam_policy" in text
    assert "google_storage_bucket_acl" not in text


def test_terraform_is_told_the_whole_list_for_new_files(session: GcpSession) -> None:
    text = TERRAFORM(fix(session, "finch-press-embargo", "remove_default_acl_entries"))
    assert 'resource "google_storage_default_object_acl" "finch-press-embargo" {' in text
    assert '    "READER:project-viewers-271828182845",\n' in text
    assert "allUsers" not in text
