"""What would close a resource: the fixes that apply, each with what it costs; the least invasive first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from ajar.model.access import State
from ajar.model.change import Offer
from ajar.model.exposure import Exposure
from ajar.ui.blocks import section, told
from ajar.ui.details.prose import Prose
from ajar.words.language import marked, translated
from ajar.words.repair import falling_short, fix_costs, fix_title, offer_notes


def offer_sections(offers: Sequence[Offer], state: State) -> Iterator[QWidget]:
    """Those that close a resource in this state, and then those that do not."""
    closing = [offer for offer in offers if offer.closes]
    if closing:
        yield section(translated(marked("What would close it")), [_offer("lock", one) for one in closing])
    others = [offer for offer in offers if not offer.closes]
    if others:
        yield section(falling_short(state), [_offer("shield-half", one) for one in others])


def act_words(offers: Sequence[Offer], exposure: Exposure) -> str:
    """The words of the button that leads to them; "" where there are none."""
    if not offers:
        return ""
    if any(offer.closes for offer in offers):
        return translated(marked("Make private..."))
    if not (exposure.at_most.outside or exposure.held):
        return translated(marked("Keep private..."))
    return translated(marked("Make narrower..."))


def _offer(picture: str, offer: Offer) -> QWidget:
    lines: list[QWidget] = [Prose(fix_title(offer.fix))]
    below = " ".join(part for part in (fix_costs(offer.fix), *offer_notes(offer)) if part)
    if below:
        lines.append(Prose(below, look="muted"))
    return told("triangle-alert" if offer.shared else picture, "holders" if offer.shared else "muted", *lines)
