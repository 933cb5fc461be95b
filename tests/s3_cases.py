"""Cases as data: what is documented of who gets into a bucket, and how a verdict differs from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from ajar.model.access import Audience, Capability, State, in_order
from ajar.model.exposure import Exposure
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket import KIND

FOLDER = Path(__file__).parent / "cases" / "aws_s3"
CASES = sorted(FOLDER.glob("*.json"))
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The page that documents what the case expects, and when somebody read it."""

    title: str
    url: str
    read: date


class Bucket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The bucket that the case is about."""

    name: str = "acme"
    account: str = "111122223333"
    region: str = "eu-west-1"


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the verdict must say; what is left out is not compared, but `at_most`, which then is `audience`.

    `who`, `unknown` and `caveats` are what must be among the verdict's own; `held` are all whom a gate holds.
    """

    state: State
    audience: Audience | None = None
    at_most: Audience | None = None
    capabilities: list[Capability] | None = None
    who: list[str] = []
    held: list[Audience] | None = None
    until: datetime | None = None
    unknown: list[str] = []
    caveats: list[str] = []


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who asks: a user, role or session with its account, or a service of AWS."""

    account: str = ""
    arn: str = ""
    canonical_id: str = ""
    service: str = ""


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One request and whether it passes, None where that is not documented or not to be known.

    `target` is an object's key, or empty for the bucket. A value None in `context` takes away what every
    request carries.
    """

    caller: Literal["anyone"] | Named
    action: str
    target: str = ""
    context: dict[str, str | list[str] | None] = {}
    allowed: bool | None


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file."""

    says: str
    source: Source
    bucket: Bucket = Bucket()
    ours: Ours = Ours()
    at: datetime = AT
    facts: dict[str, Any]
    expect: Expected
    requests: list[Asked] = []

    @property
    def resource(self) -> Resource:
        """The bucket as a scan lists it."""
        partition = "aws-cn" if self.bucket.region.startswith("cn-") else "aws"
        return Resource(
            provider="aws",
            account=self.bucket.account,
            region=self.bucket.region,
            kind=KIND.name,
            name=self.bucket.name,
            id=f"arn:{partition}:s3:::{self.bucket.name}",
        )


def load(path: Path) -> Case:
    """The case in a file; raises msgspec's error, which says where, for one that is not in the form."""
    return msgspec.json.decode(path.read_bytes(), type=Case)


def differences(expected: Expected, found: Exposure) -> Iterator[str]:
    """What the verdict says otherwise than expected, one line for each."""
    at_most = expected.at_most or expected.audience
    compared = {
        "state": (expected.state.value, found.state.value),
        "audience": (expected.audience and expected.audience.value, found.audience.value),
        "at most": (at_most and at_most.value, found.at_most.value),
        "capabilities": (_named(expected.capabilities), _named(found.capabilities)),
        "held": (
            None if expected.held is None else _sorted(expected.held),
            _sorted(held.audience for held in found.held),
        ),
        "until": (expected.until and str(expected.until), str(found.until)),
    }
    for name, (wanted, got) in compared.items():
        if wanted is not None and wanted != got:
            yield f"{name}: expected {wanted or 'nothing'}, found {got or 'nothing'}"
    contained = {
        "who": (expected.who, {name for reach in found.all for name in reach.who}),
        "unknown": (expected.unknown, {doubt.code for doubt in found.unknown}),
        "caveats": (expected.caveats, {caveat.code for caveat in found.caveats}),
    }
    for name, (names, among) in contained.items():
        for missing in sorted(set(names) - among):
            yield f"{name}: {missing} is not among {', '.join(sorted(among)) or 'nothing'}"


def _named(capabilities: Any) -> str | None:  # noqa: ANN401 - a list, a tuple or None
    if capabilities is None:
        return None
    return " ".join(capability.value for capability in in_order(capabilities))


def _sorted(audiences: Any) -> str:  # noqa: ANN401 - any iterable of audiences
    return " ".join(sorted({audience.value for audience in audiences}))
