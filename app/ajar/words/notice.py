"""The desktop notice: what is new since the last check, or that there was no check, in a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ajar.model.access import State
from ajar.model.finding import Finding
from ajar.model.moved import NEW
from ajar.model.run import AccountSummary
from ajar.words import since, troubles
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import sentence

_SHOWN, _LONGEST = 3, 300


@dataclass(frozen=True)
class Notice:
    """A title and lines below it. Names out of a cloud are in them, so that nothing of it is markup."""

    title: str
    lines: tuple[str, ...]


def of_news(
    new: Sequence[tuple[str, Finding]], counts: Mapping[str, int] | None, lacking: Sequence[AccountSummary]
) -> Notice | None:
    """What to tell of a check; None where there is nothing new.

    `new` are the findings with the names of their accounts; `counts` how many became what, None where the
    check was held against no earlier one; `lacking` are the accounts that could not be read as before.
    """
    parts = _first(new) if counts is None else since.parts(counts, {how.value for how in NEW})
    if lacking:
        parts.append(counted("{n} account not fully checked", "{n} accounts not fully checked", len(lacking)))
    if not parts:
        return None
    title = translated(marked("Ajar: {parts}")).format(parts=", ".join(parts))
    found = [_found(name, one) for name, one in new]
    return Notice(title, (*_some(found), *_some([_lack(account) for account in lacking])))


def of_failure(says: str) -> Notice:
    """That nothing could be checked at all, and why."""
    return Notice(translated(marked("Ajar: nothing could be checked")), (plain(says)[:_LONGEST],))


def not_shown(why: str) -> str:
    """That there is no desktop to tell it to."""
    return translated(marked("there is no desktop here that shows a notice ({why}).")).format(why=plain(why))


def _first(new: Sequence[tuple[str, Finding]]) -> list[str]:
    states = [one.exposure.state for _, one in new]
    is_open, unknown = states.count(State.OPEN), states.count(State.UNKNOWN)
    parts = [counted("{n} open", "{n} open", is_open)] if is_open else []
    if unknown:
        parts.append(counted("{n} could not be checked", "{n} could not be checked", unknown))
    return parts


def matters(one: Finding) -> bool:
    """Whether a finding is told where there was no earlier check: it is open, or may be."""
    return one.exposure.state in (State.OPEN, State.UNKNOWN)


def _found(name: str, one: Finding) -> str:
    which = f"{one.resource.name} ({name or one.resource.account})"
    return _line(which, sentence(one.resource, one.exposure))


def _lack(account: AccountSummary) -> str:
    reasons = [missing.why for missing in troubles.missing_of([account], ())]
    return _line(account.name or account.id, "; ".join(dict.fromkeys(reasons)))


def _line(name: str, said: str) -> str:
    return plain(f"{name}: {said}")[:_LONGEST]


def _some(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - _SHOWN
    more = [counted("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return [*lines[:_SHOWN], *more]
