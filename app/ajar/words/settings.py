"""The settings by the names that a person knows them by, and what to do where one was not read."""

from __future__ import annotations

from ajar.model.exposure import Unknown
from ajar.model.facts import Reason
from ajar.words.language import marked, translated

TITLES = {
    "access_point": marked("Access point"),
    "access_point_policy": marked("Access point policy"),
    "access_points": marked("Access points"),
    "account_block": marked("Account block"),
    "acl": marked("Access list (ACL)"),
    "bucket_block": marked("Bucket block"),
    "default_object_acl": marked("List for new files"),
    "distributions": marked("CloudFront distributions"),
    "encryption": marked("Encryption"),
    "iam": marked("Bucket permissions"),
    "key_policy": marked("Key policy"),
    "no_public_access": marked("Access Analyzer's check"),
    "organization_prevention": marked("Organization's prevention"),
    "origin_identities": marked("CloudFront identities"),
    "origin_signing": marked("CloudFront signing"),
    "ownership": marked("Object ownership"),
    "payer": marked("Requester pays"),
    "policy": marked("Bucket policy"),
    "policy_status": marked("Policy status"),
    "project_number": marked("Project number"),
    "public_access_prevention": marked("Public access prevention"),
    "resource_control_policies": marked("Resource control policies"),
    "roles": marked("Roles"),
    "root_object": marked("CloudFront root object"),
    "tags": marked("Tags"),
    "uniform_access": marked("Uniform access"),
    "vpc_endpoints": marked("Your networks"),
    "website": marked("Website"),
}
_SHORT = {
    "access_point_policy": marked("Policy"),
    "acl": marked("Access list"),
    "default_object_acl": marked("New files"),
    "iam": marked("Permissions"),
    "policy": marked("Policy"),
}
_PARTS = {
    "Statement": marked("statement {number}"),
    "Grants": marked("grant {number}"),
    "bindings": marked("binding {number}"),
}
_TO_DO = {
    Reason.BUDGET: marked("Look at the evidence yourself."),
    Reason.BUSY: marked("Check again in a few minutes."),
    Reason.CONDITION: marked("Look at the condition yourself."),
    Reason.DENIED: marked("Ask for the right to read it, then check again."),
    Reason.MALFORMED: marked("Look at the evidence yourself."),
    Reason.UNREACHABLE: marked("See that the network is there, then check again."),
    Reason.UNSUPPORTED: marked("Look at the setting yourself."),
}


def title(setting: str) -> str:
    """A setting's name; its code in words where it is not known here."""
    return translated(TITLES.get(setting, setting.replace("_", " ").capitalize()))


def short_title(setting: str) -> str:
    """The same in one or two words, for a label in a picture."""
    return translated(_SHORT[setting]) if setting in _SHORT else title(setting)


def place(setting: str, pointer: str) -> str:
    """A setting's name with the part that a JSON pointer names: "Bucket policy, statement 2"."""
    tokens = pointer.split("/")[1:]
    name = tokens[0] if tokens else ""
    number = tokens[1] if len(tokens) > 1 else ""
    if name.isdecimal():
        return f"{title(setting)}, {translated(marked('entry {number}')).format(number=int(name) + 1)}"
    if name in _PARTS and number.isdecimal():
        return f"{title(setting)}, {translated(_PARTS[name]).format(number=int(number) + 1)}"
    return title(setting)


def to_do(unknown: Unknown) -> str:
    """What a person does so that it becomes known."""
    if unknown.permission:
        return translated(marked("Grant the permission to the identity that Ajar uses, then check again."))
    return translated(_TO_DO[unknown.reason])
