"""The services of AWS that bucket policies name: what each is called, and on whose behalf it may act.

A service acts for whoever set it up, and a policy that does not say for whom lets it in for every customer:
"The confused deputy problem", https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html, read
2026-11-24. The page that shows a bucket policy for it stands beside each service in the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service, by the name that a policy gives it in the first of AWS's partitions, without a region.

    `steered`: any customer can make it act on any bucket that lets it in, unless aws:SourceArn,
    SourceAccount, SourceOrgID or SourceOrgPaths say for whom. `serves`: it hands what it reads to all whom
    its customer's configuration lets. `path` is empty, or what stands in every key that it writes, first of
    its form and with `{account}` for whom it acts: a policy that names one account's path lets it in for
    nobody else. `accounts` are those from which it wrote before it had a name.
    """

    name: str
    title: str
    steered: bool
    serves: bool
    source: str
    read: str
    path: str = ""
    accounts: frozenset[str] = frozenset()


def _shipped() -> Iterator[Service]:
    document = json.loads((files("ajar.policy.aws") / "services.json").read_text("utf-8"))
    for name, entry in document["services"].items():
        yield _entry(name, entry, document["read"])


def _entry(name: str, entry: Mapping[str, Any], read: str) -> Service:
    return Service(
        name=name,
        title=entry["title"],
        steered=entry.get("steered", True),
        serves=entry.get("serves", False),
        source=entry["source"],
        read=read,
        path=entry.get("path", ""),
        accounts=frozenset(entry.get("accounts", ())),
    )


SERVICES: Mapping[str, Service] = {one.name: one for one in _shipped()}
"""By name, as the file has them."""

CONTENT_NETWORK = "cloudfront.amazonaws.com"
"""The service as which CloudFront reads with an origin access control."""

# Some services have a region in their name everywhere, and others where an account must opt in: "AWS JSON
# policy elements: Principal", read 2026-11-24,
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html. The suffixes
# are those of the partitions as botocore ships them (partitions.json, 1.44.5).
_NAME = re.compile(
    r"(?P<service>[a-z0-9.-]+?)(?:\.[a-z]{2,4}(?:-[a-z]+)+-[0-9]+)?"
    r"\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)"
)

_BY_ACCOUNT = {account: one for one in SERVICES.values() for account in one.accounts}

_ORIGIN_IDENTITIES = "iam::cloudfront:user/CloudFront Origin Access Identity "
_ORIGIN_IDENTITY = re.compile(rf"arn:aws[a-z-]*:{_ORIGIN_IDENTITIES}(?P<id>[A-Z0-9]+)")


@lru_cache(maxsize=1024)
def service(name: str) -> Service | None:
    """The service that a policy or a request names, of any region and partition; None: not in the table."""
    found = _NAME.fullmatch(name.lower())
    return SERVICES.get(f"{found['service']}.amazonaws.com") if found else None


def service_of_account(account: str) -> Service | None:
    """The service that writes, or used to write, from this account of AWS's own; None for any other."""
    return _BY_ACCOUNT.get(account)


def origin_identity(arn: str) -> str | None:
    """The id of CloudFront's origin access identity that this ARN names; None where it names none.

    "Restrict access to an Amazon S3 origin", "Use an origin access identity", read 2026-11-24,
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    """
    found = _ORIGIN_IDENTITY.fullmatch(arn)
    return found["id"] if found else None


def origin_identity_arn(identity: str, partition: str) -> str:
    """The ARN by which a policy names the origin access identity of this id."""
    return f"arn:{partition or 'aws'}:{_ORIGIN_IDENTITIES}{identity}"
