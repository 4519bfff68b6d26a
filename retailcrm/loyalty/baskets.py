"""Single receipts of the past, as the counter's rules see them."""

from dataclasses import replace

from retailcrm.core.days import day_of
from retailcrm.loyalty.basket import Basket, Line
from retailcrm.loyalty.past import Column, Ints, Past


def basket_of(past: Past, starts: Ints, at: int, tier: str = "") -> Basket:
    """Take one receipt out of the past; its lines are numbered as the past's rows.

    Args:
        past: the receipts.
        starts: see `Past.starts`.
        at: position of the receipt.
        tier: key of the member's tier then.
    """
    lines = tuple(_line(past, row) for row in range(int(starts[at]), int(starts[at + 1])))
    return replace(head_of(past, at, tier), lines=lines)


def head_of(past: Past, at: int, tier: str = "") -> Basket:
    """Take one receipt without its lines."""
    heads = past.heads
    who, coupon = int(heads.customer[at]), _at(heads.coupon, at, -1)
    return Basket(
        day_of(int(heads.day[at])),
        (),
        int(past.customers.ids[who]) if who >= 0 else None,
        _group(past, who),
        tier,
        past.names.coupons[coupon] if coupon >= 0 else (),
        _at(heads.tip, at),
        _at(heads.points_paid, at),
        past.digits,
    )


def _group(past: Past, who: int) -> str:
    at = _at(past.customers.group, who, -1) if who >= 0 else -1
    return past.names.groups[at] if at >= 0 else ""


def _line(past: Past, row: int) -> Line:
    lines, names = past.lines, past.names
    product, category = int(lines.product[row]), int(lines.category[row])
    sku, name = names.products[product] if product >= 0 else ("", "")
    return Line(
        row,
        product if product >= 0 else None,
        sku,
        names.categories[category] if category >= 0 else "",
        int(lines.quantity[row]),
        int(lines.net[row]),
        int(lines.discount[row]),
        _at(lines.tax, row),
        bool(lines.gift[row]),
        _at(lines.returned, row),
        _at(lines.returned_quantity, row),
        name,
    )


def _at(column: Column | None, place: int, without: int = 0) -> int:
    return without if column is None else int(column[place])
