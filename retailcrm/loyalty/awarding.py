"""What a program would have given for the receipts of the past: `earning`, many at a time.

Lines are worked through in stretches that fit the processor's cache. Whole numbers only; where
64 bits would not hold a sum, the stretch is worked out in Python's own integers instead.
"""

from collections.abc import Iterator
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.loyalty.basket import PIECE, Basket
from retailcrm.loyalty.baskets import basket_of
from retailcrm.loyalty.conditions import (
    Marks,
    States,
    Terms,
    marks,
    states,
    tier_key,
    timeless,
)
from retailcrm.loyalty.earning import earn, rate_of, unrounded
from retailcrm.loyalty.past import Column, Flags, Ints, Lines, Past, sums
from retailcrm.loyalty.program import Program, Who
from retailcrm.loyalty.ranks import Histories

Whole = NDArray[Any]  # int64, or Python's integers where those are too small
STRETCH = 2**18
"""Lines that are worked through at a time."""
_SAFE = 2.0**62
_HALF_WORD = 2**31


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
        parts: Whole = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
        return self._with_points_paid(parts)

    def _stretch(self, first: int, last: int) -> Whole:
        lines, starts = self._past.lines, self._starts[first : last + 1]
        at = slice(int(starts[0]), int(starts[-1]))
        mark = self._marks.of(lines.product[at], lines.category[at])
        amount = np.where(self._barred(mark, at), 0, self._amount(at))
        pieces = np.where(amount != 0, self._pieces(at), 0) if self._pieces_count else None
        state = self._states.of[first:last]
        plain = np.zeros(state.size, dtype=np.int32)
        self._terms.learn(state, plain, self._back)
        local = starts - starts[0]
        times = self._terms.times[state, plain]
        if len(self._marks.sets) == 1:
            earned = self._per_receipt(amount, pieces, local, times, int(self._terms.each.max()))
        else:
            earned = self._per_line(amount, pieces, local, state, mark)
        return earned + self._besides(first, last, sums(amount, local), times)

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

    def _besides(self, first: int, last: int, amount: Whole, times: Ints) -> Whole:
        """Give what visit and tip earn on receipts that earn at all."""
        earning, tip = self._program.earning, self._past.heads.tip
        besides = np.full(last - first, earning.per_visit * self._point, dtype=object)
        if earning.tips_earn and tip is not None:
            besides += np.maximum(0, tip[first:last]).astype(object) * self._rate
        elif not earning.per_visit:
            return np.zeros(last - first, dtype=np.int64)
        most: int = besides.max(initial=0) * int(times.max(initial=0))
        number: type = object if most >= _SAFE else np.int64
        found: Whole = besides.astype(number) * times.astype(number) * (amount > 0)
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

    def _amount(self, at: slice) -> Whole:
        """Give what earns of each line when points paid for none of it."""
        lines = self._past.lines
        kept = kept_of(lines, at)
        if lines.tax is None:
            return kept
        net, tax = lines.net[at].astype(np.int64), lines.tax[at].astype(np.int64)
        charged = np.maximum(0, net + tax)
        if not self._program.earning.tax_earns:
            return np.where((net > 0) & (charged == 0), 0, kept)
        most = max(int(np.abs(one).max(initial=0)) for one in (charged, kept))
        if most >= _HALF_WORD:
            charged, kept = charged.astype(object), kept.astype(object)
        sold = charged * kept // np.where(net > 0, net, 1)
        found: Whole = np.where(net > 0, sold, np.minimum(0, net + tax))
        return found

    def _pieces(self, at: slice) -> Ints:
        lines = self._past.lines
        quantity = lines.quantity[at].astype(np.int64)
        back = lines.returned_quantity
        left = quantity if back is None else quantity - back[at]
        return np.where(quantity < 0, -(-quantity // PIECE), np.maximum(0, left) // PIECE)

    def _with_points_paid(self, parts: Whole) -> Whole:
        """Work the few receipts that points paid part of out one by one."""
        paid = self._past.heads.points_paid
        if paid is None or self._program.earning.points_paid_earn:
            return parts
        rows = np.flatnonzero(paid > 0)
        if not rows.size:
            return parts
        common = 10 ** (6 + self._past.digits) // self._point
        always = timeless(self._program)
        exact = [
            unrounded(earn(self._basket(one), always if self._back[one] else self._program))
            // common
            for one in rows.tolist()
        ]
        if max(map(abs, exact)) >= _SAFE:
            parts = parts.astype(object)
        parts[rows] = exact
        return parts

    def _basket(self, at: int) -> Basket:
        tier = tier_key(self._program, self._tier, at)
        return basket_of(self._past, self._starts, at, tier)


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
