"""The changes of a plan in their order, each with its setting's name and the diff of the real text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ajar.model.change import Change
from ajar.model.resource import Owner, Resource
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.tinted import IconButton
from ajar.ui.repair.diff_box import DiffBox
from ajar.ui.repair.text_diff import diff, has_two_forms
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.settings import title


class ChangesView(QWidget):
    """Shows what is written where; a switch between JSON and the very text, where these differ."""

    def __init__(self, heading: str, resource: Resource | Owner, changes: Sequence[Change]) -> None:
        super().__init__()
        self._changes = changes
        self._laid_out = True
        self._boxes: list[DiffBox] = []
        self._switch = IconButton("file-text", look="link")
        self._switch.setAutoDefault(False)
        self._switch.clicked.connect(self._other_form)
        self._switch.setVisible(any(has_two_forms(one.before, one.after) for one in changes))
        top = QHBoxLayout()
        top.addWidget(Label(heading, look="heading", wrap=True), 1)
        top.addWidget(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        for number, change in enumerate(changes, 1):
            column.addWidget(Prose(_title(number, len(changes), resource, change)))
            box = DiffBox(title(change.setting))
            self._boxes.append(box)
            column.addWidget(box)
        self._show()

    def _other_form(self) -> None:
        self._laid_out = not self._laid_out
        self._show()

    def _show(self) -> None:
        other = marked("Show as text") if self._laid_out else marked("Show as JSON")
        self._switch.setText(translated(other))
        for box, change in zip(self._boxes, self._changes, strict=True):
            box.show_lines(diff(change.before, change.after, laid_out=self._laid_out))


def _title(number: int, of: int, resource: Resource | Owner, change: Change) -> str:
    name = title(change.setting)
    if change.owner.id != resource.id:
        said = marked("{setting} of {owner}")
        name = translated(said).format(setting=name, owner=plain(change.owner.name or change.owner.id))
    return f"{number}. {name}" if of > 1 else name
