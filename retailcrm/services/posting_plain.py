"""Plain sales booked for the first time: nearly all receipts of a shop that begins a program.

Every row is what the general way would have written; a property of the tests compares both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Reading
from retailcrm.db.ledger import NewEntry
from retailcrm.db.points_plain import BookedRow, ManyLedger, SaleEntry, goods_of, sale_lines
from retailcrm.db.points_receipts import Document, mark_of
from retailcrm.db.programs import Version
from retailcrm.loyalty.earning import EarnedLine, scale
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.lots import Lot
from retailcrm.loyalty.plain_sales import Goods, PlainSales, Row, SaleOf, SoldLine, asks_for_goods
from retailcrm.loyalty.program import ExpiryMode, Program
from retailcrm.services.posting_account import OpenAccount


@dataclass(slots=True)
class PlainBooking:
    """Books plain sales into a ledger, remembering what is the same for many.

    Args:
        connection: of the unit of work.
        ledger: what they are booked into.
        digits: decimals of the currency.
    """

    connection: Reading
    ledger: ManyLedger
    digits: int
    lines: dict[int, list[SoldLine]] = field(default_factory=dict)
    rows: list[BookedRow] = field(default_factory=list)
    _goods: dict[int, Goods] = field(default_factory=dict)
    _rules: dict[int, PlainSales] = field(default_factory=dict)
    _last: dict[tuple[int, int], int | None] = field(default_factory=dict)

    def read(self, receipts: Sequence[int], versions: Sequence[Version]) -> None:
        """Read the lines of sales that may be plain; `lines` has those that are."""
        found, odd = sale_lines(self.connection, receipts)
        self.lines = {one: lines for one, lines in found.items() if one not in odd}
        if any(one.program is not None and asks_for_goods(one.program) for one in versions):
            named = (line.product for lines in found.values() for line in lines)
            self._goods = goods_of(self.connection, (one for one in named if one is not None))

    def earn(self, sale: Document, version: Version, program: Program, context: str) -> list[Row]:
        """Work out what a sale earned, line by line."""
        rules = self._rules.get(version.id)
        if rules is None:
            rules = self._rules[version.id] = PlainSales(program, self.digits, self._goods)
        group, _, tier = context.partition("|")
        asked = SaleOf(sale.day, sale.customer_id, group, tier, sale.coupon)
        return rules.earn(asked, sale.tip, self.lines[sale.id])

    def whole(self, parts: int) -> int:
        """Give the whole points of so many parts."""
        return parts // scale(self.digits)

    def keep(
        self, sale: Document, points: int, earned: int, version: Version | None, context: str
    ) -> None:
        """Remember how a sale stands now."""
        mark = mark_of((sale,), 0)
        number = 0 if version is None else version.id
        self.rows.append((sale.id, sale.customer_id, mark, points, earned, number, context))

    def put(
        self, account: OpenAccount, sale: Document, points: int, rules: Version, rows: Sequence[Row]
    ) -> None:
        """Book the points of a sale as a lot."""
        program = rules.program
        assert program is not None
        available = sale.day + program.earning.pending_days
        expires = self._expires(sale.day, rules, program)
        if account.held.debts:
            self._pay(account, sale, points, rules, rows)
            return
        entry = SaleEntry(
            sale.customer_id, points, sale.day, available, expires, sale.id, sale.number, rules.id
        )
        number = self.ledger.add_sale(entry, rows)
        last = None if expires is None else day_of(expires)
        account.held.lots.append(Lot(number, points, day_of(available), last, sale.id))
        account.held.balance += points

    def _pay(
        self, account: OpenAccount, sale: Document, points: int, rules: Version, rows: Sequence[Row]
    ) -> None:
        """Book the points of a sale on an account that owes some."""
        program = rules.program
        assert program is not None
        account.put(
            NewEntry(
                customer_id=sale.customer_id,
                kind="earn",
                points=points,
                day=sale.day,
                key=self.ledger.receipt_key(sale.id),
                available=sale.day + program.earning.pending_days,
                expires=self._expires(sale.day, rules, program),
                receipt_id=sale.id,
                reference=sale.number,
                version_id=rules.id,
                lines=tuple(EarnedLine(*row) for row in rows),
            )
        )

    def _expires(self, day: int, rules: Version, program: Program) -> int | None:
        if program.expiry.mode is ExpiryMode.INACTIVITY:
            return None
        key = (rules.id, day)
        if key not in self._last:
            last = expires_on(program.expiry, day_of(day), None, program.closed)
            self._last[key] = None if last is None else day_number(last)
        return self._last[key]
