"""The customer table's columns; the same keys sort it."""

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import group_title, stage_title
from retailcrm.core.words import say
from retailcrm.services.customers import AMOUNT, CustomerRow
from retailcrm.ui.kit.icons import GROUP_TOKENS
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.customers.finding import Finding

LETTER, ARROW = 7, 30
LEAST, MOST = 110, 230

_ALARMED = frozenset({"mia", "been_a_while"})


def customer_columns(
    figures: Figures, finding: Finding | None = None
) -> tuple[Column[CustomerRow], ...]:
    """Give the columns, written in the shop's currency.

    Behind a figure, what each one adds to it takes the place of the e-mail address.
    """
    plain = _columns(figures)
    if finding is None or not finding.heading:
        return plain
    added: Column[CustomerRow] = Column(
        AMOUNT, finding.heading, lambda row: finding.amount(row.customer_id),
        width=min(max(LEAST, LETTER * len(finding.heading) + ARROW), MOST),
        is_number=True, is_strong=True, can_sort=True,
        tip=say("{heading}: what each of them adds.", heading=finding.heading),
    )  # fmt: skip
    kept = [column for column in plain if column.key != "email"]
    place = [column.key for column in kept].index("postcode") + 1
    return (*kept[:place], added, *kept[place:])


def _columns(figures: Figures) -> tuple[Column[CustomerRow], ...]:
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
