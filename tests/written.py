"""Entries of the journal made up for tests."""

from __future__ import annotations

from ajar.model.account import AwsAmbient
from ajar.model.change import Change, Plan
from ajar.model.journal import JournalEntry
from ajar.model.resource import itself
from clouds.chests import MORNING, chest

CHANGES = (
    Change(owner=itself(chest()), setting="lid", before="open", after=None),
    Change(owner=itself(chest()), setting="lock", before="loose", after="fast"),
)


def entry(*changes: Change, account: str = "", undoes: str = "") -> JournalEntry:
    """An entry that is not begun yet."""
    plan = Plan(fix="shut", resource=chest(), changes=changes or CHANGES, undoes=undoes)
    return JournalEntry(id="", account=account, login=AwsAmbient(), plan=plan, at=MORNING, by="user/ana")
