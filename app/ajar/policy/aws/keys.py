"""The condition keys of requests to S3: what each compares, who decides its value, which requests carry it.

The table is data: `keys.json`, which names its sources. The names of keys are the same in any case ("IAM JSON
policy elements: Condition", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html).

`held` says who decides the value that a request carries, and with that what a stranger can make of it:

- CALLER: the sender chooses freely: headers and parameters of the request, how it is sent, the tags and the
  second factor of a principal of his own account. Any value of the key's family is taken as within reach.
- IDENTITY: it follows from who the sender is, by account, organization and name.
- SESSION: AWS put it into the temporary credentials that one of its services handed out (a function, a build,
  a chat): a stranger has it, if at all, with values of his own account, which are not known from here.
- NETWORK: the address, network or endpoint that the request comes from or through.
- SERVICE: carried only where a service of AWS asks for somebody: whose resource made it ask.
- TARGET: what is asked for: its account, organization, region, access point.
- TIME: the clock's, or at most hours behind it (when a session was handed out).
- CONTENT: not known from here: the tags on an object or bucket, the state of a job.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ajar.policy.aws.operators import Family


class Holder(Enum):
    """Who decides a key's value; the module says what each means."""

    CALLER = "caller"
    IDENTITY = "identity"
    SESSION = "session"
    NETWORK = "network"
    SERVICE = "service"
    TARGET = "target"
    TIME = "time"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One condition key, or a family of them, whose name ends in a slash.

    `many` is said of one that may have several values on a request. `actions` are the actions whose requests
    carry it, None for all; no request for another action ever does. Among them, `always` is a key on every
    request, those without a signature too; `signed` one on every request that is signed; `signed_only` one
    that no request without a signature carries. `anonymous` is the one value that requests without a
    signature carry, empty where they have none, or more than one.
    """

    name: str
    family: Family
    many: bool
    held: Holder
    always: bool
    actions: frozenset[str] | None
    signed: bool
    signed_only: bool
    anonymous: str


@lru_cache(maxsize=4096)
def key(name: str) -> Key | None:
    """The key of this name, in any case, or the family that it is of; None for one that no table knows."""
    folded = name.lower()
    family, slash, one = folded.partition("/")
    return _KEYS.get(f"{family}/") if slash and one else _KEYS.get(folded) if not slash else None


def _key(name: str, told: Mapping[str, Any]) -> Key:
    carried = told["carried"]
    return Key(
        name=name,
        family=Family(told["family"]),
        many=told.get("many", False),
        held=Holder(told["held"]),
        always=carried == "always",
        actions=frozenset(told["actions"]) if "actions" in told else None,
        signed=carried in {"always", "signed"},
        signed_only=carried in {"signed", "some_signed"},
        anonymous=told.get("anonymous", ""),
    )


def _shipped() -> Iterator[Key]:
    document = json.loads((files("ajar.policy.aws") / "keys.json").read_text("utf-8"))
    yield from (_key(name, told) for name, told in document["keys"].items())


KEYS = tuple(_shipped())
"""Every key of the table."""

_KEYS: Mapping[str, Key] = MappingProxyType({one.name.lower(): one for one in KEYS})
