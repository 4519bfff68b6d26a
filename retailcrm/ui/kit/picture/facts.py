"""What a picture shows, as plain values: presenters build them without Qt and matplotlib."""

from dataclasses import dataclass, field
from enum import StrEnum

from retailcrm.core.figures import Figures
from retailcrm.core.rows import RowsRef
from retailcrm.services.finding import Unit

#: Before the shop's currency is known.
PLAIN = Figures("USD")


class Scale(StrEnum):
    """What an axis counts; the unit itself stands in the axis' heading."""

    COUNT = "count"
    MONEY = "money"  # values are minor units
    SHARE = "share"  # 0.05 is written 5; the heading carries the %
    DAYS = "days"
    RATIO = "ratio"
    MONTH = "month"  # values are month numbers of core.days
    DAY = "day"  # values are day numbers of core.days


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis.

    Attributes:
        heading: what it measures and in which unit ("Customers, %").
        scale: how its numbers are written.
        low: where it begins at the latest; None lets the data decide (bars begin at zero).
        high: where it ends at the earliest.
    """

    heading: str = ""
    scale: Scale = Scale.COUNT
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, upright in `Bars`, lying in `Ranked`.

    Attributes:
        label: its name.
        value: its length; None has no bar, but a dash.
        before: what it is compared with, drawn as a short line across the bar.
        low: lower end of its interval, drawn as a whisker.
        high: upper end, likewise.
        note: written beside its end; empty writes the value (in `Ranked`), nothing in `Bars`.
        is_strong: in full colour; the rest is weak.
        tone: token of its colour; group colours mean groups and nothing else.
        rows: what a click opens.
        tip: words on hover; empty says label and value.
    """

    label: str
    value: float | None
    before: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""
    is_strong: bool = True
    tone: str = "accent"
    rows: RowsRef | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Upright bars side by side, such as months; from zero always.

    Attributes:
        value_words: labels the bar directly ("bar: this year"), and heads the table.
        before_words: labels the comparison ("line: same month a year before").
        label_heading: heads the labels in the table ("Month").
    """

    bars: tuple[Bar, ...]
    y: Axis = Axis()
    value_words: str = ""
    before_words: str = ""
    label_heading: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Bars lying below each other in the order given, names on the left, values at their ends.

    Attributes:
        as_dots: dots with whiskers and a zero line instead of bars, for estimates with their
            intervals; hollow where the interval holds zero.
        value_words: labels the bar directly where there are comparisons, and heads the table.
        before_words: labels the comparison.
        rule: a thin line across all of them, with its words at its foot ("100: usual").
    """

    bars: tuple[Bar, ...]
    x: Axis = Axis()
    as_dots: bool = False
    value_words: str = ""
    before_words: str = ""
    label_heading: str = ""
    rule: "Rule | None" = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line.

    Attributes:
        low: lower end of its interval; drawn as a band along the line.
        high: upper end, likewise.
    """

    x: float
    y: float | None
    low: float | None = None
    high: float | None = None
    rows: RowsRef | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, labelled at its end.

    Attributes:
        label: its name; the last value is written below it.
        is_stepped: a level holds until the next point (survival curves).
        tone: token of its colour; empty gives accent to the first, then ink and muted.
    """

    label: str
    points: tuple[Point, ...]
    is_stepped: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the plot with its words ("median 34 days")."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines or steps, first the one that the title speaks of.

    Attributes:
        rules: upright lines at values of x.
        levels: level lines at values of y.
    """

    lines: tuple[Line, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    rules: tuple[Rule, ...] = ()
    levels: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a heat grid.

    Attributes:
        text: what stands in it; empty writes the value in the grid's scale.
        is_apart: coloured neutrally and left out of the colour scale (the first month's 100 %).
    """

    value: float | None
    text: str = ""
    is_apart: bool = False
    rows: RowsRef | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row of a heat grid: its name, a quiet second column ("132"), its cells."""

    label: str
    cells: tuple[Cell | None, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """A grid of coloured cells with their numbers, such as cohorts by month.

    Attributes:
        columns: heads of the cells.
        column_heading: what the heads count ("Months since the first purchase").
        row_heading: heads the names ("First bought in").
        caption_heading: heads the quiet second column ("Customers").
    """

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    scale: Scale = Scale.SHARE
    column_heading: str = ""
    row_heading: str = ""
    caption_heading: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A point on a curve that the title speaks of, with its words beside it."""

    x: float
    y: float
    words: str
    rows: RowsRef | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve with marked points, such as shares of sales over shares of customers.

    Attributes:
        points: (x, y) in order of x.
        has_diagonal: draw what it would be if all were equal, with `diagonal_words` on it.
    """

    points: tuple[tuple[float, float], ...]
    x: Axis = Axis()
    y: Axis = Axis()
    marked: tuple[Marked, ...] = ()
    has_diagonal: bool = False
    diagonal_words: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One place or thing between two axes.

    Attributes:
        size: its area; 0 or all the same draws small dots.
        is_strong: in full colour and named first when there is no room for all names.
    """

    label: str
    x: float
    y: float
    size: float = 0.0
    is_strong: bool = False
    tone: str = "accent"
    rows: RowsRef | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Bubbles:
    """Dots or bubbles between two axes; names stand beside them where there is room.

    Attributes:
        size_heading: what the area means ("Customers"), for the table.
        label_heading: heads the names in the table ("Postcode").
    """

    bubbles: tuple[Bubble, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    size_heading: str = ""
    size_scale: Scale = Scale.COUNT
    label_heading: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a histogram: from `low` up to `high`.

    Attributes:
        label: written under it instead of the bounds ("1", "2", "10 or more"); all or none.
    """

    low: float
    high: float
    count: float
    label: str = ""
    is_strong: bool = True
    rows: RowsRef | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars that touch: how many have how much."""

    bins: tuple[Bin, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    rules: tuple[Rule, ...] = ()


Marks = Bars | Ranked | Lines | Heat | Curve | Bubbles | Histogram


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table behind a picture.

    Attributes:
        title: with the unit ("Net sales, USD").
        unit: how its numbers are written; None for words.
        key: the figure's key, which heads the column in the CSV file; empty takes the title.
    """

    title: str
    unit: Unit | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of the table: raw values (minor units, shares), written by the column's unit."""

    cells: tuple[str | float | None, ...]
    rows: RowsRef | None = None


@dataclass(frozen=True, slots=True)
class PictureTable:
    """The numbers behind a picture, or a table of its own."""

    heads: tuple[Head, ...]
    lines: tuple[TableLine, ...]


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """One picture.

    Attributes:
        name: stable, for code and file names ("visits_per_customer").
        title: the finding, computed from the data.
        caption: measure, unit and period, below the title.
        marks: what is drawn; None where there is nothing, and `nothing` says why.
        figures: writes all numbers.
        summary: for screen readers; empty makes one of the title and the marks.
        key: of the figure in core.definitions, whose meaning stands below every tip.
        table: the table behind; None makes it of the marks.
        is_wide: takes the whole width of a page, not half of it.
        nothing: the sentence that stands in place of an empty picture.
        rows: what the whole picture counts, for its "Open" button; None has none.
    """

    name: str
    title: str
    marks: Marks | None
    figures: Figures = field(default=PLAIN)
    caption: str = ""
    summary: str = ""
    key: str = ""
    table: PictureTable | None = None
    is_wide: bool = False
    nothing: str = ""
    rows: RowsRef | None = None
