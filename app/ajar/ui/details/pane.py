"""The details of one resource: the answer, the picture of doors, the evidence, and what is not known."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ajar.model.change import Offer
from ajar.model.finding import Finding, same_verdict
from ajar.model.history import Past
from ajar.model.kept import Kept
from ajar.ui.blocks import Stack
from ajar.ui.details.evidence import EvidenceSection
from ajar.ui.details.kept_block import KeptBlock
from ajar.ui.details.offers import act_words, offer_sections
from ajar.ui.details.past import past_section
from ajar.ui.details.picture import Picture
from ajar.ui.details.prose import Prose
from ajar.ui.details.sections import closing_sections, sections
from ajar.ui.details.tracks import Stop, deciding, more, tracks
from ajar.ui.details.who import WhoSection
from ajar.ui.empty import Empty
from ajar.ui.labels import Label, tip
from ajar.ui.look.tinted import IconButton
from ajar.ui.scrolling import Scrolling
from ajar.ui.tab_order import order_keys
from ajar.words import doors
from ajar.words.ago import ago
from ajar.words.explained import explained
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import day, kind, sentence

_MINUTE = 60_000  # milliseconds
_LONGEST = 240  # characters of a name; no provider takes longer ones


class DetailsPane(QWidget):
    """Shows one finding; it scrolls inside itself and never sets the window's height."""

    copied = Signal(str)
    """Says in a few words what was put on the clipboard, for the status bar."""
    fix = Signal()
    """What would close it is to be previewed."""
    keep = Signal()
    """It is to be declared open on purpose, or what was declared of it is to be changed."""
    withdraw = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self._account = ""
        self._offers: tuple[Offer, ...] = ()
        self._kept: Kept | None = None
        self._many = 0
        self._deciding: Stop | None = None
        self._empty, self._card = Empty(), QFrame()
        self._card.setProperty("look", "card")
        self._scroll = Scrolling()
        self._name, self._where = Prose(look="title"), Prose(look="muted")
        self._sentence, self.meant = Prose(), KeptBlock()
        self.picture, self._rest = Picture(), Label(look="muted", wrap=True)
        self._pointed = Label(look="muted", wrap=True)
        self._before, self._close, self._after, self._past = Stack(), Stack(), Stack(), Stack()
        self._told_past: Past | None = None
        self._past.fill([])
        self.evidence, self.who = EvidenceSection(), WhoSection(self._copy)
        self._copy_id = IconButton("copy", look="icon")
        self._fix = IconButton("lock", look="primary")
        self._keep = IconButton("pin", translated(marked("Keep open...")))
        self._copy_all = IconButton("file-text", translated(marked("Copy as text")))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self._tell_age)
        self._clock.start()
        self.show_finding(None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._copy_id, alignment=Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self._where)
        head.addWidget(self._sentence)
        head.addWidget(self.meant)
        head.addSpacing(4)
        for widget in (self.picture, self._rest, self._pointed):
            head.addWidget(widget)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 14, 14, 16)
        column.setSpacing(18)
        column.addLayout(head)
        for part in (self._before, self.evidence, self._close, self._past, self.who, self._after):
            column.addWidget(part)
        column.addWidget(self._copy_all, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self._lay_out_card(page)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _lay_out_card(self, page: QWidget) -> None:
        """The page scrolls; what leads to the fixes stands below it, always in sight."""
        self._scroll.show_page(page)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self._scroll, 1)
        self._foot = QFrame()
        self._foot.setProperty("look", "foot")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(18, 6, 14, 10)
        foot.addWidget(self._fix)
        foot.addWidget(self._keep)
        foot.addStretch(1)
        inner.addWidget(self._foot)

    def _connect(self) -> None:
        self.picture.chosen.connect(self._show_evidence)
        self.picture.pointed.connect(self._tell_door)
        self.evidence.copy.connect(self._copy)
        self.who.changed.connect(self._order_keys)
        self._copy_id.clicked.connect(self._copy_name)
        self._copy_all.clicked.connect(self._copy_text)
        self._fix.clicked.connect(self.fix)
        self._keep.clicked.connect(self.keep)
        self.meant.change.connect(self.keep)
        self.meant.withdraw.connect(self.withdraw)

    # --- what is shown ---

    def show_finding(
        self,
        finding: Finding | None,
        account_name: str = "",
        offers: tuple[Offer, ...] = (),
        kept: Kept | None = None,
    ) -> None:
        """Explain this finding, with the fixes that apply to it; None says that nothing is chosen.

        `kept` is what was declared of it.
        """
        if finding is None:
            self._finding = None
            said = translated(marked("Choose a row to see who can get in and why."))
            self._empty.say(said, picture="door-open")
            self._pages.setCurrentWidget(self._empty)
            return
        before, self._finding = self._finding, finding
        same = (account_name, offers, kept) == (self._account, self._offers, self._kept)
        if before is not None and same and _same(before, finding):
            self._tell_age()
            return
        again = before is not None and before.resource.id == finding.resource.id
        place = self._scroll.verticalScrollBar().value() if again else 0
        self._account, self._offers, self._kept = account_name, offers, kept
        self._show(finding)
        self._pages.setCurrentWidget(self._card)
        self._scroll.verticalScrollBar().setValue(place)

    def show_past(self, past: Past | None) -> None:
        """Say since when the finding that is shown stands so, and how it stood before; None where unknown."""
        if self._finding is None or past == self._told_past:
            return
        self._told_past = past
        self._past.fill([past_section(past)] if past else [])
        self._order_keys()

    def show_chosen(self, number: int) -> None:
        """Say in the button how many rows it is for."""
        self._many = number
        self._show_act()

    def _show_act(self) -> None:
        if self._many > 1:
            words = counted("Make {n} private...", "Make {n} private...", self._many)
        else:
            words = act_words(self._offers, self._finding.exposure) if self._finding is not None else ""
        self._fix.setText(words)
        self._fix.setVisible(bool(words))
        finding = self._finding
        keeps = finding is not None and finding.exposure.at_most.outside and self._kept is None
        self._keep.setVisible(keeps and self._many <= 1)
        self._foot.setVisible(bool(words) or not self._keep.isHidden())

    def show_loading(self, name: str) -> None:
        """Say that the details of this resource are on their way."""
        self._finding = None
        self._empty.say(translated(marked("Opening {name}...")).format(name=plain(name)), picture="door-open")
        self._pages.setCurrentWidget(self._empty)

    def _show(self, finding: Finding) -> None:
        resource, exposure = finding.resource, finding.exposure
        self._name.say(_shortened(plain(resource.name)))
        said = translated(marked("Copy {what}")).format(what=_shortened(plain(resource.id)))
        self._copy_id.setAccessibleName(said)
        self._copy_id.setToolTip(tip(said))
        self._tell_age()
        self._sentence.say(plain(sentence(resource, exposure)))
        self.meant.show_kept(self._kept, exposure)
        ways = tracks(resource.provider, exposure)
        self.picture.show_tracks(ways, plain_lines(doors.text(resource.provider, exposure)))
        self.picture.setVisible(bool(ways))
        self._rest.say(more(ways))
        self._rest.setVisible(bool(more(ways)))
        self._deciding = deciding(ways[0]) if ways else None
        self._pointed.setVisible(bool(ways))
        self._tell_door(None)
        self._before.fill(list(sections(finding, self._copy)))
        self.evidence.show_finding(finding)
        self._close.fill(list(offer_sections(self._offers, exposure.state)))
        self._show_act()
        self.who.show_for(self._account, resource)
        self._after.fill(list(closing_sections(finding)))
        self._order_keys()

    def _order_keys(self) -> None:
        """Let the keyboard go from top to bottom, through what is new as well."""
        upper = (self._copy_id, self.meant, self.picture, self._before, self.evidence, self._close)
        lower = (self._past, *self.who.parts(), self._after, self._copy_all, self._fix, self._keep)
        order_keys((*upper, *lower))

    def _tell_age(self) -> None:
        finding = self._finding
        if finding is None:
            return
        resource = finding.resource
        parts = [kind(resource.kind), self._account or resource.account, resource.region]
        if resource.created is not None:
            parts.append(translated(marked("created {day}")).format(day=day(resource.created)))
        when = ago(finding.read_at, datetime.now(UTC))
        parts.append(translated(marked("checked {when}")).format(when=when))
        self._where.say(" · ".join(plain(part) for part in parts if part))

    def _tell_door(self, stop: Stop | None) -> None:
        """Say what the door is that is pointed at, or else the one that decides."""
        self._pointed.say((stop or self._deciding).spoken if self._deciding else "")

    def scroll_to(self, part: QWidget) -> None:
        """Bring the beginning of a part into sight."""
        self._scroll.verticalScrollBar().setValue(part.y() - 40)

    def _show_evidence(self, stop: Stop) -> None:
        if self.evidence.show_stop(stop):
            self._scroll.ensureWidgetVisible(self.evidence, 0, 40)

    # --- copying ---

    def _copy_name(self) -> None:
        if self._finding is not None:
            self._copy(self._finding.resource.id, plain(self._finding.resource.id))

    def _copy_text(self) -> None:
        if self._finding is not None:
            text = explained(self._account, self._finding)
            self._copy(text, translated(marked("the explanation")))

    def _copy(self, text: str, what: str) -> None:
        QApplication.clipboard().setText(text)
        self.copied.emit(translated(marked("Copied: {what}")).format(what=what))


def plain_lines(text: str) -> str:
    """The text made safe to read line by line."""
    return "\n".join(plain(line) for line in text.split("\n"))


def _same(one: Finding, other: Finding) -> bool:
    """Whether both are to be shown alike, but for their age."""
    return one.resource == other.resource and same_verdict(one, other)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
