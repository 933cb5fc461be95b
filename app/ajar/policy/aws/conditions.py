"""Whether AWS takes a condition as it is written, and whether its documentation says what it means.

Sources, under https://docs.aws.amazon.com/IAM/latest/UserGuide/ and read 2026-11-24: "IAM JSON policy
elements: Condition operators" (reference_policies_elements_condition_operators.html), "IAM policy elements:
Variables and tags" (reference_policies_variables.html), and "IAM policy validation check reference"
(access-analyzer-reference-policy-checks.html), which calls an error: an operator that is not valid, a key
that is not of the form service:keyname, keys of one operator that differ in case alone, several Booleans for
one key, and a variable where the operator is not for text or ARNs. S3 answers "MalformedPolicy" to a policy
with an operator, a key or an address that it cannot read; what else of these it takes is not documented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ajar.policy.aws.operators import OPERATORS, Family, Operator
from ajar.policy.aws.values import flag, moment, network, number

# Whether AWS takes a name in another case, or "Null" with a prefix or suffix, is not documented: it may.
_NEARLY = frozenset(one.written.lower() for one in OPERATORS) | {
    f"{before}null{after}" for before in ("", "forallvalues:", "foranyvalue:") for after in ("", "ifexists")
}
_KEY = re.compile(r"[^\s:]+:.*\S.*", re.DOTALL)
_ADDRESS_LIKE = re.compile(r"[0-9A-Fa-f.:/\s]*")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

OPERATOR_UNCLEAR = "condition_operator_unclear"
KEY_TWICE = "condition_key_twice"
WITHOUT_VALUES = "condition_without_values"
VALUE_UNCLEAR = "condition_value_unclear"


def refused_operator(written: str) -> bool:
    """Whether AWS takes no operator of this name, in whatever case it is written."""
    return written.lower() not in _NEARLY


def refused_key(written: str) -> bool:
    """Whether AWS takes no key of this name: it has no form that a key has."""
    return not _KEY.fullmatch(written)


def refused_value(operator: Operator | None, value: str) -> bool:
    """Whether S3 takes no such value: what cannot be an address, where an address is asked for."""
    asked = operator is not None and operator.family is Family.ADDRESS
    return asked and "${" not in value and not _ADDRESS_LIKE.fullmatch(value)


def twice(keys: Iterable[str]) -> frozenset[str]:
    """Those of one operator's keys that differ from another in case alone."""
    by_name: dict[str, list[str]] = {}
    for key in keys:
        by_name.setdefault(key.lower(), []).append(key)
    return frozenset(key for same in by_name.values() if len(same) > 1 for key in same)


def unclear(operator: Operator | None, values: Sequence[str], *, fractions: bool = False) -> str:
    """The code of why it is not documented what the condition means; empty where it is.

    `fractions` tells that a value is a JSON number that is not whole: how it becomes text is not documented.
    Codes: `condition_operator_unclear`, `condition_without_values`, `condition_value_unclear`.
    """
    if operator is None:
        return OPERATOR_UNCLEAR
    if not values:
        return WITHOUT_VALUES
    family = operator.family
    if fractions and family is not Family.NUMBER:
        return VALUE_UNCLEAR
    several = family in {Family.FLAG, Family.NULL} and len(set(values)) > 1
    return VALUE_UNCLEAR if several or not all(_means(family, value) for value in values) else ""


def _means(family: Family, value: str) -> bool:
    match family:
        case Family.NUMBER:
            return number(value) is not None
        case Family.TIME:
            return moment(value) is not None
        case Family.FLAG | Family.NULL:
            return flag(value) is not None
        case Family.ADDRESS:
            return network(value) is not None
        case Family.BINARY:
            return _BASE64.fullmatch(value) is not None
        case Family.TEXT | Family.ARN:
            return True
