"""Plans for what a policy lets in: its statements are cut, or get a condition more.

Where strangers get in by the access list as well, the same plan takes them out of it, first: else it would
not close. In whatever order the two are made, nobody is let in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ajar.model.change import Change
from ajar.model.exposure import Evidence
from ajar.policy.aws.language import Policy, Statement, parse_policy
from ajar.providers.aws.s3_bucket.fixes.access_list import without_entries
from ajar.providers.aws.s3_bucket.fixes.case import Case, closed, opens
from ajar.providers.aws.s3_bucket.fixes.cutting import without
from ajar.providers.aws.s3_bucket.fixes.layout import Written
from ajar.providers.aws.s3_bucket.fixes.narrowing import Only, narrowed
from ajar.providers.aws.s3_bucket.fixes.taken import check
from ajar.providers.kind import CannotPlan

Fits = Callable[[Statement], bool]
"""Whether a condition leaves anybody in such a statement: one that leaves nobody is a cut in disguise."""

_STATEMENT = "/Statement"


def removed(case: Case) -> tuple[Change, ...]:
    """Cut the statements that let them in out of the policy, and leave the rest to the letter.

    Raises CannotPlan where AWS would refuse what is left, or where none is left and AWS removes no policy.
    """
    if not any(in_policy(case, opens(case.exposure))):
        return ()
    changes = closed(case, _cut).changes
    _check(case, changes)
    return changes


def limited(case: Case, only: Only, fits: Fits) -> tuple[Change, ...]:
    """Put a condition on the statements that let them in.

    () where one of them leaves nobody in with it, or cannot say it beside what it says already. Raises
    CannotPlan where AWS would refuse the result.
    """
    changes = closed(case, partial(_limit, only, fits)).changes if all_fit(case, fits) else ()
    _check(case, changes)
    return changes


def all_fit(case: Case, fits: Fits) -> bool:
    """Whether there are statements that let somebody in, and the condition is one for each of them."""
    known = statements(case)
    meant = [known.get(pointer) for pointer in in_policy(case, opens(case.exposure))]
    return bool(meant) and all(one is not None and fits(one) for one in meant)


def statements(case: Case) -> dict[str, Statement]:
    """The policy's statements by their pointers; none where it is no policy that AWS would take."""
    text = case.text()
    policy = parse_policy(text) if text else None
    return {one.pointer: one for one in policy.statements} if isinstance(policy, Policy) else {}


def rewritten(
    case: Case, opening: tuple[Evidence, ...], only: Only, fits: Fits, principal: Written | None = None
) -> Case:
    """The case with this condition on what opens it in the policy, and what opens it in the list taken out.

    Itself where that cannot be said in each of those statements.
    """
    pointers, known = tuple(in_policy(case, opening)), statements(case)
    if not all(pointer in known and fits(known[pointer]) for pointer in pointers):
        return case
    listed = without_entries(case, opening)
    if not pointers:
        return listed
    text = narrowed(case.text() or "", pointers, only, principal)
    return case if text is None else listed.changed(case.terrain.policy, text)


def _limit(only: Only, fits: Fits, case: Case, opening: tuple[Evidence, ...]) -> Case:
    return rewritten(case, opening, only, fits)


def _cut(case: Case, opening: tuple[Evidence, ...]) -> Case:
    listed, text = without_entries(case, opening), case.text()
    if text is None:
        return listed
    return listed.changed(case.terrain.policy, without(text, in_policy(case, opening)))


def in_policy(case: Case, opening: Iterable[Evidence]) -> Iterator[str]:
    """The statements of the resource's own policy among what opens it, by their pointers."""
    for one in opening:
        if one.setting == case.terrain.policy and one.pointer.startswith(_STATEMENT):
            yield one.pointer


def _check(case: Case, changes: tuple[Change, ...]) -> None:
    for change in changes:
        if change.setting == case.terrain.policy:
            if change.after is None and not case.terrain.removable:
                raise CannotPlan("fix_policy_not_removable")
            check(change.before, change.after)
