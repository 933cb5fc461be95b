"""What an access control list of Cloud Storage gives to whom: the bucket's own, and the one new objects get.

Source: "Access control lists", https://cloud.google.com/storage/docs/access-control/lists, read 2026-11-24.
"""

from __future__ import annotations

from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.policy.gcp.evidence import Cited
from ajar.policy.gcp.grants import Gift, Path, given, maybe_anybody, names
from ajar.policy.gcp.members import PUBLIC_MEMBERS, Home, Party, party
from ajar.policy.gcp.roles import LEGACY_BUCKET, PREDEFINED

_TEAMS = {"owners": "projectOwner", "editors": "projectEditor", "viewers": "projectViewer"}
_RANK = {name: rank for rank, name in enumerate(LEGACY_BUCKET)}
_RANK_OF_ROLE = {LEGACY_BUCKET[name]: rank for name, rank in _RANK.items()}


def list_grants(cited: Cited, home: Home, path: Path) -> tuple[Grant, ...]:
    """What the bucket's list gives to anybody but its own project. Total: a wrong form is in doubt."""
    if not isinstance(cited.value, list):
        return _not_understood(cited, "", path)
    found: list[Grant] = []
    for index, entry in enumerate(cited.value):
        if well_formed(entry) and entry["role"] in LEGACY_BUCKET:
            found.extend(_entry(cited, f"/{index}", entry, home, path))
        else:
            found.extend(_not_understood(cited, f"/{index}", path))
    return tuple(found)


def public_entries(value: Value) -> tuple[dict[str, str], ...]:
    """The entries for strangers in a list; none where it has not the form of one."""
    entries = value if isinstance(value, list) else []
    return tuple(entry for entry in entries if well_formed(entry) and entry["entity"] in PUBLIC_MEMBERS)


def well_formed(entry: Value) -> bool:
    """Whether this is an entry of a list: an entity and a role."""
    if not isinstance(entry, dict):
        return False
    return isinstance(entry.get("entity"), str) and isinstance(entry.get("role"), str)


def names_group(value: Value) -> bool:
    """Whether a list has an entry for a group, whose members are not to be seen from here."""
    entries = value if isinstance(value, list) else []
    return any(well_formed(entry) and entry["entity"].startswith("group-") for entry in entries)


def mirrors(value: Value, role: str, member: str) -> bool:
    """Whether the list says what this role of this member says: it is the legacy roles seen otherwise.

    "IAM relation to ACLs", https://cloud.google.com/storage/docs/access-control/iam#acls, read 2026-11-24.
    """
    if role not in _RANK_OF_ROLE or not isinstance(value, list):
        return False
    return any(
        member_of(entry["entity"]) == member and _RANK.get(entry["role"], -1) >= _RANK_OF_ROLE[role]
        for entry in value
        if well_formed(entry)
    )


def member_of(entity: str) -> str:
    """The member of an IAM policy that an entity of a list is."""
    form, _, name = entity.partition("-")
    if form == "project":
        team, _, project = name.partition("-")
        return f"{_TEAMS.get(team, team)}:{project}"
    if form == "user" and name.endswith(".gserviceaccount.com"):
        return f"serviceAccount:{name}"
    return f"{form}:{name}" if name else entity


def _entry(cited: Cited, pointer: str, entry: dict[str, str], home: Home, path: Path) -> tuple[Grant, ...]:
    who = party(member_of(entry["entity"]), home)
    if who is None or not _reaches(who):
        return ()
    gift = Gift(PREDEFINED[LEGACY_BUCKET[entry["role"]]])
    args = {"role": entry["role"], "who": names([who])}
    return given([who], gift, cited.evidence(f"list_{who.audience.value}", pointer, args), path)


def _reaches(who: Party) -> bool:
    return who.audience.width > 0


def _not_understood(cited: Cited, pointer: str, path: Path) -> tuple[Grant, ...]:
    doubt = cited.doubt("list_malformed", Reason.MALFORMED)
    return maybe_anybody(cited.evidence("list_malformed", pointer), (doubt,), path)
