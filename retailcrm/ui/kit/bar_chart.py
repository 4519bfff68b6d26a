"""Bars over months with last year as a line across each; drawn, never rastered by a library."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from retailcrm.core.theme import CAPTION, MEDIUM, REGULAR, SEMIBOLD
from retailcrm.ui.kit.scale import nice_steps
from retailcrm.ui.theme import colour, font

WEAK = 0.42
AXIS, FOOT, HEAD = 44, 26, 20


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar.

    Attributes:
        label: under the bar ("Oct").
        value: its height.
        before: last year's height, drawn as a line across; None draws none.
        note: written above the bar ("+6.8").
        is_strong: full colour; the rest is weak.
        tip: the words on hover and for screen readers.
    """

    label: str
    value: float
    before: float | None = None
    note: str = ""
    is_strong: bool = True
    tip: str = ""


class BarChart(QWidget):
    """A bar chart whose bars open their rows by click, or by arrow keys and Enter.

    Signals:
        bar_opened: number of the bar.
    """

    bar_opened = Signal(int)

    def __init__(self, name: str, *, bar_words: str = "", line_words: str = "") -> None:
        super().__init__()
        self._name, self._bar_words, self._line_words = name, bar_words, line_words
        self._bars: tuple[ChartBar, ...] = ()
        self._unit = 1.0
        self._at = 0
        self.setMinimumSize(280, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    def show_bars(self, bars: Sequence[ChartBar], *, unit: float = 1.0, summary: str = "") -> None:
        """Show bars; the axis counts in `unit`, `summary` says the finding to screen readers."""
        self._bars, self._unit = tuple(bars), unit
        self._at = max(0, len(bars) - 1)
        self.setAccessibleDescription(summary or "; ".join(bar.tip for bar in bars))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 240)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, number, bar)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._slot(self._at).adjusted(2, 1, -2, -1), 4, 4)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._bar_under(event.position())
        self.setToolTip("" if at is None else self._bars[at].tip)
        shape = Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._bar_under(event.position())
        if at is not None:
            self._at = at
            self.bar_opened.emit(at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._bars:
            self._at = min(max(self._at + steps[Qt.Key(event.key())], 0), len(self._bars) - 1)
            self.setToolTip(self._bars[self._at].tip)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.bar_opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(AXIS, HEAD, -1, -FOOT)

    def _ticks(self) -> tuple[float, ...]:
        values = [bar.value for bar in self._bars] + [bar.before or 0.0 for bar in self._bars]
        return nice_steps(min(0.0, *values), max(0.0, *values), 3)

    def _range(self) -> tuple[float, float]:
        """Bars begin at zero; the plot ends at the tallest bar, not at the next round number."""
        values = [0.0, *(bar.value for bar in self._bars)]
        values += [bar.before for bar in self._bars if bar.before is not None]
        low, high = min(values), max(values)
        return (low, high) if high > low else (0.0, 1.0)

    def _y(self, value: float) -> float:
        low, high = self._range()
        plot = self._plot()
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    def _slot(self, number: int) -> QRectF:
        plot = self._plot()
        wide = plot.width() / len(self._bars)
        return QRectF(plot.left() + number * wide, 0, wide, self.height())

    def _bar_under(self, place: QPointF) -> int | None:
        hits = (n for n in range(len(self._bars)) if self._slot(n).contains(place))
        return next(hits, None)

    def _paint_grid(self, painter: QPainter) -> None:
        plot = self._plot()
        painter.setFont(font(CAPTION))
        low, high = self._range()
        for tick in self._ticks():
            if not low <= tick <= high:
                continue
            y = round(self._y(tick)) + 0.5
            painter.setPen(QPen(colour("grid" if tick else "border2"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(colour("muted"))
            text = f"{tick / self._unit:,.10g}".replace("-", "\N{MINUS SIGN}")
            box = QRectF(0, y - 8, AXIS - 8, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_bar(self, painter: QPainter, number: int, bar: ChartBar) -> None:
        slot = self._slot(number)
        wide = min(48.0, max(4.0, slot.width() * 0.45))
        middle, top, zero = slot.center().x(), self._y(bar.value), self._y(0)
        box = QRectF(middle - wide / 2, min(top, zero), wide, abs(zero - top))
        painter.fillRect(box, colour("accent", 1.0 if bar.is_strong else WEAK))
        highest = top
        if bar.before is not None:
            y = self._y(bar.before)
            painter.setPen(QPen(colour("ink"), 2))
            painter.drawLine(QPointF(middle - wide * 0.75, y), QPointF(middle + wide * 0.75, y))
            highest = min(highest, y)
        is_last = number == len(self._bars) - 1
        if bar.note and painter.fontMetrics().horizontalAdvance(bar.note) <= slot.width() + 4:
            painter.setFont(font(CAPTION, SEMIBOLD if is_last else MEDIUM))
            painter.setPen(colour("ink"))
            note = QRectF(slot.left() - 8, highest - 19, slot.width() + 16, 16)
            painter.drawText(note, Qt.AlignmentFlag.AlignCenter, bar.note)
        painter.setFont(font(CAPTION, REGULAR))
        painter.setPen(colour("muted"))
        foot = QRectF(slot.left(), self.height() - FOOT + 6, slot.width(), 18)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, bar.label)

    def _paint_words(self, painter: QPainter) -> None:
        """Label bar and line directly, beside the tallest pair, where there is room."""
        if not self._bar_words:
            return
        tallest = max(range(len(self._bars)), key=lambda n: self._bars[n].value)
        lines = [self._bar_words]
        if any(bar.before is not None for bar in self._bars):
            lines.append(self._line_words)
        painter.setFont(font(CAPTION))
        painter.setPen(colour("ink"))
        wide = max(painter.fontMetrics().horizontalAdvance(text) for text in lines) + 4
        left = self._room_for(tallest, wide, 16.0 * len(lines))
        if left is None:
            return
        for at, text in enumerate(lines):
            box = QRectF(left, HEAD + 16 * at, wide, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _room_for(self, tallest: int, wide: float, tall: float) -> float | None:
        """Find the place nearest to the tallest bar where words cover no bar and no note."""
        limit = HEAD + tall + 22
        free = [
            max(self._y(bar.value) * -1, -self._y(bar.before or 0.0)) * -1 > limit
            for bar in self._bars
        ]
        slot_wide = self._slot(0).width()
        needed = int(-(-wide // slot_wide))
        starts = sorted(range(len(free) - needed + 1), key=lambda n: abs(n - tallest - 1))
        for start in starts:
            if all(free[start : start + needed]):
                return self._slot(start).left() + 4
        return None
