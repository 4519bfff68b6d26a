"""What plain sales earn: `earning.earn` for a great many of them.

A plain sale is one of which nothing came back and nothing was paid with points. What its rules
say is asked of `earn` itself, once for each kind of line on each kind of receipt, and remembered;
so the two cannot part ways, and a line costs a few multiplications.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from retailcrm.core.days import day_of
from retailcrm.core.words import say
from retailcrm.loyalty.basket import PIECE, TIP, VISIT, Basket, Line
from retailcrm.loyalty.codes import codes_in
from retailcrm.loyalty.earning import EarnedLine, earn
from retailcrm.loyalty.program import Program

Row = tuple[int, int, int, int, int, str]
"""As `EarnedLine`: line_no, amount, rate, factor, earned, told."""


class SoldLine(NamedTuple):
    """A line of a plain sale."""

    line_no: int
    product: int | None
    quantity: int
    net: int
    discount: int
    tax: int
    gift: bool


class Goods(NamedTuple):
    """What rules may ask of a product."""

    sku: str
    name: str
    category: str


class SaleOf(NamedTuple):
    """What rules may ask of a receipt and its member."""

    day: int
    customer: int
    group: str
    tier: str
    coupon: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What the rules say of one kind of line."""

    rate: int
    factor: int
    each: int  # parts for a piece, the factor applied
    told: str
    barred: bool = False


@dataclass(slots=True)
class _Kind:
    """One kind of receipt: what it earns besides its lines, and of its kinds of lines."""

    sale: SaleOf
    visit: Row | None
    tip: EarnedLine | None
    lines: dict[tuple[int | None, bool, bool], _Said] = field(default_factory=dict)


_NO_GOODS = Goods("", "", "")


class PlainSales:
    """One program over plain sales.

    Args:
        program: the rules.
        digits: decimals of the currency.
        goods: products by id; those that are missing have no name.
    """

    def __init__(self, program: Program, digits: int, goods: Mapping[int, Goods]) -> None:
        self._program, self._digits, self._goods = program, digits, goods
        earning = program.earning
        self._asks_goods = asks_for_goods(program)
        self._asks_person = bool(earning.customers) or any(c.customers for c in earning.campaigns)
        self._asks_coupon = any(one.coupon for one in earning.campaigns)
        self._periods: dict[int, tuple[object, ...]] = {}
        self._kinds: dict[tuple[object, ...], _Kind] = {}

    def earn(self, sale: SaleOf, tip: int, lines: Sequence[SoldLine]) -> list[Row]:
        """Work out what each line earned, then the visit and the tip if they earn."""
        kind = self._kind(sale)
        found = [self._line(kind, line) for line in lines]
        if sum([row[1] for row in found]) > 0:
            if kind.visit is not None:
                found.append(kind.visit)
            if kind.tip is not None and tip > 0:
                one = kind.tip
                found.append((TIP, tip, one.rate, one.factor, tip * one.earned, one.told))
        return found

    def _line(self, kind: _Kind, line: SoldLine) -> Row:
        number, product, quantity, net, discount, tax, gift = line
        key = (product if self._asks_goods else None, gift, discount > 0)
        said = kind.lines.get(key)
        if said is None:
            said = kind.lines[key] = self._asked(kind.sale, key)
        if said.barred:
            return (number, 0, said.rate, 0, 0, said.told)
        amount = 0
        if net > 0 and net + tax > 0:
            amount = max(0, net + tax) if self._program.earning.tax_earns else net
        if not amount:
            return (number, 0, said.rate, 0, 0, say("Paid with points") if net else "")
        pieces = -(-quantity // PIECE) if quantity < 0 else quantity // PIECE
        earned = amount * said.rate * said.factor + pieces * said.each
        return (number, amount, said.rate, said.factor, earned, said.told)

    def _kind(self, sale: SaleOf) -> _Kind:
        period = self._periods.get(sale.day)
        if period is None:
            period = self._periods[sale.day] = self._period(day_of(sale.day))
        key = (
            period,
            sale.group,
            sale.tier,
            sale.coupon if self._asks_coupon else "",
            sale.customer if self._asks_person else 0,
        )
        found = self._kinds.get(key)
        if found is None:
            found = self._kinds[key] = self._opened(sale)
        return found

    def _period(self, day: date) -> tuple[object, ...]:
        """Tell days apart as far as the rules do."""
        earning = self._program.earning
        return (
            day.weekday() if earning.weekdays else 0,
            *(one.starts <= day <= one.ends for one in earning.campaigns),
            *(
                (one.starts is None or one.starts <= day) and (one.ends is None or day <= one.ends)
                for one in earning.bonuses
            ),
        )

    def _opened(self, sale: SaleOf) -> _Kind:
        """Ask what a receipt of one common line, paid with a tip, earns besides."""
        found = {one.line_no: one for one in self._asked_of(sale, Line(0, None, "", "", 0, 1), 1)}
        visit = found.get(VISIT)
        row = None if visit is None else (VISIT, 0, 0, visit.factor, visit.earned, visit.told)
        return _Kind(sale, row, found.get(TIP))

    def _asked(self, sale: SaleOf, key: tuple[int | None, bool, bool]) -> _Said:
        """Ask what a line of the smallest amount earns, and the same with one piece more."""
        product, gift, reduced = key
        goods = _NO_GOODS if product is None else self._goods.get(product, _NO_GOODS)
        line = Line(
            0, product, goods.sku, goods.category, 0, 1, int(reduced), gift=gift, name=goods.name
        )
        plain = self._asked_of(sale, line, 0)[0]
        if not plain.amount:
            return _Said(plain.rate, 0, 0, plain.told, barred=True)
        piece = Line(
            0, product, goods.sku, goods.category, PIECE, 1, int(reduced), gift=gift,
            name=goods.name,
        )  # fmt: skip
        more = self._asked_of(sale, piece, 0)[0]
        return _Said(plain.rate, plain.factor, more.earned - plain.earned, plain.told)

    def _asked_of(self, sale: SaleOf, line: Line, tip: int) -> tuple[EarnedLine, ...]:
        basket = Basket(
            day=day_of(sale.day),
            lines=(line,),
            customer=sale.customer,
            group=sale.group,
            tier=sale.tier,
            coupons=codes_in(sale.coupon),
            tip=tip,
            digits=self._digits,
        )
        return earn(basket, self._program)


def asks_for_goods(program: Program) -> bool:
    """Say whether any rule is about some goods and not about others."""
    earning = program.earning
    excluded = earning.excluded
    return bool(earning.bonuses or excluded.categories or excluded.products)
