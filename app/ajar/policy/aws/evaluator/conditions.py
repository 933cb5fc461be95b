"""Whether one line of a Condition holds for a request's context.

Sources, under https://docs.aws.amazon.com/IAM/latest/UserGuide/ and read 2026-11-24: "IAM JSON policy
elements: Condition operators" (reference_policies_elements_condition_operators.html), "Conditions with
multiple context keys or values" (reference_policies_condition-logic-multiple-context-keys-or-values.html) and
"Single-valued vs. multivalued context keys"
(reference_policies_condition-single-vs-multi-valued-context-keys.html). What they do not say is not known.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import eq, ge, gt, le, lt
from typing import Any

from ajar.policy.aws.evaluator.globs import fits, fits_arn, marked
from ajar.policy.aws.evaluator.logic import every, opposite, some
from ajar.policy.aws.evaluator.variables import Lost, filled
from ajar.policy.aws.keys import key
from ajar.policy.aws.language import Condition
from ajar.policy.aws.operators import Comparison, Family, Operator, Quantifier, operator
from ajar.policy.aws.values import flag, moment, network, number

Context = Mapping[str, tuple[str, ...]]

# Which keys an operator is for. Strings may be asked of ARNs ("There are certain cases when a string operator
# would match when an ARN operator would not match"), and numbers of aws:EpochTime ("AWS global condition
# context keys", reference_policies_condition-keys.html); of the rest it is not said what would come of it.
_MEANT_FOR = {
    Family.TEXT: {Family.TEXT, Family.ARN},
    Family.NUMBER: {Family.NUMBER, Family.TIME},
    Family.TIME: {Family.TIME},
    Family.FLAG: {Family.FLAG},
    Family.BINARY: {Family.BINARY},
    Family.ADDRESS: {Family.ADDRESS},
    Family.ARN: {Family.ARN},
}
_ORDER: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQUALS: eq,
    Comparison.LESS: lt,
    Comparison.LESS_OR_EQUALS: le,
    Comparison.GREATER: gt,
    Comparison.GREATER_OR_EQUALS: ge,
}
_WITH_VARIABLES = {Family.TEXT, Family.ARN}


def holds(condition: Condition, context: Context, *, variables: bool) -> bool | None:
    """Whether it holds; None where the documentation does not tell what it means for such a request.

    `context` has its keys in lower case; `variables` says whether the policy's version knows them.
    """
    how, about = operator(condition.operator), key(condition.key)
    if how is None or about is None or condition.problem:
        return None
    values = context.get(condition.key.lower(), ())
    if how.family is Family.NULL:
        return _is_null(values, condition.values)
    if about.family not in _MEANT_FOR[how.family]:
        return None
    if not condition.values and not how.if_exists and how.quantifier is Quantifier.ONE:
        return None  # of an empty list AWS's own policy checks say only that it "does not affect the policy"
    wanted = [_wanted(one, how, context, variables=variables) for one in condition.values]
    kept = [one for one in wanted if one is not Lost.MISSING]
    answer = _answer(how, values, kept, many=about.many)
    # With a variable that has no value either nothing is like it or the whole statement does not count, but
    # perhaps with IfExists, which is said to prevent that.
    return None if len(kept) < len(wanted) and (answer or how.if_exists) else answer


def _wanted(text: str, how: Operator, context: Context, *, variables: bool) -> str | Lost:
    """A policy's value, as a marked pattern where wildcards count."""
    wildcards = how.comparison is Comparison.LIKE
    if variables and how.family in _WITH_VARIABLES:
        return filled(text, context, wildcards=wildcards)
    return marked(text) if wildcards else text


def _is_null(values: tuple[str, ...], wanted: tuple[str, ...]) -> bool | None:
    """Null: "true" is that the key is not there, "false" that it is "and its value is not null".

    Whether an empty text is null the page does not say.
    """
    if values and not any(values):
        return None
    missing = not values
    return some(None if (asked := flag(one)) is None else asked is missing for one in wanted)


def _answer(
    how: Operator, values: tuple[str, ...], wanted: Sequence[str | Lost], *, many: bool
) -> bool | None:
    if how.quantifier is Quantifier.ONE:
        if not values:
            return how.negated or how.if_exists
        # "Multivalued context keys require a condition set operator."
        return None if many or len(values) > 1 else _like_one(how, values[0], wanted)
    filled_in = tuple(value for value in values if value)
    whole = _of_several(how, filled_in, wanted, present=bool(values))
    # An empty text is "a null data set", as no value is; beside others the page does not say what it is.
    if len(filled_in) in {0, len(values)} or _of_several(how, values, wanted, present=True) is whole:
        return whole
    return None


def _of_several(
    how: Operator, values: tuple[str, ...], wanted: Sequence[str | Lost], *, present: bool
) -> bool | None:
    """ForAllValues, true of no values, and ForAnyValue, false of none."""
    if how.if_exists and not present:
        return True
    each = (_like_one(how, value, wanted) for value in values)
    return every(each) if how.quantifier is Quantifier.EVERY else some(each)


def _like_one(how: Operator, value: str, wanted: Sequence[str | Lost]) -> bool | None:
    """Whether a request's value is like one of the policy's, or like none where the operator is negated."""
    compare = _COMPARE[how.family]
    found = some(None if isinstance(one, Lost) else compare(how, value, one) for one in wanted)
    return opposite(found) if how.negated else found


def _texts(how: Operator, value: str, wanted: str) -> bool | None:
    if how.comparison is Comparison.LIKE:
        return fits(value, wanted)
    return value.lower() == wanted.lower() if how.ignores_case else value == wanted


def _arns(_how: Operator, value: str, wanted: str) -> bool | None:
    return fits_arn(value, wanted)


def _read(read: Callable[[str], Any]) -> Callable[[Operator, str, str], bool | None]:
    """A comparison of what both texts say; None where one of them says nothing."""

    def compare(how: Operator, value: str, wanted: str) -> bool | None:
        here, there = read(value), read(wanted)
        return None if here is None or there is None else _ORDER[how.comparison](here, there)

    return compare


_network = lru_cache(maxsize=4096)(network)


def _addresses(_how: Operator, value: str, wanted: str) -> bool | None:
    """Whether the address is in the network; one of the other kind of addresses is not."""
    address, within = _network(value), _network(wanted)
    if address is None or within is None or address.num_addresses > 1:
        return None
    return address.network_address in within


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


_COMPARE: dict[Family, Callable[[Operator, str, str], bool | None]] = {
    Family.TEXT: _texts,
    Family.NUMBER: _read(number),
    Family.TIME: _read(moment),
    Family.FLAG: _read(flag),
    Family.BINARY: _read(_bytes),
    Family.ADDRESS: _addresses,
    Family.ARN: _arns,
}
