"""A receipt as earning sees it, and what each of its lines earned."""

from dataclasses import dataclass
from datetime import date

VISIT, TIP = -1, -2
"""Numbers of the lines that stand for the visit itself and for the tip."""
PIECE = 1000
"""Quantities are thousandths of a piece."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt.

    Attributes:
        line_no: the receipt's own number of it.
        product: id of the product; None where the till names no goods.
        sku: article number.
        category: as the till writes it.
        quantity: thousandths, negative on a return.
        net: after discounts, without tax, negative on a return.
        discount: what was taken off.
        tax: of the line.
        gift: a gift card sold, no goods.
        returned: net amount of it that came back later, never negative.
        returned_quantity: thousandths that came back later.
        name: of the product.
    """

    line_no: int
    product: int | None
    sku: str
    category: str
    quantity: int
    net: int
    discount: int = 0
    tax: int = 0
    gift: bool = False
    returned: int = 0
    returned_quantity: int = 0
    name: str = ""

    @property
    def kept(self) -> int:
        """Net amount that has not come back, never below nothing for what was sold."""
        return self.net if self.net < 0 else max(0, self.net - self.returned)

    @property
    def pieces(self) -> int:
        """Whole pieces that have not come back; on a return those that came, below zero."""
        if self.quantity < 0:
            return -(-self.quantity // PIECE)
        return max(0, self.quantity - self.returned_quantity) // PIECE


@dataclass(frozen=True, slots=True)
class Basket:
    """One receipt with what the rules ask about the member on that day.

    Attributes:
        day: business date.
        lines: in any order.
        customer: id; None: nobody known.
        group: key of the member's group then, empty without.
        tier: key of the member's tier then, empty without.
        coupons: codes on the receipt.
        tip: in minor units.
        points_paid: money that points paid, in minor units.
        digits: decimals of the currency.
    """

    day: date
    lines: tuple[Line, ...]
    customer: int | None = None
    group: str = ""
    tier: str = ""
    coupons: tuple[str, ...] = ()
    tip: int = 0
    points_paid: int = 0
    digits: int = 2


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """What one line earned, before any rounding.

    Attributes:
        line_no: the receipt's, `VISIT` or `TIP`.
        amount: eligible amount in minor units.
        rate: millionths of a point for one currency unit.
        factor: multiplier in ten-thousandths.
        earned: unrounded points in parts of `loyalty.earning.scale`.
        told: which rules made it, in the shop's words.
    """

    line_no: int
    amount: int
    rate: int
    factor: int
    earned: int
    told: str
