"""RESOURCE on the command line: an id, `s3://name`, `gs://name`, or a name that only one resource has."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from ajar.cli.exits import fail, wrong
from ajar.jobs.audit import Target
from ajar.model.resource import Resource
from ajar.model.row import Row
from ajar.providers.kind import Kind, Reader
from ajar.store import Store, findings

PAGE = 1_000


@dataclasses.dataclass(frozen=True)
class Wanted:
    """One resource as the person named it: its provider, kind and id; `account` where the store knows it."""

    text: str
    provider: str
    kind: str
    id: str
    account: str = ""

    def alone_in(self, target: Target) -> Target:
        """The same target, with only this resource in it."""
        kinds = tuple(self._alone(kind) for kind in target.kinds if kind.name == self.kind)
        return dataclasses.replace(target, kinds=kinds)

    def _alone(self, kind: Kind) -> Kind:
        def listed(reader: Reader) -> Iterator[Resource]:
            return (resource for resource in kind.list(reader) if resource.id == self.id)

        return dataclasses.replace(kind, list=listed)


_GOOGLE_BUCKETS = "//storage.googleapis.com/projects/_/buckets/"


def wanted(text: str) -> Wanted | None:
    """What an id or a URL names; None for a mere name. Ends the program for an id of no known kind."""
    scheme, found, name = text.partition("://")
    if found:
        name = name.rstrip("/")
        if "/" in name:
            wrong(f"Ajar judges whole buckets: write {scheme}://{name.partition('/')[0]}.")
        if scheme == "s3":
            return Wanted(text, "aws", "s3_bucket", f"arn:aws:s3:::{name}")
        if scheme == "gs":
            return Wanted(text, "gcp", "gcs_bucket", f"{_GOOGLE_BUCKETS}{name}")
        wrong(f"{scheme}:// is not known: write s3://NAME or gs://NAME.")
    if text.startswith("arn:"):
        kind = _s3_kind(text)
        if kind:
            return Wanted(text, "aws", kind, text)
        wrong(f"Ajar does not judge {text}: only S3 buckets (arn:aws:s3:::NAME) and their access points.")
    if text.startswith("//"):
        if text.startswith(_GOOGLE_BUCKETS):
            return Wanted(text, "gcp", "gcs_bucket", text)
        wrong(f"Ajar does not judge {text}: only buckets ({_GOOGLE_BUCKETS}NAME).")
    return None


def _s3_kind(arn: str) -> str:
    """The kind that an ARN is of; empty for one that Ajar knows nothing of."""
    if ":s3:::" in arn and "/" not in arn:
        return "s3_bucket"
    service, region, _, name = [*arn.split(":", 5)[2:], "", "", "", ""][:4]
    if service != "s3" or not name.startswith("accesspoint/") or name.count("/") > 1:
        return ""
    return "s3_access_point" if region else "s3_multi_region_access_point"


def by_name(store: Store, name: str) -> Wanted:
    """The one resource of this name in the accounts that were scanned; ends the program otherwise."""
    found = [row for row in _rows(store) if row.name == name]
    if not found:
        fail(f"no resource named {name!r} was seen in a scan yet: write s3://{name} or gs://{name}.")
    if len(found) > 1:
        several = "\n".join(f"  {row.id}  ({row.account_name})" for row in found)
        fail(f"several resources are named {name!r}; say which:\n{several}")
    [row] = found
    return Wanted(name, row.provider, row.kind, row.id, row.account_name)


def _rows(store: Store) -> Iterator[Row]:
    page = findings.rows(store, limit=PAGE)
    while page:
        yield from page
        page = findings.rows(store, after=page[-1], limit=PAGE)
