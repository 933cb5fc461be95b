"""The comments that stand over a written plan: what it does, and to what."""

from __future__ import annotations

from ajar.model.change import Plan
from ajar.words import say
from ajar.words.plain import plain
from ajar.words.verdict import kind


def comment(code: str, **arguments: str) -> str:
    """A sentence as one comment line, of which no name that came from a cloud can break out."""
    return f"# {plain(say(code, arguments))}"


def heading(plan: Plan) -> str:
    """What the plan does, to which resource of which account; for one without changes, that it has none."""
    resource = plan.resource
    what = kind(resource.kind) if plan.undoes else say(f"fix_{plan.fix}")
    first = comment("written_what", what=what, name=resource.name, account=resource.account)
    return first if plan.changes else f"{first}\n{comment('written_nothing')}"
