"""The configuration is read back by a strict reader, and says what the plan says, in its order."""

from __future__ import annotations

import msgspec
import pytest

from ajar.model.change import Plan
from ajar.model.resource import itself
from ajar.providers.aws.s3_bucket.written.terraform import configuration
from ajar.providers.kind import Setting
from clouds.s3_facts import ACCOUNT, BUCKET, OWNER_ID, STRANGE_ID, acl, block
from clouds.written_plans import EVERYWHERE, HOSTILE, POINT, change, each_writable, plan
from hcl_blocks import Block, Reference, read

WHOLE = [
    (setting, wanted)
    for setting, wanted in each_writable()
    if wanted.changes[0].after is not None and wanted.resource is BUCKET
]


def resources(text: str) -> list[Block]:
    return [one for one in read(text) if one.head[0] == "resource"]


def imports(text: str) -> list[tuple[Reference, str]]:
    blocks = [one for one in read(text) if one.head == ("import",)]
    return [(one.attributes["to"], one.attributes["id"]) for one in blocks]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_policy_is_read_back_to_the_letter(text: str) -> None:
    [resource] = resources(configuration(plan(change("policy", text, "{}"))))
    assert resource.head == ("resource", "aws_s3_bucket_policy", "drafts")
    assert resource.attributes == {"bucket": "drafts", "policy": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_an_access_points_policy_is_read_back_to_the_letter(text: str) -> None:
    wanted = plan(change("access_point_policy", text, "{}", itself(POINT)), resource=POINT)
    [resource] = resources(configuration(wanted))
    assert resource.head == ("resource", "aws_s3control_access_point_policy", "partners")
    assert resource.attributes == {"access_point_arn": POINT.id, "policy": text}
    assert imports(configuration(wanted)) == [
        (Reference("aws_s3control_access_point_policy.partners"), POINT.id)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_policy_of_one_for_several_regions_is_read_back_to_the_letter(text: str) -> None:
    wanted = plan(change("access_point_policy", text, "{}", itself(EVERYWHERE)), resource=EVERYWHERE)
    [resource] = resources(configuration(wanted))
    assert resource.head == ("resource", "aws_s3control_multi_region_access_point_policy", "world")
    assert resource.attributes == {"account_id": ACCOUNT}
    assert [details.attributes for details in resource.inner("details")] == [
        {"name": "world", "policy": text}
    ]
    [(_, imported)] = imports(configuration(wanted))
    assert imported == f"{ACCOUNT}:world"


@pytest.mark.parametrize(
    ("setting", "type_", "its"),
    [
        ("bucket_block", "aws_s3_bucket_public_access_block", {"bucket": "drafts"}),
        ("account_block", "aws_s3_account_public_access_block", {"account_id": ACCOUNT}),
    ],
)
def test_a_block_has_all_four_flags(setting: str, type_: str, its: dict[str, str]) -> None:
    wanted = plan(change(setting, block("BlockPublicPolicy", "RestrictPublicBuckets"), block()))
    [resource] = resources(configuration(wanted))
    assert resource.head[1] == type_
    assert resource.attributes == {
        **its,
        "block_public_acls": False,
        "block_public_policy": True,
        "ignore_public_acls": False,
        "restrict_public_buckets": True,
    }


def test_an_access_list_has_its_owner_and_each_of_its_grants() -> None:
    group = "http://acs.amazonaws.com/groups/s3/LogDelivery"
    after = acl((STRANGE_ID, "READ"), (group, "WRITE"))
    [resource] = resources(configuration(plan(change("acl", after, acl()))))
    [policy] = resource.inner("access_control_policy")
    [owner] = policy.inner("owner")
    assert owner.attributes == {"id": OWNER_ID}
    grants = [
        (grant.attributes["permission"], grant.inner("grantee")[0].attributes)
        for grant in policy.inner("grant")
    ]
    assert grants == [
        ("FULL_CONTROL", {"id": OWNER_ID, "type": "CanonicalUser"}),
        ("READ", {"id": STRANGE_ID, "type": "CanonicalUser"}),
        ("WRITE", {"type": "Group", "uri": group}),
    ]


def test_ownership_is_a_rule() -> None:
    [resource] = resources(configuration(plan(change("ownership", "BucketOwnerEnforced"))))
    assert resource.head == ("resource", "aws_s3_bucket_ownership_controls", "drafts")
    assert [rule.attributes for rule in resource.inner("rule")] == [
        {"object_ownership": "BucketOwnerEnforced"}
    ]


@pytest.mark.parametrize(("setting", "wanted"), WHOLE)
def test_what_was_not_set_is_made_and_not_imported(setting: Setting, wanted: Plan) -> None:
    assert len(resources(configuration(wanted))) == 1
    assert imports(configuration(wanted)) == []
    made = wanted.changes[0]
    there = msgspec.structs.replace(wanted, changes=(msgspec.structs.replace(made, before=made.after),))
    [(address, imported)] = imports(configuration(there))
    [resource] = resources(configuration(there))
    assert address.to == ".".join(resource.head[1:])
    assert imported == (ACCOUNT if setting.name == "account_block" else "drafts")


def test_each_resource_waits_for_the_one_before_it() -> None:
    wanted = plan(
        change("acl", acl(), acl((STRANGE_ID, "READ"))),
        change("ownership", "BucketOwnerEnforced"),
        change("bucket_block", block("BlockPublicPolicy")),
    )
    first, second, third = resources(configuration(wanted))
    assert "depends_on" not in first.attributes
    assert second.attributes["depends_on"] == [Reference("aws_s3_bucket_acl.drafts")]
    assert third.attributes["depends_on"] == [Reference("aws_s3_bucket_ownership_controls.drafts")]


@pytest.mark.parametrize("setting", ["policy", "bucket_block", "ownership", "account_block"])
def test_what_is_to_be_removed_is_said_and_never_left_as_a_resource(setting: str) -> None:
    text = configuration(plan(change(setting, None, {"policy": "{}"}.get(setting, block()))))
    assert read(text) == []
    assert "To be removed: the aws_s3_" in text


def test_that_a_policy_for_several_regions_cannot_be_removed_is_said() -> None:
    wanted = plan(change("access_point_policy", None, "{}", itself(EVERYWHERE)), resource=EVERYWHERE)
    assert read(configuration(wanted)) == []
    assert "cannot be removed" in configuration(wanted)


@pytest.mark.parametrize(
    ("name", "label"),
    [("1st.bucket", "_1st_bucket"), ("acme.www", "acme_www"), ('x"\n}', "x___"), ("", "_"), ("grün", "gr_n")],
)
def test_any_name_makes_a_label(name: str, label: str) -> None:
    resource = msgspec.structs.replace(BUCKET, name=name)
    wanted = plan(change("policy", "{}", "{}", itself(resource)), resource=resource)
    [made] = resources(configuration(wanted))
    assert made.head[2] == label
    assert made.attributes["bucket"] == name
    assert imports(configuration(wanted)) == [(Reference(f"aws_s3_bucket_policy.{label}"), name)]


def test_a_plan_without_changes_is_no_resource_at_all() -> None:
    text = configuration(Plan(fix="remove_statement", resource=BUCKET, changes=()))
    assert read(text) == []
    assert "There is nothing to change." in text
