"""Forms: a label that is bound to its field, help below, and drawn choices and ticks."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from retailcrm.core.theme import BODY, RADIUS_CONTROL
from retailcrm.ui.kit.buttons import paint_focus
from retailcrm.ui.kit.icons import paint_icon
from retailcrm.ui.kit.text import Text
from retailcrm.ui.theme import colour, font

GAP = 6


class Form(QWidget):
    """Rows of label and field, with one sentence of help below the field."""

    def __init__(self, label_width: int = 150, field_width: int = 280) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self._field_width = field_width

    def add(self, label: str, field: QWidget, help_text: str = "") -> None:
        """Add a row; the label names the field for everyone."""
        line = self._grid.rowCount()
        words = Text(label)
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        field.setFixedWidth(self._field_width)
        self._grid.addWidget(words, line, 0)
        self._grid.addWidget(field, line, 1, Qt.AlignmentFlag.AlignLeft)
        if help_text:
            field.setAccessibleDescription(help_text)
            self._grid.addWidget(Text(help_text, "caption", "muted", wrap=True), line + 1, 1)
        self._grid.setRowMinimumHeight(line + 2, GAP)

    def show_row(self, field: QWidget, *, shown: bool) -> None:
        """Show or hide the row of a field, with the space below it."""
        line = self._grid.getItemPosition(self._grid.indexOf(field))[0]  # type: ignore[index]
        for part in self.findChildren(QWidget):
            at = self._grid.indexOf(part)
            if at >= 0 and line <= self._grid.getItemPosition(at)[0] <= line + 1:  # type: ignore[index]
                part.setVisible(shown)
        self._grid.setRowMinimumHeight(line + 2, GAP if shown else 0)


class Field(QLineEdit):
    """A line to type in, which can be marked wrong."""

    def __init__(self, name: str = "", placeholder: str = "") -> None:
        super().__init__()
        self.setFixedHeight(32)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def show_wrong(self, reason: str) -> None:
        """Mark what was typed as wrong, with the reason; empty clears the mark."""
        self.setProperty("wrong", bool(reason))
        self.setToolTip(reason)
        self.style().unpolish(self)
        self.style().polish(self)


class Picker(QComboBox):
    """One of several, drawn as the buttons are; the wheel never changes it by accident."""

    def __init__(self, name: str = "", options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(32)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_options(options)

    def show_options(self, options: Sequence[tuple[object, str]], value: object = None) -> None:
        """Offer (value, text) pairs; says nothing by itself."""
        self.blockSignals(True)
        self.clear()
        for data, text in options:
            self.addItem(text, data)
        self.blockSignals(False)
        self.choose(value)

    def choose(self, value: object) -> None:
        """Show a value as chosen, silently."""
        self.blockSignals(True)
        values = [self.itemData(at) for at in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else min(0, self.count() - 1))
        self.blockSignals(False)
        self.update()

    @property
    def value(self) -> object:
        """What is chosen."""
        return self.currentData()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(BODY))
        texts = [self.itemText(at) for at in range(self.count())]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=60)
        return QSize(widest + 44, 32)

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour("border2" if self.isEnabled() else "border"), 1))
        painter.setBrush(colour("surface" if self.isEnabled() else "sunken"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setFont(font(BODY))
        painter.setPen(colour("ink" if self.isEnabled() else "muted"))
        text = painter.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self.width() - 40
        )
        painter.drawText(
            QRect(10, 0, self.width() - 36, self.height()), Qt.AlignmentFlag.AlignVCenter, text
        )
        chevron = QRectF(self.width() - 25, self.height() / 2 - 8, 16, 16)
        paint_icon(painter, "chevron-down", chevron, colour("ink"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))


class Tick(QCheckBox):
    """A yes-or-no with its words."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(font(BODY)).horizontalAdvance(self.text()) + 32, 24)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, self.height() / 2 - 8, 16, 16)
        on = self.isChecked()
        painter.setPen(QPen(colour("accent" if on else "border2"), 1))
        painter.setBrush(colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), colour("on_accent"))
        painter.setPen(colour("ink" if self.isEnabled() else "muted"))
        painter.setFont(font(BODY))
        painter.drawText(
            self.rect().adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self.hasFocus():
            paint_focus(painter, box.adjusted(-2, -2, 2, 2))
