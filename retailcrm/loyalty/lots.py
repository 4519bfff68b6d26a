"""Points as lots: which are used first, what stays uncovered, and what goes back where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Lot:
    """Points that came together and are lost together.

    Attributes:
        entry_id: the entry that brought them.
        points: what is left of them.
        available: first day they may be used.
        expires: last day they may be used; None: they never expire.
        receipt_id: the receipt they were earned on.
    """

    entry_id: int
    points: int
    available: date
    expires: date | None = None
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Points taken from a lot; below zero where they go back to it."""

    lot_id: int
    points: int


@dataclass(frozen=True, slots=True)
class Debt:
    """What is still open of an entry that took more points than there were."""

    entry_id: int
    points: int


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Where used points go when they come back.

    Attributes:
        uses: points back to the lots they came from, below zero as a use.
        fresh: points whose lot has expired, which make a lot of their own.
        expires: last day of that lot; None if there is none.
    """

    uses: tuple[Use, ...]
    fresh: int
    expires: date | None


def order(lots: Iterable[Lot]) -> tuple[Lot, ...]:
    """Sort lots as they are used: the next to expire first, the oldest of equal ones."""
    return tuple(sorted(lots, key=_turn))


def usable(lots: Iterable[Lot], day: date) -> tuple[Lot, ...]:
    """List the lots with points that may be used on a day, in order of use."""
    return order(lot for lot in lots if lot.points > 0 and _is_open(lot, day))


def balance(lots: Iterable[Lot], debts: Iterable[Debt] = ()) -> int:
    """Give what lots hold less what is owed."""
    return sum(lot.points for lot in lots) - sum(debt.points for debt in debts)


def take(
    lots: Iterable[Lot],
    points: int,
    day: date,
    prefer_receipt: int | None = None,
    *,
    prefer_lot: int | None = None,
    any_day: bool = False,
) -> tuple[tuple[Use, ...], int]:
    """Take points from lots in order of use.

    Args:
        lots: the member's.
        points: how many are asked for.
        day: business date.
        prefer_receipt: lots of this receipt come first, for a return.
        prefer_lot: this lot comes before all others, for an award that is taken back.
        any_day: also take what is pending or past its day but not yet booked as lost.

    Returns:
        What is taken of which lot, and how many points no lot covers.
    """
    open_lots = order(lot for lot in lots if lot.points > 0) if any_day else usable(lots, day)
    if prefer_receipt is not None:
        open_lots = tuple(sorted(open_lots, key=lambda lot: lot.receipt_id != prefer_receipt))
    if prefer_lot is not None:
        open_lots = tuple(sorted(open_lots, key=lambda lot: lot.entry_id != prefer_lot))
    uses, missing = list[Use](), max(0, points)
    for lot in open_lots:
        part = min(lot.points, missing)
        if part:
            uses.append(Use(lot.entry_id, part))
            missing -= part
    return tuple(uses), missing


def used(lots: Iterable[Lot], uses: Iterable[Use]) -> tuple[Lot, ...]:
    """Give the lots as they stand after uses, in the order given, empty ones included."""
    taken: dict[int, int] = {}
    for use in uses:
        taken[use.lot_id] = taken.get(use.lot_id, 0) + use.points
    return tuple(
        replace(lot, points=lot.points - taken.get(lot.entry_id, 0))
        if lot.entry_id in taken
        else lot
        for lot in lots
    )


def pay(debts: Iterable[Debt], lot: Lot) -> tuple[tuple[int, int], ...]:
    """Let a new lot pay what is owed, the oldest debt first.

    Returns:
        (entry in debt, points paid) pairs, together never more than the lot holds.
    """
    left, paid = lot.points, list[tuple[int, int]]()
    for debt in sorted(debts, key=lambda debt: debt.entry_id):
        part = min(debt.points, left)
        if part > 0:
            paid.append((debt.entry_id, part))
            left -= part
    return tuple(paid)


def paid(debts: Iterable[Debt], payments: Iterable[tuple[int, int]]) -> tuple[Debt, ...]:
    """Give the debts that stay open after payments."""
    less = dict(payments)
    left = (replace(one, points=one.points - less.get(one.entry_id, 0)) for one in debts)
    return tuple(debt for debt in left if debt.points > 0)


def give_back(
    uses: Iterable[Use], lots: Iterable[Lot], points: int, day: date, returned_days: int
) -> GivenBack:
    """Give used points back to the lots they came from, to those that are still good first.

    Args:
        uses: what the redemption took and has not got back yet.
        lots: the lots of those uses, with the days they expire.
        points: how many come back; never more than were used.
        day: business date.
        returned_days: points whose lot has expired live so many days from now.
    """
    back, fresh = list[Use](), 0
    good = {lot.entry_id for lot in lots if not _is_past(lot, day)}
    for lot_id, part in _first(sorted(uses, key=lambda use: use.lot_id not in good), points):
        if lot_id in good:
            back.append(Use(lot_id, -part))
        else:
            fresh += part
    return GivenBack(tuple(back), fresh, day + timedelta(days=returned_days) if fresh else None)


def expired(lots: Iterable[Lot], day: date) -> tuple[Lot, ...]:
    """List the lots with points whose last day is over on a day, in order of use."""
    return order(lot for lot in lots if lot.points > 0 and _is_past(lot, day))


def pending(lots: Iterable[Lot], day: date) -> int:
    """Count the points that may be used only later."""
    return sum(lot.points for lot in lots if lot.points > 0 and lot.available > day)


def _first(uses: Iterable[Use], points: int) -> Iterator[tuple[int, int]]:
    left = points
    for use in uses:
        part = min(use.points, left)
        if part > 0:
            yield use.lot_id, part
            left -= part


def _is_open(lot: Lot, day: date) -> bool:
    return lot.available <= day and not _is_past(lot, day)


def _is_past(lot: Lot, day: date) -> bool:
    return lot.expires is not None and lot.expires < day


def _turn(lot: Lot) -> tuple[date, int]:
    return lot.expires or date.max, lot.entry_id
