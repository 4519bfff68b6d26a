"""The table behind a picture, made of its marks, and its words for those who do not see it."""

from collections.abc import Callable, Iterable
from typing import Any

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.words import say
from retailcrm.services.finding import Unit
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bars,
    Bubbles,
    Curve,
    Head,
    Heat,
    Histogram,
    Lines,
    PictureFacts,
    PictureTable,
    Ranked,
    Scale,
    TableLine,
)
from retailcrm.ui.kit.picture.scales import written

SPOKEN = 12
_UNITS = {
    Scale.COUNT: Unit.COUNT,
    Scale.MONEY: Unit.MONEY,
    Scale.SHARE: Unit.SHARE,
    Scale.DAYS: Unit.DAYS,
    Scale.RATIO: Unit.RATIO,
}
_SCALES = {unit: scale for scale, unit in _UNITS.items()}


def table_of(facts: PictureFacts) -> PictureTable:
    """Give the table behind a picture."""
    if facts.table is not None:
        return facts.table
    if facts.marks is None:
        return PictureTable((), ())
    return _MAKERS[type(facts.marks)](facts.marks, facts.figures)


def summary_of(facts: PictureFacts) -> str:
    """Give the words for those who do not see the picture: its finding, then its numbers."""
    if facts.summary:
        return facts.summary
    if facts.marks is None:
        return facts.nothing or facts.caption
    table = table_of(facts)
    spoken = ["; ".join(_spoken(table, line, facts.figures)) for line in table.lines[:SPOKEN]]
    more = len(table.lines) - len(spoken)
    if more > 0:
        spoken.append(say("and {n} more in the table", n=facts.figures.count(more)))
    return ". ".join(filter(None, (facts.title, facts.caption, *spoken)))


def cell_text(cell: str | float | None, unit: Unit | None, figures: Figures) -> str:
    """Write a cell of a table under a heading that carries the unit."""
    if cell is None:
        return NONE
    if isinstance(cell, str):
        return cell
    writers: dict[Unit, Callable[[float], str]] = {
        Unit.MONEY: figures.amount,
        Unit.SHARE: figures.bare_percent,
        Unit.RATIO: lambda value: figures.number(value, 2),
    }
    return writers.get(unit or Unit.COUNT, figures.count)(cell)


def _spoken(table: PictureTable, line: TableLine, figures: Figures) -> Iterable[str]:
    for head, cell in zip(table.heads, line.cells, strict=True):
        if cell is None:
            continue
        scale = _SCALES.get(head.unit or Unit.COUNT, Scale.COUNT)
        yield cell if isinstance(cell, str) else f"{head.title} {written(cell, scale, figures)}"


def _of_bars(marks: Bars | Ranked, _figures: Figures) -> PictureTable:
    axis = marks.y if isinstance(marks, Bars) else marks.x
    wanted: list[tuple[str, Callable[[Bar], float | None]]] = [
        (marks.value_words or axis.heading or say("Value"), lambda bar: bar.value),
        (marks.before_words or say("Before"), lambda bar: bar.before),
        (say("From"), lambda bar: bar.low),
        (say("To"), lambda bar: bar.high),
    ]
    kept = [wanted[0]] + [
        one for one in wanted[1:] if any(one[1](bar) is not None for bar in marks.bars)
    ]
    unit = _UNITS.get(axis.scale)
    heads = (Head(marks.label_heading), *(Head(title, unit) for title, _ in kept))
    lines = (TableLine((bar.label, *(get(bar) for _, get in kept)), bar.rows) for bar in marks.bars)
    return PictureTable(heads, tuple(lines))


def _of_lines(marks: Lines, figures: Figures) -> PictureTable:
    has_bands = any(point.low is not None for line in marks.lines for point in line.points)
    unit = _UNITS.get(marks.y.scale)
    heads = [Head(""), _head(marks.x, say("At")), _head(marks.y, say("Value"))]
    if has_bands:
        heads += [Head(say("From"), unit), Head(say("To"), unit)]
    lines = []
    for line in marks.lines:
        for point in line.points:
            band = (point.low, point.high) if has_bands else ()
            cells = (line.label, _cell(point.x, marks.x, figures), point.y, *band)
            lines.append(TableLine(cells, point.rows))
    return PictureTable(tuple(heads), tuple(lines))


def _of_heat(marks: Heat, _figures: Figures) -> PictureTable:
    has_captions = any(row.caption for row in marks.rows)
    unit = _UNITS.get(marks.scale)
    heads = [Head(marks.row_heading)]
    heads += [Head(marks.caption_heading)] if has_captions else []
    heads += [Head(name, unit) for name in marks.columns]
    lines = []
    for row in marks.rows:
        cells: list[str | float | None] = [row.label]
        cells += [row.caption] if has_captions else []
        values = [None if cell is None else cell.value for cell in row.cells]
        values += [None] * (len(marks.columns) - len(values))
        lines.append(TableLine((*cells, *values)))
    return PictureTable(tuple(heads), tuple(lines))


def _of_curve(marks: Curve, figures: Figures) -> PictureTable:
    heads = (_head(marks.x, say("At")), _head(marks.y, say("Value")), Head(""))
    named = [
        TableLine((_cell(one.x, marks.x, figures), one.y, one.words), one.rows)
        for one in marks.marked
    ]
    plain = [TableLine((_cell(x, marks.x, figures), y, "")) for x, y in marks.points]
    return PictureTable(heads, (*named, *plain))


def _of_bubbles(marks: Bubbles, figures: Figures) -> PictureTable:
    has_sizes = bool(marks.size_heading)
    heads = [Head(marks.label_heading), _head(marks.x, "x"), _head(marks.y, "y")]
    heads += [Head(marks.size_heading, _UNITS.get(marks.size_scale))] if has_sizes else []
    lines = []
    for one in marks.bubbles:
        size = (one.size,) if has_sizes else ()
        places = (_cell(one.x, marks.x, figures), _cell(one.y, marks.y, figures))
        lines.append(TableLine((one.label, *places, *size), one.rows))
    return PictureTable(tuple(heads), tuple(lines))


def _of_histogram(marks: Histogram, figures: Figures) -> PictureTable:
    has_labels = any(one.label for one in marks.bins)
    if has_labels:
        named = (TableLine((one.label, one.count), one.rows) for one in marks.bins)
        labelled = (Head(marks.x.heading), _head(marks.y, say("How many")))
        return PictureTable(labelled, tuple(named))
    unit = _UNITS.get(marks.x.scale)
    heads = (
        Head(say("{what}, from", what=marks.x.heading), unit),
        Head(say("up to"), unit),
        _head(marks.y, say("How many")),
    )
    lines = (
        TableLine(
            (_cell(one.low, marks.x, figures), _cell(one.high, marks.x, figures), one.count),
            one.rows,
        )
        for one in marks.bins
    )
    return PictureTable(heads, tuple(lines))


def _head(axis: Axis, otherwise: str) -> Head:
    return Head(axis.heading or otherwise, _UNITS.get(axis.scale))


def _cell(value: float, axis: Axis, figures: Figures) -> str | float:
    return value if axis.scale in _UNITS else written(value, axis.scale, figures)


_MAKERS: dict[type, Callable[[Any, Figures], PictureTable]] = {
    Bars: _of_bars,
    Ranked: _of_bars,
    Lines: _of_lines,
    Heat: _of_heat,
    Curve: _of_curve,
    Bubbles: _of_bubbles,
    Histogram: _of_histogram,
}
