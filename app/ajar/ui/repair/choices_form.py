"""Which fix, and what it leaves to choose: a list of all that apply, and the fields of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ajar.model.change import Offer
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.choices import ComboBox
from ajar.ui.repair.choice_field import ChoiceField
from ajar.words.language import marked, translated
from ajar.words.repair import fix_costs, fix_title, offer_notes


class ChoicesForm(QWidget):
    """Shows the offers; `changed` tells that another fix, or something else, is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()
        self._fields: list[ChoiceField] = []
        self._list = ComboBox()
        self._list.setAccessibleName(translated(marked("The fix")))
        self._list.currentIndexChanged.connect(lambda _place: self._chosen_another())
        label = Label(translated(marked("The fix")), look="heading")
        label.setBuddy(self._list)
        self._about = Prose(look="muted")
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (label, self._list, self._about, self._inner):
            column.addWidget(widget)
        self.hide()

    def show_offers(self, offers: Sequence[Offer], fix: str, chosen: Mapping[str, str]) -> None:
        """Offer these, with this one chosen; fields that stand already stay as they are being typed in."""
        self.setVisible(bool(offers))
        wanted = next((place for place, offer in enumerate(offers) if offer.fix == fix), 0)
        same = tuple(offers) == self._offers and wanted == self._list.currentIndex()
        if same:
            return
        self._offers = tuple(offers)
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addItems([_line(offer) for offer in offers])
            self._list.setCurrentIndex(wanted)
        self._show_fields(chosen)

    def fix(self) -> str:
        """The name of the chosen fix; "" before there are any."""
        offer = self._offer()
        return offer.fix if offer is not None else ""

    def chosen(self) -> dict[str, str]:
        """What is chosen for it."""
        return {field.choice.name: field.value() for field in self._fields}

    def complete(self) -> bool:
        """Whether everything that has to be chosen is."""
        return all(field.value() for field in self._fields)

    def _offer(self) -> Offer | None:
        place = self._list.currentIndex()
        return self._offers[place] if 0 <= place < len(self._offers) else None

    def _chosen_another(self) -> None:
        self._show_fields({})
        self.changed.emit()

    def _show_fields(self, chosen: Mapping[str, str]) -> None:
        offer = self._offer()
        for field in self._fields:
            field.hide()
            field.deleteLater()
        self._fields = []
        for choice in offer.choices if offer is not None else ():
            field = ChoiceField(choice, chosen.get(choice.name, ""))
            field.changed.connect(self.changed)
            self._fields.append(field)
            self._column.addWidget(field)
        self._inner.setVisible(bool(self._fields))
        about = [fix_costs(offer.fix), *offer_notes(offer)] if offer is not None else []
        self._about.say(" ".join(part for part in about if part))
        self._about.setVisible(any(about))


def _line(offer: Offer) -> str:
    if offer.closes:
        return fix_title(offer.fix)
    return translated(marked("{fix} (does not close it)")).format(fix=fix_title(offer.fix))
