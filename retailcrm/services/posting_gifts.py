"""Points that paid a receipt go back where they came from when the goods come back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from retailcrm.core.days import day_number, day_of
from retailcrm.db.books import Reading
from retailcrm.db.ledger import Holding, Ledger, NewEntry
from retailcrm.db.points_redeemed import Redeemed, given_back
from retailcrm.loyalty.lots import Use, give_back
from retailcrm.loyalty.program import GiveBack, Negative, Program
from retailcrm.services.posting_account import OpenAccount
from retailcrm.services.posting_targets import Family, Lines

Paid = Mapping[tuple[int, str, int], Redeemed]


def paid_receipts(
    all_of_them: Iterable[Family], held: Mapping[int, Holding], paid: Paid
) -> dict[int, tuple[int, str, int]]:
    """Find which sale each redemption paid, told at the counter by its number and day.

    Two stores may use one number on one day; then the first sale was the one.
    """
    found: dict[tuple[int, str, int], int] = {}
    for family in all_of_them:
        root = family.root
        key = (held[root.customer_id].holder, root.number, root.day)
        if family.sale is not None and key in paid:
            found.setdefault(key, root.id)
    return {receipt: key for key, receipt in found.items()}


def due_back(family: Family, lines: Lines, points: int, program: Program) -> int:
    """Give how many of the points used belong to goods that came back, if they go back at all.

    A full return gives all of them back, a part of it the same part, rounded down.
    """
    if program.redeeming.give_back is not GiveBack.YES:
        return 0
    root = family.root
    if root.voided:
        return points
    sold = sum(line.net for line in lines.get(root.id, ()) if line.net > 0)
    back = sum(line.returned for line in lines.get(root.id, ()))
    back -= sum(
        line.net
        for one in family.returns
        if not one.voided
        for line in lines.get(one.id, ())
        if line.net < 0
    )
    return points * min(back, sold) // sold if sold > 0 else 0


@dataclass(frozen=True, slots=True)
class GivingBack:
    """Brings what was given back of redemptions to what is due.

    Args:
        connection: of the unit of work.
        ledger: that the accounts write into.
        account_of: opens the account of a customer.
        today: business date of what is put right afterwards.
    """

    connection: Reading
    ledger: Ledger
    account_of: Callable[[int], OpenAccount]
    today: int

    def settle(self, redeemed: Redeemed, due: int, family: Family, program: Program) -> int:
        """Give back what is missing, or take what is too much since a return is gone.

        Returns:
            How many entries were booked.
        """
        missing = due - redeemed.returned
        if missing > 0:
            return self._give(redeemed, missing, family, program)
        return self.take(redeemed, -missing, program.redeeming.negative)

    def take(self, redeemed: Redeemed, points: int, negative: Negative) -> int:
        """Take back what was given for goods that did not come back after all."""
        if points <= 0:
            return 0
        self.ledger.flush()
        booked = 0
        for one in given_back(self.connection, redeemed.entries):
            part = min(one.points, points)
            if not part:
                break
            entry = NewEntry(
                customer_id=one.customer_id,
                kind="give_back",
                points=-part,
                day=self.today,
                key=self.ledger.receipt_key(one.receipt),
                receipt_id=one.receipt,
                reference=one.reference,
                reverses=redeemed.entries[-1],
            )
            self.account_of(one.customer_id).take(entry, negative=negative, prefer_lot=one.lot)
            points -= part
            booked += 1
        return booked

    def _give(self, redeemed: Redeemed, points: int, family: Family, program: Program) -> int:
        """Give points back to the lots they came from, whosever those are by now.

        What no such lot can take, for its day is over, makes a new one.
        """
        root, day = family.root, day_of(family.documents[-1].day)
        uses = self.ledger.uses_of(redeemed.entries)
        lots = self.ledger.lots([one.lot_id for one in uses])
        found = give_back(uses, lots.values(), points, day, program.expiry.returned_days)
        back = self._by_owner(found.uses, root.customer_id)
        for customer, some in back.items():
            whole = sum(use.points for use in some)
            self.account_of(customer).restore(self._entry(customer, whole, family, redeemed), some)
        fresh = points + sum(use.points for use in found.uses)
        if not fresh:
            return len(back)
        entry = self._entry(root.customer_id, fresh, family, redeemed)
        last = day + timedelta(days=program.expiry.returned_days)
        self.account_of(root.customer_id).put(
            replace(entry, available=entry.day, expires=day_number(last))
        )
        return len(back) + 1

    def _by_owner(self, uses: Sequence[Use], customer: int) -> dict[int, list[Use]]:
        """Sort uses by whose lots they are; those of one account are booked in one name."""
        owners = self.ledger.owners_of([one.lot_id for one in uses])
        members = self.account_of(customer).holding.members
        found: dict[int, list[Use]] = {}
        for use in uses:
            owner = owners[use.lot_id]
            name = customer if owner in members else owner
            found.setdefault(name, []).append(Use(use.lot_id, -use.points))
        return found

    def _entry(self, customer: int, points: int, family: Family, redeemed: Redeemed) -> NewEntry:
        last = family.documents[-1]
        return NewEntry(
            customer_id=customer,
            kind="give_back",
            points=points,
            day=last.day,
            key=self.ledger.receipt_key(last.id),
            receipt_id=last.id,
            reference=family.root.number,
            reverses=redeemed.entries[-1],
        )
