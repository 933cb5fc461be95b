"""One thing that a fix leaves to the person: options to choose from, others to type, or both."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ajar.model.change import Choice, Option
from ajar.ui.add_account.fields import line
from ajar.ui.labels import Label
from ajar.ui.look.choices import CheckBox, ComboBox
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.repair import choice_title

_PAUSE = 600  # milliseconds without typing before what was typed counts
_LONGEST = 60  # characters of an option; its end is what differs least
_BOXES = 30  # more options than this are typed


class ChoiceField(QWidget):
    """Shows a choice; `changed` tells that its value is another, for typing after a pause."""

    changed = Signal()

    def __init__(self, choice: Choice, value: str) -> None:
        super().__init__()
        self.choice = choice
        self._boxes: list[tuple[CheckBox, Option]] = []
        self._list: ComboBox | None = None
        title = choice_title(choice.name)
        self._line = line(self._example())
        self._line.setAccessibleName(title)
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        label = Label(title, wrap=True)
        label.setBuddy(self._line)
        self._column.addWidget(label)
        if choice.several and choice.options:
            self._add_boxes(choice.options[:_BOXES])
        elif choice.options:
            self._add_list(label, choice.options)
        self._column.addWidget(self._line)
        self._show(value or choice.value)
        self._line.textEdited.connect(lambda _text: self._pause.start())

    def value(self) -> str:
        """What is chosen; several with commas between, "" where nothing is."""
        typed = [part.strip() for part in self._line.text().split(",") if part.strip()]
        if self._list is not None:
            option = self._list.currentData()
            return option if isinstance(option, str) else ",".join(typed)
        ticked = [option.value for box, option in self._boxes if box.isChecked()]
        every = dict.fromkeys((*ticked, *typed)) if self._types else dict.fromkeys(ticked)
        return ",".join(every) if self.choice.several else self._line.text().strip()

    @property
    def _types(self) -> bool:
        """Whether something can be typed."""
        return self.choice.free or not self.choice.options or len(self.choice.options) > _BOXES

    def _example(self) -> str:
        sample = plain(self.choice.sample)
        return translated(marked("For example {sample}")).format(sample=sample) if sample else ""

    def _add_boxes(self, options: tuple[Option, ...]) -> None:
        for option in options:
            box = CheckBox(_called(option))
            box.setToolTip(plain(option.value))
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes.append((box, option))
            self._column.addWidget(box)
        others = translated(marked("Others, with commas between"))
        self._line.setPlaceholderText(others)
        self._line.setVisible(self._types)

    def _add_list(self, label: Label, options: tuple[Option, ...]) -> None:
        self._list = ComboBox()
        self._list.setAccessibleName(label.text())
        label.setBuddy(self._list)
        if not self.choice.value:
            self._list.addItem(translated(marked("Choose...")), "")
        for option in options:
            self._list.addItem(_called(option), option.value)
        if self.choice.free:
            self._list.addItem(translated(marked("Another...")), None)
        self._list.currentIndexChanged.connect(self._listed)
        self._column.addWidget(self._list)

    def _listed(self, _place: int) -> None:
        another = self._list is not None and self._list.currentData() is None
        self._line.setVisible(another)
        if another:
            self._line.setFocus()
        else:
            self.changed.emit()

    def _show(self, value: str) -> None:
        """Show this as what is chosen, telling nobody."""
        parts = [part.strip() for part in value.split(",") if part.strip()]
        known = {option.value for option in self.choice.options}
        for box, option in self._boxes:
            with QSignalBlocker(box):
                box.setChecked(option.value in parts)
        if self._list is not None:
            place = self._list.findData(value)
            with QSignalBlocker(self._list):
                self._list.setCurrentIndex(place if place >= 0 else self._list.count() - 1)
            self._line.setVisible(self._list.currentData() is None)
        offered = known if self._boxes or self._list is not None else frozenset[str]()
        self._line.setText(",".join(part for part in parts if part not in offered))


def _called(option: Option) -> str:
    said = f"{plain(option.name)} ({plain(option.value)})" if option.name else plain(option.value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
