"""Who stands behind the accounts and ids that policies name: the names by which people know them.

The table is data: `known_principals.json`, which names the public page for each entry. Whom it names are
outsiders all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ajar.words.language import marked, translated

_ARN = re.compile(r"arn:aws[a-z-]*:(?:iam|sts)::(?P<account>[0-9]{12}):.+", re.DOTALL)
# "Restrict access to an Amazon S3 origin", "Use an origin access identity", read 2026-11-24,
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
_ORIGIN_IDENTITY = re.compile(
    r"arn:aws[a-z-]*:iam::cloudfront:user/CloudFront Origin Access Identity (?P<id>[A-Z0-9]+)"
)


def _shipped(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for entry in document["accounts"]:
        yield from ((account, entry["title"]) for account in entry["accounts"])
    for entry in document["canonical_ids"]:
        yield from ((canonical, entry["title"]) for canonical in entry["ids"])
    yield from ((entry["email"], entry["title"]) for entry in document["emails"])


_TABLE = json.loads((files("ajar.words") / "known_principals.json").read_text("utf-8"))
KNOWN = dict(_shipped(_TABLE))
"""The title of each account, canonical id and address that is known."""
AGENTS = {
    domain: entry["title"] for entry in _TABLE["service_agents"]["agents"] for domain in entry["domains"]
}
"""The title of each service of Google's, by the domain at which it alone makes accounts."""
_MEMBER = re.compile(r"(?P<form>serviceAccount|user|group):(?P<email>[^@:]+@(?P<domain>[^@:]+))")


def known(name: str) -> str:
    """The name by which people know who that is; empty where nobody does.

    By account, ARN or canonical id on AWS, by the member of a policy on Google Cloud.
    """
    member = _MEMBER.fullmatch(name)
    if member:
        agent = AGENTS.get(member["domain"], "") if member["form"] == "serviceAccount" else ""
        return agent or KNOWN.get(member["email"], "")
    arn = _ARN.fullmatch(name)
    return KNOWN.get(arn["account"] if arn else name, "")


def named(name: str) -> str:
    """The name with what it is known by before it: "Datadog (464622532012)"; itself where nobody knows it."""
    identity = _ORIGIN_IDENTITY.fullmatch(name)
    if identity:
        return translated(marked("CloudFront's origin access identity {id}")).format(id=identity["id"])
    title = known(name)
    return f"{title} ({name})" if title else name


def all_named(names: str) -> str:
    """The same for several names that are joined by commas."""
    return ", ".join(named(name) for name in names.split(", "))
