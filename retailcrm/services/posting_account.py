"""One account while points are booked on it: lots are taken from, debts are paid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retailcrm.core.days import day_of
from retailcrm.db.ledger import Account, Holding, Ledger, NewEntry
from retailcrm.loyalty.lots import Debt, Lot, Use, order, pay, take
from retailcrm.loyalty.program import Negative


@dataclass(slots=True)
class OpenAccount:
    """Lots and debts of a holder, kept equal to what the ledger writes."""

    holding: Holding
    held: Account
    ledger: Ledger

    def put(self, entry: NewEntry) -> int:
        """Book points that come in as a lot; what is owed is paid from them first."""
        number = self.ledger.add(entry)
        assert entry.available is not None
        lot = Lot(
            entry_id=number,
            points=entry.points,
            available=day_of(entry.available),
            expires=None if entry.expires is None else day_of(entry.expires),
            receipt_id=entry.receipt_id,
        )
        for debt, points in pay(tuple(self.held.debts), lot):
            self.ledger.use(debt, [Use(number, points)])
            self._owe_less(debt, points)
            lot = replace(lot, points=lot.points - points)
        if lot.points:
            self.held.lots.append(lot)
        self.held.balance += entry.points
        return number

    def take(
        self,
        entry: NewEntry,
        *,
        negative: Negative,
        prefer_receipt: int | None = None,
        prefer_lot: int | None = None,
        any_day: bool = True,
    ) -> int:
        """Book points that go out, oldest lots first; what no lot covers is owed or cleared."""
        uses, short = take(
            tuple(self.held.lots),
            -entry.points,
            day_of(entry.day),
            prefer_receipt=prefer_receipt,
            prefer_lot=prefer_lot,
            any_day=any_day,
        )
        number = self.ledger.add(entry, uses)
        self._lower(uses)
        self.held.balance += entry.points
        if short:
            self.held.debts.append(Debt(number, short))
        if short and negative is Negative.CLAMP:
            self._clear(number, short, entry)
        return number

    def give_back(self, entry: NewEntry, uses: Sequence[Use]) -> int:
        """Book points that go back into the lots they came from."""
        number = self.ledger.add(entry, [Use(one.lot_id, -one.points) for one in uses])
        fresh = self.ledger.lots([one.lot_id for one in uses])
        self.held.lots = [lot for lot in self.held.lots if lot.entry_id not in fresh]
        self.held.lots.extend(fresh.values())
        self.held.balance += entry.points
        return number

    def restore(self, entry: NewEntry, uses: Sequence[Use]) -> int:
        """Book points back into their lots; what is owed is paid from them, as from new ones."""
        number = self.give_back(entry, uses)
        wanted = {one.lot_id for one in uses}
        self.pay_debts([lot for lot in self.held.lots if lot.entry_id in wanted])
        return number

    def pay_debts(self, lots: Iterable[Lot]) -> None:
        """Let lots pay what is owed, those that are lost first before the others."""
        for lot in order(lots) if self.held.debts else ():
            self._pay_from(lot)

    def _pay_from(self, lot: Lot) -> None:
        uses = pay(tuple(self.held.debts), lot)
        for debt, points in uses:
            self.ledger.use(debt, [Use(lot.entry_id, points)])
            self._owe_less(debt, points)
        self._lower([Use(lot.entry_id, sum(points for _, points in uses))])

    def _clear(self, debt: int, short: int, entry: NewEntry) -> None:
        """Bring a balance that would be below zero back to zero by an entry of its own."""
        self.put(
            NewEntry(
                customer_id=entry.customer_id,
                kind="clamp",
                points=short,
                day=entry.day,
                key=f"clamp:{debt}",
                available=entry.day,
                reverses=debt,
                receipt_id=entry.receipt_id,
                version_id=entry.version_id,
            )
        )

    def _lower(self, uses: Sequence[Use]) -> None:
        taken = {one.lot_id: one.points for one in uses}
        self.held.lots = [
            replace(lot, points=lot.points - taken.get(lot.entry_id, 0))
            for lot in self.held.lots
            if lot.points > taken.get(lot.entry_id, 0)
        ]

    def _owe_less(self, debt: int, points: int) -> None:
        self.held.debts = [
            Debt(one.entry_id, one.points - points) if one.entry_id == debt else one
            for one in self.held.debts
            if one.entry_id != debt or one.points > points
        ]
