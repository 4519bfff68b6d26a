"""From a flat discount to points, step by step, without costing more and without hurting anyone.

While the discount steps down, points step up by what it frees. Each phase is judged by what a
member of each group gets for a unit of spending, so the owner sees before anyone writes a
letter who would lose and how much.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import add_months

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Column = NDArray[np.integer[Any]]

MOST_LOSS = 0.015
"""No group may lose more of a unit of spending in one phase."""
_HAIR = 1e-12  # a loss of exactly the limit is none beyond it, whatever floats say


@dataclass(frozen=True, slots=True)
class GroupCost:
    """What the flat discount costs today for one group of members.

    Attributes:
        group: key of the group.
        members: how many members with a purchase.
        list_amount: what they would have paid without discount, in minor units.
        discount: what they were let off.
    """

    group: str
    members: int
    list_amount: int
    discount: int

    @property
    def rate(self) -> float | None:
        """Give the discount as a share of the list amount; None without sales."""
        return self.discount / self.list_amount if self.list_amount else None

    @property
    def per_member(self) -> float | None:
        """Give the discount of an average member, in minor units."""
        return self.discount / self.members if self.members else None


def discount_cost(
    groups: tuple[str, ...], group: Column, list_amount: Column, discount: Column
) -> tuple[GroupCost, ...]:
    """Add up what the discount costs, group by group; the last row is everyone.

    Args:
        groups: keys of the groups.
        group: each member's position in `groups`, -1 for none.
        list_amount: each member's goods before discount, in minor units.
        discount: each member's discount.
    """
    bought = (list_amount != 0) | (discount != 0)
    rows = [
        _cost(key, bought & (group == at), list_amount, discount) for at, key in enumerate(groups)
    ]
    return (*rows, _cost("", bought, list_amount, discount))


def _cost(key: str, who: Flags, list_amount: Column, discount: Column) -> GroupCost:
    return GroupCost(
        key,
        int(who.sum()),
        int(list_amount[who].sum(dtype=np.int64)),
        int(discount[who].sum(dtype=np.int64)),
    )


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One group's part in sales, and what points are multiplied by for it."""

    group: str
    share: float
    multiplier: float = 1.0


@dataclass(frozen=True, slots=True)
class Before:
    """What the move starts from.

    Attributes:
        discount: today's flat discount as a fraction.
        mix: groups with their shares of sales, which add up to 1.
        redeemed: share of points ever redeemed.
    """

    discount: float
    mix: tuple[GroupShare, ...]
    redeemed: float = 0.75

    @property
    def multiplier(self) -> float:
        """Give the multiplier of an average unit of sales."""
        return sum(one.share * one.multiplier for one in self.mix)


def mix_of(costs: Iterable[GroupCost], multipliers: dict[str, float]) -> tuple[GroupShare, ...]:
    """Make the mix from today's sales; those in no group are left out of it."""
    named = [one for one in costs if one.group]
    total = sum(one.list_amount for one in named)
    return tuple(
        GroupShare(
            one.group, one.list_amount / total if total else 0.0, multipliers.get(one.group, 1.0)
        )
        for one in named
    )


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time with its discount.

    Attributes:
        discount: the flat discount that is left, as a fraction.
        months: how long; None: from then on.
        budget: share of today's cost that may be spent.
    """

    discount: float
    months: int | None
    budget: float = 1.0


@dataclass(frozen=True, slots=True)
class GroupValue:
    """What one group gets for a unit of spending in a phase.

    Attributes:
        group: key of the group.
        points: reward in points, as a fraction.
        value: discount and points together.
        change: against the phase before.
    """

    group: str
    points: float
    value: float
    change: float


@dataclass(frozen=True, slots=True)
class PhaseTerms:
    """A phase worked out; phase 0 is today.

    Attributes:
        phase: what was asked for.
        first_month: counted from 1 at the start; 0 for today.
        last_month: None for the open end.
        base: reward rate in points without multiplier.
        cost: what discount and points cost, as a share of sales.
        value: what an average unit of spending gets.
        groups: the same by group.
    """

    phase: Phase
    first_month: int
    last_month: int | None
    base: float
    cost: float
    value: float
    groups: tuple[GroupValue, ...]


def base_rate(before: Before, discount: float, budget: float = 1.0) -> float:
    """Give the reward rate in points that costs as much as the discount it replaces.

    Args:
        before: what the move starts from.
        discount: the flat discount that stays.
        budget: share of today's cost that may be spent.
    """
    weight = before.multiplier * before.redeemed
    return (before.discount * budget - discount) / weight if weight else 0.0


def work_out(before: Before, phases: Iterable[Phase]) -> tuple[PhaseTerms, ...]:
    """Work out every phase, today first."""
    today = Phase(before.discount, None)
    found = [_terms(before, today, 0, {})]
    month = 1
    for phase in phases:
        values = {one.group: one.value for one in found[-1].groups}
        found.append(_terms(before, phase, month, values))
        month += phase.months or 0
    return tuple(found)


def _terms(before: Before, phase: Phase, month: int, values: dict[str, float]) -> PhaseTerms:
    base = max(0.0, base_rate(before, phase.discount, phase.budget)) if month else 0.0
    groups = tuple(_group(one, base, phase.discount, values) for one in before.mix)
    points = base * before.multiplier
    last = month + phase.months - 1 if month and phase.months else None
    cost, value = phase.discount + points * before.redeemed, phase.discount + points
    return PhaseTerms(phase, month, last, base, cost, value, groups)


def _group(one: GroupShare, base: float, discount: float, values: dict[str, float]) -> GroupValue:
    points = base * one.multiplier
    value = discount + points
    return GroupValue(one.group, points, value, value - values.get(one.group, value))


@dataclass(frozen=True, slots=True)
class Loss:
    """A group that would lose too much at once."""

    group: str
    phase: int
    loss: float


def too_much(terms: tuple[PhaseTerms, ...], most: float = MOST_LOSS) -> tuple[Loss, ...]:
    """Find the groups that lose more than the limit from one phase to the next."""
    return tuple(
        Loss(one.group, at, -one.change)
        for at, phase in enumerate(terms)
        for one in phase.groups
        if -one.change > most + _HAIR
    )


def even_phases(before: Before, count: int, months: int = 2, budget: float = 1.0) -> list[Phase]:
    """Lower the discount in equal steps, the last of which has no end and the final budget."""
    steps = [Phase(before.discount * (count - at) / count, months) for at in range(1, count)]
    return [*steps, Phase(0.0, None, budget)]


def gentle_phases(
    before: Before, months: int = 2, budget: float = 1.0, most: float = MOST_LOSS
) -> tuple[Phase, ...] | None:
    """Find the fewest equal steps that no group loses too much in; None if a year has none."""
    for count in range(1, max(2, 12 // months + 1)):
        phases = even_phases(before, count, months, budget)
        if not too_much(work_out(before, phases), most):
            return tuple(phases)
    return None


@dataclass(frozen=True, slots=True)
class Step:
    """A phase with its dates.

    Attributes:
        terms: the phase worked out.
        first: its first day.
        last: its last day; None for the open end.
        letters_by: members must have heard by then.
        per_unit: points for each currency unit, without multiplier.
    """

    terms: PhaseTerms
    first: date
    last: date | None
    letters_by: date
    per_unit: float


def schedule(
    terms: tuple[PhaseTerms, ...], starts: date, value: float, notice_days: int = 30
) -> tuple[Step, ...]:
    """Put dates to the phases after today.

    Args:
        terms: see `work_out`.
        starts: first day of the first phase.
        value: what one point is worth, in currency units.
        notice_days: how long before each phase its letters must be out.
    """
    steps = []
    for one in terms[1:]:
        first = add_months(starts, one.first_month - 1)
        last = None
        if one.last_month is not None:
            last = add_months(starts, one.last_month) - timedelta(days=1)
        letters = first - timedelta(days=notice_days)
        steps.append(Step(one, first, last, letters, one.base / value))
    return tuple(steps)
