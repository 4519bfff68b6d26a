"""What every customer has brought so far and will probably bring in the coming year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.contribution import Returned, margin, net_contribution
from retailcrm.analytics.history import DayBook, Flags, Ints, span
from retailcrm.analytics.rules import Rules
from retailcrm.analytics.value.buyers import Buyers, Habits
from retailcrm.analytics.value.forecast import back_within, still_there
from retailcrm.analytics.value.learning import Learned, Way
from retailcrm.analytics.value.lifetime import discounted_if_there, own_rate, simple_year
from retailcrm.analytics.value.outlook import Kinds, Outlook, outlook
from retailcrm.analytics.value.ranges import Ranges, each_range, group_ranges
from retailcrm.analytics.value.spend import expected_spend
from retailcrm.analytics.value.visits_model import VisitModel

Floats = NDArray[np.float64]

YEAR = 365
BACK = 90
EARLY = 60
"""Who was first seen so soon after the books begin may have been a customer long before."""
_PULL = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Money:
    """What customers brought so far, in minor units.

    Attributes:
        so_far: net contribution, since the books begin.
        rates: margin on net sales at which each one's coming visits are counted.
    """

    so_far: Floats
    rates: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """Everyone with a visit, one value each; money in minor units.

    Attributes:
        at: positions in the ids of the books.
        so_far: net contribution so far.
        expected: margin expected in the next 12 months.
        today: the same with each month's margin a little less than the last's; None
            without a model.
        visits: visits expected in them.
        early: first seen so early that the time as a customer is uncertain.
        ahead: what the ranges of groups are made of, None without a model.
        rates: margin on net sales.
        shock: by how much everything may turn out different together, as a share.
    """

    at: Ints
    so_far: Floats
    expected: Floats
    today: Floats | None
    visits: Floats
    early: Flags
    ahead: Outlook | None
    rates: Floats
    shock: float

    def of_each(self, places: Ints) -> Ranges | None:
        """Give some customers' own ranges of margin, None where no model gives one."""
        if self.ahead is None:
            return None
        return each_range(self.ahead.only(places), self.rates[places], self.shock)

    def of_groups(self, groups: Ints, many: int) -> Ranges | None:
        """Give the range of what each group brings together, None without a model."""
        if self.ahead is None:
            return None
        return group_ranges(self.ahead, self.rates, groups, many, self.shock)


def worths(
    book: DayBook, learned: Learned, rules: Rules, as_of: int, returns: Floats, minor: int = 100
) -> Worths:
    """Tell what everyone brought and will bring, in the way that was learned.

    Args:
        book: the customers' days.
        learned: what the days up to the last full month teach.
        rules: the rules in force, for the margin and what a return costs.
        as_of: the day it holds for.
        returns: chance of a visit in the next 90 days of everyone in `book.ids`.
        minor: minor units in one currency unit.
    """
    buyers = Buyers.of(book, as_of)
    money = _money(book, buyers, rules, as_of, minor)
    early = _early(buyers)
    if learned.way is not Way.MODEL or learned.visits is None or learned.spend is None:
        visits = _plain(learned, buyers, returns[buyers.at])
        expected = visits * np.maximum(buyers.ticket, 0.0) * money.rates
        return Worths(
            buyers.at, money.so_far, expected, None, visits, early, None, money.rates, 0.0
        )
    ahead = outlook(learned.visits, learned.spend, buyers, YEAR)
    each = expected_spend(learned.spend.spending, buyers.repeats, buyers.spend)
    shock = 0.0 if learned.trial is None else learned.trial.score.shock
    return Worths(
        buyers.at,
        money.so_far,
        ahead.sales * money.rates,
        _discounted(learned.visits.model, buyers) * each * money.rates,
        ahead.visits,
        early,
        ahead,
        money.rates,
        shock,
    )


def _discounted(model: VisitModel, buyers: Buyers) -> Floats:
    """Give everyone's visits of the year, each month's worth a little less than the last's."""
    there = still_there(model, buyers.repeats, buyers.last, buyers.age)
    kinds = Kinds.of(buyers)
    return there * kinds.spread(discounted_if_there(model, kinds.repeats, kinds.age))


def chance_back(learned: Learned, habits: Habits, customers: int) -> Floats | None:
    """Give everyone's chance of a visit in the next 90 days, NaN without any visit so far.

    None where no model holds, so that the chance of the stage stands.
    """
    if learned.way is not Way.MODEL or learned.visits is None:
        return None
    found = np.full(customers, np.nan)
    model = learned.visits.model
    found[habits.at] = back_within(model, habits.repeats, habits.last, habits.age, BACK)
    return found


def _plain(learned: Learned, buyers: Buyers, returns: Floats) -> Floats:
    if learned.way is Way.OWN_RATE:
        return own_rate(buyers.repeats, buyers.age, YEAR)
    return simple_year(buyers.repeats + 1, buyers.age, returns)


def _money(book: DayBook, buyers: Buyers, rules: Rules, as_of: int, minor: int) -> Money:
    within = span(book, None, as_of)
    net = within.total(book.net)
    left = margin(net, within.total(book.cost), within.total(book.list_uncosted), rules.margin)
    lost = within.total(book.returned_list) if rules.resaleable < 1 else np.zeros_like(net)
    returned = Returned(within.total(book.returns), lost)
    so_far = net_contribution(left, returned, None, rules, minor)
    return Money(
        so_far[buyers.at], _rates(net[buyers.at], left[buyers.at], buyers.repeats + 1, rules)
    )


def _rates(net: Ints, left: Floats, visits: Ints, rules: Rules) -> Floats:
    """Give each one's margin on net sales, pulled to the shop's by two visits of its size."""
    total = float(net.sum())
    shop = float(np.clip(left.sum() / total, -1.0, 1.0)) if total > 0 else rules.margin
    pull = _PULL * max(total / max(float(visits.sum()), 1.0), 1.0)
    bought = np.maximum(net, 0)
    own = np.where(net > 0, left, 0.0)
    return np.clip((own + pull * shop) / (bought + pull), -1.0, 1.0)


def _early(buyers: Buyers) -> Flags:
    """Find who was first seen within 60 days of the first day of the books."""
    oldest = int(buyers.age.max(initial=0))
    return np.asarray(buyers.age > oldest - EARLY)
