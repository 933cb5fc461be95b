"""Cases as data: one bucket's facts, what is documented of who gets in, and the file that says both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from ajar.model.access import Audience, Capability, State, in_order
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Reading, Reason, Unread
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.evaluator.buckets import Situation, decide
from ajar.policy.aws.principals import STRANGER_ADDRESS
from ajar.policy.aws.request import Caller, Request
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.settings import FLAGS

FOLDER = Path(__file__).parent / "cases" / "aws_s3"
CASES = sorted(FOLDER.glob("*.json"))
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OWNER_ID = "0" * 64
BLOCKS = ("account_block", "bucket_block")
POLICIES = ("policy", "key_policy")
UNLESS_SAID: dict[str, Any] = {"access_points": [], "distributions": [], "payer": "BucketOwner"}
"""What a scan reads of a setting that was never touched, where that is not "not set"."""


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


def facts_of(case: Case) -> dict[str, dict[str, Reading]]:
    """The facts as a scan would have read them: each setting is asked for where its kind asks for it."""
    given = {name: value for name, value in case.facts.items() if name != "unread"}
    unread: Mapping[str, str] = case.facts.get("unread", {})
    facts: dict[str, dict[str, Reading]] = {}
    for setting in KIND.settings:
        owners = setting.of(case.resource, facts)
        value = _value(case, setting.name, given.pop(setting.name, UNLESS_SAID.get(setting.name)))
        assert owners or setting.name not in case.facts, f"{setting.name} is not asked for here"
        if setting.name in unread:
            reading: Reading = Unread(reason=Reason(unread[setting.name]), permission=setting.permissions[0])
            facts[setting.name] = {owner.id: reading for owner in owners}
        elif owners:
            facts[setting.name] = {
                owner.id: Fact(value[owner.id] if len(owners) > 1 else value) for owner in owners
            }
    left = {*given, *unread} - {setting.name for setting in KIND.settings}
    assert not left, f"no setting of a bucket is called {', '.join(sorted(left))}"
    return facts


def _value(case: Case, setting: str, written: Any) -> Any:  # noqa: ANN401 - JSON in and JSON out
    """What a scan reads where the file has its short form."""
    if setting in POLICIES and written is not None:
        return _text(written)
    if setting == "acl":
        return _acl(written or [])
    if setting in BLOCKS and written is not None:
        return _block(written)
    if setting == "access_points":
        return [_access_point(case, **one) for one in written]
    return written


def _text(policy: Any) -> str:  # noqa: ANN401 - an object, or its text
    return policy if isinstance(policy, str) else json.dumps(policy)


def _block(on: list[str]) -> dict[str, bool]:
    assert set(on) <= set(FLAGS), f"a block has the flags {', '.join(FLAGS)}"
    return {flag: flag in on for flag in FLAGS}


def _access_point(
    case: Case,
    name: str,
    policy: Any = None,  # noqa: ANN401 - an object, or its text
    block: list[str] | None = None,
    vpc: str | None = None,
) -> dict[str, Any]:
    """One of the account's own; where nothing is said of its block, all of it is on, as AWS makes it."""
    account = case.bucket.account
    return {
        "account": account,
        "arn": f"arn:aws:s3:{case.bucket.region}:{account}:accesspoint/{name}",
        "block": _block(list(FLAGS) if block is None else block),
        "name": name,
        "network_origin": "VPC" if vpc else "Internet",
        "policy": None if policy is None else _text(policy),
        "vpc": vpc,
    }


def _acl(grants: list[list[str]]) -> dict[str, Any]:
    groups = {
        "AllUsers": "http://acs.amazonaws.com/groups/global/AllUsers",
        "AuthenticatedUsers": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
        "LogDelivery": "http://acs.amazonaws.com/groups/s3/LogDelivery",
    }
    return {
        "Owner": {"ID": OWNER_ID},
        "Grants": [
            {
                "Grantee": {"Type": "Group", "URI": groups[who]}
                if who in groups
                else {"ID": who, "Type": "CanonicalUser"},
                "Permission": permission,
            }
            for who, permission in [[OWNER_ID, "FULL_CONTROL"], *grants]
        ],
    }


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


def decided(case: Case) -> Iterator[str]:
    """Which of the case's requests the referee decides otherwise, one line for each."""
    facts = facts_of(case)

    def value(setting: str) -> Any:  # noqa: ANN401 - a setting as it was read
        readings = [one.value for one in facts.get(setting, {}).values() if isinstance(one, Fact)]
        return readings[0] if readings else None

    situation = Situation(
        arn=case.resource.id,
        account=case.bucket.account,
        policy_text=value("policy"),
        acl=value("acl"),
        ownership=value("ownership"),
        account_block=value("account_block"),
        bucket_block=value("bucket_block"),
    )
    for asked in case.requests:
        found = decide(situation, _request(case, asked))
        if found.allowed is not asked.allowed:
            who = asked.caller if isinstance(asked.caller, str) else asked.caller.arn or asked.caller.service
            yield (
                f"{who} asks {asked.action} of {asked.target or 'the bucket'} with {asked.context}: "
                f"expected {asked.allowed}, the referee says {found.allowed} (by {found.by} {found.pointer})"
            )


def _request(case: Case, asked: Asked) -> Request:
    named = Named() if isinstance(asked.caller, str) else asked.caller
    carried: dict[str, str | list[str] | None] = {**_of_every_request(case), **_of_caller(named)}
    carried |= {key.lower(): value for key, value in asked.context.items()}
    context = {
        key: (value,) if isinstance(value, str) else tuple(value)
        for key, value in carried.items()
        if value is not None
    }
    return Request(
        caller=Caller(
            account=named.account, arn=named.arn, canonical_id=named.canonical_id, service=named.service
        ),
        action=asked.action,
        resource=f"{case.resource.id}/{asked.target}" if asked.target else case.resource.id,
        context=context,
    )


def _of_every_request(case: Case) -> dict[str, str]:
    return {
        "aws:currenttime": f"{case.at:%Y-%m-%dT%H:%M:%SZ}",
        "aws:epochtime": str(int(case.at.timestamp())),
        "aws:requestedregion": case.bucket.region,
        "aws:resourceaccount": case.bucket.account,
        "aws:securetransport": "true",
        "aws:sourceip": STRANGER_ADDRESS,
        "aws:useragent": "a browser",
        "aws:viaawsservice": "false",
        "s3:resourceaccount": case.bucket.account,
    }


def _of_caller(named: Named) -> dict[str, str]:
    """What a request says of who makes it.

    "IAM policy elements: Variables and tags", "Principal key values", read 2026-11-24,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
    """
    if named.service:
        return {"aws:principalisawsservice": "true", "aws:principalservicename": named.service}
    if not named.account:
        return {
            "aws:principalaccount": "anonymous",
            "aws:principaltype": "Anonymous",
            "aws:userid": "anonymous",
        }
    signed = {
        "aws:principalaccount": named.account,
        "aws:principalarn": named.arn,
        "aws:principalisawsservice": "false",
        "aws:principaltype": "User",
        "aws:userid": "AIDAEXAMPLE",
        "s3:authtype": "REST-HEADER",
        "s3:signatureversion": "AWS4-HMAC-SHA256",
    }
    kind, _, name = named.arn.split(":", 5)[5].partition("/")
    if kind == "user":
        return signed | {"aws:username": name.rpartition("/")[2]}
    if kind == "assumed-role":
        role, _, session = name.partition("/")
        return signed | {
            "aws:principalarn": f"arn:aws:iam::{named.account}:role/{role}",
            "aws:principaltype": "AssumedRole",
            "aws:userid": f"AROAEXAMPLE:{session}",
        }
    return (
        signed | {"aws:principaltype": "Account", "aws:userid": named.account} if kind == "root" else signed
    )
