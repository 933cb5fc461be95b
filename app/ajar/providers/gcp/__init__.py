"""Google Cloud: the provider's record, its kinds in order, and the least that scanning them takes."""

from __future__ import annotations

from collections.abc import Sequence

from ajar.model.account import Source
from ajar.model.credentials import Credentials
from ajar.providers.gcp import gcs_bucket
from ajar.providers.gcp.permissions import permissions
from ajar.providers.kind import Provider, Session

# One line for each kind, in alphabetical order.
KINDS = (gcs_bucket.KIND,)


def _open(credentials: Credentials) -> Sequence[Session]:
    # Google's libraries take half a second to import, which only somebody who signs in should wait for.
    from ajar.providers.gcp.session import open_sessions  # noqa: PLC0415 - as the line above says

    return open_sessions(credentials)


def _sources() -> Sequence[Source]:
    from ajar.providers.gcp.session.sources import sources  # noqa: PLC0415 - as above

    return sources()


PROVIDER = Provider(
    name="gcp",
    title="Google Cloud",
    kinds=KINDS,
    open=_open,
    permissions=permissions,
    sources=_sources,
)
