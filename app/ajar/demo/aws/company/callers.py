"""Who can sign: the demo's own keys, and those that tests need of people who should not get in."""

from __future__ import annotations

import hashlib

from ajar.demo.aws.company.prod import PARTNER, PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.state import AccessKey, Identity, Role

OUTSIDER = "999900001111"

PROD_KEY = "AKIAPRODANA00EXAMPLE"
PROD_ROOT_KEY = "AKIAPRODROOT0EXAMPLE"
PROD_ROLE_KEY = "ASIAPRODAUDITEXAMPLE"
STAGING_KEY = "AKIASTAGEANA0EXAMPLE"
PARTNER_KEY = "AKIAPARTNER00EXAMPLE"
OUTSIDER_KEY = "AKIAOUTSIDER0EXAMPLE"
# Keys with which something is wrong.
EXPIRED_KEY = "ASIAPRODPAST0EXAMPLE"
HALF_CONFIGURED_KEY = "ASIAPRODHALF0EXAMPLE"
WRONGLY_SIGNED_KEY = "AKIAPRODWRONGEXAMPLE"

PROD_AUDIT_ROLE = f"arn:aws:iam::{PROD}:role/AjarAudit"
STAGING_AUDIT_ROLE = f"arn:aws:iam::{STAGING}:role/AjarAudit"
EXTERNAL_ID = "marrow-finch-demo"


def secret_of(key: str) -> str:
    """Return the key's secret. The fake checks no signature, but the clients need something to sign with."""
    return hashlib.sha256(f"secret of {key}".encode()).hexdigest()[:40]


def token_of(key: str) -> str | None:
    """Return the session token that a temporary key must send; None for a lasting key."""
    return hashlib.sha256(f"token of {key}".encode()).hexdigest() if key.startswith("ASIA") else None


def keys() -> dict[str, AccessKey]:
    """Return every key by its id; the half configured one is temporary, pasted without its token."""
    ana = Identity(PROD, f"arn:aws:iam::{PROD}:user/ana", "AIDAPRODANA0EXAMPLE")
    audit = Identity(PROD, f"arn:aws:sts::{PROD}:assumed-role/AjarAudit/ana", "AROAPRODAUDITEXAMPLE:ana")
    root = Identity(PROD, f"arn:aws:iam::{PROD}:root", PROD)
    found = (
        _key(PROD_KEY, ana),
        _key(PROD_ROOT_KEY, root),
        _key(PROD_ROLE_KEY, audit),
        _key(STAGING_KEY, Identity(STAGING, f"arn:aws:iam::{STAGING}:user/ana", "AIDASTAGEANA0EXAMPLE")),
        _key(PARTNER_KEY, Identity(PARTNER, f"arn:aws:iam::{PARTNER}:user/indexer", "AIDAPARTNER0EXAMPLE")),
        _key(OUTSIDER_KEY, Identity(OUTSIDER, f"arn:aws:iam::{OUTSIDER}:user/nosy", "AIDAOUTSIDEREXAMPLE")),
        _key(EXPIRED_KEY, audit, "ExpiredToken"),
        _key(HALF_CONFIGURED_KEY, audit),
        _key(WRONGLY_SIGNED_KEY, ana, "SignatureDoesNotMatch"),
    )
    return {key.id: key for key in found}


def roles() -> dict[str, Role]:
    """Return the roles that Ajar may take; staging's trusts prod and asks for the external id."""
    found = (
        Role(PROD_AUDIT_ROLE, frozenset({PROD})),
        Role(STAGING_AUDIT_ROLE, frozenset({PROD, STAGING}), EXTERNAL_ID),
    )
    return {role.arn: role for role in found}


def _key(name: str, identity: Identity, trouble: str | None = None) -> AccessKey:
    return AccessKey(name, secret_of(name), identity, token_of(name), trouble)
