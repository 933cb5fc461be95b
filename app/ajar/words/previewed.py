"""A preview with the sentence of every code filled in, as files and screens show it."""

from __future__ import annotations

import msgspec

from ajar.model.change import Consequence, Preview, Touched
from ajar.words import say
from ajar.words.verdict import spoken


def spoken_preview(preview: Preview) -> Preview:
    """The same preview with its sentences."""
    return msgspec.structs.replace(
        preview,
        before=spoken(preview.before),
        after=spoken(preview.after),
        consequences=tuple(map(_consequence, preview.consequences)),
        touched=tuple(map(_touched, preview.touched)),
    )


def _consequence(one: Consequence) -> Consequence:
    return msgspec.structs.replace(one, says=say(one.code, one.args))


def _touched(one: Touched) -> Touched:
    return msgspec.structs.replace(one, before=spoken(one.before), after=spoken(one.after))
