"""Small rules of booking receipts: who earns, from when points hold, what goes back first."""

from collections.abc import Iterable
from dataclasses import replace

from retailcrm.core.days import day_number, day_of
from retailcrm.db.ledger import NewEntry
from retailcrm.db.points_receipts import Document
from retailcrm.loyalty.expiry import expires_on
from retailcrm.loyalty.lots import Use
from retailcrm.loyalty.program import ExpiryMode, Program, Who


def bought_before(found: Iterable[Document]) -> dict[int, int]:
    """Add up what each customer bought on the day of a document before it."""
    sums: dict[tuple[int, int], int] = {}
    result = {}
    for one in found:
        key = (one.customer_id, one.day)
        result[one.id] = sums.get(key, 0)
        if not one.voided:
            sums[key] = result[one.id] + one.net
    return result


def earns(program: Program, root: Document, since: dict[int, int | None]) -> bool:
    """Say whether the buyer was among those who earn on the day of a document."""
    if program.earning.who is Who.CUSTOMERS:
        return True
    if root.customer_id not in since:
        return False
    joined = since[root.customer_id]
    return joined is None or root.day >= joined


def as_lot(entry: NewEntry, program: Program | None) -> NewEntry:
    """Say from when to when points that come in may be used."""
    pending = program.earning.pending_days if program else 0
    last = None
    if program is not None and program.expiry.mode is not ExpiryMode.INACTIVITY:
        last = expires_on(program.expiry, day_of(entry.day), None, program.closed)
    return replace(
        entry,
        available=entry.day + pending,
        expires=None if last is None else day_number(last),
    )


def first_of(uses: Iterable[Use], points: int) -> list[Use]:
    """Take so many points of the uses, in their order."""
    found = []
    for use in uses:
        if points <= 0:
            break
        found.append(Use(use.lot_id, min(use.points, points)))
        points -= found[-1].points
    return found
