"""Who stands behind the accounts and ids that policies name: the names by which people know them.

The table is data: `known_principals.json`, which names the public page for each entry. Whom it names are
outsiders all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from ajar.words.language import marked, translated

_ARN = re.compile(r"arn:aws[a-z-]*:(?:iam|sts)::(?P<account>[0-9]{12}):.+", re.DOTALL)
# "Restrict access to an Amazon S3 origin", "Use an origin access identity", read 2026-11-24,
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
_ORIGIN_IDENTITY = re.compile(
    r"arn:aws[a-z-]*:iam::cloudfront:user/CloudFront Origin Access Identity (?P<id>[A-Z0-9]+)"
)


def _shipped() -> Iterator[tuple[str, str]]:
    document = json.loads((files("ajar.words") / "known_principals.json").read_text("utf-8"))
    for entry in document["accounts"]:
        yield from ((account, entry["title"]) for account in entry["accounts"])
    for entry in document["canonical_ids"]:
        yield from ((canonical, entry["title"]) for canonical in entry["ids"])


KNOWN = dict(_shipped())
"""The title of each account and canonical id that is known."""


def known(name: str) -> str:
    """The name by which people know who that is, by account, ARN or canonical id; empty where nobody does."""
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
