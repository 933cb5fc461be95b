"""A KMS key's policy: whether it lets somebody of another account decrypt what S3 encrypted with the key.

"Allowing users in other accounts to use a KMS key",
https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html, read
2026-11-24: the key's policy must allow it, and their own account's as well, which is theirs to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ajar.policy.aws.language import Condition, Effect, Patterns, Policy, Statement, parse_policy
from ajar.policy.aws.patterns import matches
from ajar.policy.aws.principals import Match, Requester, covers

DECRYPT = "kms:Decrypt"
"""What reading an object takes: "Protecting data with server-side encryption using AWS KMS keys",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html, read 2026-11-24."""

_VIA, _CALLER = "kms:viaservice", "kms:calleraccount"
_PLAIN = {"stringequals": False, "stringlike": True}  # the operators that are decided, and if stars count
_ANSWER = {Match.YES: True, Match.NO: False, Match.MAYBE: None}


def lets_decrypt(text: str, key: str, region: str, requester: Requester, account: str) -> bool | None:
    """Whether the key's policy lets this requester, of that account, read what S3 in the region encrypted.

    `key` is the key's ARN. None where the policy could not be decided: it is no policy, or it hangs on a
    condition. A requester by account stands for all of its users. Grants of the key are not looked at.
    """
    if not requester.signed_in:
        return False  # KMS takes signed requests only, and S3 passes the reader's own on
    policy = parse_policy(text)
    if not isinstance(policy, Policy):
        return None
    known = {_VIA: f"s3.{region}.amazonaws.com", _CALLER: account}
    denies = _any(_about(policy, Effect.DENY, key, requester, known))
    allows = _any(_about(policy, Effect.ALLOW, key, requester, known))
    if denies or allows is False:
        return False
    return None if denies is None else allows


def _about(
    policy: Policy, effect: Effect, key: str, requester: Requester, known: dict[str, str]
) -> Iterator[bool | None]:
    for statement in policy.statements:
        if statement.effect is effect:
            yield _all(_parts(statement, key, requester, known))


def _parts(
    statement: Statement, key: str, requester: Requester, known: dict[str, str]
) -> Iterator[bool | None]:
    yield _names(statement.actions, DECRYPT, fold=True)
    yield _names(statement.resources, key, fold=False)
    yield _ANSWER[covers(statement.principals, requester)]
    for condition in statement.conditions:
        yield _holds(condition, known)


def _names(patterns: Patterns, text: str, *, fold: bool) -> bool:
    asked = text.lower() if fold else text
    found = any(matches(one.lower() if fold else one, asked) for one in patterns.listed)
    return found is not patterns.negated


def _holds(condition: Condition, known: dict[str, str]) -> bool | None:
    """Whether a condition holds, where it asks for the service or the account alone; else it is not known."""
    value, stars = known.get(condition.key.lower()), _PLAIN.get(condition.operator.lower())
    if value is None or stars is None or any("$" in one for one in condition.values):
        return None
    return any(matches(one, value) if stars else one == value for one in condition.values)


def _all(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return False if False in given else None if None in given else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return True if True in given else None if None in given else False
