"""The parts a printed page is made of, free of any paper, font or library.

A report says *what* stands on its pages with these frozen blocks, in reading order, all
texts written out; a writer such as `reports.pdf` decides where each one goes.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from retailcrm.core.rows import RowsRef
from retailcrm.reports.plots import Curve, Plot, PlotMark, RankedBar, RankedBars, Scale
from retailcrm.reports.texts import Shape, Span, Text, Tone, text

__all__ = [
    "Bar",
    "BarsChart",
    "Block",
    "Column",
    "Cover",
    "Curve",
    "DefinitionList",
    "Document",
    "Figure",
    "Filler",
    "Heading",
    "HeatCell",
    "HeatRow",
    "Heatmap",
    "KeyFigure",
    "KeyFigures",
    "LegendEntry",
    "Note",
    "Notes",
    "PageBreak",
    "Plot",
    "PlotMark",
    "RankedBar",
    "RankedBars",
    "Row",
    "Rule",
    "Scale",
    "Sentence",
    "Shape",
    "Span",
    "StackedBars",
    "StackedPart",
    "StackedRow",
    "SumBox",
    "TableBlock",
    "Tasks",
    "Text",
    "Tone",
    "text",
]


@dataclass(frozen=True, slots=True)
class Cover:
    """The head of the first page: whose report it is, of when, and what it rests on."""

    shop: str
    title: str
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A finding or a plain noun, and the line of measure, unit and period under it.

    Attributes:
        words: the finding.
        under: measure, unit, period; may be empty.
        page: it heads a whole page, not one part of it.
    """

    words: Text
    under: str = ""
    page: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The one thing to remember, in larger type."""

    words: Text


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet paragraph."""

    words: Text


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One headline figure; `lines` are (change, against what)."""

    label: str
    value: str
    ref: int
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Headline figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A name in its colour with its shape; the shape may be missing for plain series."""

    label: str
    tone: Tone
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class StackedPart:
    """One part of a stacked bar: its share of the bar and what stands in it."""

    share: float
    label: str


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One stacked bar."""

    label: str
    parts: tuple[StackedPart, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Shares of wholes, one bar a whole, parts in the order of the legend."""

    legend: tuple[LegendEntry, ...]
    rows: tuple[StackedRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label below, its value above, and what it is measured against.

    Attributes:
        before: drawn as a short line across; None draws none.
        full: this is the bar the page is about.
    """

    label: str
    under: str
    value: float
    shown: str
    ref: int
    before: float | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Bars from zero; `scale` are the grid lines with their labels."""

    bars: tuple[Bar, ...]
    scale: tuple[tuple[float, str], ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        number: right-aligned under a right-aligned head.
        wide: takes the room the others leave, and wraps.
        ref: small number on the head, when it explains the whole column.
    """

    title: str
    number: bool = False
    wide: bool = False
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `under` is a quiet line below its cells; a total stands out."""

    cells: tuple[Text, ...]
    under: str = ""
    total: bool = False
    shape: LegendEntry | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows under heads; long ones go on over the page with their heads repeated."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    dense: bool = True


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell of a heat map: up to three lines, and a step from 0 (little) to 4 (much)."""

    lines: tuple[str, ...]
    step: int
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row of a heat map: its head, a note beside it, its cells (None is blank)."""

    head: Text
    note: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A grid of shaded cells that carry their counts."""

    corner: str
    note_head: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    below: str = ""


@dataclass(frozen=True, slots=True)
class SumBox:
    """A sum in a frame: terms are (figure, what it is, small number or None)."""

    title: Text
    note: str
    terms: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Tasks:
    """What to do next, side by side."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Numbered notes in two columns below a rule; the number may be a span such as 6–9."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Words and what they mean here."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Takes the room that is left, so that what follows stands at the foot of the page."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page, unless all of it fits on this one.

    Attributes:
        mark: its name in the reader's outline.
    """

    mark: str


Block: TypeAlias = (
    Cover
    | Heading
    | Sentence
    | Note
    | KeyFigures
    | StackedBars
    | BarsChart
    | Plot
    | RankedBars
    | TableBlock
    | Heatmap
    | SumBox
    | Tasks
    | Notes
    | DefinitionList
    | Rule
    | Filler
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure that can be opened.

    Attributes:
        number: the small number behind it; `2026-10/3` is number 3 of October 2026.
        name: stable name for programs, such as `net_sales`.
        value: plain decimal text for programs; empty if there is no value.
        shown: as printed.
        rows: the rows that add up to it.
    """

    number: int
    name: str
    value: str
    shown: str
    rows: RowsRef


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        running: left and right of the line on top of every page but the first.
        stamp: what the figures rest on; at the foot of every page.
        pages_line: how a page says its number, with places `{page}` and `{pages}`.
    """

    title: str
    author: str
    subject: str
    language: str
    paper: str
    running: tuple[str, str]
    stamp: tuple[str, ...]
    pages_line: str
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...] = field(default=())
