"""Amazon Web Services: the provider's record and its kinds."""

from __future__ import annotations

from collections.abc import Sequence

from ajar.model.account import Source
from ajar.model.credentials import Credentials
from ajar.providers.aws import s3_access_point, s3_bucket, s3_multi_region_access_point
from ajar.providers.aws.permissions import policy_document
from ajar.providers.kind import Kind, Provider, Session

KINDS: tuple[Kind, ...] = (s3_access_point.KIND, s3_bucket.KIND, s3_multi_region_access_point.KIND)
"""Sorted by name; a test fails on a kind that is not here."""


def open_sessions(credentials: Credentials) -> Sequence[Session]:
    """Sign in: one session for the one account that AWS credentials reach. Raises as `open_account` does."""
    from ajar.providers.aws.session import open_account  # noqa: PLC0415 - boto3 takes 0.4 s that only a scan needs

    return open_account(credentials)


def sources() -> Sequence[Source]:
    """The profiles of this computer that can sign in; files are read, and no call is made."""
    from ajar.providers.aws.session.sources import sources as found  # noqa: PLC0415 - as above

    return found()


PROVIDER = Provider(
    name="aws",
    title="Amazon Web Services",
    kinds=KINDS,
    open=open_sessions,
    permissions=policy_document,
    sources=sources,
)
