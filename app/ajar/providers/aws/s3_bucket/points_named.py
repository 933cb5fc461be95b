"""Which access points of other accounts a bucket's policy speaks of: one to try for each that it means.

None of them can be listed from here. What the policy says to requests through one is read for the accounts
and the ARNs that its conditions name, for one that fits each pattern, and for one of nobody in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ajar.model.facts import Value
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.outsiders import stranger

ANYBODY = "*"
"""In the place of an account that anybody may have."""

_ACCOUNT, _ARN = "s3:dataaccesspointaccount", "s3:dataaccesspointarn"
_PLACE, _PARTS, _DIGITS = 4, 6, 12  # of the account in an ARN, of an ARN, and of an account
_ID = re.compile(r"[0-9]{12}")
_VARIABLE = re.compile(r"\$\{[^}]*\}?")
_WILD = set("*?$")


@dataclass(frozen=True, slots=True)
class Named:
    """One access point to try; `whose` is its account, or ANYBODY where whoever asks may have such a one."""

    whose: str
    account: str
    arn: str


def points_named(policy: Value, bucket: Guarded) -> tuple[Named, ...]:
    """Those to try, each once: the nobody in particular first, then in the policy's order."""
    parsed = parse_policy(policy) if isinstance(policy, str) else ()
    values = dict.fromkeys(
        (condition.key.lower(), value)
        for statement in (parsed.statements if isinstance(parsed, Policy) else ())
        for condition in statement.conditions
        for value in condition.values
    )
    texts = {part for _, value in values for part in value.split(":")}
    anybody = stranger({bucket.account, *bucket.ours.accounts, *texts}).split(":")[_PLACE]
    found = [Named(ANYBODY, anybody, _any_of(anybody, bucket))]
    for key, value in values:
        if key == _ACCOUNT:
            found.extend(_by_account(value, bucket))
        elif key == _ARN:
            found.extend(_by_arn(value, anybody, bucket))
    return tuple(dict.fromkeys(one for one in found if one.account != bucket.account))


def _by_account(value: str, bucket: Guarded) -> Iterator[Named]:
    """An access point of the account that is named, or of one that fits the pattern."""
    account = _fitting(value)
    if account:
        yield Named(account if account == value else ANYBODY, account, _any_of(account, bucket))


def _by_arn(value: str, anybody: str, bucket: Guarded) -> Iterator[Named]:
    """The access point that is named, or one that fits the pattern, of which a star may span parts."""
    parts = value.split(":", _PARTS - 1)
    if len(parts) < _PARTS:
        parts = ["arn", "*", "s3", "*", "*", parts[-1]]
    partition, region, owner, name = parts[1], *parts[3:]
    account = owner if _ID.fullmatch(owner) else (_fitting(owner) if owner.strip("*") else anybody)
    if account:
        place = bucket.region if _WILD & set(region) else region
        arn = f"arn:{_told(partition, bucket.partition)}:s3:{place}:{account}:{_named(name)}"
        yield Named(account if account == owner else ANYBODY, account, arn)


def _named(name: str) -> str:
    """A name that fits the pattern of an access point's part of its ARN."""
    told = _VARIABLE.sub("any", name).replace("?", "a")
    whole = told.replace("*", "any")
    return whole if whole.startswith("accesspoint/") else f"accesspoint/{told.strip('*') or 'any'}"


def _told(part: str, known: str) -> str:
    return known if _WILD & set(part) else part


def _fitting(pattern: str) -> str:
    """An account that fits the pattern; empty where none does."""
    if _ID.fullmatch(pattern):
        return pattern
    digits = _VARIABLE.sub("*", pattern).replace("?", "0")
    first, star, rest = digits.partition("*")
    rest = rest.replace("*", "")
    filled = first + "0" * (_DIGITS - len(first) - len(rest)) * bool(star) + rest
    return filled if _ID.fullmatch(filled) else ""


def _any_of(account: str, bucket: Guarded) -> str:
    return f"arn:{bucket.partition}:s3:{bucket.region}:{account}:accesspoint/any"
