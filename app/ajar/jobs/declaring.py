"""What is declared open on purpose: put into the store with its mistakes told, and how each one stands."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from ajar.jobs.keeping import Named, mark_rows
from ajar.model.finding import Finding
from ajar.model.kept import CODES, YEAR, Declared, Kept, KeptState, mistakes, standing
from ajar.model.mistake import Mistake
from ajar.model.ours import AccessException
from ajar.policy.on_purpose import likely, likely_prefix, on_purpose
from ajar.store import Store, findings, kept


class Mistaken(Exception):
    """What was declared cannot be kept; nothing of it was."""

    def __init__(self, *found: Mistake) -> None:
        """With everything that is wrong."""
        super().__init__(", ".join(one.code for one in found))
        self.mistakes = found


def person() -> str:
    """The name that one is logged in by on this computer; "" where it has none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no name in the environment, and none in the system's list
        return ""


def drafted(finding: Finding, by: str, today: date) -> AccessException:
    """What would be declared of this resource as it is, by this person, for a year; the reason lacks."""
    audience, able = likely(finding.exposure)
    return AccessException(
        audience=audience,
        capabilities=able,
        reason="",
        by=by,
        until=today + YEAR,
        prefix=likely_prefix(finding.exposure),
    )


def declare(store: Store, finding: Finding, exception: AccessException, today: date) -> Kept:
    """Keep this resource open on purpose. Raises Mistaken, also where nobody outside gets in."""
    resource = finding.resource
    earlier = exception_of(store, resource.account, resource.id)
    if earlier is None and not finding.exposure.at_most.outside:
        raise Mistaken(Mistake(code="keep_nothing_open", args={"name": resource.name}))
    one = Kept(
        account=resource.account,
        resource=resource.id,
        name=resource.name,
        created=resource.created,
        exception=exception,
    )
    _put(store, one, today)
    return one


def declare_stored(
    store: Store, account: str, resource: str, exception: AccessException, today: date
) -> Kept:
    """The same of a resource of the store. One that is not there keeps what was declared of it before.

    Raises Mistaken, also where it is in the store no longer and was never declared.
    """
    finding = findings.finding(store, account, resource)
    if finding is not None:
        return declare(store, finding, exception, today)
    earlier = exception_of(store, account, resource)
    if earlier is None:
        raise Mistaken(Mistake(code="keep_gone", args={"name": resource}))
    one = msgspec.structs.replace(earlier, exception=exception)
    _put(store, one, today)
    return one


def anothers(store: Store, found: Iterable[Kept]) -> tuple[Kept, ...]:
    """What somebody else had declared of these resources, in whose place these would go."""
    new = {(one.account, one.resource): one.exception.by for one in found}
    return tuple(
        one
        for one in kept.everything(store)
        if new.get((one.account, one.resource), one.exception.by) != one.exception.by
    )


def take(store: Store, found: Sequence[Kept], today: date) -> tuple[Named, ...]:
    """Keep these, all or none, each in the place of an earlier one; the findings that it is about."""
    kept.put(store, found)
    return mark_rows(store, found, today)


def drop(store: Store, account: str, resource: str, today: date) -> tuple[Named, ...]:
    """Forget the exception for a resource; the findings that it was about."""
    one = exception_of(store, account, resource)
    if one is None:
        return ()
    kept.remove(store, account, resource)
    return mark_rows(store, [one], today)


def exception_of(store: Store, account: str, resource: str) -> Kept | None:
    """The exception for a resource; None where there is none."""
    return next(
        (one for one in kept.everything(store) if (one.account, one.resource) == (account, resource)), None
    )


def declared(store: Store, today: date) -> tuple[Declared, ...]:
    """Every exception with how its resource stands by what was found last."""
    return tuple(_standing(store, one, today) for one in kept.everything(store))


def _standing(store: Store, one: Kept, today: date) -> Declared:
    finding = findings.finding(store, one.account, one.resource)
    if finding is None:
        ended = one.exception.until < today
        return Declared(kept=one, state=KeptState.ENDED if ended else KeptState.NOT_SEEN)
    exposure = on_purpose(finding.resource, finding.exposure, one, today)
    against = tuple(caveat for caveat in exposure.caveats if caveat.code in CODES)
    return Declared(
        kept=one,
        provider=finding.resource.provider,
        account_name=findings.name_of(store, finding),
        state=standing(against),
        against=against,
    )


def _put(store: Store, one: Kept, today: date) -> None:
    wrong = tuple(mistakes(one.exception, today))
    if wrong:
        raise Mistaken(*wrong)
    take(store, [one], today)
