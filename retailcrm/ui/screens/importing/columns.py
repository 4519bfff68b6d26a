"""The columns of the import's tables."""

from collections.abc import Callable
from datetime import datetime

from retailcrm.core.figures import Figures
from retailcrm.core.problem import Problem
from retailcrm.core.words import say
from retailcrm.services.import_rows import BatchRow, ProblemRow
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.importing.reconcile import Strip

NO_VALUE = "(empty)"


def batch_columns(
    figures: Figures, local: Callable[[datetime], datetime]
) -> tuple[Column[BatchRow], ...]:
    """Give the columns of past imports; `local` moves an instant to the shop's clock."""
    return (
        Column("at", say("When"), lambda row: _moment(local(row.imported_at), figures), width=148),
        Column("file", say("File"), lambda row: row.file, is_strong=True, tone=_undone),
        Column("title", say("What"), lambda row: row.title, width=190, tone=_muted),
        Column("rows", say("Lines"), lambda row: figures.count(row.rows), True, 76, tone=_undone),
        Column("new", say("New receipts"), lambda row: figures.count(row.receipts_new), True, 100,
               tone=_undone),
        Column("changed", say("Changed"), lambda row: figures.count(row.receipts_changed), True,
               76, tone=_undone),
        Column("people", say("New customers"), lambda row: figures.count(row.customers_new), True,
               112, tone=_undone),
        Column("problems", say("Kept aside"), lambda row: figures.count(row.problems_open), True,
               86, tone=lambda row: "warn" if row.problems_open else "muted"),
        Column("state", say("State"),
               lambda row: say("in your books") if row.state == "done" else say("taken back"),
               width=104, tone=_muted),
    )  # fmt: skip


def found_columns() -> tuple[Column[Problem], ...]:
    """Give the columns of rows that a check would keep aside."""
    return (
        Column("line", say("Line"), lambda row: f"{row.line:,}", True, 58),
        Column("column", say("Column"), lambda row: row.column or say("whole row"), width=106,
               tone=lambda row: "" if row.column else "muted"),
        Column("value", say("Value"), lambda row: row.value or say(NO_VALUE), width=104,
               chip=lambda _row: "bad"),
        Column("why", say("Why"), lambda row: row.reason),
    )  # fmt: skip


def kept_columns(
    text: Callable[[ProblemRow], str], is_edited: Callable[[ProblemRow], bool]
) -> tuple[Column[ProblemRow], ...]:
    """Give the columns of rows in quarantine; the value is corrected in place."""
    return (
        Column("file", say("File"), lambda row: row.file, width=140, tone=lambda _row: "muted"),
        Column("line", say("Line"), lambda row: f"{row.line:,}", True, 58),
        Column("column", say("Column"), lambda row: row.column or say("whole row"), width=120,
               tone=lambda row: "" if row.column else "muted"),
        Column("value", say("Value"), text, width=130, is_open=True,
               chip=lambda row: "warn" if is_edited(row) else "bad",
               tip=say("Enter or a double click corrects the value.")),
        Column("why", say("Why"), lambda row: row.reason),
    )  # fmt: skip


def strip_columns(figures: Figures, strips: tuple[Strip, ...]) -> tuple[Column[Strip], ...]:
    """Give the columns of the reconciliation; the days are painted by `DayStrips`."""
    first = {strip.month: strip for strip in reversed(strips)}
    years = {strip.month // 12 for strip in strips}

    def month(strip: Strip) -> str:
        if first[strip.month] is not strip:
            return ""
        if len(years) > 1:
            return figures.short_month(strip.month)
        return figures.short_month_name(strip.month)

    return (
        Column("month", say("Month"), month, width=82 if len(years) > 1 else 54, is_strong=True),
        Column("store", say("Store"), lambda strip: strip.store, width=104),
        Column("days", say("Day 1 to 31"), lambda _strip: ""),
        Column("file", say("In the file"), lambda strip: figures.amount(strip.in_file), True, 90),
        Column("books", say("Books after"), lambda strip: figures.amount(strip.in_books), True,
               90),
        Column("difference", say("Difference"), lambda strip: figures.amount(strip.difference),
               True, 80, tone=lambda strip: "warn" if strip.difference else "muted",
               is_strong=False),
    )  # fmt: skip


def _moment(at: datetime, figures: Figures) -> str:
    return f"{figures.day_year(at.date())}, {at:%H:%M}"


def _muted(_row: BatchRow) -> str:
    return "muted"


def _undone(row: BatchRow) -> str:
    return "" if row.state == "done" else "muted"
