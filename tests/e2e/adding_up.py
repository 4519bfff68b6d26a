"""Opens the rows behind a figure and makes the figure from them again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from retailcrm.core.rows import RowsRef
from retailcrm.services.customer_rows import CustomerQuery
from retailcrm.services.finding import How
from retailcrm.ui.kit.picture.facts import (
    Bars,
    Bubbles,
    Curve,
    Heat,
    Histogram,
    Lines,
    Marks,
    PictureTable,
    Ranked,
)
from retailcrm.ui.screens.insights.topic import PageFacts
from retailcrm.wiring import Services


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on a page: where it stands, what it says, and what it opens."""

    where: str
    value: float | None
    rows: RowsRef


HALF = 0.5
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def shown_on(page: PageFacts) -> Iterator[Shown]:
    """List every figure of a page that opens something."""
    for figure in page.figures:
        yield Shown(f"figure {figure.told.key}", figure.told.value, figure.told.rows)
    for picture in page.pictures:
        for value, rows in _marks(picture.marks):
            if rows is not None:
                yield Shown(f"picture {picture.name}", value, rows)


def lines_on(page: PageFacts) -> Iterator[tuple[str, tuple[str | float | None, ...], RowsRef]]:
    """List every line of the tables of a page that opens something."""
    tables: list[tuple[str, PictureTable]] = [(one.name, one.table) for one in page.tables]
    tables += [(one.name, one.table) for one in page.pictures if one.table is not None]
    for name, table in tables:
        for line in table.lines:
            # A line about one person opens that person, and adds nothing up.
            if line.rows is not None and line.rows.get("customer") is None:
                yield f"table {name}", line.cells, line.rows


def made_from(shop: Services, rows: RowsRef) -> tuple[float | None, ...]:
    """Make what a figure may be from its rows; empty where a model makes it of them."""
    if rows.kind == "customers":
        found = shop.customers.found(rows)
        people = shop.customers.ids(CustomerQuery(rows=rows))
        if found is None:
            return (float(people.size),)
        assert people.size == found.ids.size, f"{rows.text()} lists others than it counts"
        return () if found.how is How.MODEL else (found.figure(),)
    ids = shop.customers.receipt_ids(rows)
    if rows.get("measure") == "margin":
        return (float(shop.sales.receipt_margin(rows)),)
    total = float(shop.customers.receipt_sum(rows))
    return (total, float(ids.size), total / ids.size if ids.size else None)


def agrees(value: float | None, made: tuple[float | None, ...]) -> bool:
    """Say whether a figure is one of those that its rows make, to the smallest unit."""
    if not made:
        return True
    if value is None:
        return any(one is None or one == 0 for one in made)
    return any(one is not None and value == pytest.approx(one, rel=1e-9, abs=1e-6) for one in made)


def numbers_of(written: str | float | None) -> tuple[float | None, ...]:
    """Give what a cell may stand for: a number as it is, an amount or a share as written."""
    if not isinstance(written, str):
        return (written,)
    found = [float(one.replace(",", "")) for one in _NUMBER.findall(written)]
    return tuple(value for one in found for value in (one, one * 100, one / 100))


def _marks(marks: Marks | None) -> Iterator[tuple[float | None, RowsRef | None]]:
    match marks:
        case Bars() | Ranked():
            yield from ((one.value, one.rows) for one in marks.bars)
        case Lines():
            yield from ((one.y, one.rows) for line in marks.lines for one in line.points)
        case Heat():
            cells = (cell for row in marks.rows for cell in row.cells if cell is not None)
            yield from ((one.value, one.rows) for one in cells)
        case Curve():
            # Where the height is given (half of the sales), the people are the finding; their
            # number stands in the strip of figures.
            yield from ((one.y, one.rows) for one in marks.marked if one.y != HALF)
        case Bubbles():
            # Across stands how many households there are, upwards how many of a thousand come.
            yield from ((one.x * one.y / 1_000, one.rows) for one in marks.bubbles)
        case Histogram():
            yield from ((one.count, one.rows) for one in marks.bins)
        case None:
            return
