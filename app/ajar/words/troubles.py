"""What could not be read, in words: what it is, why, which permission is missing, and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ajar.model.access import State
from ajar.model.row import Row
from ajar.model.run import AccountSummary, ScanError, Trouble
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import kind, missing

_WHY = {
    Trouble.DENIED: marked("Not allowed"),
    Trouble.EXPIRED: marked("The sign-in has ended: sign in again"),
    Trouble.BUSY: marked("The provider kept asking to slow down"),
    Trouble.UNREACHABLE: marked("No answer from the provider"),
    Trouble.MALFORMED: marked("The answer was not in the form that the provider documents"),
    Trouble.CREDENTIALS: marked("The credentials were not accepted"),
    Trouble.KEYCHAIN: marked("The key could not be had"),
    Trouble.FAULT: marked("A mistake in Ajar"),
}
_SIGN_IN = ("sign in", "identity")
_OURSELVES, _LIST, _IN = "ajar", "list ", " in "
_SHOWN = 3


@dataclass(frozen=True)
class Missing:
    """One thing that could not be read; `permission` is "" where none would help."""

    what: str
    why: str
    effect: str
    permission: str = ""


def needs_sign_in(summaries: Iterable[AccountSummary]) -> bool:
    """Whether signing in is what the account lacks."""
    reasons = {error.reason for summary in summaries for error in summary.errors}
    return bool(reasons & {Trouble.EXPIRED, Trouble.CREDENTIALS})


def missing_of(summaries: Iterable[AccountSummary], rows: Iterable[Row]) -> tuple[Missing, ...]:
    """What the last run could not read of an account: what is wide first, then what single buckets lack."""
    wide = [_wide(error) for summary in summaries for error in summary.errors]
    return (*dict.fromkeys(wide), *_single(rows))


def is_permission(what: str) -> bool:
    """Whether a row's `missing` is a permission that somebody can grant, and not a reason."""
    return bool(what) and missing(what) == what


def _wide(error: ScanError) -> Missing:
    why = translated(_WHY[error.reason])
    if error.message and error.reason is not Trouble.DENIED:
        why = f"{why}. {plain(error.message).rstrip('.')}"
    return Missing(_what(error), why, _effect(error.what), error.permission)


def _what(error: ScanError) -> str:
    if error.what in _SIGN_IN:
        said = translated(marked("Signing in"))
    elif error.what == _OURSELVES:
        said = translated(marked("A part of the check"))
    elif error.what.startswith(_LIST):
        listed = kind(error.what.removeprefix(_LIST))
        said = translated(marked("The list of {kind} resources")).format(kind=listed)
    elif _IN in error.what:
        every, _, region = error.what.partition(_IN)
        return translated(marked("Every {kind} in {region}")).format(kind=kind(every), region=plain(region))
    else:
        setting, _, owner = error.what.partition(" of ")
        said = translated(marked("{setting} of {owner}")).format(
            setting=setting.replace("_", " ").capitalize(), owner=plain(owner)
        )
    return f"{said} ({plain(error.region)})" if error.region else said


def _effect(what: str) -> str:
    if what in _SIGN_IN:
        return translated(marked("Nothing in this account was checked"))
    if what.startswith(_LIST):
        return translated(marked("There may be more than the table shows"))
    return translated(marked("What depends on it may be open: it is not known"))


def _single(rows: Iterable[Row]) -> list[Missing]:
    groups: dict[tuple[str, bool], list[str]] = {}
    for row in rows:
        if row.missing:
            groups.setdefault((row.missing, row.state is State.UNKNOWN), []).append(plain(row.name))
    return [_group(what, names, unknown=unknown) for (what, unknown), names in groups.items()]


def _group(what: str, names: Sequence[str], *, unknown: bool) -> Missing:
    permission = what if is_permission(what) else ""
    effect = marked("May be open: it is not known") if unknown else marked("May be open wider than shown")
    rest = len(names) - _SHOWN
    some = ", ".join(names[:_SHOWN])
    if rest > 0:
        more = counted("{n} more", "{n} more", rest)
        some = translated(marked("{names} and {more}")).format(names=some, more=more)
    resources = counted("{n} resource", "{n} resources", len(names))
    reason = missing(what)
    why = translated(_WHY[Trouble.DENIED]) if permission else reason[:1].upper() + reason[1:]
    return Missing(f"{resources}: {some}", why, translated(effect), permission)


def as_text(account: str, identity: str, entries: Iterable[Missing]) -> str:
    """All of it as text for somebody who can grant it."""
    who = translated(marked("{account}, read as {identity}")).format(account=account, identity=identity)
    lines = [who if identity else account]
    for entry in entries:
        permission = f" [{entry.permission}]" if entry.permission else ""
        lines.append(f"- {entry.what}{permission}: {entry.why}. {entry.effect}.")
    return "\n".join(lines)


def warning(unchecked: int, incomplete: Sequence[str], accounts: Sequence[str]) -> str:
    """The strip over the table: what is not known of these accounts; "" where all was read."""
    parts = []
    if incomplete:
        names = ", ".join(plain(name) for name in incomplete[:_SHOWN])
        parts.append(translated(marked("Ajar could not read everything in {names}.")).format(names=names))
    if unchecked:
        where = f" {translated(marked('in'))} {plain(accounts[0])}" if len(accounts) == 1 else ""
        could = counted(
            "Ajar could not check {n} resource{where}. It may be open.",
            "Ajar could not check {n} resources{where}. They may be open.",
            unchecked,
            where=where,
        )
        parts.append(could)
    return " ".join(parts)
