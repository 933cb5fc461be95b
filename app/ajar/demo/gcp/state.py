"""What the fake cloud holds: buckets with their access and objects, who calls, what is denied to whom."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

# A binding of an IAM policy as the API has it: role, members and perhaps a condition.
Binding = dict[str, Any]
# An entry of an access control list: the entity and its role. What else an answer shows follows from these.
Entry = tuple[str, str]

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
PUBLIC_MEMBERS = ("allUsers", "allAuthenticatedUsers")
PUBLIC_ACCESS_PREVENTION = "storage.publicAccessPrevention"
UNIFORM_ACCESS = "storage.uniformBucketLevelAccess"
MEMBER_DOMAINS = "iam.allowedPolicyMemberDomains"
MANAGED_MEMBERS = "iam.managed.allowedPolicyMembers"


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """Return the moment in the form of Google's JSON."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@dataclass(slots=True)
class StoredObject:
    """One object: its bytes, and the list that counts for it alone."""

    data: bytes
    content_type: str
    created: datetime
    generation: int
    acl: list[Entry] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def md5(self) -> str:
        """Return the checksum in base 64, as Google shows it."""
        return base64.b64encode(hashlib.md5(self.data, usedforsecurity=False).digest()).decode()


@dataclass(slots=True)
class ManagedFolder:
    """A prefix (it ends with a slash) that has a policy of its own beside the bucket's."""

    created: datetime
    bindings: list[Binding] = field(default_factory=list)
    metageneration: int = 1


@dataclass(slots=True)
class Bucket:
    """One bucket. Its own access control list is not kept: it is the legacy roles among its bindings.

    `requests` is how many were counted in the last weeks.
    "IAM relation to ACLs", https://cloud.google.com/storage/docs/access-control/iam#acls, read 2026-11-24.
    """

    name: str
    project: str
    created: datetime
    location: str = "EUROPE-WEST1"
    storage_class: str = "STANDARD"
    labels: dict[str, str] = field(default_factory=dict)
    website: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    uniform: bool = True
    uniform_since: datetime | None = None
    prevention: str = "inherited"
    bindings: list[Binding] = field(default_factory=list)
    default_object_acl: list[Entry] = field(default_factory=list)
    objects: dict[str, StoredObject] = field(default_factory=dict)
    folders: dict[str, ManagedFolder] = field(default_factory=dict)
    metageneration: int = 1
    updated: datetime | None = None

    @property
    def etag(self) -> str:
        """Return the tag that changes with every write of the bucket or of its policy."""
        return etag(self.metageneration)

    def touch(self) -> None:
        """Note that something about the bucket was written."""
        self.metageneration += 1
        self.updated = now()


@dataclass(frozen=True, slots=True)
class BackendBucket:
    """A load balancer's way to a bucket; `cdn` is whether the content network keeps what it serves."""

    name: str
    bucket: str
    cdn: bool = False


@dataclass(slots=True)
class Project:
    """One project; who is among its owners may do everything in it that no denial takes away.

    `allowed_customers` are the customer ids to whose people roles may be given, `allowed_members` the members
    who may be; None is no such constraint.
    """

    id: str
    number: str
    name: str
    created: datetime
    organization: str = ""
    owners: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    enforced: set[str] = field(default_factory=set)
    allowed_customers: set[str] | None = None
    allowed_members: set[str] | None = None
    roles: dict[str, dict[str, Any]] = field(default_factory=dict)
    backend_buckets: list[BackendBucket] = field(default_factory=list)


@dataclass(slots=True)
class Organization:
    """The organization above projects: its domain, and the constraints that it enforces on all of them."""

    id: str
    domain: str
    created: datetime
    customer: str = ""
    members: set[str] = field(default_factory=set)
    enforced: set[str] = field(default_factory=set)
    roles: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Denial:
    """What is kept from a caller: a method or a permission, on a bucket, project, organization or `*`."""

    identity: str
    what: str
    on: str = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One change as the project's log has it; one of the past counts its days back from today.

    `bucket` is "" for what was done to the project, and `service` "" for Cloud Storage. `who` did it, as the
    service account `through` where there is one. `code` is google.rpc's, 0 where it went well.
    """

    method: str
    project: str
    bucket: str = ""
    service: str = ""
    who: str
    through: str = ""
    at: datetime = _LONG_AGO
    days_ago: int = 0
    time_of_day: tuple[int, int] = (0, 0)
    address: str
    agent: str = ""
    code: int = 0
    number: int = 0


@dataclass(slots=True)
class World:
    """Everything that the fake knows. Tests change it in place; `tokens` maps a bearer token to who it is.

    A token that maps to nobody has expired. `switched_off` holds pairs of project id and service
    (`orgpolicy.googleapis.com`). `clock` is what conditions on the time are judged by. `guest` is whom a
    caller without credentials is taken for, as emulators do; None makes them a stranger, as in earnest.
    `past` is what the log has of the days before, and `log` what was changed since then.
    """

    projects: dict[str, Project] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    tokens: dict[str, str | None] = field(default_factory=dict)
    denials: set[Denial] = field(default_factory=set)
    switched_off: set[tuple[str, str]] = field(default_factory=set)
    clock: Callable[[], datetime] = now
    guest: str | None = None
    past: tuple[Logged, ...] = ()
    log: list[Logged] = field(default_factory=list)

    def project(self, name: str) -> Project | None:
        """Return the project of that id or number, or None."""
        return next((p for p in self.projects.values() if name in (p.id, p.number)), None)

    def enforced(self, project: Project, constraint: str) -> bool:
        """Tell whether the project or the organization above it enforces a constraint."""
        above = self.organizations.get(project.organization)
        return constraint in project.enforced or (above is not None and constraint in above.enforced)

    def permitted(self, project: Project, member: str) -> bool:
        """Tell whether a role may be given to the member; which organization it is of, its domain tells."""
        domain = member.rpartition("@")[2] or member.partition(":")[2]
        customers = {org.customer for org in self.organizations.values() if org.domain == domain}
        allowed = project.allowed_customers
        by_domain = allowed is None or not customers.isdisjoint(allowed)
        return by_domain and (project.allowed_members is None or member in project.allowed_members)

    def prevented(self, bucket: Bucket) -> bool:
        """Tell whether public access prevention acts on the bucket, its own or one from above."""
        own = bucket.prevention == "enforced"
        return own or self.enforced(self.projects[bucket.project], PUBLIC_ACCESS_PREVENTION)


def etag(metageneration: int) -> str:
    """Return the tag for a metageneration: a varint field in base 64, as Cloud Storage's look."""
    encoded = bytearray(b"\x08")
    rest = metageneration
    while rest > 0x7F:  # noqa: PLR2004 - seven bits a byte is what a varint is
        encoded.append(rest & 0x7F | 0x80)
        rest >>= 7
    encoded.append(rest)
    return base64.b64encode(bytes(encoded)).decode()
