"""The tables that explain a balance."""

from retailcrm.core.figures import Figures
from retailcrm.core.words import say
from retailcrm.services.points_rows import EarnedRow, EntryRow, LotRow
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.customers.points_words import lot_words, signed


def entry_columns(figures: Figures) -> tuple[Column[EntryRow], ...]:
    """Give the columns of the movements."""
    return (
        Column("day", say("Day"), lambda row: figures.day_year(row.day), width=96),
        Column("text", say("What happened"), lambda row: row.text),
        Column("reason", say("Reason"), lambda row: row.reason, width=180,
               tone=lambda _row: "muted"),
        Column("points", say("Points"), lambda row: signed(row.points, figures), True, 76),
        Column("balance", say("Balance"), lambda row: figures.count(row.balance), True, 76,
               is_strong=True),
    )  # fmt: skip


def earned_columns(figures: Figures) -> tuple[Column[EarnedRow], ...]:
    """Give the columns of how each line of a receipt earned."""
    return (
        Column("line", say("Line"), lambda row: row.line, width=210, is_strong=True),
        Column("told", say("Rule"), lambda row: row.told, tone=lambda _row: "muted"),
        Column("amount", say("Counts, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.amount), True, 96),
        Column("points", say("Points"), lambda row: row.points, True, 84),
    )  # fmt: skip


def lot_columns(figures: Figures) -> tuple[Column[LotRow], ...]:
    """Give the columns of what is left of the points that came together."""
    return (
        Column("points", say("Points"), lambda row: figures.count(row.points), True, 64,
               is_strong=True),
        Column("expires", say("Last day"), lambda row: lot_words(row, figures)),
        Column("reference", say("Receipt"), lambda row: row.reference, width=84,
               tone=lambda _row: "muted"),
    )  # fmt: skip
