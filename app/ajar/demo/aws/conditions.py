"""Whether a policy's Condition holds for one request; read apart from the product's own engine."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from ajar.demo.aws.errors import FakeBug

# Keys are compared in lower case; a key that the request lacks is not in the mapping.
Facts = Mapping[str, str]
Test = Callable[[str, str], bool]


def _in_network(address: str, network: str) -> bool:
    return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def like(text: str, pattern: str) -> bool:
    """Whether the text fits a policy's pattern, whose only wildcards are `*` and `?`."""
    return _pattern(pattern).fullmatch(text) is not None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


TESTS: dict[str, Test] = {
    "ArnEquals": like,
    "ArnLike": like,
    "Bool": lambda fact, value: fact.lower() == value.lower(),
    "DateGreaterThan": lambda fact, value: _moment(fact) > _moment(value),
    "DateLessThan": lambda fact, value: _moment(fact) < _moment(value),
    "IpAddress": _in_network,
    "StringEquals": lambda fact, value: fact == value,
    "StringLike": like,
}
# The opposite of a test: it also holds where the request lacks the key.
OPPOSITES = {
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
}


def holds(condition: Mapping[str, Mapping[str, object]], facts: Facts) -> bool:
    """Whether every line of the condition holds. Raises FakeBug for an operator that is not written here."""
    return all(
        _line(operator, facts.get(key.lower()), [str(value) for value in many(values)])
        for operator, keys in condition.items()
        for key, values in keys.items()
    )


def many(value: object) -> list[object]:
    """Return the values of a policy element that may be one or a list of them."""
    return value if isinstance(value, list) else [value]


def _line(operator: str, fact: str | None, values: list[str]) -> bool:
    if operator == "Null":
        return (fact is None) == (values[0].lower() == "true")
    name = operator.removesuffix("IfExists")
    test = TESTS.get(OPPOSITES.get(name, name))
    if test is None:
        message = f"the stranger's evaluator does not know the condition operator {operator}"
        raise FakeBug(message)
    if fact is None:
        return name in OPPOSITES or operator.endswith("IfExists")
    found = any(test(fact, value) for value in values)
    return found != (name in OPPOSITES)
