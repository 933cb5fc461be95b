"""AWS's own definition of a public policy, which is neither ours nor what a request comes to.

RestrictPublicBuckets, BlockPublicPolicy, GetBucketPolicyStatus and the console's word "Public" go by it:
"Blocking public access to your Amazon S3 storage", section 'The meaning of "public"',
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, read
2026-11-24. A policy is public unless each of its grants is to fixed values: a principal, or a value of one of
the listed keys, without a wildcard and without a variable. What it denies does not count. Where the page
leaves the answer open, there is none here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from ajar.policy.aws.keys import Holder, key
from ajar.policy.aws.language import VERSIONS, Condition, Effect, Policy, Statement
from ajar.policy.aws.operators import Comparison, Family, Operator, Quantifier
from ajar.policy.aws.principals import Form, Principal, Principals
from ajar.policy.aws.values import network

_Answer = bool | None


def aws_calls_public(policy: Policy, *, of_access_point: bool = False) -> bool | None:
    """Whether AWS calls the policy of a bucket, or of an access point, public; None where it does not tell.

    An access point whose origin is a VPC is never public, whatever its policy says: that is the caller's to
    know.
    """
    variables = policy.version == VERSIONS[1]
    allows = [statement for statement in policy.statements if statement.effect is Effect.ALLOW]
    return _some(_public(one, variables=variables, of_access_point=of_access_point) for one in allows)


def _public(statement: Statement, *, variables: bool, of_access_point: bool) -> _Answer:
    """Whether one Allow is: its principals are not all fixed, and no condition lets only fixed values in."""
    fixes = _some(
        _fixes(condition, variables=variables, of_access_point=of_access_point)
        for condition in statement.conditions
    )
    return _every((_wide(statement.principals), None if fixes is None else not fixes))


def _wide(principals: Principals) -> _Answer:
    """Whether they are more than fixed principals, as all but some are."""
    return True if principals.negated else _some(map(_not_fixed, principals.listed))


def _not_fixed(principal: Principal) -> _Answer:
    """Whether it is none of "an AWS principal, user, role, or service principal".

    Who signs in through the web is none: earlier editions of the page had `graph.facebook.com` as an example
    of a public policy. Of a provider that stands in an account, by its ARN, they say nothing.
    """
    if principal.form is Form.FEDERATED:
        return None if principal.name.startswith("arn:") else True
    return principal.form is Form.EVERYONE


def _fixes(condition: Condition, *, variables: bool, of_access_point: bool) -> _Answer:
    """Whether the condition lets only fixed values of a listed key in."""
    how, name = condition.parsed, condition.key.lower()
    fixed = _LISTED.get(name)
    if fixed is None and not _may_fix(condition.key):
        return False
    if how is None or condition.problem:
        return None
    if how.negated or how.family is Family.NULL or _passes_all(how, condition.values):
        return False  # all values but some, and any value at all, are no fixed values
    if fixed is None:
        return None
    if of_access_point and name == _POINTS:
        fixed = _points_of_a_point
    if (how.family is Family.ADDRESS) != (name == _ADDRESSES) or how.family not in _FAMILIES:
        return None
    answer = _every(_value(fixed, how, text, variables=variables) for text in condition.values)
    # Of an operator that a missing key passes the page says nothing.
    passes_without = how.if_exists or how.quantifier is Quantifier.EVERY
    return None if answer and passes_without else answer


def _passes_all(how: Operator, values: Iterable[str]) -> bool:
    """Whether any value of the key fits, whichever key that is."""
    return how.comparison is Comparison.LIKE and any(set(text) == {"*"} for text in values)


def _value(fixed: _Fixed, how: Operator, text: str, *, variables: bool) -> _Answer:
    """Whether one value is. `${*}` is a star that is no wildcard, in a variable's dress: not decided."""
    if variables and "${" in text:
        return False if "${" in _ESCAPED.sub("", text) else None
    return fixed(how, text)


def _may_fix(name: str) -> bool:
    """Whether a key that the page does not list may fix something for AWS all the same.

    One that says who asks or where from may, as the listed ones do: AWS adds to such keys (aws:SourceOrgID,
    aws:VpceAccount) faster than to the page, and has dropped one from it. Any other fixes nothing.
    """
    known = key(name)
    return known is None or name.lower() in _DROPPED or known.held in _OF_WHO_AND_WHERE


def _plain(how: Operator, text: str) -> _Answer:
    """Whether the value has no wildcard; a star that is only a star to its operator is not decided."""
    if not set("*?") & set(text):
        return True
    return False if how.comparison is Comparison.LIKE else None


def _account(how: Operator, text: str) -> _Answer:
    """The same of a principal's account; "anonymous" is no principal of AWS's, however fixed it is."""
    fixed = _plain(how, text)
    return None if fixed and not text.isdecimal() else fixed


def _principal(how: Operator, text: str) -> _Answer:
    """The same of a principal's ARN; of a wildcard within one fixed account the page does not speak."""
    fixed = _plain(how, text)
    account = text.split(":", 5)[4:5]
    return None if fixed is False and account and not set("*?") & set(account[0]) else fixed


def _narrow(_how: Operator, text: str) -> _Answer:
    """Whether a range is none of those "broader than /8 for IPv4 and /32 for IPv6".

    The page leaves RFC 1918's private ranges out of these; none of them is broader.
    """
    found = network(text)
    return None if found is None else found.prefixlen >= _BROADEST[found.version]


def _user(how: Operator, text: str) -> _Answer:
    """`aws:userid` counts "outside the pattern AROLEID:*"; of one session within it that may mean either."""
    fixed = _plain(how, text)
    return None if fixed and _SESSION.fullmatch(text) else fixed


def _point(how: Operator, text: str) -> _Answer:
    """An access point's name "can contain a wildcard ... as long as the account id is fixed".

    Whether its region can, too, the page does not say.
    """
    fixed = _plain(how, text)
    point = _POINT.fullmatch(text) if fixed is False else None
    if point is None:
        return fixed
    return None if set("*?") & set(point[1]) else True


def _points_of_a_point(how: Operator, text: str) -> _Answer:
    """In an access point's own policy "a set of access points" is public; of a single one it says nothing."""
    return _plain(how, text) and None


_Fixed = Callable[[Operator, str], _Answer]
_FAMILIES = {Family.TEXT, Family.ARN, Family.ADDRESS}
_ADDRESSES = "aws:sourceip"
_POINTS = "s3:dataaccesspointarn"
_BROADEST = {4: 8, 6: 32}
_ESCAPED = re.compile(r"\$\{[*?$]\}")
_SESSION = re.compile(r"AROA[A-Z0-9]*:.*", re.DOTALL)
_POINT = re.compile(r"(arn:[^:]+:s3:[^:]*):[0-9]{12}:accesspoint[/:][^:]+")
_OF_WHO_AND_WHERE = {Holder.IDENTITY, Holder.SESSION, Holder.NETWORK, Holder.SERVICE}
_DROPPED = {"s3:x-amz-server-side-encryption-aws-kms-key-id"}
_LISTED: Mapping[str, _Fixed] = {
    "aws:principalaccount": _account,
    "aws:principalarn": _principal,
    "aws:principalorgid": _plain,
    "aws:sourceaccount": _plain,
    "aws:sourcearn": _plain,
    _ADDRESSES: _narrow,
    "aws:sourceowner": _plain,
    "aws:sourcevpc": _plain,
    "aws:sourcevpce": _plain,
    "aws:userid": _user,
    "s3:dataaccesspointaccount": _plain,
    _POINTS: _point,
}
"""The keys that the page lists. aws:PrincipalOrgID is its example of how "an AWS principal, user, role, or
service principal" is fixed; the two that name an account, a user or a role are taken to be meant with it."""


def _some(answers: Iterable[_Answer]) -> _Answer:
    """Whether one of them is true; None where none is and one is not known."""
    given = set(answers)
    return True if True in given else None if None in given else False


def _every(answers: Iterable[_Answer]) -> _Answer:
    """Whether all of them are; None where none is false and one is not known."""
    given = set(answers)
    return False if False in given else None if None in given else True
