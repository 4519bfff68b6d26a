"""The columns of the latest receipts."""

from retailcrm.core.figures import NONE, Figures
from retailcrm.core.words import say
from retailcrm.ui.kit.table import Column
from retailcrm.ui.screens.counter.state import Bought


def bought_columns(figures: Figures, *, has_points: bool) -> tuple[Column[Bought], ...]:
    """Give the columns, written in the shop's currency; points only where there are any."""
    points: tuple[Column[Bought], ...] = (
        Column("points", say("Points"),
               lambda row: NONE if row.points is None else figures.change(row.points),
               is_number=True, width=72, tone=lambda _row: "muted"),
    )  # fmt: skip
    return (
        Column("day", say("Last receipts"), lambda row: figures.day(row.day), width=132),
        Column("store", say("Store"), lambda row: row.store, width=130, tone=lambda _row: "muted"),
        Column("goods", say("Bought"), lambda row: row.goods or NONE),
        Column("net", say("Net, {currency}", currency=figures.currency),
               lambda row: figures.amount(row.net), is_number=True, width=84, is_strong=True,
               tone=lambda row: "bad" if row.net < 0 else ""),
        *(points if has_points else ()),
    )  # fmt: skip
