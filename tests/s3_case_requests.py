"""A case's requests, put to the referee with all that such a request carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ajar.model.facts import Fact
from ajar.policy.aws.evaluator.buckets import Situation, decide
from ajar.policy.aws.principals import STRANGER_ADDRESS
from ajar.policy.aws.request import Caller, Request
from s3_case_facts import facts_of
from s3_cases import Asked, Case, Named


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
