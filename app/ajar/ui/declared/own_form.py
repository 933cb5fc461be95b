"""What is filled in to call something one's own; what is wrong is told beside it as one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ajar.model.mistake import Mistake
from ajar.model.ours import Own, OwnKind
from ajar.model.own_value import EXAMPLES, spelled
from ajar.ui.add_account.fields import Fields, line
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.choices import ComboBox
from ajar.ui.look.tinted import IconButton
from ajar.words import kept as words
from ajar.words import ours
from ajar.words.language import marked, translated
from ajar.words.plain import plain

_KINDS = tuple(OwnKind)


class OwnForm(QWidget):
    """Emits `added` with what was filled in."""

    added = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._accounts: tuple[str, ...] = ()
        self._kind, self._value, self._name, self._account = ComboBox(), line(), line(), ComboBox()
        self._says, self._wrong = Label(look="muted", wrap=True), Prose(look="muted", tint="anyone")
        self._add = IconButton("plus", translated(marked("Call it mine")), look="primary")
        self._kind.addItems([ours.kind(kind) for kind in _KINDS])
        self._name.setPlaceholderText(translated(marked("What you know it by")))
        box = QWidget()
        fields = Fields(box)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setColumnMinimumWidth(0, 70)
        fields.put(translated(marked("What")), self._kind)
        fields.below(self._says)
        fields.put(translated(marked("Value")), self._value)
        fields.below(self._wrong)
        fields.put(translated(marked("Name")), self._name)
        fields.put(translated(marked("Counts in")), self._account)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(translated(marked("Add")), look="heading"))
        column.addWidget(box)
        column.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        self._kind.currentIndexChanged.connect(lambda _place: self._refresh())
        self._value.textChanged.connect(lambda _text: self._refresh())
        self._value.returnPressed.connect(self._emit)
        self._add.clicked.connect(self._emit)
        self.show_accounts(())
        self._refresh()

    def show_accounts(self, names: Sequence[str]) -> None:
        """Offer these accounts to count in; the chosen one stays."""
        before = self._chosen_account()
        with QSignalBlocker(self._account):
            self._accounts = tuple(names)
            self._account.clear()
            self._account.addItems([translated(marked("All accounts")), *map(plain, names)])
            self._account.setCurrentIndex(self._accounts.index(before) + 1 if before in self._accounts else 0)

    def show_mistakes(self, found: Iterable[Mistake]) -> None:
        """Tell what the worker found wrong."""
        self._tell(" ".join(map(words.sentence, found)))

    def clear(self) -> None:
        """Begin anew: what was filled in was taken."""
        self._value.clear()
        self._name.clear()

    def own(self) -> Own:
        """What is filled in."""
        return Own(
            kind=_KINDS[self._kind.currentIndex()],
            value=self._value.text().strip(),
            name=self._name.text().strip(),
            account=self._chosen_account(),
        )

    def focus_first(self) -> None:
        """Put the keyboard on what it is."""
        self._kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen_account(self) -> str:
        place = self._account.currentIndex()
        return self._accounts[place - 1] if 0 < place <= len(self._accounts) else ""

    def _refresh(self) -> None:
        own = self.own()
        self._says.say(ours.kind_says(own.kind))
        self._value.setPlaceholderText(EXAMPLES[own.kind])
        value = spelled(own.kind, own.value)
        wrong = isinstance(value, Mistake)
        self._add.setEnabled(not wrong)
        self._tell(words.sentence(value) if isinstance(value, Mistake) and own.value else "")

    def _tell(self, said: str) -> None:
        self._wrong.say(said)
        self._wrong.setVisible(bool(said))

    def _emit(self) -> None:
        if self._add.isEnabled():
            self.added.emit(self.own())
