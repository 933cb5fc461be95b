"""Who makes a request, whom a policy names, and whether the one is among the others.

Sources, under https://docs.aws.amazon.com/IAM/latest/UserGuide/ and read 2026-11-24: "AWS JSON policy
elements: Principal" (reference_policies_elements_principal.html) and "AWS JSON policy elements: NotPrincipal"
(reference_policies_elements_notprincipal.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

ANONYMOUS = "anyone, not signed in"
STRANGER_ADDRESS = "93.184.216.34"
"""A public address that belongs to nobody in particular."""


class Form(Enum):
    """The forms that a principal takes."""

    EVERYONE = "everyone"
    ACCOUNT = "account"
    IDENTITY = "identity"
    ORIGIN_IDENTITY = "origin_identity"
    CANONICAL = "canonical"
    SERVICE = "service"
    FEDERATED = "federated"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Principal:
    """One principal that a policy names: `name` as it is written, an account's always as its id.

    `account` is the account that it belongs to, where the name tells.
    """

    form: Form
    name: str
    account: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Requester:
    """One principal that makes a request. `principal` is None for one that nobody names: a stranger.

    A requester by account is that account's root user, who stands for all whom the account lets act for it.
    """

    principal: Principal | None = None
    signed_in: bool = True


NOBODY_SIGNED_IN = Requester(signed_in=False)
SIGNED_IN_STRANGER = Requester()


class Match(Enum):
    """Whether a requester is meant; MAYBE where the documentation, or the name, does not tell."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


EVERYONE = Principal(Form.EVERYONE, "*")

_ACCOUNT = re.compile(r"[0-9]{12}")
_ROOT = re.compile(r"arn:aws[a-z-]*:iam::([0-9]{12}):root")
_IDENTITY = re.compile(
    r"arn:aws[a-z-]*:(?:iam::([0-9]{12}):(?:user|role)|sts::([0-9]{12}):(?:assumed-role|federated-user))/[^*?]+"
)
_ORIGIN_IDENTITY = re.compile(r"arn:aws[a-z-]*:iam::cloudfront:user/[^*?]+")
# What a user's or role's ARN turns into when it is deleted: "IAM identifiers", "Unique identifiers",
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, read 2026-11-24.
_DELETED = re.compile(r"(?:AIDA|AROA)[A-Z0-9]+")
_PLAIN = re.compile(r"[^*?]+")
_OTHERS = {"CanonicalUser": Form.CANONICAL, "Service": Form.SERVICE, "Federated": Form.FEDERATED}


def principal(element: str, text: str) -> Principal | None:
    """The principal that this text names under "AWS", "CanonicalUser", "Service" or "Federated".

    None where AWS refuses it: a wildcard within a name, no ARN, an element that there is not.
    """
    if element in _OTHERS:
        return Principal(_OTHERS[element], text) if _PLAIN.fullmatch(text) else None
    return _aws_principal(text) if element == "AWS" else None


def _aws_principal(text: str) -> Principal | None:
    if text == "*":
        return EVERYONE
    if root := _ROOT.fullmatch(text):
        return Principal(Form.ACCOUNT, root[1], root[1])
    if _ACCOUNT.fullmatch(text):
        return Principal(Form.ACCOUNT, text, text)
    if identity := _IDENTITY.fullmatch(text):
        return Principal(Form.IDENTITY, text, identity[1] or identity[2])
    if _ORIGIN_IDENTITY.fullmatch(text):
        return Principal(Form.ORIGIN_IDENTITY, text)
    return Principal(Form.DELETED, text) if _DELETED.fullmatch(text) else None


@dataclass(frozen=True)
class Principals:
    """A statement's Principal, or its NotPrincipal where `negated`."""

    listed: tuple[Principal, ...]
    negated: bool = False

    def wild(self) -> bool:
        """Whether it means people whom it does not name."""
        return self.negated or EVERYONE in self.listed

    @cached_property
    def _names(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.form.value, one.name) for one in self.listed)

    @cached_property
    def _accounts(self) -> frozenset[str]:
        return frozenset(one.account for one in self.listed if one.form is Form.ACCOUNT)

    @cached_property
    def _identities(self) -> dict[str, list[str]]:
        """The users, roles and sessions by their accounts."""
        named: dict[str, list[str]] = {}
        for one in self.listed:
            if one.form is Form.IDENTITY:
                named.setdefault(one.account, []).append(one.name)
        return named

    @cached_property
    def _forms(self) -> frozenset[Form]:
        return frozenset(one.form for one in self.listed)

    def name(self, requester: Requester) -> Match:
        """Whether naming these means the requester; an account means all of its principals."""
        if Form.EVERYONE in self._forms:
            return Match.YES
        other = requester.principal
        if other is None:
            return Match.NO
        if (other.form.value, other.name) in self._names or other.account in self._accounts:
            return Match.YES
        return _widest((self._by_session(other), self._by_other_name(other)))

    def _by_session(self, other: Principal) -> Match:
        """Whether it names whose session that is: a role's, or perhaps a user's."""
        if other.form is not Form.IDENTITY:
            return Match.NO
        return _widest(_session_of(name, other.name) for name in self._identities.get(other.account, ()))

    def _by_other_name(self, other: Principal) -> Match:
        """Whether it may mean the same account: a canonical id does not tell which account's it is."""
        if other.form is Form.CANONICAL:
            return Match.MAYBE if Form.ACCOUNT in self._forms else Match.NO
        of_account = other.form in {Form.ACCOUNT, Form.IDENTITY}
        return Match.MAYBE if of_account and Form.CANONICAL in self._forms else Match.NO

    def spare(self, requester: Requester) -> Match:
        """Whether a NotPrincipal that lists these leaves the requester out.

        A user or role is left out for sure only where its account is listed as well, and a session only where
        its role is too: the documentation warns that otherwise it "might" be meant. Who is known by a
        canonical id may be the very account that a listed user or role is of.
        """
        other = requester.principal
        if other is not None and other.form is Form.CANONICAL and Form.IDENTITY in self._forms:
            found = self.name(requester)
            return Match.MAYBE if found is Match.NO else found
        if other is None or other.form is not Form.IDENTITY or Form.EVERYONE in self._forms:
            return self.name(requester)
        itself, account = (other.form.value, other.name) in self._names, other.account in self._accounts
        role = ":assumed-role/" not in other.name or self._by_session(other) is Match.YES
        if itself and account and role:
            return Match.YES
        return Match.MAYBE if itself or account else _hesitant(self.name(requester))


def covers(principals: Principals, requester: Requester) -> Match:
    """Whether a statement with these principals is about the requester.

    AWS says by now that an Allow with NotPrincipal "is not supported", and said before that it lets in all
    others, those not signed in among them; where one stands it is taken at its word.
    """
    if not principals.negated:
        return principals.name(requester)
    return _OPPOSITE[principals.spare(requester)]


_OPPOSITE = {Match.YES: Match.NO, Match.NO: Match.YES, Match.MAYBE: Match.MAYBE}


def _hesitant(match: Match) -> Match:
    """The same, but for a YES that is none where each of several names is asked for."""
    return Match.NO if match is Match.NO else Match.MAYBE


def _widest(answers: Iterable[Match]) -> Match:
    """YES if one is, else MAYBE if one may be."""
    given = set(answers)
    return next((match for match in (Match.YES, Match.MAYBE) if match in given), Match.NO)


def _session_of(one: str, other: str) -> Match:
    """Whether `other` is a session of `one`.

    A role means its sessions, whatever path the role has; a federated user's session comes from a user whom
    it does not name.
    """
    kind, other_kind = (name.split(":", 5)[5].partition("/")[0] for name in (one, other))
    if kind == "role" and other_kind == "assumed-role":
        return Match.YES if other.split("/")[1] == one.rpartition("/")[2] else Match.NO
    return Match.MAYBE if (kind, other_kind) == ("user", "federated-user") else Match.NO
