"""What a change would lead to: the facts as they would be read after it, and the verdict on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from ajar.model.change import Change
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, replaced
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.kind import Setting

Judge = Callable[[Resource, Facts, Ours, datetime], Exposure]


def facts_after(
    settings: Sequence[Setting], resource: Resource, facts: Facts, changes: Iterable[Change]
) -> dict[str, dict[str, Reading]]:
    """The facts as they would be read with these changes made; `settings` are the kind's.

    A setting that then plays no part any more (the ACL of a bucket whose owner is enforced) is not read, so
    it is left out here as well; and so is a second opinion, which is of what was there before.
    """
    for change in changes:
        facts = replaced(facts, change.setting, change.owner.id, Fact(change.after))
    kept: dict[str, dict[str, Reading]] = {}
    for setting in settings:
        known = facts.get(setting.name, {})
        owners = {owner.id for owner in setting.of(resource, kept)} if known else ()
        readings = {owner: reading for owner, reading in known.items() if owner in owners}
        if readings:
            kept[setting.name] = readings
    return kept


def judged_once(judge: Judge, resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Exposure:
    """What the judge says of these facts, which it is not asked twice in a row.

    A fix looks at what it would lead to, and so does whoever offers it: all that fixes try out of a resource
    is judged once. Facts are compared by what they say, so that nothing is answered for others.
    """
    return _judged(_Question(judge, ours, at, repr((resource, facts)), resource, facts))


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked; `said` stands for the resource and the facts, which cannot be hashed."""

    judge: Judge
    ours: Ours
    at: datetime
    said: str
    resource: Resource = field(compare=False)
    facts: Facts = field(compare=False)


@lru_cache(maxsize=64)
def _judged(question: _Question) -> Exposure:
    return question.judge(question.resource, question.facts, question.ours, question.at)
