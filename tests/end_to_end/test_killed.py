"""A real `ajar fix`, killed at every call of its repair and at every note of it: what is left is told truly.

Nothing of it depends on how many calls a repair makes: a first one, killed nowhere, counts them.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ajar.demo.aws.company.callers import PROD_KEY
from ajar.demo.call import Call
from ajar.jobs.audit import now
from ajar.jobs.examine import examine
from ajar.jobs.fixing import Wish, entered, find, make, site_at
from ajar.jobs.offers import planned
from ajar.jobs.preview import plan_undo
from ajar.jobs.sign_in import Way, provider, unstored
from ajar.model.account import AwsAmbient, Demo
from ajar.model.journal import JournalEntry, JournalState, is_unfinished
from ajar.model.ours import Ours
from ajar.providers.reader import reader
from ajar.store import journal as journals
from ajar.store import open_store
from clouds.killing import A_PLAN, AT_A_NOTE, KILLED, Place, entries, journal, place, run

BUCKET = "marrow-launch-drafts"
FIX = ("-m", "ajar", "fix", f"s3://{BUCKET}", "--yes")
TWO_FIXES = ("remove_statement", "block_public_access")
SIDE_BY_SIDE = 4


def _counted(folder: Path) -> tuple[int, int]:
    """How many calls a fix makes, and the first after its entry is in the journal: all before only reads."""
    with place(folder) as here:
        first: list[int] = []

        def look(_call: object) -> None:
            if not first and entries(here.store):
                first.append(len(here.server.seen))

        here.cloud.before.append(look)
        assert run(here.server, *FIX, **here.variables) == 0
        assert here.bucket(BUCKET).policy is None
        return first[0], len(here.server.seen)


def _side_by_side(work: Callable[..., None], folder: Path, cases: list[tuple[Any, ...]]) -> None:
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for number, done in enumerate(
            [pool.submit(work, folder / str(number), *case) for number, case in enumerate(cases)]
        ):
            assert done.result() is None, cases[number]


def _killed_at_a_call(folder: Path, number: int, *, answered: bool, begun: bool) -> None:
    with place(folder) as here:
        before = here.bucket(BUCKET).policy
        here.server.arm(number, answered=answered)
        assert run(here.server, *FIX, **here.variables) == KILLED, here.server.seen
        here.server.arm(0, answered=False)
        assert entries(here.store) == (1 if begun else 0)
        if begun:
            _told_truly(here, before)
        else:
            assert here.bucket(BUCKET).policy == before


def _killed_at_a_note(folder: Path, number: int, when: str) -> None:
    with place(folder) as here:
        before = here.bucket(BUCKET).policy
        program = ("-c", AT_A_NOTE, str(number), when, *FIX[2:])
        assert run(here.server, *program, **here.variables) == KILLED
        if (number, when) == (1, "before"):
            assert entries(here.store) == 0
            assert here.bucket(BUCKET).policy == before
        else:
            _told_truly(here, before)


def _told_truly(here: Place, before: str | None) -> None:
    """What `ajar journal` says is what the cloud has, nothing is left unfinished, and one can go on."""
    made = here.bucket(BUCKET).policy is None
    assert made or here.bucket(BUCKET).policy == before, "the cloud is as it was, or as it was confirmed"
    told = journal(here)
    assert told["state"] == ("verified" if made else "not_made"), told
    assert told["ended"]
    _can_go_on(here, before, made=made)


def _can_go_on(here: Place, before: str | None, *, made: bool) -> None:
    way = _way(here)
    with open_store(here.store) as store:
        [entry] = journals.entries(store)
        assert not is_unfinished(entry)
        plan = plan_undo(entry) if made else entry.plan
        outcome = make(store, way, Wish(plan=plan), told=lambda _entry: None)
    assert outcome.entry.state is JournalState.VERIFIED
    assert here.bucket(BUCKET).policy == (before if made else None)


def _way(here: Place) -> Way:
    login = Demo(url=here.variables["AWS_ENDPOINT_URL"], key=PROD_KEY)
    return unstored("aws", login)


def _two_changes(here: Place) -> JournalEntry:
    """A plan that takes the policy away and then blocks the bucket, from how it is now."""
    with entered(_way(here)) as session:
        found = find(session, provider("aws").kinds, "s3_bucket", f"arn:aws:s3:::{BUCKET}")
        assert found is not None
        site = site_at(session, found[1], Ours())
        finding = examine(reader(session), site.kind, found[1], site.ours, site.clock())
        plans = [planned(site.kind, finding, name, site.ours, {}) for name in TWO_FIXES]
    changes = tuple(change for plan in plans for change in plan.changes)
    return JournalEntry(
        id="",
        account="",
        login=AwsAmbient(),
        plan=msgspec.structs.replace(plans[0], changes=changes),
        at=now(),
        by="",
    )


def _killed_between_two(folder: Path, after: int, *, answered: bool) -> None:
    """Killed so many calls after its first write arrived."""
    with place(folder) as here:
        before = (here.bucket(BUCKET).policy, here.bucket(BUCKET).block)
        plan = msgspec.json.encode(_two_changes(here)).decode()
        here.server.arm(0, answered=False)

        def aim(call: Call) -> None:
            if call.operation == "DeleteBucketPolicy" and not here.server.number:
                here.server.number = len(here.server.seen) + after
                here.server.answered = answered

        here.cloud.before.append(aim)
        assert run(here.server, "-c", A_PLAN, plan, **here.variables) == KILLED
        here.cloud.before.clear()
        here.server.arm(0, answered=False)
        policy, block = here.bucket(BUCKET).policy is None, here.bucket(BUCKET).block != before[1]
        told = journal(here)
        assert told["steps"] == ["made", "made" if block else told["steps"][1]], told
        assert policy, "it was killed after its first change was made"
        assert told["state"] == ("verified" if block else "made"), told
        assert block or "1 of 2 changes were made" in told["message"]
        with open_store(here.store) as store:
            [entry] = journals.entries(store)
            wish = Wish(plan=plan_undo(entry))
            outcome = make(store, _way(here), wish, told=lambda _entry: None)
        assert outcome.entry.state is JournalState.VERIFIED
        assert here.bucket(BUCKET).policy == before[0]
        assert here.bucket(BUCKET).block == before[1]


@pytest.mark.timeout(240)  # as above
def test_a_plan_that_was_killed_between_its_changes_is_told_as_a_part_and_can_be_undone(
    tmp_path: Path,
) -> None:
    # After the first write it is seen, the second is looked at, written (answered or not), and seen.
    # The one that may still be on its way comes first: what the cloud takes to show it is waited for.
    cases = [(3, False), (1, False), (2, False), (3, True), (4, False)]

    def work(folder: Path, after: int, answered: bool) -> None:  # noqa: FBT001 - a case's parts
        _killed_between_two(folder, after, answered=answered)

    _side_by_side(work, tmp_path, cases)


@pytest.mark.timeout(240)  # some thirty programs, four at a time, on two cores that may have other work
def test_a_fix_that_was_killed_at_any_call_is_told_truly_and_can_be_gone_on_with(tmp_path: Path) -> None:
    first, last = _counted(tmp_path / "counted")
    cases = [(number, False, True) for number in range(first, last + 1)]
    # Killed after an answer is killed before the next call, but for a write (the third of them) and the last.
    cases += [(number, True, True) for number in (first + 2, last)]
    cases += [(1, False, False), (first - 1, True, False)]
    cases.sort(key=lambda case: case[:2] != (first + 2, False))  # as above

    def work(folder: Path, number: int, answered: bool, begun: bool) -> None:  # noqa: FBT001 - a case's parts
        _killed_at_a_call(folder, number, answered=answered, begun=begun)

    _side_by_side(work, tmp_path, cases)


@pytest.mark.timeout(240)  # as above
def test_a_fix_that_was_killed_at_any_note_is_told_truly_and_can_be_gone_on_with(tmp_path: Path) -> None:
    notes = 4  # begun, sending, made, ended
    cases = [(number, when) for number in range(1, notes + 1) for when in ("before", "after")]
    cases.sort(key=lambda case: case not in ((2, "after"), (3, "before")))  # as above
    _side_by_side(_killed_at_a_note, tmp_path, cases)
