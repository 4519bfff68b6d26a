"""Headline figures side by side, and a sum in a frame."""

from dataclasses import replace

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import KeyFigure, KeyFigures, SumBox, text
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import (
    CAPTION,
    FIGURE,
    Line,
    Style,
    Weight,
    fitting,
    one_line,
    wrap,
)

_CHANGE = Style(8.2, 12, strong=Weight.MEDIUM, tone=CAPTION.tone)
_TERM = Style(14.0, 18, weight=Weight.STRONG)
_REF_ROOM = 10.0
_AIR = (4.0, 8.0)  # above and below in the frame of a sum: lowest, usual
_LEAST = 15.0


class KeyFiguresPiece(Whole):
    """Large figures in columns, each with what it changed against."""

    gap = 14.0
    _between = 12.0

    def __init__(self, block: KeyFigures, width: float) -> None:
        self._figures = block.figures
        count = len(block.figures)
        self._column = (width - self._between * (count - 1)) / count
        room = self._column - _REF_ROOM
        even = fitting((figure.value for figure in block.figures), FIGURE, room)
        # One giant makes the others smaller, but not small.
        self._style = replace(even, size=max(even.size, _LEAST))
        self._room = room
        self._most = max(len(figure.lines) for figure in block.figures)
        self.height = CAPTION.leading + FIGURE.leading + self._most * _CHANGE.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        for at, figure in enumerate(self._figures):
            left = x + at * (self._column + self._between)
            if at:
                pen.upright(left - self._between / 2 - 2, y, y + self.height, LIGHT.border)
            self._draw_one(pen, left, y, figure)

    def _draw_one(self, pen: Pen, left: float, y: float, figure: KeyFigure) -> None:
        label = one_line(text(figure.label), CAPTION, self._column)
        pen.line(label, left, y + pen.baseline(CAPTION))
        style = fitting((figure.value,), self._style, self._room)
        value = one_line(text(figure.value, ref=figure.ref), style)
        top = y + CAPTION.leading
        pen.line(value, left, top + pen.baseline(FIGURE))
        top += FIGURE.leading
        for change, against in figure.lines:
            words = (*text(change, strong=True), *text(f" {against}" if change else against))
            pen.line(one_line(words, _CHANGE, self._column), left, top + pen.baseline(_CHANGE))
            top += _CHANGE.leading


class SumBoxPiece(Whole):
    """Terms of a sum in a frame, its name on the left."""

    gap = 16.0
    _pad = 12.0
    _head = 0.22

    def __init__(self, block: SumBox, width: float, ease: float = 1.0) -> None:
        self._block, self._width = block, width
        least, usual = _AIR
        self._air = between(least, usual, ease)
        self.slack = 2 * (self._air - least)
        inner = width - 2 * self._pad
        self._left = inner * self._head
        self._term = (inner - self._left - 8) / len(block.terms)
        self._title = one_line(block.title, _TITLE, self._left)
        self._note = wrap(text(block.note), CAPTION, self._left - 4, most=3)
        self._style = fitting((term[0] for term in block.terms), _TERM, self._term - _REF_ROOM)
        self._captions = tuple(
            wrap(text(term[1]), CAPTION, self._term - 6, most=2) for term in block.terms
        )
        words = _TITLE.leading + len(self._note) * CAPTION.leading
        terms = _TERM.leading + max(len(lines) for lines in self._captions) * CAPTION.leading
        self.height = max(words, terms) + 2 * self._air

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        pen.frame((x, y), (self._width, self.height), LIGHT.border)
        top = y + self._air
        pen.line(self._title, x + self._pad, top + pen.baseline(_TITLE))
        pen.lines(self._note, x + self._pad, top + _TITLE.leading, CAPTION)
        for at, (value, _, ref) in enumerate(self._block.terms):
            left = x + self._pad + self._left + 8 + at * self._term
            line: Line = one_line(text(value, ref=ref), self._style)
            pen.line(line, left, top + pen.baseline(_TERM))
            pen.lines(self._captions[at], left, top + _TERM.leading, CAPTION)

    def eased(self, ease: float) -> Piece:
        """Set the frame closer."""
        return SumBoxPiece(self._block, self._width, ease)


_TITLE = Style(10.4, 16, weight=Weight.STRONG)
