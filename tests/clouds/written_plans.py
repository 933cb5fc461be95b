"""Plans to be written as commands and as Terraform: every setting that can be written, both ways."""

from __future__ import annotations

from ajar.model.change import Change, Plan
from ajar.model.facts import Value
from ajar.model.resource import Owner, Resource, itself
from ajar.providers.aws import KINDS
from ajar.providers.aws.s3_bucket.asking import account_of
from ajar.providers.kind import Setting
from clouds.s3_facts import ACCOUNT, BUCKET, STRANGE_ID, acl, block

POINT = Resource(
    provider="aws",
    account=ACCOUNT,
    region="eu-west-1",
    kind="s3_access_point",
    name="partners",
    id=f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/partners",
    parent=BUCKET.id,
)
EVERYWHERE = Resource(
    provider="aws",
    account=ACCOUNT,
    kind="s3_multi_region_access_point",
    name="world",
    id=f"arn:aws:s3::{ACCOUNT}:accesspoint/m1.mrap",
)
RESOURCES = {resource.kind: resource for resource in (BUCKET, POINT, EVERYWHERE)}
HOSTILE = (
    '{"Sid": "it\'s \\"quoted\\""}',
    '{"Sid": "$(touch pwned) `touch pwned` ${HOME} %{ if true } $${a} %%{b}"}',
    '{\n\t"Sid": "a\\\\b", "Principal": {"AWS": "*"}\r\n}',
    '{"Sid": "grüße \u202etxt.exe \U0001f512 \u2028"}',
    '{"Sid": "!history; rm -rf ~ & # | > < * ? ~"}',
    '  {"Sid": "--endpoint-url"}',
)
_TEXTS = dict.fromkeys(("policy", "access_point_policy"), HOSTILE)
VALUES: dict[str, tuple[Value, ...]] = {
    **_TEXTS,
    "account_block": (block("BlockPublicAcls"),),
    "acl": (acl((STRANGE_ID, "READ"), ("http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE")),),
    "bucket_block": (block("BlockPublicPolicy", "RestrictPublicBuckets"),),
    "ownership": ("BucketOwnerEnforced",),
}
"""What each setting that can be written is set to."""
REMOVED = ("access_point_policy", "account_block", "bucket_block", "ownership", "policy")
"""The settings whose "not set" can be put back."""


def plan(change: Change, *more: Change, resource: Resource = BUCKET) -> Plan:
    """A fix with these changes."""
    return Plan(fix="remove_statement", resource=resource, changes=(change, *more))


def change(setting: str, after: Value, before: Value = None, owner: Owner | None = None) -> Change:
    """A change of the bucket's own setting, or of this owner's."""
    whose = account_of(BUCKET) if setting == "account_block" else itself(BUCKET)
    return Change(owner=owner or whose, setting=setting, before=before, after=after)


def each_writable() -> list[tuple[Setting, Plan]]:
    """Every setting of every kind that can be written and belongs to it, with a plan for each value."""
    return [
        (setting, plan(_of(resource, setting.name, after), resource=resource))
        for kind in KINDS
        for setting in kind.settings
        for resource in [RESOURCES[kind.name]]
        if setting.write is not None and _its_own(resource, setting.name)
        for after in (*VALUES[setting.name], *((None,) if setting.name in REMOVED else ()))
    ]


def _its_own(resource: Resource, setting: str) -> bool:
    """Whether a plan for the resource may change it: the bucket behind an access point has its own plan."""
    return resource is BUCKET or setting in ("access_point_policy", "account_block")


def _of(resource: Resource, setting: str, after: Value) -> Change:
    owner = account_of(resource) if setting == "account_block" else itself(resource)
    before = VALUES[setting][0] if after is None else None
    return change(setting, after, before, owner)
