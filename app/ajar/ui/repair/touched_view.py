"""What else a change to something shared is about: each other resource, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from ajar.model.change import Preview, Touched
from ajar.ui.blocks import section, told
from ajar.ui.details.prose import Prose
from ajar.ui.look.chip_label import BeforeAfter
from ajar.words.language import counted
from ajar.words.plain import plain
from ajar.words.repair import stands, touches
from ajar.words.verdict import kind

_WITH_CHIPS, _IN_ONE = 60, 200


def touched_section(preview: Preview) -> QWidget:
    """Those that would stand otherwise each by itself, and all others by their names."""
    return section(touches(preview), list(_rows(preview.touched)))


def _rows(touched: Sequence[Touched]) -> Iterator[QWidget]:
    changed = [one for one in touched if _moves(one)]
    for one in changed[:_WITH_CHIPS]:
        said = f"{plain(one.resource.name)} · {kind(one.resource.kind)}"
        chips = BeforeAfter(stands(one.resource, one.before), stands(one.resource, one.after))
        yield told("database", "muted", Prose(said), chips)
    rest = changed[_WITH_CHIPS:]
    if rest:
        said = counted("{n} more changes as well:", "{n} more change as well:", len(rest))
        yield told("database", "muted", Prose(said), *_names(rest))
    same = [one for one in touched if not _moves(one)]
    if same:
        said = counted("{n} stands as it did:", "{n} stand as they did:", len(same))
        yield told("check", "muted", Prose(said), *_names(same))


def _moves(one: Touched) -> bool:
    return (one.before.state, one.before.audience) != (one.after.state, one.after.audience)


def _names(touched: Sequence[Touched]) -> Iterator[QWidget]:
    """All names, a part of them in each text: an account may have many thousands."""
    names = [plain(one.resource.name) for one in touched]
    for first in range(0, len(names), _IN_ONE):
        yield Prose(", ".join(names[first : first + _IN_ONE]), look="muted")
