"""What a program would have given for the receipts of the past: `earning`, many at a time.

Lines are worked through in stretches that fit the processor's cache. Whole numbers only; where
64 bits would not hold a sum, the stretch is worked out in Python's own integers instead.
"""

from collections.abc import Iterator
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.loyalty.basket import PIECE
from retailcrm.loyalty.conditions import Marks, States, Terms, marks, states
from retailcrm.loyalty.earning import rate_of
from retailcrm.loyalty.past import Column, Flags, Ints, Lines, Past, sums
from retailcrm.loyalty.program import Program, Who
from retailcrm.loyalty.ranks import Histories

Whole = NDArray[Any]  # int64, or Python's integers where those are too small
STRETCH = 2**18
"""Lines that are worked through at a time."""
_SAFE = 2.0**62


def award(past: Past, program: Program, tier: Column | None, back: Flags, told: Histories) -> Ints:
    """Give the points of each receipt; below zero for what came back.

    Args:
        past: the receipts.
        program: the rules, the same for all of them.
        tier: each receipt's position among the program's tiers, -1 for none; None: no tiers.
        back: receipts on which nothing was sold.
        told: the receipts by customer, for remainders that are carried over.
    """
    work = _Work(past, program, tier, back)
    parts = np.where(earners(past, program)[past.heads.customer], work.all(), 0)
    if program.earning.carry:
        return _carried(parts, told, work.scale)
    return _toward_zero(parts, work.scale)


def earners(past: Past, program: Program) -> Flags:
    """Tell which customers earn; the last flag is for those nobody knows."""
    member = past.customers.member
    if member is None or program.earning.who is Who.CUSTOMERS:
        member = np.ones(past.customers.ids.size, dtype=np.bool_)
    return np.append(member, np.False_)


def stretches(starts: Ints, most: int = STRETCH) -> Iterator[tuple[int, int]]:
    """Cut receipts into stretches of about so many lines, never within a receipt."""
    first, count = 0, starts.size - 1
    while first < count:
        last = int(np.searchsorted(starts, starts[first] + most, side="right")) - 1
        last = min(max(last, first + 1), count)
        yield first, last
        first = last


def kept_of(lines: Lines, at: slice) -> Ints:
    """Give what was not brought back of each line, as `basket.Line.kept`."""
    net = lines.net[at].astype(np.int64)
    if lines.returned is None:
        return net
    return np.where(net < 0, net, np.maximum(0, net - lines.returned[at]))


class _Work:
    """One program over one past."""

    __slots__ = (
        "_back",
        "_excluded",
        "_marks",
        "_past",
        "_pieces_count",
        "_point",
        "_program",
        "_rate",
        "_starts",
        "_states",
        "_terms",
        "_tier",
        "scale",
    )

    def __init__(self, past: Past, program: Program, tier: Column | None, back: Flags) -> None:
        self._past, self._program, self._tier, self._back = past, program, tier, back
        point = 10 ** (6 + past.digits)
        rate = rate_of(program.earning.per_unit)
        # What both have in common is left out from the start; sums stay small and exact.
        common = gcd(rate, point)
        self._rate, self._point = rate // common, point // common
        self.scale = self._point * 10**4
        self._marks: Marks = marks(past, program)
        self._excluded = self._marks.excluded()
        self._states: States = states(past, program, tier, back)
        self._terms = Terms(past, program, tier, self._states, self._marks)
        self._starts = past.starts()
        self._pieces_count = bool(program.earning.per_item) or any(
            bonus.per_item for bonus in program.earning.bonuses
        )

    def all(self) -> Whole:
        """Give every receipt's unrounded earn, in parts of `scale`."""
        found = [self._stretch(*one) for one in stretches(self._starts)]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

    def _stretch(self, first: int, last: int) -> Whole:
        lines, starts = self._past.lines, self._starts[first : last + 1]
        at = slice(int(starts[0]), int(starts[-1]))
        mark = self._marks.of(lines.product[at], lines.category[at])
        local = starts - starts[0]
        amount = np.where(self._barred(mark, at), 0, self._amount(first, last, local))
        pieces = np.where(amount != 0, self._pieces(at), 0) if self._pieces_count else None
        state = self._states.of[first:last]
        plain = np.zeros(state.size, dtype=np.int32)
        self._terms.learn(state, plain, self._back)
        times = self._terms.times[state, plain]
        if len(self._marks.sets) == 1:
            earned = self._per_receipt(amount, pieces, local, times, int(self._terms.each.max()))
        else:
            earned = self._per_line(amount, pieces, local, state, mark)
        return earned + self._besides(first, last, local, sums(amount, local), times)

    def _per_receipt(
        self, amount: Whole, pieces: Whole | None, local: Ints, times: Ints, each: int
    ) -> Whole:
        """Sum first and multiply then, for no line is different from the others."""
        weight = self._weighed(amount, pieces, each)
        found: Whole = sums(weight, local) * times.astype(weight.dtype)
        return found

    def _per_line(
        self, amount: Whole, pieces: Whole | None, local: Ints, state: Ints, mark: Whole
    ) -> Whole:
        of_line = np.repeat(state, np.diff(local))
        self._terms.learn(of_line, mark, self._back)
        each = self._terms.each[of_line, mark] if pieces is not None else 0
        weight = self._weighed(amount, pieces, each)
        times = self._terms.times[of_line, mark].astype(weight.dtype)
        return sums(weight * times, local)

    def _weighed(self, amount: Whole, pieces: Whole | None, each: Ints | int) -> Whole:
        """Give amount times rate and pieces times points, in integers that hold all that comes."""
        size = float(np.abs(amount.astype(np.float64)).sum()) * self._rate
        if pieces is not None:
            most = float(np.max(each, initial=0))
            size += float(np.abs(pieces.astype(np.float64)).sum()) * most * self._point
        if size * float(self._terms.times.max()) >= _SAFE:
            amount = amount.astype(object)
            pieces = None if pieces is None else pieces.astype(object)
        weight = amount * self._rate
        return weight if pieces is None else weight + pieces * each * self._point

    def _besides(self, first: int, last: int, local: Ints, amount: Whole, times: Ints) -> Whole:
        """Give what visit and tip earn on receipts that earn at all."""
        visit, tips = self._program.earning.per_visit, self._tips(first, last, local)
        if not visit and not tips.any():
            return np.zeros(last - first, dtype=np.int64)
        size = float(tips.max(initial=0)) * self._rate + float(visit * self._point)
        number: type = object if size * float(times.max(initial=0)) >= _SAFE else np.int64
        besides = tips.astype(number) * self._rate + visit * self._point
        found: Whole = besides * times.astype(number) * (amount > 0)
        return found

    def _barred(self, mark: Whole, at: slice) -> Flags:
        lines, earning = self._past.lines, self._program.earning
        barred = self._excluded[mark]
        if not earning.gift_cards_earn:
            barred |= lines.gift[at]
        if not earning.discounted_earn:
            off, net = lines.discount[at], lines.net[at]
            barred |= np.where(net < 0, off < 0, off > 0)
        return barred

    def _amount(self, first: int, last: int, local: Ints) -> Whole:
        """Give what earns of each line, see `eligible`."""
        lines, at = self._past.lines, slice(int(self._starts[first]), int(self._starts[last]))
        kept, paid = kept_of(lines, at), self._paid(first, last)
        if lines.tax is None and paid is None:
            return kept
        net = lines.net[at].astype(np.int64)
        full = net if lines.tax is None else net + lines.tax[at]
        base = full if self._program.earning.tax_earns else net
        charged = np.where(net > 0, np.maximum(0, full), 0)
        left = charged if paid is None else charged - shares(paid, charged, local)
        most = charged.astype(np.float64) * np.maximum(full, net) * np.maximum(kept, 1)
        number: type = object if most.max(initial=0) >= _SAFE else np.int64
        top: Whole = np.maximum(0, base).astype(number) * left.astype(number) * kept.astype(number)
        # One division at the end: sharing in steps would round in steps.
        sold = top // np.where(charged > 0, charged.astype(number) * net.astype(number), 1)
        found: Whole = np.where(net > 0, sold, np.minimum(0, base))
        return found

    def _paid(self, first: int, last: int) -> Ints | None:
        """Give what points paid of each receipt; None where that changes nothing."""
        paid = self._past.heads.points_paid
        if paid is None or self._program.earning.points_paid_earn:
            return None
        found = np.maximum(0, paid[first:last].astype(np.int64))
        return found if found.any() else None

    def _tips(self, first: int, last: int, local: Ints) -> Ints:
        """Give the part of each tip that earns; points pay the goods before the tip."""
        lines, at = self._past.lines, slice(int(self._starts[first]), int(self._starts[last]))
        tip, paid = self._past.heads.tip, self._paid(first, last)
        if tip is None or not self._program.earning.tips_earn:
            return np.zeros(last - first, dtype=np.int64)
        left = tip[first:last].astype(np.int64)
        if paid is not None:
            net = lines.net[at].astype(np.int64)
            full = net if lines.tax is None else net + lines.tax[at]
            left = left - np.maximum(
                0, paid - sums(np.where(net > 0, np.maximum(0, full), 0), local)
            )
        return np.maximum(0, left)

    def _pieces(self, at: slice) -> Ints:
        lines = self._past.lines
        quantity = lines.quantity[at].astype(np.int64)
        back = lines.returned_quantity
        left = quantity if back is None else quantity - back[at]
        return np.where(quantity < 0, -(-quantity // PIECE), np.maximum(0, left) // PIECE)


def shares(paid: Ints, charged: Ints, local: Ints) -> Ints:
    """Spread what points paid of each receipt over its lines, as `redeeming.spread`.

    Args:
        paid: of each receipt, never negative.
        charged: what each line cost.
        local: where each receipt's lines start, and the end of the last one's.
    """
    found = np.zeros(charged.size, dtype=np.int64)
    lengths = np.diff(local)
    rows = np.flatnonzero(np.repeat(paid > 0, lengths) & (charged > 0))
    receipt = np.repeat(np.arange(lengths.size), lengths)[rows]
    total = sums(charged, local)
    amount = np.minimum(paid, total)
    weighed: Whole = charged[rows]
    if float(amount.max(initial=0)) * float(charged.max(initial=0)) >= _SAFE:
        weighed = weighed.astype(object)
    weighed = weighed * amount[receipt]
    whole, rest = weighed // total[receipt], weighed % total[receipt]
    found[rows] = whole
    # Units left over go to the largest remainders, of equal ones to the earlier line.
    over = amount - sums(found, local)
    order = np.lexsort((rows, -rest.astype(np.int64), receipt))
    first = np.searchsorted(receipt, receipt)
    one_more = np.arange(rows.size) - first < over[receipt]
    found[rows[order[one_more]]] += 1
    return found


def _toward_zero(parts: Whole, scale: int) -> Ints:
    whole = np.where(parts < 0, -(-parts // scale), parts // scale)
    return whole.astype(np.int64)


def _carried(parts: Whole, told: Histories, scale: int) -> Ints:
    """Round every customer's running sum instead of each receipt."""
    points = _toward_zero(parts, scale)
    if float(np.abs(parts.astype(np.float64)).sum()) >= _SAFE:
        parts = parts.astype(object)
    running = np.cumsum(parts[told.order])
    first = told.starts[:-1][np.diff(told.starts) > 0]
    lengths = np.diff(told.starts)[np.diff(told.starts) > 0]
    before = np.repeat(running[first] - parts[told.order][first], lengths)
    whole = _toward_zero(running - before, scale)
    stood = np.concatenate([np.zeros(1, dtype=np.int64), whole[:-1]]) if whole.size else whole
    stood[first] = 0
    points[told.order] = whole - stood
    return points
