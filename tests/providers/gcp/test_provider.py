"""The provider's record: its kinds, its role for scanning, and that it imports no library of Google's."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.company import ADMIN, PROJECT
from ajar.demo.gcp.state import Denial, World
from ajar.jobs.examine import examine
from ajar.jobs.foresee import foresee
from ajar.jobs.offers import offers, planned
from ajar.model.account import Demo
from ajar.model.change import undone
from ajar.model.credentials import Credentials
from ajar.model.deed import Span, Unseen
from ajar.model.facts import Unread
from ajar.providers.gcp import KINDS, PROVIDER
from ajar.providers.gcp.session import GcpSession, buckets, rest
from ajar.providers.kind import Ahead, Session
from ajar.providers.reader import reader
from clouds.applying import apply
from providers.gcp.conftest import AT, OURS


def test_a_project_is_opened_by_the_record(url: str) -> None:
    (session,) = PROVIDER.open(Credentials(Demo(url=url, key="demo")))
    kept: Session = session
    assert (kept.provider, kept.account, kept.demo) == ("gcp", PROJECT, True)
    kept.close()


def test_the_role_for_scanning_is_a_file_that_gcloud_takes() -> None:
    text = PROVIDER.permissions(KINDS)
    head, _, listed = text.partition("includedPermissions:\n")
    assert "gcloud iam roles create" in head
    assert [line.partition(":")[0] for line in head.splitlines()[1:]] == ["title", "description", "stage"]
    assert listed.splitlines() == [
        "- iam.roles.get",
        "- orgpolicy.policy.get",
        "- resourcemanager.projects.get",
        "- storage.buckets.get",
        "- storage.buckets.getIamPolicy",
        "- storage.buckets.list",
    ]


def test_the_role_for_scanning_is_enough_and_changes_nothing(
    session: GcpSession, made: World, cloud: GoogleCloud
) -> None:
    granted = {line[2:] for line in PROVIDER.permissions(KINDS).splitlines() if line.startswith("- ")}
    assert not [name for name in granted if not name.endswith((".get", ".list", ".getIamPolicy"))]
    made.denials.clear()
    everything = {*buckets.PERMISSIONS.values(), *(method.permission for method in rest.METHODS.values())}
    for permission in everything - granted:
        made.denials.add(Denial(ADMIN, permission))
    once = reader(session)
    findings = [examine(once, kind, found, OURS, AT) for kind in KINDS for found in kind.list(once)]
    assert len(findings) == len(made.buckets)
    unread = [
        r for f in findings for owners in f.facts.values() for r in owners.values() if isinstance(r, Unread)
    ]
    assert unread == []
    assert cloud.calls


def test_the_role_for_fixing_is_enough_to_look_ahead_to_fix_and_to_undo(
    session: GcpSession, made: World
) -> None:
    text = PROVIDER.permissions(KINDS, fix=True)
    assert "title: Ajar fix" in text
    granted = {line[2:] for line in text.splitlines() if line.startswith("- ")}
    assert granted > {line[2:] for line in PROVIDER.permissions(KINDS).splitlines() if line.startswith("- ")}
    assert not [name for name in granted if "objects" in name and not name.endswith((".list", "IamPolicy"))]
    made.denials.clear()
    everything = {*buckets.PERMISSIONS.values(), *(method.permission for method in rest.METHODS.values())}
    for permission in everything - granted:
        made.denials.add(Denial(ADMIN, permission))
    (kind,) = KINDS
    fixed = 0
    for resource in list(kind.list(reader(session))):
        found = examine(reader(session), kind, resource, OURS, AT)
        for offer in offers(kind, found, OURS):
            changes = planned(kind, found, offer.fix, OURS, {}).changes
            after = foresee(kind, found, changes, OURS)
            ahead = Ahead(finding=found, changes=changes, after=after, ours=OURS, at=AT)
            said = list(kind.look_ahead(reader(session), ahead))
            assert not [one for one in said if one.permission]
            if any(one.code.startswith("undo_refused") for one in said):
                continue
            apply(session, kind, changes, sleep=lambda _: None)
            apply(session, kind, undone(changes), sleep=lambda _: None)
            fixed += 1
    assert fixed


def test_the_record_is_imported_without_googles_libraries() -> None:
    code = "import sys; import ajar.providers.gcp; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if name.startswith(("google", "requests"))]


def test_the_role_for_looking_up_who_did_it_has_the_log_in_addition_and_is_enough(
    session: GcpSession, made: World
) -> None:
    scan, who = (
        {line for line in PROVIDER.permissions(KINDS, who=asked).splitlines() if line.startswith("- ")}
        for asked in (False, True)
    )
    assert who - scan == {"- logging.logEntries.list"}
    for permission in {method.permission for method in rest.METHODS.values()} - {line[2:] for line in who}:
        made.denials.add(Denial(ADMIN, permission))
    (kind,) = KINDS
    assert kind.trail is not None
    resource = next(iter(kind.list(reader(session))))
    span = Span(since=AT - timedelta(days=kind.trail.days), until=AT)
    assert not [one for one in kind.trail.deeds(reader(session), resource, span) if isinstance(one, Unseen)]
