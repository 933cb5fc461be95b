"""The style sheet: corners, edges and spaces that a palette cannot say."""

from __future__ import annotations

from string import Template

from ajar.ui.look.tokens import Tokens

_SHEET = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $control; padding: 4px 6px; }
QPushButton {
    background: $surface; color: $text; border: 1px solid $control; border-radius: 5px;
    padding: 5px 12px; min-height: 18px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $select; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $control; border-color: $line; }
QPushButton[look="primary"] {
    background: $accent; color: $on_filled; border-color: $accent; font-weight: 600;
}
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[look="danger"] {
    background: $trouble; color: $on_filled; border-color: $trouble; font-weight: 600;
}
QPushButton[look="danger"]:focus { border: 2px solid $text; }
QPushButton[look="danger"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[look="link"] {
    background: transparent; color: $accent; border: 1px solid transparent; padding: 4px 6px;
}
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $accent; padding: 3px 5px; }
QPushButton[look="side"] {
    background: transparent; border: 1px solid transparent; text-align: left; padding: 6px 8px;
}
QPushButton[look="side"]:hover, QPushButton[look="side"]:checked { background: $select; }
QPushButton[look="side"]:focus { border: 2px solid $accent; padding: 5px 7px; }
QPushButton[look="icon"] { padding: 5px; }
QPushButton[look="icon"]:focus { padding: 4px; }
QPushButton::menu-indicator { width: 0; image: none; }
QLineEdit, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $control; border-radius: 5px;
    selection-background-color: $accent; selection-color: $on_filled;
}
QDateEdit {
    background: $surface; color: $text; border: 1px solid $control; border-radius: 5px;
    padding: 5px 8px; min-height: 18px;
    selection-background-color: $accent; selection-color: $on_filled;
}
QDateEdit::drop-down { border: none; background: transparent; width: 28px; }
QDateEdit::down-arrow { image: none; width: 0; height: 0; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: transparent; color: $text; border: none; padding: 4px 8px; }
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { background: $select; }
QCalendarWidget QAbstractItemView {
    color: $text; selection-background-color: $accent; selection-color: $on_filled; border: none;
}
QCalendarWidget QAbstractItemView:disabled { color: $control; }
QDateEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QLineEdit { padding: 5px 8px; min-height: 18px; }
QLineEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="title"] { font-size: ${title}pt; font-weight: 700; }
QLabel[look="heading"] { font-weight: 600; }
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[look="side"] { background: $sidebar; border: none; border-right: 1px solid $line; }
QFrame[look="warning"] {
    background: $warning_chip; border: 1px solid $warning; border-radius: 6px;
}
QFrame[look="trouble"] { background: $trouble_chip; border: 1px solid $trouble; border-radius: 6px; }
QFrame[look="danger"] { background: $trouble; border: none; border-radius: 6px; }
QFrame[look="danger"] QLabel { color: $on_filled; font-weight: 600; }
QFrame[look="done"] { background: $done_chip; border: 1px solid $done; border-radius: 6px; }
QFrame[look="foot"] { border: none; border-top: 1px solid $line; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#page { background: transparent; }
QHeaderView { background: $surface; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 8px 10px; font-weight: 600;
}
QTableView, QListView { background: $surface; border: 1px solid $line; border-radius: 6px; outline: none; }
QListView#accounts { background: transparent; border: none; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QStatusBar { background: $sidebar; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QMenu { background: $surface; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $select; color: $text; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 4px; margin: 2px; min-height: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(colours: Tokens, size: float = 10.0) -> str:
    """The sheet in these colours; `size` is the interface's font size in points."""
    return _SHEET.substitute(
        window=colours.window,
        surface=colours.surface,
        sidebar=colours.sidebar,
        line=colours.line,
        control=colours.control,
        text=colours.text,
        muted=colours.muted,
        accent=colours.accent,
        select=colours.select,
        hover=colours.hover,
        on_filled=colours.on_filled,
        warning=colours.holders.ink,
        warning_chip=colours.holders.chip,
        trouble=colours.anyone.ink,
        trouble_chip=colours.anyone.chip,
        done=colours.closed.ink,
        done_chip=colours.closed.chip,
        title=f"{size * 1.55:.1f}",
    )
