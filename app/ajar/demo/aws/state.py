"""What the fake AWS holds: accounts with their callers, and buckets with their settings and objects."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

from ajar.demo.aws.distributions import Distribution
from ajar.demo.aws.events import Event
from ajar.demo.aws.identities import AttachedPolicy, Holder

FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
SIGNED_IN = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"


def blocked(*flags: str) -> dict[str, bool]:
    """Return a public access block with these flags on; without any, all four."""
    return {flag: flag in flags or not flags for flag in FLAGS}


OPEN_BLOCK = dict.fromkeys(FLAGS, False)


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of an access control list: a group's address or a canonical id, and a permission."""

    grantee: str
    permission: str


@dataclass(slots=True)
class StoredObject:
    """One object; `grants` are those beside the owner's own, `key` the KMS key that it is encrypted with."""

    body: bytes
    modified: datetime
    content_type: str = "application/octet-stream"
    grants: tuple[Grant, ...] = ()
    key: str | None = None


@dataclass(slots=True)
class Bucket:
    """One bucket. None stands for a setting that is not there; `grants` are those beside the owner's own.

    `requests` are those of each of the last days, the latest first; None where its request metrics are off.
    """

    name: str
    account: str
    region: str
    created: datetime
    tags: dict[str, str] = field(default_factory=dict)
    policy: str | None = None
    block: dict[str, bool] | None = None
    ownership: str | None = None
    grants: tuple[Grant, ...] = ()
    website: dict[str, Any] | None = None
    key: str | None = None
    payer: str = "BucketOwner"
    requests: tuple[int, ...] | None = None
    objects: dict[str, StoredObject] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """The bucket's ARN."""
        return f"arn:aws:s3:::{self.name}"

    @property
    def enforced(self) -> bool:
        """Whether access control lists are switched off."""
        return self.ownership == "BucketOwnerEnforced"


@dataclass(slots=True)
class AccessPoint:
    """One access point to a bucket; its block and the network that it answers to never change.

    `vpc` is the one network from which it may be used, None for the internet. A Multi-Region one has its
    alias in place of its name in the ARN, no region, and a bucket in each of several regions.
    """

    name: str
    account: str
    region: str
    buckets: tuple[str, ...]
    created: datetime
    policy: str | None = None
    block: dict[str, bool] = field(default_factory=blocked)
    vpc: str | None = None

    @property
    def multi_region(self) -> bool:
        """Whether it is a Multi-Region Access Point."""
        return not self.region

    @property
    def alias(self) -> str:
        """The name by which it can stand in a bucket's place."""
        digest = hashlib.sha256(f"{self.account} {self.region} {self.name}".encode()).hexdigest()
        return f"m{digest[:12]}.mrap" if self.multi_region else f"{self.name}-{digest[:34]}-s3alias"

    @property
    def arn(self) -> str:
        """Its ARN."""
        own = self.alias if self.multi_region else self.name
        return f"arn:aws:s3:{self.region}:{self.account}:accesspoint/{own}"


@dataclass(slots=True)
class KmsKey:
    """One key of KMS, by its ARN; `alias` is its name ("alias/..."), if it has one."""

    arn: str
    policy: str
    alias: str = ""
    aws_managed: bool = False

    @property
    def region(self) -> str:
        """Where it is."""
        return self.arn.split(":")[3]

    @property
    def account(self) -> str:
        """Whose it is."""
        return self.arn.split(":")[4]


@dataclass(frozen=True, slots=True)
class VpcEndpoint:
    """One endpoint through which an account's network reaches a service of AWS."""

    id: str
    account: str
    region: str
    vpc: str
    kind: str = "Gateway"

    @property
    def service(self) -> str:
        """The service's name, as EC2 writes it."""
        return f"com.amazonaws.{self.region}.s3"


@dataclass(frozen=True, slots=True)
class Denial:
    """A call that an account's callers may not make.

    `action` is IAM's name of it and may hold wildcards; `where` is a bucket, a region or `*`.
    """

    action: str
    where: str = "*"

    def bites(self, action: str, places: tuple[str, ...]) -> bool:
        """Whether this denies the action in any of the places."""
        return fnmatchcase(action, self.action) and (self.where == "*" or self.where in places)


@dataclass(slots=True)
class Account:
    """One account. `organization` is None outside any; `regions` has each region's opt-in status.

    `above` is what it may read of its organization, from itself up to the root: an id, its type, and the
    names of the resource control policies on it; None where it may not.
    """

    id: str
    alias: str = ""
    organization: str | None = None
    block: dict[str, bool] | None = None
    denials: set[Denial] = field(default_factory=set)
    summary: dict[str, int] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    above: tuple[tuple[str, str, tuple[str, ...]], ...] | None = None

    @property
    def canonical_id(self) -> str:
        """The 64 characters by which access control lists know the account."""
        return hashlib.sha256(f"canonical {self.id}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs with a key."""

    account: str
    arn: str
    user_id: str


@dataclass(frozen=True, slots=True)
class AccessKey:
    """One access key. `token` must come along with a temporary one; `trouble` is the error it always gets."""

    id: str
    secret: str
    identity: Identity
    token: str | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """One role: the accounts that it trusts, and the external id that it insists on, if any."""

    arn: str
    trusts: frozenset[str]
    external_id: str | None = None


@dataclass(slots=True)
class World:
    """Everything that there is; names of buckets are unique in it, as they are in AWS.

    `past` is what CloudTrail remembers of the days before, and `trail` what was changed since then.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    keys: dict[str, AccessKey] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    access_points: dict[str, AccessPoint] = field(default_factory=dict)
    kms_keys: dict[str, KmsKey] = field(default_factory=dict)
    endpoints: dict[str, VpcEndpoint] = field(default_factory=dict)
    distributions: dict[str, Distribution] = field(default_factory=dict)
    holders: dict[str, Holder] = field(default_factory=dict)
    attached: dict[str, AttachedPolicy] = field(default_factory=dict)
    past: tuple[Event, ...] = ()
    trail: list[Event] = field(default_factory=list)

    def buckets_of(self, account: str) -> list[Bucket]:
        """Return the account's buckets by name, as S3 lists them."""
        return sorted(
            (bucket for bucket in self.buckets.values() if bucket.account == account),
            key=lambda bucket: bucket.name,
        )

    def access_point(self, called: str) -> AccessPoint | None:
        """Return the access point that stands in a bucket's place under this name: its alias, or its host's.

        "Access point aliases" and "Referencing access points",
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html, read 2026-11-24.
        """
        for point in self.access_points.values():
            if called in (point.alias, point.arn) or (
                point.region and called == f"{point.name}-{point.account}"
            ):
                return point
        return None


def now() -> datetime:
    """Return the moment that the fake takes for the present, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
