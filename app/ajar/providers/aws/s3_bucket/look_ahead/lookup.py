"""How things are looked up before a change: one after the other, and what could not be looked up is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ajar.model.change import Consequence, Topic
from ajar.providers.kind import Ahead, CloudError, Expired, LookAhead, Reader


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """One thing that is looked up. `ahead_{name}_not_known` says that it could not be; `topic` is of that."""

    name: str
    look: LookAhead
    topic: Topic = Topic.BREAKS
    permissions: tuple[str, ...] = ()


def looked_up(lookups: Sequence[Lookup], reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What each of them finds, in their order; a call that fails ends its own lookup only.

    Raises nothing but Expired.
    """
    for one in lookups:
        try:
            yield from one.look(reader, ahead)
        except Expired:
            raise
        except CloudError as error:
            yield unknown(one.topic, f"ahead_{one.name}_not_known", permission=error.permission)


def needed(lookups: Sequence[Lookup]) -> tuple[str, ...]:
    """The permissions that all of them take together, sorted."""
    return tuple(sorted({name for one in lookups for name in one.permissions}))


def trouble(topic: Topic, code: str, **args: str) -> Consequence:
    """Something that the change brings with it."""
    return Consequence(topic=topic, code=code, args=args)


def reassurance(topic: Topic, code: str, **args: str) -> Consequence:
    """Something that was looked up and is no trouble."""
    return Consequence(topic=topic, code=code, args=args, reassures=True)


def unknown(topic: Topic, code: str, *, permission: str = "", **args: str) -> Consequence:
    """Something that could not be looked up."""
    return Consequence(topic=topic, code=code, args=args, known=False, permission=permission)
