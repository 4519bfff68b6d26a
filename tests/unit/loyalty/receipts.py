"""Receipts and programs in a few words, for the tests of points."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from retailcrm.loyalty.earning import Basket, Line
from retailcrm.loyalty.program import Earning, Program

DAY = date(2024, 5, 15)  # a Wednesday


def line(no, net, product=None, **more: Any):
    """Sell one piece of a product named after its number, or of product `no`."""
    which = no if product is None else product
    usual = {"sku": f"A{which}", "category": "Goods", "quantity": 1000 if net >= 0 else -1000}
    return Line(no, which, net=net, **(usual | more))


def basket(*lines: Line, day=DAY, **more: Any):
    return Basket(day, lines, **more)


def program(**earning: Any):
    rules: dict[str, Any] = {
        key: Decimal(v) if key == "per_unit" else v for key, v in earning.items()
    }
    return replace(Program(), earning=replace(Earning(), **rules))
