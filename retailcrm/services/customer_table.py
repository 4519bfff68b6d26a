"""The customer table: a row put together from what is kept and what is computed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.base import Scored
from retailcrm.analytics.groups import GROUPS
from retailcrm.analytics.history import DayBook
from retailcrm.analytics.rhythm import STAGES
from retailcrm.analytics.segments import SEGMENTS
from retailcrm.core.days import day_of
from retailcrm.core.figures import half_up
from retailcrm.core.money import decimal_text
from retailcrm.db.customer_pages import full_name
from retailcrm.services.customer_rows import CustomerRow
from retailcrm.services.finding import Found, Unit

FEW = 128
COLUMNS = (
    "customer", "card", "first_name", "last_name", "email", "phone", "postcode", "first_on",
    "last_on", "visits", "receipts", "returns", "net_sales", "group", "segment", "stage",
)  # fmt: skip
_EXECUTED = ("=", "+", "-", "@", "\t", "\r")


class Totals:
    """Everything that some customers bought, ever."""

    def __init__(self, book: DayBook, ids: NDArray[np.int64]) -> None:
        starts = book.starts()
        at = np.searchsorted(book.ids, ids)
        at = np.minimum(at, max(book.ids.size - 1, 0))
        self._place = {int(one): place for place, one in enumerate(ids)}
        if ids is book.ids:
            begin, end = starts[:-1], starts[1:]
        else:
            begin, end = starts[at], starts[at + 1]
        self.receipts = _spans(book.receipts, begin, end)
        self.returns = _spans(book.returns, begin, end)
        self.net = _spans(book.net, begin, end)

    def of(self, customer: int) -> tuple[int, int, int]:
        """Give (receipts, returns, net sales) of one of them."""
        place = self._place[customer]
        return int(self.receipts[place]), int(self.returns[place]), int(self.net[place])


def _spans(
    column: NDArray[Any], begin: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.int64]:
    if begin.size <= FEW:
        return np.array(
            [int(column[a:b].sum()) for a, b in zip(begin, end, strict=True)], dtype=np.int64
        )
    running = np.zeros(column.size + 1, dtype=np.int64)
    np.cumsum(column, out=running[1:])
    return running[end] - running[begin]


def customer_row(head: Any, sums: Totals, scored: Scored | None) -> CustomerRow:
    """Put a customer's row together from what is kept and what is computed."""
    receipts, returns, net = sums.of(head["id"])
    row = CustomerRow(
        customer_id=head["id"],
        name=full_name(head),
        card=head["card"],
        email=head["email"],
        phone=head["phone"],
        postcode=head["postcode"],
        first_on=None,
        last_on=None,
        visits=0,
        receipts=receipts,
        returns=returns,
        net_sales=net,
        group="",
        segment="",
        stage="",
    )
    if scored is None:
        return row
    at = int(np.searchsorted(scored.ids, head["id"]))
    came = int(scored.visits[at]) > 0
    return replace(
        row,
        first_on=day_of(int(scored.first[at])) if came else None,
        last_on=day_of(int(scored.last[at])) if came else None,
        visits=int(scored.visits[at]),
        group=_label(GROUPS, int(scored.group[at])),
        segment=_label(SEGMENTS, int(scored.segment[at])),
        stage=_label(STAGES, int(scored.stage[at])),
    )


def _label(labels: Sequence[Any], code: int) -> str:
    return "" if code < 0 else str(labels[code])


def cells_of(row: CustomerRow, head: Any, digits: int) -> list[str]:
    """Write a customer as cells of `COLUMNS`."""
    told = [
        str(row.customer_id),
        row.card,
        head["first_name"],
        head["last_name"],
        row.email,
        row.phone,
        row.postcode,
        "" if row.first_on is None else row.first_on.isoformat(),
        "" if row.last_on is None else row.last_on.isoformat(),
        str(row.visits),
        str(row.receipts),
        str(row.returns),
        decimal_text(row.net_sales, digits),
        row.group,
        row.segment,
        row.stage,
    ]
    return [cell if place in _NUMERIC else tamed(cell) for place, cell in enumerate(told)]


def amount_cells(found: Found | None, ids: NDArray[np.int64], digits: int) -> list[list[str]]:
    """Write what each one adds to a figure as one more cell; none where people are counted."""
    if found is None or found.amounts is None:
        return [[] for _ in ids]
    amounts = found.amounts[np.searchsorted(found.ids, ids)].tolist()
    if found.unit is Unit.MONEY:
        return [[decimal_text(half_up(one), digits)] for one in amounts]
    return [[f"{one:.10g}"] for one in amounts]


def amount_heads(found: Found | None) -> list[str]:
    """Head what `amount_cells` writes."""
    has_amounts = found is not None and found.amounts is not None
    return [tamed(found.measure or "amount")] if has_amounts and found else []


_NUMERIC = frozenset({0, 9, 10, 11, 12})


def tamed(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula; phones keep their plus."""
    if cell.startswith(_EXECUTED) and not cell.lstrip("+").isdigit():
        return f"'{cell}"
    return cell
