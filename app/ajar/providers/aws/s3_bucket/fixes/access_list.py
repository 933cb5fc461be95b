"""Plans for what the access list lets in: its entries are taken out, or all lists are switched off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ajar.model.change import Change
from ajar.model.exposure import Evidence
from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.asking import ENFORCED
from ajar.providers.aws.s3_bucket.fixes.case import Case, closed

ACL = "acl"
_OWNERS = "FULL_CONTROL"


def entries_removed(case: Case) -> tuple[Change, ...]:
    """Take out of the list whom it lets in: the public groups, or, where it is only shared, the grantees.

    () where the policy lets in as many: then that is what has to change.
    """
    return closed(case, without_entries).changes


def owner_enforced(case: Case) -> tuple[Change, ...]:
    """Leave the owner alone in the list, then switch all lists off, those of the objects among them.

    AWS refuses the second without the first: "If your bucket ACL grants access outside of your AWS account,
    you must migrate" ("Prerequisites for disabling ACLs", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-migrating-acls-prerequisites.html).
    () where the policy lets in as many, which this does not touch.
    """
    return closed(case, _enforced).changes


def without_entries(case: Case, opening: Iterable[Evidence]) -> Case:
    """The case without those entries of the list that let somebody in; others stay as they are."""
    known = case.fact(ACL)
    pointers = {one.pointer for one in opening if one.setting == ACL}
    if known is None or not pointers or not _is_list(known.value):
        return case
    grants = known.value["Grants"]
    kept = [grant for index, grant in enumerate(grants) if f"/Grants/{index}" not in pointers]
    return case.changed(ACL, {**known.value, "Grants": kept})


def _enforced(case: Case, opening: tuple[Evidence, ...]) -> Case:
    known = case.fact(ACL)
    if known is None or not _is_list(known.value) or case.fact("ownership") is None:
        return case
    if not any(one.setting == ACL for one in opening):
        return case
    owner = known.value["Owner"]["ID"]
    alone = {"Grantee": {"ID": owner, "Type": "CanonicalUser"}, "Permission": _OWNERS}
    return case.changed(ACL, {**known.value, "Grants": [alone]}).changed("ownership", ENFORCED)


def _is_list(value: Value) -> bool:
    """Whether it is a list as AWS returns them: another would not be taken back."""
    owner = value.get("Owner") if isinstance(value, Mapping) else None
    grants = value.get("Grants") if isinstance(value, Mapping) else None
    return (
        isinstance(owner, Mapping)
        and isinstance(owner.get("ID"), str)
        and isinstance(grants, list)
        and all(isinstance(grant, Mapping) and isinstance(grant.get("Grantee"), Mapping) for grant in grants)
    )
