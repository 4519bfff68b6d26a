"""Points that expired and then were to be taken back are not lost twice."""

from retailcrm.db.ledger import NewEntry
from retailcrm.loyalty.lots import Use
from retailcrm.services.posting_account import OpenAccount


def spare_expired(account: OpenAccount, entry: NewEntry, receipt: int) -> int:
    """Undo what expired of a receipt's own points, as far as a return is about to take them.

    Args:
        account: whose points go.
        entry: what the return will take, below zero.
        receipt: the sale that brought the points.

    Returns:
        How many entries were booked.
    """
    left = sum(lot.points for lot in account.held.lots if lot.receipt_id == receipt)
    missing = -entry.points - left
    if missing <= 0:
        return 0
    booked = 0
    for lost in account.ledger.expired_of(receipt, account.holding.members):
        points = min(lost.points, missing)
        if not points:
            break
        missing -= points
        spared = NewEntry(
            customer_id=entry.customer_id,
            kind="expire",
            points=points,
            day=entry.day,
            key=account.ledger.lot_key(lost.lot_id),
            reference=str(lost.lot_id),
            reverses=lost.lot_id,
            version_id=entry.version_id,
        )
        account.give_back(spared, [Use(lost.lot_id, points)])
        booked += 1
    return booked
