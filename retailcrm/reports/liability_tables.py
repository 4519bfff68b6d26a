"""The tables of the liability sheet: points, money, and what became of each month's points."""

from collections.abc import Callable
from datetime import date

from retailcrm.core.days import month_end, month_start
from retailcrm.core.points_refs import moved_rows
from retailcrm.core.words import say
from retailcrm.loyalty.liability import LiabilityRow
from retailcrm.reports.document import Bar, BarsChart, Row, TableBlock, Text, text
from retailcrm.reports.figure_table import figure_columns, figure_row
from retailcrm.reports.issue import Sheet
from retailcrm.reports.liability_facts import LiabilityFacts, month_of_row
from retailcrm.reports.scales import scale_for

SHOWN_BARS = 13
AGES = (0, 1, 2, 3, 6, 9, 12, 18, 24)
"""Ages in months at which the cohort table looks at the points used."""
Days = tuple[date | None, date]
"""The first and the last day that a row is of; None: since the first point."""
Cells = tuple[Text, ...]
_Written = Callable[[Sheet, LiabilityFacts, LiabilityRow, Days], Cells]


def owed_bars(sheet: Sheet, facts: LiabilityFacts) -> BarsChart:
    """Draw what was owed at the end of each month, the last thirteen."""
    shown = facts.sheet.rows[-SHOWN_BARS:]
    scale = scale_for(tuple(float(row.owed) for row in shown))
    bars = tuple(_bar(sheet, at, row, shown[-1]) for at, row in enumerate(shown))
    return BarsChart(bars, tuple((at, sheet.write.whole(at)) for at in scale))


def _bar(sheet: Sheet, at: int, row: LiabilityRow, last: LiabilityRow) -> Bar:
    month = month_of_row(row)
    shown = sheet.write.whole(row.owed)
    behind = moved_rows("owed", None, month_end(month))
    ref = sheet.number.amount(f"deferred.{row.name}", row.owed, shown, behind)
    year, number = row.name.split("-")
    return Bar(
        label=sheet.write.short_month_name(month),
        under=year if not at or number == "01" else "",
        value=float(row.owed),
        shown=shown,
        ref=ref,
        full=row is last,
    )


def points_table(sheet: Sheet, facts: LiabilityFacts) -> TableBlock:
    """Roll points forward, month by month."""
    columns = figure_columns(
        say("Month"),
        say("Open before"),
        say("Earned"),
        say("Used"),
        say("Expired"),
        say("Other"),
        say("Open after"),
    )
    return TableBlock(columns, _rows(sheet, facts, _points))


def _points(sheet: Sheet, _facts: LiabilityFacts, row: LiabilityRow, days: Days) -> Cells:
    """Write a month of points; what was open before stands, with its rows, in the row above."""
    write, (begin, end), name = sheet.write, days, _name(row, days)
    told = (
        ("earned", row.earned, write.change(row.earned)),
        ("redeemed", row.redeemed, write.change(-row.redeemed)),
        ("expired", row.expired, write.change(-row.expired)),
        ("other", row.other, write.change(row.other)),
    )
    moved = tuple(
        sheet.count_cell(f"points.{name}.{what}", value, shown, moved_rows(what, begin, end))
        for what, value, shown in told
    )
    left = sheet.count_cell(
        f"points.{name}.open", row.closing, write.count(row.closing), moved_rows("open", None, end)
    )
    return (text(write.count(row.opening)), *moved, left)


def money_table(sheet: Sheet, facts: LiabilityFacts) -> TableBlock:
    """Roll revenue put aside forward, with the plain cost beside it."""
    columns = figure_columns(
        say("Month"),
        say("Ever used, %"),
        say("Deferred before"),
        say("Put aside"),
        say("Earned revenue"),
        say("Deferred after"),
        say("Plain cost"),
    )
    return TableBlock(columns, _rows(sheet, facts, _money))


def _money(sheet: Sheet, facts: LiabilityFacts, row: LiabilityRow, days: Days) -> Cells:
    """Write a month of money; what was put aside before stands in the row above."""
    write, (begin, end), name = sheet.write, days, _name(row, days)
    share = write.bare_percent(float(row.share), 2)
    ref = sheet.number.share(
        f"money.{name}.share", float(row.share), share, moved_rows("share", None, end)
    )
    each = str(facts.sheet.worth.value * row.share * facts.sheet.worth.cost_factor)
    told = (
        ("allocated", row.allocated, write.change_amount(row.allocated),
         moved_rows("allocated", begin, end)),
        ("revenue", row.revenue, write.change_amount(-row.revenue),
         moved_rows("revenue", begin, end)),
        ("owed", row.owed, write.amount(row.owed), moved_rows("owed", None, end)),
        ("cost", row.cost, write.amount(row.cost), moved_rows("cost", None, end, each=each)),
    )  # fmt: skip
    cells = (
        sheet.amount_cell(f"money.{name}.{what}", value, shown, behind)
        for what, value, shown, behind in told
    )
    return (text(share, ref=ref), text(write.amount(row.owed_before)), *cells)


def _rows(sheet: Sheet, facts: LiabilityFacts, cells: _Written) -> tuple[Row, ...]:
    whole = facts.sheet.total()
    assert whole is not None
    found = []
    for one in facts.sheet.rows:
        month = month_of_row(one)
        days = (month_start(month), month_end(month))
        head = text(sheet.write.short_month(month))
        found.append(Row((head, *cells(sheet, facts, one, days))))
    all_days = (None, month_end(month_of_row(facts.sheet.rows[-1])))
    last = Row((text(whole.name), *cells(sheet, facts, whole, all_days)), total=True)
    return (*found, last)


def _name(row: LiabilityRow, days: Days) -> str:
    return "all" if days[0] is None else row.name


def cohort_table(sheet: Sheet, facts: LiabilityFacts) -> TableBlock | None:
    """Show what became of each month's points; None if receipts earned none."""
    cohorts, write = facts.cohorts, sheet.write
    if not cohorts.earned.size or cohorts.earned.sum() <= 0:
        return None
    ages = [age for age in AGES if age < cohorts.earned.size]
    used, gone = cohorts.so_far(cohorts.used), cohorts.so_far(cohorts.expired)
    still = cohorts.still_open()
    found = []
    for at, earned in enumerate(cohorts.earned.tolist()):
        reached = [int(cohorts.used[at, age]) for age in ages]
        shares = (
            "" if sum_ < 0 or earned <= 0 else write.bare_percent(sum_ / earned) for sum_ in reached
        )
        figures = (int(used[at]), int(gone[at]), int(still[at]))
        month = write.short_month(cohorts.first_month + at)
        found.append(figure_row(month, write.count(earned), *shares, *map(write.count, figures)))
    whole = _together(sheet, facts, len(ages))
    columns = figure_columns(
        say("Earned in"),
        say("Points"),
        *(_age(age) for age in ages),
        say("Used"),
        say("Expired"),
        say("Open"),
    )
    return TableBlock(columns, (*found, whole))


def _together(sheet: Sheet, facts: LiabilityFacts, ages: int) -> Row:
    """Add all months up; the sums open the members whose points the table is of."""
    cohorts, write = facts.cohorts, sheet.write
    last = month_end(cohorts.first_month + cohorts.earned.size - 1)
    sums = (
        ("earned", int(cohorts.earned.sum())),
        ("redeemed", int(cohorts.so_far(cohorts.used).sum())),
        ("expired", int(cohorts.so_far(cohorts.expired).sum())),
        ("open", int(cohorts.still_open().sum())),
    )
    earned, *rest = (
        sheet.count_cell(f"cohorts.{what}", value, write.count(value), moved_rows(what, None, last))
        for what, value in sums
    )
    blanks = (text(""),) * ages
    return Row((text(say("Together")), earned, *blanks, *rest), total=True)


def _age(age: int) -> str:
    return say("{n} m., %", n=age)
