"""What can be called one's own: the form that an id, a domain or an address has, and its one spelling."""

from __future__ import annotations

import ipaddress
import re

from ajar.model.mistake import Mistake
from ajar.model.ours import OwnKind

# "AWS account identifiers", https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html;
# "Organization", https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html;
# "Creating and managing projects", https://cloud.google.com/resource-manager/docs/creating-managing-projects;
# all read 2026-11-24.
_FORMS = {
    OwnKind.ACCOUNT: re.compile(r"\d{12}|[a-z](?:[a-z0-9.:-]{4,}[a-z0-9])|\d{6,}"),
    OwnKind.ORGANIZATION: re.compile(r"o-[a-z0-9]{10,32}|\d{6,}"),
    OwnKind.DOMAIN: re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"),
    OwnKind.GROUP: re.compile(r"[^@\s:]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"),
    OwnKind.CANONICAL_ID: re.compile(r"[0-9a-f]{64}"),
}
EXAMPLES = {
    OwnKind.ACCOUNT: "111122223333",
    OwnKind.ORGANIZATION: "o-ab12cd34ef",
    OwnKind.DOMAIN: "acme.example",
    OwnKind.GROUP: "dev@acme.example",
    OwnKind.ADDRESS: "198.51.100.0/24",
    OwnKind.CANONICAL_ID: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
}
"""What a value of each kind looks like, from the documentation above or made up."""

_WIDEST = {4: 8, 6: 32}
"""A range of addresses that is wider than this is the internet, and nobody's own."""


def spelled(kind: OwnKind, value: str) -> str | Mistake:
    """The value as it is kept, or why it is not of the form."""
    if kind is OwnKind.ADDRESS:
        return _range(value)
    text = value.strip().lower()
    if _FORMS[kind].fullmatch(text):
        return text
    args = {"value": value, "example": EXAMPLES[kind]}
    return Mistake(about="value", code=f"own_no_{kind.value}", args=args)


def _range(value: str) -> str | Mistake:
    try:
        network = ipaddress.ip_network(value.strip(), strict=False)
    except ValueError:
        return Mistake(about="value", code="own_no_address", args={"value": value})
    if network.prefixlen < _WIDEST[network.version]:
        return Mistake(about="value", code="own_too_wide", args={"value": str(network)})
    return str(network)
