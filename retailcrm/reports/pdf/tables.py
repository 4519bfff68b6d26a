"""Tables: columns as wide as their figures need, heads repeated on every page."""

from dataclasses import dataclass, replace

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import Column, Row, Span, TableBlock, Tone, text
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import (
    BODY,
    SMALL,
    Line,
    Style,
    Weight,
    fitting,
    line_width,
    one_line,
    wrap,
)

_BETWEEN = 12.0
_SIGN = 13.0  # room for a group's shape before its name
_SIGN_SIZE = 7.0
_HEAD = 20.0
_ROW = (19.0, 24.0)  # lowest, usual
_DENSE = (15.8, 19.0)
_UNDER = (11.0, 12.0)
_SMALLEST = 7.0
_NARROWEST = 0.22  # of the table: a column of names may not be squeezed below
_LEAST_WORDS = 0.2  # of the table: with less, words would be no words any more
_SIZES = (9.2, 8.6, 8.0, 7.4, 6.8)
_SHORTEST_REST = 4  # rows that may stand alone on either side of a cut


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the columns stand and in which size."""

    style: Style
    lefts: tuple[float, ...]
    widths: tuple[float, ...]


class TablePiece(Whole):
    """A table, or what is left of it after a page."""

    gap = 11.0

    def __init__(
        self, block: TableBlock, width: float, plan: _Plan | None = None, ease: float = 1.0
    ) -> None:
        self._block, self._width, self._ease = block, width, ease
        self._plain = between(*(_DENSE if block.dense else _ROW), ease)
        self._under = between(*_UNDER, ease)
        self._plan = plan or _planned(block, width)
        self._heads = tuple(
            one_line(_head(column), _head_style(self._plan.style), None) for column in block.columns
        )
        under = (row.under for row in block.rows)
        small = fitting(under, SMALL, width - _SIGN)
        self._small = replace(small, size=max(small.size, _SMALLEST))
        self._rows = tuple(self._set(row) for row in block.rows)
        self._hang = tuple(
            max(_ref_width(head), *(_ref_width(row[at][-1]) for row in self._rows))
            for at, head in enumerate(self._heads)
        )
        self.height = _HEAD + sum(self._row_height(at) for at in range(len(self._rows)))
        self.slack = self._slack()

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        self._draw_heads(pen, x, y)
        y += _HEAD
        for at, row in enumerate(self._block.rows):
            self._draw_row(pen, x, y, at)
            y += self._row_height(at)
            last = at + 1 == len(self._block.rows)
            strong = last or row.total or self._block.rows[at + 1].total
            pen.rule(x, y, self._width, LIGHT.border2 if strong else LIGHT.border, 0.5)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Cut between two rows, a few of them on either side."""
        used, kept = _HEAD, 0
        while kept < len(self._rows) and used + self._row_height(kept) <= room:
            used += self._row_height(kept)
            kept += 1
        kept = min(kept, len(self._rows) - _SHORTEST_REST)
        rows = self._block.rows
        while kept > 0 and rows[kept - 1].total and not rows[kept].total:
            kept -= 1  # it heads the rows that follow it
        if kept < _SHORTEST_REST:
            return None
        first = replace(self._block, rows=rows[:kept])
        rest = replace(self._block, rows=rows[kept:])
        return (
            TablePiece(first, self._width, self._plan, self._ease),
            TablePiece(rest, self._width, self._plan, self._ease),
        )

    def eased(self, ease: float) -> Piece:
        """Set the rows closer."""
        return TablePiece(self._block, self._width, self._plan, ease)

    def _slack(self) -> float:
        least, _ = _DENSE if self._block.dense else _ROW
        quiet = sum(1 for row in self._block.rows if row.under)
        return len(self._rows) * (self._plain - least) + quiet * (self._under - _UNDER[0])

    def _set(self, row: Row) -> tuple[tuple[Line, ...], ...]:
        cells = []
        for at, (cell, column) in enumerate(zip(row.cells, self._block.columns, strict=True)):
            room = self._plan.widths[at] - (_SIGN if row.shape and not at else 0.0)
            words = tuple(replace(span, strong=True) for span in cell) if row.total else cell
            if column.wide:
                cells.append(wrap(words, self._plan.style, room, most=2))
            else:
                cells.append((one_line(words, self._plan.style, room + 0.1),))
        return tuple(cells)

    def _row_height(self, at: int) -> float:
        lines = max(len(cell) for cell in self._rows[at])
        under = self._under if self._block.rows[at].under else 0.0
        return self._plain + (lines - 1) * 11.5 + under

    def _draw_heads(self, pen: Pen, x: float, y: float) -> None:
        baseline = y + _HEAD - 7.0
        for at, (head, column) in enumerate(zip(self._heads, self._block.columns, strict=True)):
            left = x + self._plan.lefts[at]
            if column.number:
                right = left + self._plan.widths[at] - self._hang[at] + _ref_width(head)
                pen.line_right(head, right, baseline)
            else:
                pen.line(head, left, baseline)
        pen.rule(x, y + _HEAD, self._width, LIGHT.border2, 0.7)

    def _draw_row(self, pen: Pen, x: float, y: float, at: int) -> None:
        row = self._block.rows[at]
        first = y + self._plain / 2 + self._plan.style.size * 0.36
        if row.shape and row.shape.shape:
            top = y + (self._plain - _SIGN_SIZE) / 2
            pen.shape(row.shape.shape, x, top, _SIGN_SIZE, row.shape.tone)
        for place, (lines, column) in enumerate(
            zip(self._rows[at], self._block.columns, strict=True)
        ):
            left = x + self._plan.lefts[place] + (_SIGN if row.shape and not place else 0.0)
            for number, line in enumerate(lines):
                baseline = first + number * 11.5
                if column.number:
                    right = x + self._plan.lefts[place] + self._plan.widths[place]
                    # Small numbers hang to the right, so that digits stand below digits.
                    right += _ref_width(line) - self._hang[place]
                    pen.line_right(line, right, baseline)
                else:
                    pen.line(line, left, baseline)
        if row.under:
            indent = _SIGN if row.shape else 0.0
            words = one_line(text(row.under), self._small, self._width - indent)
            pen.line(words, x + indent, y + self._row_height(at) - 6.4)


def _ref_width(line: Line) -> float:
    return line[-1].width if line and line[-1].rise else 0.0


def _head(column: Column) -> tuple[Span, ...]:
    return text(column.title, tone=Tone.MUTED, ref=column.ref)


def _head_style(style: Style) -> Style:
    return replace(style, size=style.size - 0.6, weight=Weight.MEDIUM)


def _planned(block: TableBlock, width: float) -> _Plan:
    """Choose the largest size at which the figures leave room for the names."""
    for size in _SIZES:
        style = replace(BODY, size=size)
        plan = _laid(block, width, style)
        if plan is not None:
            return plan
    return _squeezed(block, width, replace(BODY, size=_SIZES[-1]))


def _laid(block: TableBlock, width: float, style: Style) -> _Plan | None:
    natural = _natural(block, style)
    wide = [at for at, column in enumerate(block.columns) if column.wide]
    firm = sum(one for at, one in enumerate(natural) if at not in wide)
    room = width - firm - _BETWEEN * (len(natural) - 1)
    if room < sum(min(natural[at], _NARROWEST * width) for at in wide):
        return None
    widths = list(natural)
    for at, given in zip(wide, _shared([natural[at] for at in wide], room), strict=True):
        widths[at] = given
    widths[wide[-1] if wide else 0] += width - sum(widths) - _BETWEEN * (len(widths) - 1)
    return _placed(style, widths)


def _squeezed(block: TableBlock, width: float, style: Style) -> _Plan:
    """Shorten words rather than figures; only figures too many for the page are cut."""
    natural = _natural(block, style)
    room = width - _BETWEEN * (len(natural) - 1)
    words = [at for at, column in enumerate(block.columns) if not column.number]
    left = room - sum(one for at, one in enumerate(natural) if at not in words)
    if left < _LEAST_WORDS * room:
        return _placed(style, [share * room / sum(natural) for share in natural])
    widths = list(natural)
    for at, given in zip(words, _shared([natural[at] for at in words], left), strict=True):
        widths[at] = given
    return _placed(style, widths)


def _shared(wanted: list[float], room: float) -> list[float]:
    """Divide room so that nobody gets more than wanted and the short ones get all they want."""
    given = [0.0] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for place, at in enumerate(order):
        given[at] = min(wanted[at], room / (len(order) - place))
        room -= given[at]
    return given


def _placed(style: Style, widths: list[float]) -> _Plan:
    lefts = []
    left = 0.0
    for width in widths:
        lefts.append(left)
        left += width + _BETWEEN
    return _Plan(style, tuple(lefts), tuple(widths))


def _natural(block: TableBlock, style: Style) -> list[float]:
    widths = []
    for at, column in enumerate(block.columns):
        head = one_line(_head(column), _head_style(style))
        hang = _ref_width(head)
        widest = line_width(head) - hang
        for row in block.rows:
            sign = _SIGN if row.shape and not at else 0.0
            words = row.cells[at]
            bold = tuple(replace(span, strong=True) for span in words) if row.total else words
            line = one_line(bold, style)
            hang = max(hang, _ref_width(line))
            widest = max(widest, line_width(line) - _ref_width(line) + sign)
        widths.append(widest + hang)
    return widths
