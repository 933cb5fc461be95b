"""Whether a change would be taken, and whether it can be put back, as things stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ajar.model.change import Consequence, Topic, undone
from ajar.model.facts import Fact, Facts, replaced
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance
from ajar.providers.aws.s3_bucket.look_ahead.refusals import Refusal, refusals
from ajar.providers.kind import Ahead, Reader


def write(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What AWS would refuse of the change itself."""
    resource = ahead.finding.resource
    for one in refusals(resource, ahead.finding.facts, ahead.changes, alone=alone(ahead)):
        yield one.told(Topic.BREAKS)


def undo(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What AWS would refuse of what puts it back."""
    facts: Facts = ahead.finding.facts
    for change in ahead.changes:
        facts = replaced(facts, change.setting, change.owner.id, Fact(change.after))
    found = refusals(ahead.finding.resource, facts, undone(ahead.changes), alone=alone(ahead))
    yield from undo_told(found)


def undo_told(found: Iterable[Refusal]) -> Iterator[Consequence]:
    """What stands against an undo; that nothing does, where that is so."""
    told = tuple(one.told(Topic.UNDO) for one in found)
    yield from told or (reassurance(Topic.UNDO, "ahead_undo_possible"),)


def alone(ahead: Ahead) -> bool:
    """Whether the resource's account is known to be in no organization."""
    return ahead.finding.resource.account in ahead.ours.alone


WRITE = Lookup(name="write", look=write)
UNDO = Lookup(name="undo", look=undo, topic=Topic.UNDO)
