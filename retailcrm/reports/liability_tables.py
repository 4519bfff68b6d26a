"""The tables of the liability sheet: points, money, and what became of each month's points."""

from collections.abc import Callable

from retailcrm.core.days import month_end
from retailcrm.core.points_refs import moved_rows
from retailcrm.core.words import say
from retailcrm.loyalty.liability import LiabilityRow
from retailcrm.reports.document import Bar, BarsChart, Row, TableBlock
from retailcrm.reports.figure_table import figure_columns, figure_row
from retailcrm.reports.issue import Sheet
from retailcrm.reports.liability_facts import LiabilityFacts, month_of_row
from retailcrm.reports.scales import scale_for

SHOWN_BARS = 13
AGES = (0, 1, 2, 3, 6, 9, 12, 18, 24)
"""Ages in months at which the cohort table looks at the points used."""
_Cells = Callable[[Sheet, LiabilityRow], tuple[str, ...]]


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


def _points(sheet: Sheet, row: LiabilityRow) -> tuple[str, ...]:
    write = sheet.write
    return (
        write.count(row.opening), write.change(row.earned), write.change(-row.redeemed),
        write.change(-row.expired), write.change(row.other), write.count(row.closing),
    )  # fmt: skip


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


def _money(sheet: Sheet, row: LiabilityRow) -> tuple[str, ...]:
    write = sheet.write
    return (
        write.bare_percent(float(row.share), 2), write.amount(row.owed_before),
        write.change_amount(row.allocated), write.change_amount(-row.revenue),
        write.amount(row.owed), write.amount(row.cost),
    )  # fmt: skip


def _rows(sheet: Sheet, facts: LiabilityFacts, cells: _Cells) -> tuple[Row, ...]:
    whole = facts.sheet.total()
    assert whole is not None
    found = [
        figure_row(sheet.write.short_month(month_of_row(one)), *cells(sheet, one))
        for one in facts.sheet.rows
    ]
    return (*found, figure_row(whole.name, *cells(sheet, whole), total=True))


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
    sums = (int(used.sum()), int(gone.sum()), int(still.sum()))
    blanks = ("",) * len(ages)
    whole = (
        say("Together"), write.count(int(cohorts.earned.sum())), *blanks, *map(write.count, sums)
    )  # fmt: skip
    columns = figure_columns(
        say("Earned in"),
        say("Points"),
        *(_age(age) for age in ages),
        say("Used"),
        say("Expired"),
        say("Open"),
    )
    return TableBlock(columns, (*found, figure_row(*whole, total=True)))


def _age(age: int) -> str:
    return say("{n} m., %", n=age)
