"""Blocks made of words: cover, headings, sentences, notes, definitions, tasks."""

from dataclasses import replace

from retailcrm.core.theme import LIGHT
from retailcrm.reports.document import (
    Cover,
    DefinitionList,
    Filler,
    Heading,
    Note,
    Notes,
    Rule,
    Sentence,
    Tasks,
    text,
)
from retailcrm.reports.pdf.pen import Pen
from retailcrm.reports.pdf.piece import Piece, Whole, between
from retailcrm.reports.pdf.type import (
    BODY,
    CAPTION,
    LEAD,
    SCREEN,
    SMALL,
    TITLE,
    Line,
    Style,
    Weight,
    fitting,
    line_width,
    one_line,
    wrap,
)

_NUMBERS = Style(8.2, 11.6, weight=Weight.MEDIUM)
_SHOP = Style(11.25, 17, weight=Weight.STRONG)
_SHORTEST_REST = 2  # words that may stand alone on either side of a cut
_LEAST_TITLE = 11.0
_AFTER = (2.0, 5.0)  # below a meaning: lowest, usual
_COVER_TITLE = Style(21, 28, weight=Weight.STRONG)


class CoverPiece(Whole):
    """Shop and month on the left, what the report rests on to the right, a strong line below."""

    gap = 0.0
    keep = True

    def __init__(self, block: Cover, width: float) -> None:
        self._width = width
        aside = 0.44 * width
        self._shop = wrap(text(block.shop), _SHOP, width - aside - 12, most=2)
        style = fitting((block.title,), _COVER_TITLE, width - aside - 12)
        style = replace(style, size=max(style.size, _LEAST_TITLE))
        self._style = replace(style, leading=style.leading * style.size / _COVER_TITLE.size)
        self._title = wrap(text(block.title), self._style, width - aside - 11.9, most=2)
        self._aside = tuple(
            line for words in block.aside for line in wrap(text(words), CAPTION, aside, most=2)
        )
        rest = (len(self._title) - 1) * self._style.leading
        left = len(self._shop) * _SHOP.leading + _COVER_TITLE.leading + rest
        self.height = max(left, len(self._aside) * CAPTION.leading) + 7

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        below = pen.lines(self._shop, x, y, _SHOP)
        for at, line in enumerate(self._title):
            pen.line(line, x, below + pen.baseline(_COVER_TITLE) + at * self._style.leading)
        top = y + self.height - 7 - len(self._aside) * CAPTION.leading
        for at, line in enumerate(self._aside):
            baseline = top + at * CAPTION.leading + pen.baseline(CAPTION)
            pen.line_right(line, x + self._width, baseline)
        pen.rule(x, y + self.height, self._width, LIGHT.ink, 1.4)


class HeadingPiece(Whole):
    """A finding, and what was measured under it."""

    keep = True

    def __init__(self, block: Heading, width: float) -> None:
        self._style = SCREEN if block.page else TITLE
        self.gap = 0.0 if block.page else 20.0
        self._words = wrap(block.words, self._style, width, most=3)
        self._under = wrap(text(block.under), CAPTION, width, most=3) if block.under else ()
        self._lead = 2.0 if block.page else 0.0
        self.height = (
            len(self._words) * self._style.leading + self._lead + len(self._under) * CAPTION.leading
        )

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        below = pen.lines(self._words, x, y, self._style)
        pen.lines(self._under, x, below + self._lead, CAPTION)


class ParagraphPiece(Whole):
    """A sentence in larger type, or a quiet note."""

    def __init__(self, block: Sentence | Note, width: float) -> None:
        self._style = LEAD if isinstance(block, Sentence) else CAPTION
        self.gap = 14.0 if isinstance(block, Sentence) else 8.0
        self._lines = wrap(block.words, self._style, width)
        self.height = len(self._lines) * self._style.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        pen.lines(self._lines, x, y, self._style)


class TasksPiece(Whole):
    """Up to three things to do, side by side with fine lines between."""

    gap = 6.0
    _between = 16.0

    def __init__(self, block: Tasks, width: float) -> None:
        count = max(len(block.items), 2)
        self._column = (width - self._between * (count - 1)) / count
        self._items = tuple(wrap(item, BODY, self._column - 4, most=5) for item in block.items)
        self.height = max(len(lines) for lines in self._items) * BODY.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        for at, lines in enumerate(self._items):
            left = x + at * (self._column + self._between)
            pen.lines(lines, left, y, BODY)
            if at:
                middle = left - self._between / 2 - 2
                pen.upright(middle, y, y + self.height, LIGHT.border)


class NotesPiece(Whole):
    """Numbered notes in two columns of even length, below a rule."""

    gap = 14.0
    _between = 20.0
    _top = 7.0

    def __init__(self, block: Notes, width: float) -> None:
        self._width = width
        self._column = (width - self._between) / 2
        numbers = [one_line(text(number), _NUMBERS) for number, _ in block.items]
        self._indent = max(line_width(line) for line in numbers) + 6
        room = self._column - self._indent
        set_up = [
            (number, wrap(text(words), SMALL, room))
            for number, (_, words) in zip(numbers, block.items, strict=True)
        ]
        self._halves = _halves(set_up)
        tallest = max(sum(len(lines) for _, lines in half) for half in self._halves)
        self.height = self._top + tallest * SMALL.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        pen.rule(x, y, self._width, LIGHT.border2)
        for at, half in enumerate(self._halves):
            left = x + at * (self._column + self._between)
            top = y + self._top
            for number, lines in half:
                pen.line_right(number, left + self._indent - 6, top + pen.baseline(SMALL))
                top = pen.lines(lines, left + self._indent, top, SMALL)


class DefinitionsPiece(Whole):
    """Words on the left, their meaning on the right; may go on over the page."""

    gap = 12.0

    def __init__(self, block: DefinitionList, width: float, ease: float = 1.0) -> None:
        self._items, self._width, self._ease = block.items, width, ease
        least, usual = _AFTER
        self._after = between(least, usual, ease)
        self.slack = (self._after - least) * len(block.items)
        self._indent = 0.27 * width
        self._rows = tuple(
            (
                wrap(text(term, strong=True), BODY, self._indent - 12),
                wrap(text(meaning), BODY, width - self._indent),
            )
            for term, meaning in block.items
        )
        self.height = sum(self._row_height(row) for row in self._rows)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        for row in self._rows:
            pen.lines(row[0], x, y, BODY)
            pen.lines(row[1], x + self._indent, y, BODY)
            y += self._row_height(row)
            pen.rule(x, y - self._after / 2, self._width, LIGHT.border, 0.5)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Cut between two words, a few of them on either side."""
        used, kept = 0.0, 0
        while kept < len(self._rows) and used + self._row_height(self._rows[kept]) <= room:
            used += self._row_height(self._rows[kept])
            kept += 1
        kept = min(kept, len(self._rows) - _SHORTEST_REST)
        if kept < _SHORTEST_REST:
            return None
        first, rest = DefinitionList(self._items[:kept]), DefinitionList(self._items[kept:])
        return (
            DefinitionsPiece(first, self._width, self._ease),
            DefinitionsPiece(rest, self._width, self._ease),
        )

    def eased(self, ease: float) -> Piece:
        """Set the rows closer."""
        return DefinitionsPiece(DefinitionList(self._items), self._width, ease)

    def _row_height(self, row: tuple[tuple[Line, ...], tuple[Line, ...]]) -> float:
        return max(len(row[0]), len(row[1])) * BODY.leading + self._after


class RulePiece(Whole):
    """A thin line."""

    gap = 14.0

    def __init__(self, _: Rule, width: float) -> None:
        self._width = width

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw."""
        pen.rule(x, y, self._width, LIGHT.border)


class FillerPiece(Whole):
    """Room."""

    gap = 0.0
    stretch = True

    def __init__(self, _: Filler, width: float) -> None:
        self.width = width


def _halves(
    items: list[tuple[Line, tuple[Line, ...]]],
) -> tuple[list[tuple[Line, tuple[Line, ...]]], list[tuple[Line, tuple[Line, ...]]]]:
    """Cut the notes where the longer column is shortest."""

    def tallest(cut: int) -> int:
        return max(sum(len(lines) for _, lines in part) for part in (items[:cut], items[cut:]))

    cut = min(range(1, len(items) + 1), key=lambda at: (tallest(at), -at))
    return items[:cut], items[cut:]
