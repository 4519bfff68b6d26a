"""Which months a fair before and after compares, and whom with whom."""

from dataclasses import dataclass

import numpy as np

from retailcrm.analytics.cohorts import last_complete_month
from retailcrm.analytics.history import NO_DAY, Ints
from retailcrm.analytics.tickets import TwoPeriods
from retailcrm.core.days import day_number, month_end, month_start
from retailcrm.services.money_base import YEAR, Crowd, Flags

LEAST = 30  # people on each side, fewer say nothing about a program
MONTHS = 6
A_YEAR = 12
BACK = (6, 5, 4, 3, 2, 1)

Days = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Fair:
    """Members who joined between two periods, and others who did not.

    Attributes:
        before: first and last day of the earlier period.
        after: the same calendar months a year later.
        members: who joined between them.
        others: who had not joined by the end of the later one.
        later: the others joined afterwards; else they never did.
        bought: what everyone bought in both.
    """

    before: Days
    after: Days
    members: Flags
    others: Flags
    later: bool
    bought: TwoPeriods

    def is_enough(self) -> bool:
        """Say whether both sides have enough people with a receipt in both periods."""
        both = self.bought.in_both()
        return min(int((self.members & both).sum()), int((self.others & both).sum())) >= LEAST

    def side(self, who: Flags) -> TwoPeriods:
        """Leave only some of them."""
        told = self.bought
        return TwoPeriods(
            told.net_before[who],
            told.receipts_before[who],
            told.net_after[who],
            told.receipts_after[who],
        )


def fair_comparison(crowd: Crowd, first: int) -> Fair | None:
    """Find the latest months in which a comparison rests on enough people.

    Customers who joined later are like members in wanting a card, so they come first; where
    there are too few of them, customers who never joined stand in.
    """
    end = last_complete_month(crowd.day)
    for back, later in (*((one, True) for one in BACK), (0, False)):
        found = _of(crowd, end - back, first, later=later)
        if found is not None and found.is_enough():
            return found
    return None


def _of(crowd: Crowd, last_month: int, first: int, *, later: bool) -> Fair | None:
    after, before = _days(last_month), _days(last_month - A_YEAR)
    if before[0] < first:
        return None
    joined = crowd.enrolled
    others = crowd.member & (joined > after[1]) if later else ~crowd.member
    members = crowd.member & (joined > before[1]) & (joined < after[0])
    if min(int(members.sum()), int(others.sum())) < LEAST:
        return None  # counting comes first: it costs next to nothing
    then, since = crowd.between(*before), crowd.between(*after)
    bought = TwoPeriods(then.net(), then.receipts(), since.net(), since.receipts())
    return Fair(before, after, members, others, later, bought)


def _days(last_month: int) -> Days:
    return (
        day_number(month_start(last_month - MONTHS + 1)),
        day_number(month_end(last_month)),
    )


def around_joining(crowd: Crowd) -> tuple[Flags, TwoPeriods]:
    """Give who joined a year ago or more, and what they bought the year before and after."""
    joined = np.where(crowd.member & (crowd.enrolled != NO_DAY), crowd.enrolled, NO_DAY)
    who = (joined != NO_DAY) & (joined + YEAR <= crowd.day)
    book = crowd.book
    by_customer = np.full(book.ids.size, NO_DAY, dtype=np.int64)
    by_customer[crowd.at] = joined
    apart = book.day - by_customer[book.customer]
    before = np.flatnonzero((apart < 0) & (apart >= -YEAR))
    after = np.flatnonzero((apart > 0) & (apart <= YEAR))
    receipts = (book.receipts + book.returns).astype(np.int64)

    def total(rows: Ints, column: Ints) -> Ints:
        found = np.bincount(book.customer[rows], weights=column[rows], minlength=book.ids.size)
        return np.rint(found[crowd.at]).astype(np.int64)

    return who, TwoPeriods(
        total(before, book.net)[who],
        total(before, receipts)[who],
        total(after, book.net)[who],
        total(after, receipts)[who],
    )
