"""Which tier each receipt of the past would have found its member in.

Members are reviewed on the days they buy, before and after the receipt, by the rules of
`tiers`, all members' first receipts at once, then all second ones, and so on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import add_months, day_number, day_of
from retailcrm.loyalty.expiry import Seasons
from retailcrm.loyalty.past import Column, Ints
from retailcrm.loyalty.program import TierRules
from retailcrm.loyalty.tiers import window_start

OPEN = -(2**31)
"""The last day of a tier that holds until the next review."""


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Receipts gathered by customer, each customer's in order of time.

    Attributes:
        order: positions of the receipts of known customers, customer by customer.
        starts: where each customer's begin, and the end of the last one's.
    """

    order: Ints
    starts: Ints


def histories(customer: Column, day: Column, count: int) -> Histories:
    """Gather receipts by customer; of the same day in the order they came in."""
    known = np.flatnonzero(customer >= 0)
    who, when = customer[known].astype(np.int64), day[known].astype(np.int64)
    span = int(when.max() - when.min()) + 1 if when.size else 1
    key = who * span + (when - when.min(initial=0 if not when.size else int(when[0])))
    order = np.argsort(key, kind="stable")
    starts = np.searchsorted(who[order], np.arange(count + 1))
    return Histories(known[order], starts.astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Tiers over the past, as positions among the program's tiers, -1 for none.

    Attributes:
        at_sale: tier at whose rate each receipt earns.
        held: tier each customer holds at the end.
        until: last day it holds, OPEN until the next review.
    """

    at_sale: NDArray[np.int16]
    held: NDArray[np.int16]
    until: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Spending:
    """What members spent, one row a receipt.

    Attributes:
        customer: position of the customer, -1 for nobody known.
        day: business date as a day number.
        net: net sales.
        count: how many customers there are.
    """

    customer: Column
    day: Column
    net: Ints
    count: int


def ranked(rules: TierRules, spent: Spending, end: int, closed: Seasons = ()) -> Ranked:
    """Follow every member's tier through all receipts up to a day, and review it then."""
    rows = spent.day.size
    everyone = np.arange(spent.count)
    # The review at the end is a receipt of nothing for everyone.
    customer = np.concatenate([np.where(spent.day <= end, spent.customer, -1), everyone])
    day = np.concatenate([spent.day, np.full(spent.count, end)])
    net = np.concatenate([spent.net, np.zeros(spent.count, dtype=np.int64)])
    told = histories(customer, day, spent.count)
    steps = _Steps(rules, told, day, net, closed)
    for nth in range(steps.most):
        steps.take(nth)
    rising = sorted(range(len(rules.tiers)), key=lambda at: rules.tiers[at].threshold)
    place = np.array([-1, *rising], dtype=np.int16)
    at_sale = np.full(day.size, -1, dtype=np.int16)
    at_sale[told.order] = place[steps.at_sale]
    until = np.where(steps.until == OPEN, OPEN, steps.until + steps.first)
    return Ranked(at_sale[:rows], place[steps.held], until)


class _Steps:
    """The standing of all members, moved on by one receipt of each at a time."""

    __slots__ = (
        "_after",
        "_before",
        "_by_count",
        "_counts",
        "_day",
        "_grace",
        "_kept",
        "_rules",
        "_starts",
        "_steps",
        "at_sale",
        "first",
        "held",
        "most",
        "until",
    )

    def __init__(
        self, rules: TierRules, told: Histories, day: Column, net: Ints, closed: Seasons
    ) -> None:
        self._rules = rules
        self._steps = np.sort(np.array([tier.threshold for tier in rules.tiers], dtype=np.int64))
        counts = np.diff(told.starts)
        # The busiest first, so that whoever has an nth receipt stands in front.
        self._by_count = np.argsort(-counts, kind="stable")
        self._counts, self._starts = counts[self._by_count], told.starts[:-1]
        self.most = int(counts.max(initial=0))
        calendar = _Calendar(rules, day, closed)
        self.first = calendar.first
        when = day[told.order].astype(np.int64) - calendar.first
        self._day, self._kept, self._grace = when, calendar.kept, calendar.grace
        spend, from_day = net[told.order], calendar.window[when]
        self._before, self._after = _windows(spend, when, from_day, told.starts)
        self.at_sale = np.zeros(told.order.size, dtype=np.int16)
        self.held = np.zeros(counts.size, dtype=np.int16)
        self.until = np.full(counts.size, OPEN, dtype=np.int64)

    def take(self, nth: int) -> None:
        """Let everyone who has an nth receipt pay it."""
        # Counts fall, so their negatives rise.
        active = self._by_count[: np.searchsorted(-self._counts, -nth, side="left")]
        rows = self._starts[active] + nth
        when, before, after = self._day[rows], self._before[rows], self._after[rows]
        held, until = self._review(self.held[active], self.until[active], before, when)
        sale = held
        if self._rules.crossing_at_new:
            sale = np.maximum(held, self._reached(np.maximum(before, after)))
        self.at_sale[rows] = sale
        self.held[active], self.until[active] = self._review(held, until, after, when)

    def _review(
        self, held: NDArray[np.int16], until: Ints, spend: Ints, when: Ints
    ) -> tuple[NDArray[np.int16], Ints]:
        reached, kept = self._reached(spend), self._kept[when]
        grace = np.where((until == OPEN) & (held > 0), self._grace[when], until)
        stays = (reached < held) & (grace != OPEN) & (when <= grace)
        new = np.where(stays, held, reached)
        fresh = np.where(new > 0, kept, OPEN)
        same = np.where(fresh == OPEN, OPEN, np.maximum(until, fresh))
        until = np.where(stays, grace, np.where(reached == held, same, fresh))
        return new, until

    def _reached(self, spend: Ints) -> NDArray[np.int16]:
        return np.searchsorted(self._steps, spend, side="right").astype(np.int16)


class _Calendar:
    """What the rules make of each day there is, counted from the first."""

    __slots__ = ("first", "grace", "kept", "window")

    def __init__(self, rules: TierRules, day: Column, closed: Seasons) -> None:
        self.first = int(day.min()) if day.size else 0
        days = [day_of(one) for one in range(self.first, int(day.max()) + 1)] if day.size else []

        def numbers(found: list[int]) -> Ints:
            return np.array(found, dtype=np.int64) - self.first

        self.window = numbers([day_number(window_start(rules, one, closed)) for one in days])
        self.kept = np.full(len(days), OPEN, dtype=np.int64)
        self.grace = np.full(len(days), OPEN, dtype=np.int64)
        if rules.keep_to_year_end:
            ends = [one.replace(year=one.year + 1, month=12, day=31) for one in days]
            self.kept = numbers([day_number(add_months(one, rules.grace_months)) for one in ends])
        if rules.grace_months:
            later = [day_number(add_months(one, rules.grace_months)) for one in days]
            self.grace = numbers(later)


def _windows(spend: Ints, when: Ints, from_day: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Give net sales of the window before and after each receipt."""
    running = np.zeros(spend.size + 1, dtype=np.int64)
    np.cumsum(spend, out=running[1:])
    who = np.repeat(np.arange(starts.size - 1), np.diff(starts))
    span = int(when.max(initial=0)) + 1
    wanted = who * span + np.maximum(from_day, 0)
    first = np.searchsorted(who * span + when, wanted)
    return running[:-1] - running[first], running[1:] - running[first]
