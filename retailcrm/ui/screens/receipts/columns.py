"""The columns of lists of receipts."""

from retailcrm.core.figures import Figures
from retailcrm.core.vocabulary import channel_title, kind_title
from retailcrm.core.words import say
from retailcrm.services.customers import ReceiptRow
from retailcrm.ui.kit.table import Column


def receipt_columns(
    figures: Figures, *, names_customer: bool = True
) -> tuple[Column[ReceiptRow], ...]:
    """Give the columns, written in the shop's currency; a profile needs no names."""
    who: tuple[Column[ReceiptRow], ...] = (
        Column("customer", say("Customer"), lambda row: row.customer or say("without a card"),
               tone=lambda row: "" if row.customer else "muted"),
        Column("channel", say("Channel"), lambda row: channel_title(row.channel), width=88,
               tone=lambda _row: "muted"),
        Column("discount", say("Discount"), lambda row: figures.amount(row.discount), True, 92,
               tone=lambda _row: "muted"),
        Column("tax", say("Tax"), lambda row: figures.amount(row.tax), True, 92,
               tone=lambda _row: "muted"),
    )  # fmt: skip
    margin: tuple[Column[ReceiptRow], ...] = (
        Column("margin", say("Margin, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.margin), True, 96,
               tone=lambda row: "bad" if (row.margin or 0) < 0 else "",
               tip=say("Net less cost of goods; unknown cost is taken from the assumed margin.")),
    )  # fmt: skip
    return (
        Column("day", say("Day"), lambda row: figures.day_year(row.day),
               width=96 if names_customer else 92),
        Column("number", say("Receipt"), lambda row: row.number, is_strong=True),
        Column("kind", say("Kind"), lambda row: kind_title(row.kind),
               width=68 if names_customer else 60,
               tone=lambda row: "muted" if row.kind == "sale" else ""),
        Column("store", say("Store"), lambda row: row.store, width=130 if names_customer else 104,
               tone=lambda _row: "muted"),
        *(who if names_customer else ()),
        Column("lines", say("Lines"), lambda row: figures.count(row.lines), True, 50),
        Column("net", say("Net, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.net), True, 92,
               tone=lambda row: "bad" if row.net < 0 else ""),
        *(margin if names_customer else ()),
    )  # fmt: skip
