"""The made-up company's world, the same for the same seed; and a crowd of buckets to measure with."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ajar.demo.gcp import company
from ajar.demo.gcp.company import Row
from ajar.demo.gcp.state import Bucket, Denial, ManagedFolder, Organization, Project, StoredObject, World

# Ages count back from here, so that a world does not depend on the day on which it is made.
_TODAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_CONTENT_TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "svg": "image/svg+xml",
}
_RUNS = 6
_STEPS = 12


def world(seed: int = 0) -> World:
    """Return Marrow & Finch's project as it is before anybody repairs anything.

    Tokens: `demo` is the admin, `outsider` a stranger with a Google account, `agency` the one with whom
    a bucket is shared, `expired` nobody any more.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up dates, not secrets
    made = _empty()
    for row in (*company.TELLING_ROWS, *company.ORDINARY_ROWS):
        made.buckets[row.name] = _bucket(row, chance)
    made.buckets["finch-training-logs"].objects |= _training_logs(chance)
    made.past = company.past()
    made.denials.add(Denial(company.ADMIN, "storage.buckets.getIamPolicy", "finch-hr-records"))
    return made


def crowd(count: int, seed: int = 0) -> World:
    """Return a world of that many buckets without objects: most closed, some open, shared or shielded."""
    chance = random.Random(seed)  # noqa: S311 - made-up access, not secrets
    made = _empty()
    for index in range(count):
        name = f"crowd-{index:06d}"
        made.buckets[name] = _bucket(chance.choice(_KINDS)(name), chance)
    return made


def _plain(name: str) -> Row:
    return Row(name, age=400, labels={"env": "prod"})


def _open(name: str) -> Row:
    return Row(name, age=400, grants=(company.grant(company.VIEWER, "allUsers"),))


def _shielded(name: str) -> Row:
    return Row(name, age=400, grants=(company.grant(company.VIEWER, "allUsers"),), prevention="enforced")


def _shared(name: str) -> Row:
    return Row(name, age=400, grants=(company.grant(company.VIEWER, f"user:{company.AGENCY}"),))


def _old_style(name: str) -> Row:
    return Row(name, age=2000, lists=True)


# Most buckets are closed, as in life.
_KINDS: tuple[Callable[[str], Row], ...] = (*(_plain,) * 6, _open, _shielded, _shared, _old_style)


def _empty() -> World:
    press_reader: dict[str, Any] = {
        "name": company.PRESS_READER,
        "title": "Press reader",
        "description": "May read press material, and see what is there.",
        "stage": "GA",
        "etag": "BwYx0000000=",
        "includedPermissions": ["storage.objects.get", "storage.objects.list"],
    }
    project = Project(
        id=company.PROJECT,
        number=company.PROJECT_NUMBER,
        name="Finch web",
        created=_TODAY - timedelta(days=2300),
        organization=company.ORGANIZATION,
        owners={company.ADMIN},
        labels={"env": "prod"},
        roles={"pressReader": press_reader},
        backend_buckets=list(company.BACKENDS),
    )
    above = Organization(
        id=company.ORGANIZATION,
        domain=company.DOMAIN,
        created=_TODAY - timedelta(days=2600),
        customer=company.CUSTOMER,
        members={company.ADMIN},
    )
    tokens: dict[str, str | None] = {
        "demo": company.ADMIN,
        "outsider": company.OUTSIDER,
        "agency": company.AGENCY,
        "expired": None,
    }
    return World(projects={project.id: project}, organizations={above.id: above}, tokens=tokens)


def _bucket(row: Row, chance: random.Random) -> Bucket:
    created = _TODAY - timedelta(days=row.age, minutes=chance.randrange(60 * 24))
    grants = copy.deepcopy(list(row.grants))
    made = Bucket(
        name=row.name,
        project=company.PROJECT,
        created=created,
        location=row.location,
        storage_class=row.storage_class,
        labels=dict(row.labels),
        website=dict(row.website),
        requests=row.requests,
        uniform=not row.lists,
        prevention=row.prevention,
        bindings=_merged([*company.project_default(uniform=not row.lists), *grants]),
        default_object_acl=sorted(row.first_list) if row.lists else [],
        metageneration=chance.randrange(1, 9),
    )
    for folder, bindings in row.folders.items():
        made.folders[folder] = ManagedFolder(created, copy.deepcopy(list(bindings)))
    for name, data in _texts(row.name):
        before = name in row.earlier
        moment = created + (_TODAY - created) * (0.1 if before else chance.uniform(0.5, 0.99))
        made.objects[name] = _stored(name, data, moment)
        if row.lists:
            made.objects[name].acl = sorted(company.PROJECT_LIST if before else row.first_list)
    return made


def _merged(bindings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # Cloud Storage keeps one binding for each role and condition.
    merged: list[dict[str, Any]] = []
    for binding in bindings:
        same = (
            b
            for b in merged
            if b["role"] == binding["role"] and b.get("condition") == binding.get("condition")
        )
        found = next(same, None)
        if found:
            found["members"] = sorted({*found["members"], *binding["members"]})
        else:
            merged.append(binding)
    return merged


def _texts(bucket: str) -> Iterator[tuple[str, bytes]]:
    folder = files("ajar.demo.gcp") / "files" / bucket
    if folder.is_dir():
        yield from _walk(folder, "")


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        else:
            yield prefix + item.name, item.read_bytes()


def _stored(name: str, data: bytes, moment: datetime) -> StoredObject:
    kind = _CONTENT_TYPES.get(name.rpartition(".")[2], "text/plain")
    return StoredObject(data, kind, moment, generation=int(moment.timestamp() * 1_000_000))


def _training_logs(chance: random.Random) -> dict[str, StoredObject]:
    """Return a few runs' logs: a loss that falls, and now and then a step that had to be repeated."""
    logs: dict[str, StoredObject] = {}
    for run in range(1, _RUNS + 1):
        loss = chance.uniform(9.5, 11.0)
        lines = ["step,loss,tokens_per_second,note"]
        for step in range(_STEPS):
            loss *= chance.uniform(0.72, 0.95)
            note = "restarted from checkpoint" if chance.random() < 0.08 else ""  # noqa: PLR2004 - now and then
            lines.append(f"{step * 500},{loss:.4f},{chance.randrange(38_000, 52_000)},{note}")
        name = f"finch-4/run-{run:02d}/metrics.csv"
        moment = _TODAY - timedelta(days=90 - 12 * run, minutes=chance.randrange(600))
        logs[name] = _stored(name, "\n".join([*lines, ""]).encode(), moment)
    return logs
