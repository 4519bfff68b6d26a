"""Heat maps: shaded cells that carry their counts."""

from retailcrm.core.theme import LIGHT, contrast
from retailcrm.reports.document import HeatCell, Heatmap, HeatRow, Tone, text
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import (
    SMALL,
    Line,
    Style,
    Weight,
    line_width,
    one_line,
    small_number,
    wrap,
)

_HEAD = Style(7.8, 11, weight=Weight.MEDIUM, tone=Tone.MUTED)
_ROW_HEAD = Style(8.4, 11, weight=Weight.MEDIUM)
_NAME = Style(7.2, 9.4)
_MAIN = Style(9.2, 11.4, weight=Weight.STRONG)
_ONLY = Style(8.0, 11, weight=Weight.MEDIUM)
_AXIS = Style(7.6, 10, tone=Tone.MUTED)
_GAP = 1.5
_WIDEST = 46.0  # of a cell that holds one figure
_READABLE = 4.5
_REF_SIZE = 5.6
_REF_ROOM = 8.0  # of a small number of two or three digits behind the only figure of a cell
_HEIGHTS = {1: (16.0, 19.0), 2: (25.0, 30.0)}  # of a cell by its lines: lowest, usual
_TALLEST = (34.0, 38.0)


class HeatmapPiece(Whole):
    """A grid with heads on the left and above; cells of one or several lines."""

    gap = 10.0
    _top = 14.0

    def __init__(self, block: Heatmap, width: float, ease: float = 1.0) -> None:
        self._block, self._width = block, width
        self._heads = 10 + max(
            line_width(one_line(words, _ROW_HEAD))
            for words in (text(block.corner), *(row.head for row in block.rows))
        )
        notes = (line_width(one_line(text(row.note), _AXIS)) for row in block.rows)
        note_head = line_width(one_line(text(block.note_head), _HEAD))
        self._notes = max(note_head, *notes) + 8
        self._left = self._heads + self._notes
        lines = max(
            (len(cell.lines) for row in block.rows for cell in row.cells if cell), default=1
        )
        least, usual = _HEIGHTS.get(lines, _TALLEST)
        self._high = between(least, usual, ease)
        self.slack = len(block.rows) * (self._high - least)
        widest = _WIDEST if lines == 1 else width
        self._cell = min((width - self._left) / len(block.columns), widest)
        self._below = wrap(text(block.below), SMALL, width) if block.below else ()
        below = len(self._below) * SMALL.leading + 6 if self._below else 0.0
        self.height = self._top + len(block.rows) * (self._high + _GAP) + below

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        pen.line(one_line(text(self._block.corner), _HEAD), x, y + 9)
        self._note(pen, x, y + 9, one_line(text(self._block.note_head), _HEAD))
        for at, title in enumerate(self._block.columns):
            line = one_line(text(title), _HEAD, self._cell)
            centre = x + self._left + at * self._cell + self._cell / 2
            pen.line(line, centre - line_width(line) / 2, y + 9)
        y += self._top
        for row in self._block.rows:
            self._draw_row(pen, x, y, row)
            y += self._high + _GAP
        pen.lines(self._below, x, y + 6, SMALL)

    def eased(self, ease: float) -> Piece:
        """Set the cells lower."""
        return HeatmapPiece(self._block, self._width, ease)

    def _draw_row(self, pen: Pen, x: float, y: float, row: HeatRow) -> None:
        middle = y + self._high / 2 + 3
        pen.line(one_line(row.head, _ROW_HEAD, self._heads - 2), x, middle)
        self._note(pen, x, middle, one_line(text(row.note), _AXIS))
        for at, cell in enumerate(row.cells):
            if cell:
                self._draw_cell(pen, x + self._left + at * self._cell, y, cell)

    def _note(self, pen: Pen, x: float, baseline: float, line: Line) -> None:
        pen.line_right(line, x + self._left - 8, baseline)

    def _draw_cell(self, pen: Pen, left: float, y: float, cell: HeatCell) -> None:
        fill = LIGHT.heat[cell.step]
        wide = self._cell - _GAP
        pen.rounded((left, y), (wide, self._high), 1.5, fill=fill)
        colour = LIGHT.ink if contrast(LIGHT.ink, fill) >= _READABLE else LIGHT.on_heat4
        if len(cell.lines) == 1:
            self._draw_only(pen, (left, y), wide, cell, colour)
            return
        styles = (_NAME, _MAIN, _NAME)
        top = y + (self._high - sum(style.leading for style in styles[: len(cell.lines)])) / 2
        for style, words in zip(styles, cell.lines, strict=False):
            line = one_line(text(words), style, wide - 8)
            baseline = top + pen.baseline(style)
            pen.words("".join(run.text for run in line), left + 5, baseline, style, colour)
            if style is _MAIN and cell.ref is not None:
                self._draw_ref(pen, left + 5 + line_width(line), baseline, cell.ref, colour)
            top += style.leading

    def _draw_only(
        self, pen: Pen, at: tuple[float, float], wide: float, cell: HeatCell, colour: str
    ) -> None:
        line = one_line(text(cell.lines[0]), _ONLY, wide)
        hang = 0.0 if cell.ref is None else _REF_ROOM
        left = at[0] + (wide - hang - line_width(line)) / 2
        baseline = at[1] + self._high / 2 + 2.9
        pen.words(cell.lines[0], left, baseline, _ONLY, colour)
        if cell.ref is not None:
            self._draw_ref(pen, left + line_width(line), baseline, cell.ref, colour)

    def _draw_ref(self, pen: Pen, left: float, baseline: float, ref: int, colour: str) -> None:
        small = Style(_REF_SIZE, 8, weight=Weight.MEDIUM)
        pen.words(small_number(ref), left, baseline - _MAIN.size * 0.36, small, colour)
