"""A resource that a person keeps open on purpose: what they declared of it, and which resource they meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum

import msgspec

from ajar.model.access import FILES, Audience
from ajar.model.exposure import Caveat
from ajar.model.mistake import Mistake
from ajar.model.moment import Moment
from ajar.model.ours import AccessException

LONGEST = timedelta(days=366)
"""How far ahead an exception may end: it is looked at again once a year."""

YEAR = timedelta(days=365)
"""How long an exception holds where no end was said."""

SUBSTANCE = 10
"""Characters that a reason has at least."""

AUDIENCES = tuple(one for one in Audience if one.outside)
"""For whom something can be kept open, the narrowest first."""

CODES = frozenset(
    {
        "kept_ended",
        "kept_made_anew",
        "kept_may_be_wider",
        "kept_not_needed",
        "kept_wider",
        "kept_wider_audience",
        "kept_wider_files",
    }
)
"""The caveats that say why an exception does not cover an exposure."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One exception for one resource of one account of the provider.

    `created` is when the resource was made, so that one of the same name that is made later is not meant;
    None where the provider does not tell.
    """

    account: str
    resource: str
    name: str
    created: Moment | None = None
    exception: AccessException


class KeptState(Enum):
    """How the resource of an exception stands; NOT_SEEN where nothing of it is in the store."""

    COVERED = "covered"
    WIDER = "wider"
    MAY_BE_WIDER = "may_be_wider"
    ENDED = "ended"
    MADE_ANEW = "made_anew"
    NOT_NEEDED = "not_needed"
    NOT_SEEN = "not_seen"


_STATES = (
    ("kept_made_anew", KeptState.MADE_ANEW),
    ("kept_ended", KeptState.ENDED),
    ("kept_not_needed", KeptState.NOT_NEEDED),
    ("kept_wider_audience", KeptState.WIDER),
    ("kept_wider", KeptState.WIDER),
    ("kept_wider_files", KeptState.WIDER),
    ("kept_may_be_wider", KeptState.MAY_BE_WIDER),
)


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """An exception with how its resource stands now, and what is said against it where it does not cover.

    `account_name` is the name that the person gave the account, "" where it was not added here;
    `provider` is "" where nothing of it was seen.
    """

    kept: Kept
    provider: str = ""
    account_name: str = ""
    state: KeptState
    against: tuple[Caveat, ...] = ()


def standing(caveats: Iterable[Caveat]) -> KeptState:
    """How a resource stands by what is said of its exception: the first that applies."""
    codes = {caveat.code for caveat in caveats}
    return next((state for code, state in _STATES if code in codes), KeptState.COVERED)


def beginning(text: str) -> str:
    """What names begin with, as a person writes it: "public/" is meant by "public/*" as well."""
    return text.strip().removesuffix("*")


def mistakes(exception: AccessException, today: date) -> Iterator[Mistake]:
    """What is wrong with an exception itself; nothing where it can be kept."""
    if not exception.audience.outside:
        named = ", ".join(one.value for one in AUDIENCES)
        yield Mistake(about="audience", code="keep_audience", args={"those": named})
    if not exception.capabilities:
        yield Mistake(about="can", code="keep_nothing")
    if exception.prefix and not FILES & set(exception.capabilities):
        yield Mistake(about="prefix", code="keep_prefix")
    if len(exception.reason.strip()) < SUBSTANCE:
        yield Mistake(about="reason", code="keep_no_reason")
    if not exception.by.strip():
        yield Mistake(about="by", code="keep_nobody")
    if exception.until < today:
        yield Mistake(about="until", code="keep_over", args={"day": exception.until.isoformat()})
    elif exception.until > today + LONGEST:
        last = (today + LONGEST).isoformat()
        yield Mistake(about="until", code="keep_too_long", args={"day": last})
