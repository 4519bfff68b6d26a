"""One small picture of every kind, as screens build them."""

import math

from retailcrm.core.figures import Figures
from retailcrm.core.rows import rows
from retailcrm.ui.kit.picture.facts import (
    Axis,
    Bar,
    Bars,
    Bin,
    Bubble,
    Bubbles,
    Cell,
    Curve,
    Heat,
    HeatRow,
    Histogram,
    Line,
    Lines,
    Marked,
    Marks,
    PictureFacts,
    Point,
    Ranked,
    Rule,
    Scale,
)

USD = Figures("USD")
EVERYONE = rows("customers")
MONEY = Axis("Net sales, USD", Scale.MONEY)
SHARE = Axis("Came back, %", Scale.SHARE)

BARS = Bars(
    (
        Bar("Aug", 10_000, 9_000, note="+11.1", rows=rows("receipts", from_="2025-08-01")),
        Bar("Sep", 20_000, None),
        Bar("Oct", 15_000, 16_000, note="−6.2", is_strong=False),
    ),
    MONEY,
    "bar: this year",
    "line: last year",
    "Month",
)
RANKED = Ranked(
    (Bar("Books", 250_000, rows=EVERYONE), Bar("Tea", 1_250), Bar("Toys, sent back", -30_000)),
    MONEY,
    label_heading="Category",
)
DOTS = Ranked(
    (Bar("Voucher", 167, low=30, high=303), Bar("Double points", -2, low=-125, high=120)),
    Axis("Margin, USD a member", Scale.MONEY),
    as_dots=True,
)
CLOSE_DOTS = Ranked(
    tuple(Bar(f"{at} visits", at * 30, low=at * 10, high=at * 40) for at in range(1, 7)),
    Axis("Days", Scale.DAYS),
    as_dots=True,
)
AGAINST = Ranked(
    tuple(Bar(f"Segment {at}", 900 - at * 100, before=1_000 - at * 90) for at in range(8)),
    MONEY,
    value_words="bar: for nothing",
    before_words="line: all discounts",
)
USUAL = Ranked(
    tuple(Bar(f"038{at:02d}", at * 60, low=at * 40, high=at * 80) for at in range(6)),
    Axis("Index"),
    rule=Rule(100, "100: usual"),
)
LINES = Lines(
    (
        Line("With a card", tuple(Point(at, 1 - math.exp(-at / 60), rows=EVERYONE)
                                  for at in range(0, 365, 30)), is_stepped=True),
        Line("Without", tuple(Point(at, 0.98 - math.exp(-at / 61), 0.1, 1.0)
                              for at in range(0, 365, 30))),
        Line("Stopped early", (Point(0, 0.0), Point(30, None), Point(60, 0.3), Point(90, 0.4))),
    ),
    Axis("Days since the first purchase", Scale.DAYS),
    SHARE,
    rules=(Rule(62, "half by 62 days"),),
    levels=(Rule(0.5, "half of them"),),
)  # fmt: skip
HEAT = Heat(
    ("0", "1", "2"),
    (
        HeatRow("Jan 2026", (Cell(1.0, is_apart=True), Cell(0.31, rows=EVERYONE), Cell(0.2)), "75"),
        HeatRow("Feb 2026", (Cell(1.0, is_apart=True), Cell(0.11), None), "132"),
    ),
    column_heading="Months later",
    row_heading="First bought in",
    caption_heading="Customers",
)
CURVE = Curve(
    tuple((at / 50, 1 - (1 - at / 50) ** 3) for at in range(51)),
    Axis("Customers, best first, %", Scale.SHARE),
    Axis("Sales, %", Scale.SHARE),
    (Marked(0.2, 0.488, "the best 20 % bring 49 % of sales", EVERYONE),),
    has_diagonal=True,
    diagonal_words="if all bought the same",
)
BUBBLES = Bubbles(
    tuple(
        Bubble(f"100{at:02d}", at * 37 % 23, at * 13 % 17, at, is_strong=at > 25, rows=EVERYONE)
        for at in range(30)
    ),
    Axis("Households"),
    Axis("Customers"),
    size_heading="Visits",
    label_heading="Postcode",
)
HISTOGRAM = Histogram(
    (
        Bin(1, 2, 300, "1", rows=EVERYONE),
        Bin(2, 3, 120, "2"),
        Bin(3, 99, 48, "3 or more", is_strong=False),
    ),
    Axis("Visits"),
    Axis("Customers"),
)
GAPS = Histogram(
    tuple(Bin(at * 7, at * 7 + 7, 200 / (at + 1)) for at in range(20)),
    Axis("Days between visits", Scale.DAYS),
    Axis("Customers"),
    rules=(Rule(34, "half are back by 34 days"), Rule(36, "the mean is 36 days")),
)
EVERY_KIND: dict[str, Marks] = {
    "bars": BARS,
    "ranked": RANKED,
    "dots": DOTS,
    "close dots": CLOSE_DOTS,
    "against": AGAINST,
    "usual": USUAL,
    "lines": LINES,
    "heat": HEAT,
    "curve": CURVE,
    "bubbles": BUBBLES,
    "histogram": HISTOGRAM,
    "gaps": GAPS,
}


def a_picture(marks: Marks | None, **more: object) -> PictureFacts:
    told = {"caption": "Net sales by month, USD", "nothing": "No sales yet.", **more}
    return PictureFacts("sales", "Sales fell in October", marks, USD, **told)  # type: ignore[arg-type]
