"""What the organization imposes on its accounts' buckets from above: told as a layer, never as a gate.

"Resource control policies (RCPs)",
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html, read 2026-11-24:
they only take away, from people outside the organization as well, and not in the management account. Service
control policies are about the organization's own people, and bind no outsider. The organization's S3 policy
needs no reading of its own: GetPublicAccessBlock of the account gives what is in force under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ajar.model.exposure import Caveat
from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource
from ajar.providers.aws.s3_bucket.asking import member
from ajar.providers.aws.s3_bucket.outsiders import outsiders_named
from ajar.providers.kind import Absent, Malformed, Reader, Setting

DEEPEST = 10
"""More than there can be above an account: the root, and organizational units five deep ("Quotas for AWS
Organizations", https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html, read
2026-11-24)."""

_NO_ORGANIZATION = ("AWSOrganizationsNotInUseException",)


def the_organization(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """What stands above the account, where anybody outside is named whom it could stop."""
    return (_above(resource),) if outsiders_named(resource, facts) else ()


def read_resource_control_policies(reader: Reader, _owner: Owner) -> Fact:
    """The names of the policies on the account, its units and the root; None: it is in no organization.

    The one that AWS puts everywhere, which takes nothing away, is not among them. Accounts that are neither
    the management account nor its delegates are refused: "ListPoliciesForTarget", read 2026-11-24,
    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html.
    """
    names: list[str] = []
    target, kind = reader.account, "ACCOUNT"
    try:
        for _ in range(DEEPEST):
            names.extend(_names_on(reader, target))
            if kind == "ROOT":
                return Fact(sorted(set(names)))
            target, kind = _above_of(reader, target)
    except Absent:
        return Fact(None)
    raise Malformed("The organization's units are nested deeper than there can be.")


def organization_caveats(resource: Resource, facts: Facts, ours: Ours) -> Iterator[Caveat]:
    """What the organization may take away from whom the verdict says gets in."""
    if resource.account in ours.alone:
        return
    known = reading(facts, "resource_control_policies", _above(resource).id)
    if not isinstance(known, Fact) or not isinstance(known.value, list | None):
        yield Caveat(code="organization_policies_not_read")
    elif known.value:
        names = ", ".join(str(name) for name in known.value)
        yield Caveat(code="organization_policies_not_judged", args={"policies": names})


def _above(resource: Resource) -> Owner:
    name = f"{resource.account}/organization"
    return Owner(id=name, name=name, shared="organization")


def _names_on(reader: Reader, target: str) -> Iterator[str]:
    """The policies that are attached to it."""
    for policy in _all(reader, "ListPoliciesForTarget", "Policies", target):
        if not policy.get("AwsManaged"):
            yield str(policy.get("Name") or policy.get("Id"))


def _above_of(reader: Reader, child: str) -> tuple[str, str]:
    answer = reader.call("organizations:ListParents", absent=_NO_ORGANIZATION, ChildId=child)
    for parent in member(answer, "Parents", list):
        return str(parent.get("Id", "")), str(parent.get("Type", ""))
    raise Malformed("The organization's units do not end in a root.")


def _all(reader: Reader, operation: str, part: str, target: str) -> Iterator[Mapping[str, Value]]:
    """Every entry of a list; each page by a call that is remembered, as many buckets ask for it."""
    more: dict[str, str] = {"TargetId": target, "Filter": "RESOURCE_CONTROL_POLICY"}
    while True:
        answer = reader.call(f"organizations:{operation}", absent=_NO_ORGANIZATION, **more)
        yield from member(answer, part, list)
        token = answer.get("NextToken")
        if not token or token == more.get("NextToken"):
            return
        more = {**more, "NextToken": token}


RESOURCE_CONTROL_POLICIES = Setting(
    name="resource_control_policies",
    of=the_organization,
    read=read_resource_control_policies,
    permissions=("organizations:ListParents", "organizations:ListPoliciesForTarget"),
)
