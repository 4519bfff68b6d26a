"""Charts as vectors: stacked shares, and bars over a year with last year's marks."""

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import (
    Bar,
    BarsChart,
    Shape,
    StackedBars,
    StackedRow,
    Tone,
    text,
)
from retailcrm.reports.pdf.pen import Pen, tone_hex
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import (
    BODY,
    Style,
    Weight,
    fitting,
    line_width,
    one_line,
    width_of,
)

_LEGEND = Style(8.8, 16, weight=Weight.MEDIUM)
_IN_BAR = Style(8.8, 12, weight=Weight.MEDIUM)
_AXIS = Style(7.6, 10, tone=Tone.MUTED)
_ABOVE = Style(7.2, 9, weight=Weight.REGULAR)
_ABOVE_STRONG = Style(7.6, 9, weight=Weight.STRONG)
_WEAK = 0.42  # of the accent, on white; such a bar never carries text
_SIGN = 7.0
_STACKED = (19.0, 26.0)  # height of one bar: lowest, usual
_PLOT = (112.0, 150.0)  # height of the bars: lowest, usual
_WIDEST = 40.0  # of a bar, where a young shop has few months


def weakened(colour: str, share: float) -> str:
    """Mix a colour with white paper; printers handle that better than transparency."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * share + 255 * (1 - share)):02X}" for part in parts)


class StackedBarsPiece(Whole):
    """Shares of wholes under one legend; labels stand in their bars."""

    gap = 8.0
    _between = 6.0
    _label = 0.17

    def __init__(self, block: StackedBars, width: float, ease: float = 1.0) -> None:
        self._block, self._width = block, width
        least, usual = _STACKED
        self._bar = between(least, usual, ease)
        self.slack = (self._bar - least) * len(block.rows)
        widest = max(width_of(row.label, Weight.MEDIUM, BODY.size) for row in block.rows)
        self._left = min(max(self._label * width, widest + 14), 0.34 * width)
        self._bars = width - self._left - 34
        count = len(block.rows)
        self._legend = _LEGEND.leading + 4
        self.height = self._legend + count * self._bar + (count - 1) * self._between

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        self._draw_legend(pen, x + self._left, y)
        top = y + self._legend
        style = Style(BODY.size, BODY.leading, weight=Weight.MEDIUM)
        for row in self._block.rows:
            label = one_line(text(row.label), style, self._left - 10)
            pen.line(label, x, top + self._bar / 2 + BODY.size * 0.36)
            self._draw_bar(pen, x + self._left, top, row)
            top += self._bar + self._between

    def eased(self, ease: float) -> Piece:
        """Set the bars lower."""
        return StackedBarsPiece(self._block, self._width, ease)

    def _draw_legend(self, pen: Pen, x: float, y: float) -> None:
        for entry in self._block.legend:
            if entry.shape:
                pen.shape(entry.shape, x, y + 4.2, _SIGN, entry.tone)
                x += _SIGN + 5
            line = one_line(text(entry.label, tone=entry.tone), _LEGEND)
            pen.line(line, x, y + pen.baseline(_LEGEND))
            x += line_width(line) + 16

    def _draw_bar(self, pen: Pen, x: float, y: float, row: StackedRow) -> None:
        left = x
        for entry, part in zip(self._block.legend, row.parts, strict=True):
            wide = max(part.share, 0.0) * self._bars
            last = entry is self._block.legend[-1]
            if wide <= 0:
                continue
            drawn = max(wide - (0.0 if last else 1.2), 0.4)
            pen.box((left, y), (drawn, self._bar), tone_hex(entry.tone))
            self._label_part(pen, (left, y), wide, (part.label, entry.shape, last))
            left += wide

    def _label_part(
        self,
        pen: Pen,
        corner: tuple[float, float],
        wide: float,
        label: tuple[str, Shape | None, bool],
    ) -> None:
        """Say in a part how much it is and, for whoever prints in grey, whose."""
        (left, y), (words, shape, last) = corner, label
        baseline = y + self._bar / 2 + _IN_BAR.size * 0.36
        needed = width_of(words, _IN_BAR.weight, _IN_BAR.size)
        sign = _SIGN + 5 if shape else 0.0
        if needed + sign + 12 <= wide:
            if shape:
                pen.shape(shape, left + 7, y + (self._bar - _SIGN) / 2, _SIGN, LIGHT.on_group)
            pen.words(words, left + 7 + sign, baseline, _IN_BAR, LIGHT.on_group)
        elif needed + 12 <= wide:
            pen.words(words, left + 7, baseline, _IN_BAR, LIGHT.on_group)
        elif last:
            pen.words(words, left + wide + 5, baseline, _IN_BAR)


class BarsPiece(Whole):
    """Bars from zero over a few grid lines; the page's own month in full colour."""

    gap = 10.0
    _labels = 24.0
    _head = 12.0

    def __init__(self, block: BarsChart, width: float, ease: float = 1.0) -> None:
        self._block, self._width = block, width
        least, usual = _PLOT
        self._plot = between(least, usual, ease)
        self.slack = self._plot - least
        labels = (width_of(label, _AXIS.weight, _AXIS.size) for _, label in block.scale)
        self._left = max(labels) + 8
        self._pitch = (width - self._left) / len(block.bars)
        self._shows_all = all(
            width_of(bar.shown, Weight.STRONG, _ABOVE.size) <= self._pitch - 2 for bar in block.bars
        )
        names = (f"{bar.label} {bar.ref}" for bar in block.bars)
        self._axis = fitting(names, _AXIS, self._pitch)
        values = [value for value, _ in block.scale]
        self._low, self._high = min(values), max(values)
        self.height = self._head + self._plot + self._labels + (12 if block.key else 0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        for value, label in self._block.scale:
            at = self._level(y, value)
            line = one_line(text(label), _AXIS)
            pen.line_right(line, x + self._left - 8, at + _AXIS.size * 0.36)
            colour = LIGHT.border2 if value == 0 else LIGHT.grid
            pen.rule(x + self._left, at, self._width - self._left, colour)
        for place, bar in enumerate(self._block.bars):
            self._draw_bar(pen, x, y, (place, bar))
        if self._block.key:
            self._draw_key(pen, x, y)

    def eased(self, ease: float) -> Piece:
        """Set the bars lower."""
        return BarsPiece(self._block, self._width, ease)

    def _level(self, y: float, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return y + self._head + self._plot * (1 - share)

    def _draw_bar(self, pen: Pen, x: float, y: float, placed: tuple[int, Bar]) -> None:
        place, bar = placed
        left = x + self._left + place * self._pitch
        wide = min(self._pitch * 0.62, _WIDEST)
        start = left + (self._pitch - wide) / 2
        zero, level = self._level(y, 0), self._level(y, bar.value)
        colour = LIGHT.accent if bar.full else weakened(LIGHT.accent, _WEAK)
        pen.box((start, min(zero, level)), (wide, abs(zero - level)), colour)
        top = min(zero, level)
        if bar.before is not None:
            at = self._level(y, bar.before)
            pen.rule(start - 2.5, at, wide + 5, LIGHT.ink, 1.3)
            top = min(top, at) if at > top - 10 else top
        if self._shows_all or bar.full:
            line = one_line(text(bar.shown), _ABOVE_STRONG if bar.full else _ABOVE)
            centred = left + (self._pitch - line_width(line)) / 2
            kept = min(max(centred, x + self._left), x + self._width - line_width(line))
            # A grid line must not strike the figure out.
            size = (line_width(line) + 2, _ABOVE.size + 1)
            pen.box((kept - 1, top - 3.2 - _ABOVE.size + 0.6), size, LIGHT.surface)
            pen.line(line, kept, top - 3.2)
        self._draw_labels(pen, left + self._pitch / 2, y, bar)

    def _draw_labels(self, pen: Pen, centre: float, y: float, bar: Bar) -> None:
        below = y + self._head + self._plot
        words = text(bar.label, strong=bar.full, ref=bar.ref)
        line = one_line(words, self._axis)
        middle = line_width(one_line(text(bar.label), self._axis)) / 2
        last = centre + self._pitch / 2 - line_width(line)
        pen.line(line, min(centre - middle, last), below + 10)
        if bar.under:
            under = one_line(text(bar.under), self._axis)
            pen.line(under, centre - line_width(under) / 2, below + 19.5)

    def _draw_key(self, pen: Pen, x: float, y: float) -> None:
        at = y + self.height - 4
        pen.rule(x + self._left, at - 3, 14, LIGHT.ink, 1.3)
        pen.line(one_line(text(self._block.key), _AXIS), x + self._left + 19, at)
