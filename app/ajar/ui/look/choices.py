"""Radio buttons, check boxes, lists and days to choose from, whose edges can be seen on every ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QRadioButton,
    QToolButton,
)

from ajar.ui.look.icons import pixmap
from ajar.ui.look.palette import tokens
from ajar.words.language import marked, translated

_MARK, _GAP, _SIDE = 16, 8, 4


def _hint(button: QAbstractButton) -> QSize:
    metrics = button.fontMetrics()
    width = metrics.horizontalAdvance(button.text()) + _MARK + _GAP + 2 * _SIDE
    return QSize(width, max(metrics.height(), _MARK) + 2 * _SIDE)


def _mark(painter: QPainter, button: QAbstractButton, radius: float) -> QRectF:
    """Draw the words and the empty mark; where the mark is."""
    colours = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(_SIDE + 0.5, (button.height() - _MARK) / 2 + 0.5, _MARK - 1, _MARK - 1)
    if button.hasFocus():
        painter.setPen(QPen(QColor(colours.accent), 2))
        ring = QRectF(1, 1, min(_hint(button).width(), button.width()) - 2, button.height() - 2)
        painter.drawRoundedRect(ring, 5, 5)
    painter.setPen(QPen(QColor(colours.accent if button.isChecked() else colours.control), 1))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(colours.text if button.isEnabled() else colours.control))
    words = QRectF(button.rect()).adjusted(_SIDE + _MARK + _GAP, 0, -_SIDE, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, button.text())
    return box


class RadioButton(QRadioButton):
    """One of several choices."""

    def sizeHint(self) -> QSize:
        """Room for the mark and the words."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """As the hint: its words are never cut."""
        return _hint(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a ring, filled in the middle where it is chosen."""
        painter = QPainter(self)
        box = _mark(painter, self, _MARK / 2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().accent))
            painter.drawEllipse(box.adjusted(3.5, 3.5, -3.5, -3.5))


class CheckBox(QCheckBox):
    """A choice by itself."""

    def sizeHint(self) -> QSize:
        """Room for the mark and the words."""
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        """As the hint: its words are never cut."""
        return _hint(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a box, filled and ticked where it is chosen."""
        painter = QPainter(self)
        box = _mark(painter, self, 3.5)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().accent))
            painter.drawRoundedRect(box, 3.5, 3.5)
            tick = pixmap("check", tokens().on_filled, _MARK - 4, self.devicePixelRatioF())
            painter.drawPixmap(box.topLeft() + QPointF(1.5, 1.5), tick)


class ComboBox(QComboBox):
    """A list to choose from, with or without a line to type in."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def sizeHint(self) -> QSize:
        """As high as a line to type in."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the edge, the choice and the arrow."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.hasFocus() else 1
        inset = width / 2  # on whole pixels, or the edge would be washed out
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.control), width))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)
        arrow = pixmap("chevron-down", colours.muted, _MARK, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - _MARK - 8, (self.height() - _MARK) // 2, arrow)
        if not self.isEditable():
            words = self.rect().adjusted(9, 0, -_MARK - 12, 0)
            text = self.fontMetrics().elidedText(
                self.currentText(), Qt.TextElideMode.ElideRight, words.width()
            )
            painter.setPen(QColor(colours.text))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


def _dress(calendar: QCalendarWidget) -> None:
    """Qt's own red of the weekend and black of the arrows cannot be read on a dark ground."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
    for name, arrow, said in (
        ("qt_calendar_prevmonth", "<", marked("Month before")),
        ("qt_calendar_nextmonth", ">", marked("Month after")),
    ):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(QIcon())
            button.setText(arrow)
            button.setAccessibleName(translated(said))


class DateField(QDateEdit):
    """A day, typed or taken from a calendar."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMM yyyy")
        _dress(self.calendarWidget())

    def setAccessibleName(self, name: str) -> None:
        """Name the line that is typed in as well: it is what has the keyboard."""
        super().setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow as the lists have it; the style sheet draws the rest."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = pixmap("chevron-down", tokens().muted, _MARK, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - _MARK - 8, (self.height() - _MARK) // 2, arrow)
