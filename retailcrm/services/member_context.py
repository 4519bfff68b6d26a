"""What a member was on a day: group and tier, as far as the program asks for them."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

import numpy as np

from retailcrm.analytics.groups import GROUPS
from retailcrm.core.days import day_number, day_of, month_index
from retailcrm.db.books import Reading
from retailcrm.db.ledger import Holding
from retailcrm.db.points_receipts import daily_nets
from retailcrm.db.snapshots import Snapshot
from retailcrm.db.tiers import TierChange, add_tier_change, tier_changes
from retailcrm.loyalty.program import Program, TierRules
from retailcrm.loyalty.tiers import standing, tier_at_sale, window_start

Labels = Callable[[int], Snapshot | None]


def asks_for_groups(program: Program) -> bool:
    """Say whether the group of a member changes what a receipt earns."""
    earning = program.earning
    return bool(earning.groups) or any(one.groups for one in earning.campaigns)


@dataclass(slots=True)
class _Spending:
    """Net sales of an account by day, added up."""

    days: list[int]
    sums: list[int]

    def between(self, first: int, last: int) -> int:
        """Add up the days from first to last, both inclusive."""
        return self._until(last) - self._until(first - 1)

    def _until(self, day: int) -> int:
        at = bisect_right(self.days, day)
        return self.sums[at - 1] if at else 0


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale as tiers look at it.

    Attributes:
        day: business date.
        earlier: net sales to the member on the same day before it.
        net: its own net sales.
    """

    day: int
    earlier: int
    net: int


@dataclass(slots=True)
class Contexts:
    """Looks groups and tiers up, each once."""

    connection: Reading
    labels: Labels
    at: int
    _months: dict[int, dict[int, str]] = field(default_factory=dict)
    _spending: dict[int, _Spending] = field(default_factory=dict)
    _changes: dict[int, list[TierChange]] = field(default_factory=dict)

    def group(self, customer: int, day: int, program: Program) -> str:
        """Give the group at the end of the month before; empty if nobody asks or knows."""
        if not asks_for_groups(program):
            return ""
        month = month_index(day_of(day)) - 1
        if month not in self._months:
            self._months[month] = _groups(self.labels(month))
        return self._months[month].get(customer, "")

    def tier(self, holding: Holding, sale: Sale, program: Program) -> str:
        """Give the tier at whose rate a sale earns; whatever it changes is noted."""
        rules = program.tiers
        if not rules.tiers:
            return ""
        first = day_number(window_start(rules, day_of(sale.day), program.closed))
        before = self._spent(holding).between(first, sale.day - 1) + sale.earlier
        held = self._stand(holding, sale.day, rules, before)
        self._stand(holding, sale.day, rules, before + sale.net)
        return tier_at_sale(rules, held, before, sale.net)

    def _stand(self, holding: Holding, day: int, rules: TierRules, spend: int) -> str:
        changes = self._known(holding)
        held = [one for one in changes if one.day <= day]
        tier, until = (held[-1].tier, held[-1].until) if held else ("", None)
        found = standing(rules, tier, None if until is None else day_of(until), spend, day_of(day))
        if (found.tier, _number(found.until)) != (tier, until):
            change = TierChange(holding.holder, day, found.tier, _number(found.until), found.cause)
            add_tier_change(self.connection, change, self.at)
            changes.append(change)
            changes.sort(key=lambda one: one.day)
        return found.tier

    def _known(self, holding: Holding) -> list[TierChange]:
        if holding.holder not in self._changes:
            self._changes[holding.holder] = tier_changes(self.connection, holding.members)
        return self._changes[holding.holder]

    def _spent(self, holding: Holding) -> _Spending:
        if holding.holder not in self._spending:
            rows = daily_nets(self.connection, holding.holder)
            sums = list(accumulate(net for _, net in rows))
            self._spending[holding.holder] = _Spending([day for day, _ in rows], sums)
        return self._spending[holding.holder]


def _groups(labels: Snapshot | None) -> dict[int, str]:
    if labels is None:
        return {}
    names = [str(group) for group in GROUPS]
    at = np.flatnonzero(labels.group >= 0)
    return {
        int(customer): names[int(code)]
        for customer, code in zip(labels.ids[at], labels.group[at], strict=True)
    }


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)
