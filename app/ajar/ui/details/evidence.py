"""The evidence of a verdict: each part that it cites, with the text that it stands in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ajar.model.finding import Finding
from ajar.ui.details.evidence_box import EvidenceBox, accessible_name
from ajar.ui.details.excerpt import Excerpt, excerpt
from ajar.ui.details.exhibits import Exhibit, exhibits, first, wanted
from ajar.ui.details.prose import Prose
from ajar.ui.details.tracks import Stop
from ajar.ui.labels import Label, tip
from ajar.ui.look.choices import ComboBox
from ajar.ui.look.tinted import IconButton
from ajar.words.language import counted, marked, translated

_STATEMENTS = (marked("Show {n} statement"), marked("Show all {n} statements"))
_PARTS = {
    "access_point_policy": _STATEMENTS,
    "iam": (marked("Show {n} binding"), marked("Show all {n} bindings")),
    "key_policy": _STATEMENTS,
    "policy": _STATEMENTS,
}
_ANY = (marked("Show {n} entry"), marked("Show all {n} entries"))


class EvidenceSection(QWidget):
    """Shows one exhibit at a time, and lets one choose among them."""

    copy = Signal(str, str)
    """A text to put on the clipboard, and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self._exhibits: tuple[Exhibit, ...] = ()
        self._whole = False
        self._heading = Label(translated(marked("Evidence")), look="heading")
        self._copy = IconButton("copy", look="icon")
        self._copy.clicked.connect(self._copy_text)
        self._choice = ComboBox()
        self._choice.setAccessibleName(translated(marked("Which evidence")))
        self._choice.currentIndexChanged.connect(self._chosen)
        self._says, self._instead = Prose(), Prose(look="muted")
        self.box = EvidenceBox()
        self._fold = QPushButton()
        self._fold.setProperty("look", "link")
        self._fold.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._fold.clicked.connect(self._turn)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        for widget in (self._choice, self._says, self._instead, self.box):
            column.addWidget(widget)
        column.addWidget(self._fold, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_finding(self, finding: Finding) -> None:
        """Show the evidence of this finding, that of its widest way first."""
        self._exhibits = exhibits(finding)
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItems([exhibit.title for exhibit in self._exhibits])
        self._choice.setCurrentIndex(wanted(self._exhibits, "", "", first(finding.exposure)) or 0)
        self._choice.blockSignals(False)
        self._choice.setVisible(len(self._exhibits) > 1)
        self.setVisible(bool(self._exhibits))
        if self._exhibits:
            self._chosen(0)

    def show_stop(self, stop: Stop) -> bool:
        """Show what is behind a door, and put the keyboard there; whether there is anything."""
        number = wanted(self._exhibits, stop.setting, stop.owner, stop.evidence)
        if number is None:
            return False
        self._choice.setCurrentIndex(number)
        target = self.box if not self.box.isHidden() else self._choice
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.see_mark()
        return True

    @property
    def current(self) -> Exhibit:
        """What is shown."""
        return self._exhibits[max(0, self._choice.currentIndex())]

    def _chosen(self, _number: int) -> None:
        self._whole = False
        exhibit = self.current
        single = len(self._exhibits) == 1
        name = accessible_name(exhibit.title)
        self._heading.say(name if single else translated(marked("Evidence")))
        self.box.setAccessibleName(name)
        said = translated(marked("Copy {what}")).format(what=exhibit.title)
        self._copy.setAccessibleName(said)
        self._copy.setToolTip(tip(said))
        self._says.say(exhibit.says)
        self._instead.say(exhibit.instead)
        self._instead.setVisible(bool(exhibit.instead))
        for widget in (self.box, self._copy):
            widget.setVisible(not exhibit.instead)
        self._show()

    def _show(self) -> None:
        exhibit = self.current
        if exhibit.instead:
            self._fold.hide()
            return
        shown = excerpt(exhibit.text, exhibit.span, whole=self._whole)
        self._fold.setVisible(shown.parts > 1)
        self._fold.setText(self._fold_text(shown))
        self.box.show_excerpt(shown, exhibit.tone)
        if shown.cut:
            self._instead.say(translated(marked("It is too long to be shown whole; the copy is whole.")))
            self._instead.show()

    def _fold_text(self, shown: Excerpt) -> str:
        if self._whole:
            return translated(marked("Show only what counts"))
        one, many = _PARTS.get(self.current.setting, _ANY)
        return counted(one, many, shown.parts)

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show()

    def _copy_text(self) -> None:
        self.copy.emit(self.current.text, self.current.title)
