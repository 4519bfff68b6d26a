"""The columns of the tables about groups."""

from math import ceil

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import group_title
from retailcrm.core.words import say
from retailcrm.services.grouping import GroupRow, MissingRow
from retailcrm.ui.kit.icons import GROUP_TOKENS
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.groups.members import Member
from retailcrm.ui.screens.phrases import PLAIN

# Pixels that the longest sentence of a column needs at 100 %.
SENTENCE, SHORT_SENTENCE = 700, 420


def group_columns(figures: Figures) -> tuple[Column[GroupRow], ...]:
    """Give the columns of the three groups."""
    return (
        Column("group", "", lambda row: group_title(row.key), mark=lambda row: row.key,
               tone=lambda row: GROUP_TOKENS.get(row.key, "")),
        Column("customers", say("People"), lambda row: figures.count(row.customers), True, 56,
               is_strong=True),
        Column("share", say("% of all"),
               lambda row: figures.bare_percent(row.share_of_customers), True, 59),
        Column("sales", say("% of sales"), lambda row: figures.bare_percent(row.share_of_sales),
               True, 73),
        Column("contribution", say("Brought, {currency}", currency=figures.currency),
               lambda row: figures.whole(row.contribution), True, 94,
               tone=lambda row: "bad" if row.contribution < 0 else "",
               tip=say("Margin after discounts and returns, less the cost of returns.")),
        Column("change", say("Change"), lambda row: figures.change(row.change), True, 62,
               is_strong=True, tip=say("Customers more or fewer than at the end of last month.")),
    )  # fmt: skip


def member_columns(figures: Figures) -> tuple[Column[Member], ...]:
    """Give the columns of the people of a selection."""
    return (
        Column("name", say("Customer"), lambda one: one.row.name, width=146, is_strong=True),
        Column("card", say("Card"), lambda one: one.row.card, width=104, tone=_muted),
        Column("group", say("Group"), lambda one: group_title(one.row.group), width=136,
               mark=lambda one: one.row.group,
               tone=lambda one: GROUP_TOKENS.get(one.row.group, "")),
        Column("days", say("Days ago"), lambda one: figures.count(one.days_ago), True, 72),
        Column("visits", say("Visits"), lambda one: figures.count(one.row.visits), True, 58),
        Column("net_sales", say("Net sales, {currency}", currency=figures.currency),
               lambda one: figures.amount(one.row.net_sales), True, 114,
               tone=lambda one: "bad" if one.row.net_sales < 0 else ""),
        Column("why", say("Why"), lambda one: one.why, wraps=SENTENCE),
    )  # fmt: skip


def missing_columns(figures: Figures) -> tuple[Column[MissingRow], ...]:
    """Give the columns of the missing."""
    return (
        Column("name", say("Customer"), lambda row: row.name, width=160, is_strong=True),
        Column("card", say("Card"), lambda row: row.card, width=116, tone=_muted_missing),
        Column("last_on", say("Last visit"), lambda row: figures.day_year(row.last_on), True, 94),
        Column("gap", say("Days ago"), lambda row: figures.count(row.gap), True, 72),
        Column("net_sales", say("Net sales, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.net_sales), True, 114),
        Column("worth", say("Worth, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.worth), True, 94, is_strong=True,
               tip=say("Chance of coming back times what the customer brings a year.")),
        Column("evidence", say("Why"), _evidence, wraps=SHORT_SENTENCE),
    )  # fmt: skip


def _evidence(row: MissingRow) -> str:
    told = say(
        "Usually every {usual} days, now {gap}; 9 of 10 like them are back by {limit}",
        usual=PLAIN.count(row.usual),
        gap=PLAIN.count(row.gap),
        limit=PLAIN.count(ceil(row.limit)),
    )
    return f"{told}. {row.season}" if row.season else told


def _muted(_one: Member) -> str:
    return "muted"


def _muted_missing(_row: MissingRow) -> str:
    return "muted"
