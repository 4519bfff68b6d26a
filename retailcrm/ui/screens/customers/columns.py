"""The customer table's columns; the same keys sort it."""

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import group_title, stage_title
from retailcrm.core.words import say
from retailcrm.services.customers import CustomerRow
from retailcrm.ui.kit.icons import GROUP_TOKENS
from retailcrm.ui.kit.table import Column

_ALARMED = frozenset({"mia", "been_a_while"})


def customer_columns(figures: Figures) -> tuple[Column[CustomerRow], ...]:
    """Give the columns, written in the shop's currency."""
    return (
        Column("name", say("Name"), lambda row: row.name, is_strong=True, can_sort=True),
        Column("card", say("Card"), lambda row: row.card, width=106, tone=_muted, can_sort=True),
        Column("phone", say("Phone"), lambda row: row.phone, width=114, tone=_muted, can_sort=True),
        Column("email", say("E-mail"), lambda row: row.email, width=194, tone=_muted,
               can_sort=True),
        Column("postcode", say("Postcode"), lambda row: row.postcode, width=70, tone=_muted,
               can_sort=True),
        Column("last_on", say("Last visit"), lambda row: figures.day_year(row.last_on), width=94,
               is_number=True, can_sort=True),
        Column("visits", say("Visits"), lambda row: figures.count(row.visits), width=56,
               is_number=True, can_sort=True,
               tip=say("Days with at least one purchase, over all stores.")),
        Column("net_sales", say("Net sales, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.net_sales), width=108, is_number=True, can_sort=True,
               tone=lambda row: "bad" if row.net_sales < 0 else "",
               tip=say("Goods after discounts and returns, without tax.")),
        Column("group", say("Group"), lambda row: group_title(row.group), width=130,
               mark=lambda row: row.group, tone=lambda row: GROUP_TOKENS.get(row.group, ""),
               can_sort=True),
        Column("stage", say("Stage"), lambda row: stage_title(row.stage), width=96,
               tone=lambda row: "" if row.stage in _ALARMED else "muted", can_sort=True,
               tip=say("How the silence since the last visit compares with their own rhythm.")),
    )  # fmt: skip


def _muted(_row: CustomerRow) -> str:
    return "muted"
