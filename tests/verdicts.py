"""Findings of every sort for the window's tests: made-up settings, judged by the real judges."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from ajar.model.facts import Fact, Reading, Reason, Unread
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket import KIND as S3
from ajar.words.verdict import spoken

ACCOUNT = "111122223333"
READ_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
OFF = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), False
)
ON = dict.fromkeys(OFF, True)
EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"
ACCOUNT_HOLDERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
OWN = {"Grantee": {"Type": "CanonicalUser", "ID": "7f" * 32}, "Permission": "FULL_CONTROL"}
DENIED = Unread(Reason.DENIED, permission="s3:GetBucketPolicy", message="not authorized")


def statement(sid: str, principal: object = "*", **more: object) -> dict[str, object]:
    """A statement that lets this principal read, and whatever else is given."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": principal,
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": ["arn:aws:s3:::acme-db-backups", "arn:aws:s3:::acme-db-backups/*"],
        **more,
    }


def policy(*statements: dict[str, object]) -> str:
    """A bucket policy as S3 gives it back: on one line."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, separators=(",", ":"))


OPEN_POLICY = policy(
    statement("Deploy", {"AWS": f"arn:aws:iam::{ACCOUNT}:role/deploy"}),
    statement("TempShare"),
    statement("Audit", {"AWS": f"arn:aws:iam::{ACCOUNT}:role/audit"}),
)


def acl(*groups: str) -> dict[str, object]:
    """An access list that lets these groups list the bucket."""
    grants = [{"Grantee": {"Type": "Group", "URI": uri}, "Permission": "READ"} for uri in groups]
    return {"Owner": {"ID": "7f" * 32}, "Grants": [OWN, *grants]}


def bucket(name: str = "acme-db-backups", tags: dict[str, str] | None = None, **settings: Any) -> Finding:  # noqa: ANN401 - a setting holds any JSON
    """A bucket with these settings, everything else being as open as it can be and granting nothing."""
    resource = Resource(
        provider="aws",
        account=ACCOUNT,
        region="eu-west-1",
        kind="s3_bucket",
        name=name,
        id=f"arn:aws:s3:::{name}",
        tags=tags or {},
        created=datetime(2024, 3, 12, tzinfo=UTC),
    )
    values = {
        "account_block": OFF,
        "bucket_block": OFF,
        "ownership": "ObjectWriter",
        "acl": acl(),
        "policy": None,
        "website": None,
        "payer": "BucketOwner",
        "encryption": None,
        **settings,
    }
    owners = {"account_block": ACCOUNT}
    facts: dict[str, dict[str, Reading]] = {
        setting: {owners.get(setting, resource.id): value if isinstance(value, Unread) else Fact(value)}
        for setting, value in values.items()
    }
    exposure = S3.judge(resource, facts, Ours(accounts=frozenset({ACCOUNT})), READ_AT)
    return Finding(resource=resource, facts=facts, exposure=spoken(exposure), read_at=READ_AT)


def open_by_policy() -> Finding:
    """Anyone can list and read, by the second of three statements."""
    return bucket(policy=OPEN_POLICY, tags={"team": "web"})


def confined_to(*folders: str) -> Finding:
    """Anyone can read the files whose names begin so, or all."""
    files = [f"arn:aws:s3:::acme-db-backups/{one}*" for one in folders or ("",)]
    return bucket(policy=policy(statement("Some", Action="s3:GetObject", Resource=files)))


def open_to_holders() -> Finding:
    """Anyone with an AWS account can list, by the access list."""
    return bucket(acl=acl(ACCOUNT_HOLDERS))


def held_twice() -> Finding:
    """A public policy behind the bucket's block, and a public access list behind it and the ownership."""
    return bucket(policy=OPEN_POLICY, acl=acl(EVERYBODY), bucket_block=ON, ownership="BucketOwnerEnforced")


def open_and_held() -> Finding:
    """Open by the policy and by the website, while the access list is ignored."""
    return bucket(
        policy=OPEN_POLICY,
        acl=acl(EVERYBODY),
        bucket_block={**OFF, "IgnorePublicAcls": True},
        website={"IndexDocument": {"Suffix": "index.html"}},
    )


def denied() -> Finding:
    """The policy may not be read."""
    return bucket(policy=DENIED)


def undecided() -> Finding:
    """A condition on what cannot be seen from here."""
    condition = {"StringEquals": {"s3:ExistingObjectTag/team": "web"}}
    return bucket(policy=policy(statement("Some", Condition=condition), statement("Rest", {"AWS": ACCOUNT})))


def shared() -> Finding:
    """Twelve named outsiders may read."""
    outsiders = [f"arn:aws:iam::9999888877{number:02}:role/partner-reader" for number in range(12)]
    return bucket(policy=policy(statement("Partners", {"AWS": outsiders})))


def closed() -> Finding:
    """Nothing grants anything."""
    return bucket()


HOSTILE = "<b>bold</b>\u202egpj.exe\x1b[31m\n" + "x" * 1000
"""A name with markup, a mark that turns the line round, a terminal escape, a line end, and great length."""


def hostile() -> Finding:
    """Whoever named this wanted to break something."""
    principal = {"AWS": f"arn:aws:iam::999988887777:role/<img src=x>{'y' * 400}"}
    return bucket(
        name=HOSTILE,
        tags={"<i>key</i>": "\u202evalue\x00", "long": "z" * 1000},
        policy=policy(statement("<script>\u202e", principal, Resource="*"), statement("All", Resource="*")),
    )
