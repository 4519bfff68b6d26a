"""Points that paid a receipt go back where they came from when the goods come back."""

from retailcrm.core.days import day_number, day_of
from retailcrm.db.ledger import NewEntry
from retailcrm.db.points_redeemed import Redeemed
from retailcrm.loyalty.lots import Use, give_back
from retailcrm.loyalty.program import Program
from retailcrm.services.posting_account import OpenAccount
from retailcrm.services.posting_targets import Family, Lines


def give_back_redeemed(
    account: OpenAccount, family: Family, lines: Lines, redeemed: Redeemed, program: Program
) -> int:
    """Give back the share of the points used that belongs to the goods that came back.

    A full return gives all of them back, a part of it the same part, rounded down; whatever
    order the returns come in, no more is given back than was used.

    Returns:
        How many entries were booked.
    """
    due = _share(family, lines, redeemed.points) - redeemed.returned
    if due <= 0:
        return 0
    uses = account.ledger.uses_of(redeemed.entries)
    lots = account.ledger.lots([one.lot_id for one in uses])
    last = family.documents[-1]
    found = give_back(uses, lots.values(), due, day_of(last.day), program.expiry.returned_days)
    entry = NewEntry(
        customer_id=last.customer_id,
        kind="give_back",
        points=-sum(one.points for one in found.uses),
        day=last.day,
        key=account.ledger.receipt_key(last.id),
        receipt_id=last.id,
        reference=family.root.number,
        reverses=redeemed.entries[-1],
    )
    if found.uses:
        account.give_back(entry, [Use(one.lot_id, -one.points) for one in found.uses])
    if found.fresh:
        fresh = NewEntry(
            customer_id=last.customer_id,
            kind="give_back",
            points=found.fresh,
            day=last.day,
            key=account.ledger.receipt_key(last.id),
            receipt_id=last.id,
            reference=family.root.number,
            reverses=redeemed.entries[-1],
            available=last.day,
            expires=None if found.expires is None else day_number(found.expires),
        )
        account.put(fresh)
    return bool(found.uses) + bool(found.fresh)


def _share(family: Family, lines: Lines, points: int) -> int:
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
