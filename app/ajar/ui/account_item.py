"""One account at the side of the window: two lines, a mark where it needs something, and how much is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ajar.ui.labels import tip
from ajar.ui.look.fonts import sized
from ajar.ui.look.icons import NORMAL, pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.tinted import colour
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.troubles import missing_of, needs_sign_in
from ajar.words.verdict import provider
from ajar.worker.protocol import AccountState

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_SIDE, _ABOVE, _GAP = 8, 7, 9
_AWS_DIGITS = 12


@dataclass(frozen=True)
class Entry:
    """What is shown of an account. No `name` means all accounts; `tint` colours a second line that warns."""

    title: str
    below: str = ""
    picture: str = "cloud"
    tint: str = "muted"
    open: int = 0
    name: str | None = None
    tip: str = ""
    fixes: bool = False
    """Whether the person has allowed fixes on it."""

    @property
    def spoken(self) -> str:
        """The entry as one line, for a screen reader."""
        opened = counted("{n} open", "{n} open", self.open)
        return ", ".join(part for part in (self.title, self.below, opened) if part)


def entries(accounts: Iterable[AccountState], opened: dict[str, int]) -> list[Entry]:
    """All accounts and then each of them, or nothing; `opened` counts by the account's name."""
    every = Entry(translated(marked("All accounts")), picture="layers", open=sum(opened.values()))
    each = [_entry(state, opened.get(state.account.name, 0)) for state in accounts]
    return [every, *each] if each else []


def _entry(state: AccountState, opened: int) -> Entry:
    name = state.account.name
    below, tint = _second(state)
    fixes = state.account.fix is not None
    allowed = marked("Fixes are allowed") if fixes else marked("Only read: no fixes are allowed")
    said = [plain(name), _place(state), translated(allowed)]
    said += [*(f"{m.what}: {m.why}" for m in missing_of(state.summaries, ()))]
    shown = tip("\n".join(said))
    return Entry(plain(name), below, tint=tint, open=opened, name=name, tip=shown, fixes=fixes)


def _second(state: AccountState) -> tuple[str, str]:
    if state.checked is None:
        return f"{provider(state.account.provider)} · {translated(marked('not checked yet'))}", "muted"
    if needs_sign_in(state.summaries):
        return translated(marked("Sign in again")), "anyone"
    if any(not summary.complete for summary in state.summaries):
        return f"{provider(state.account.provider)} · {translated(marked('not complete'))}", "holders"
    return _place(state), "muted"


def _place(state: AccountState) -> str:
    ids = state.account.ids or tuple(summary.id for summary in state.summaries if summary.id)
    name = provider(state.account.provider)
    if not ids:
        return name
    if len(ids) > 1:
        return f"{name} · {counted('{n} account', '{n} accounts', len(ids))}"
    if ids[0] == state.account.name and state.account.provider == "gcp":
        return translated(marked("Google Cloud project"))
    return f"{name} · {_spaced(plain(ids[0]))}"


def _spaced(number: str) -> str:
    if len(number) != _AWS_DIGITS or not number.isdigit():
        return number
    return " ".join((number[:4], number[4:8], number[8:]))


class AccountDelegate(QStyledItemDelegate):
    """Draws an entry."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, or one where there is only one."""
        entry, font = index.data(ENTRY), QApplication.font()
        height = QFontMetrics(font).height() + 2 * _ABOVE
        if isinstance(entry, Entry) and entry.below:
            height += QFontMetrics(sized(font, 0.88)).height()
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the icon, both lines and the number."""
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(
            painter, box, selected=selected, hovered=bool(option.state & QStyle.StateFlag.State_MouseOver)
        )
        ink = tokens().accent if selected else tokens().muted
        drawn = pixmap(entry.picture, ink, NORMAL, self._view.devicePixelRatioF())
        painter.drawPixmap(box.left() + _SIDE, box.top() + (box.height() - NORMAL) // 2, drawn)
        inner = box.adjusted(_SIDE + NORMAL + _GAP, _ABOVE, -_SIDE, -_ABOVE)
        top = QFontMetrics(QApplication.font()).height() if entry.below else inner.height()
        upper = QRect(inner.left(), inner.top(), inner.width(), top)
        taken = _badge(painter, upper, entry.open) if entry.open else 0
        _line(painter, upper.adjusted(0, 0, -taken, 0), _title_font(entry), tokens().text, entry.title)
        if entry.below:
            small = sized(QApplication.font(), 0.88)
            _line(painter, inner.adjusted(0, top, 0, 0), small, colour(entry.tint), entry.below)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, *, selected: bool, hovered: bool) -> None:
        colours = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        if selected and self._view.hasFocus():
            painter.setPen(QColor(colours.accent))
        if selected or hovered:
            painter.setBrush(QColor(colours.select if selected else colours.hover))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def _badge(painter: QPainter, box: QRect, number: int) -> int:
    colours, font = tokens(), sized(QApplication.font(), 0.88, bold=True)
    text = f"{number:,}"
    height = QFontMetrics(font).height() + 2
    width = max(QFontMetrics(font).horizontalAdvance(text) + 14, height + 6)
    place = QRectF(box.right() - width, box.center().y() - height / 2 + 0.5, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.anyone.ink))
    painter.drawRoundedRect(place, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(QColor(colours.on_filled))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    return width + 6


def _title_font(entry: Entry) -> QFont:
    return sized(QApplication.font(), 1.0, bold=entry.name is None)


def _line(painter: QPainter, box: QRect, font: QFont, ink: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
