"""A year's profit of programs, and nothing but that: for asking many times what would be if.

Profit is a straight line in clients, sales and each presupposition, so the year's sums are
enough; `uplift` tells the months.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.programs import ProgramModel, below_entry, given_anyway, near
from retailcrm.planner.uplift import SCENARIOS, ChannelBase, Inputs

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """What one program meets in one channel, whatever is presupposed of it.

    Attributes:
        reach: share of clients in each band before each status.
        spend: what these would spend to get there, minor units.
        off: the discount on it.
        given: share of sales that goes to holders of a status as discount.
        below: share of clients below the entry amount.
        below_spend: what these would spend to get there.
        people: clients of the year, each counted once.
        revenue: sales of the year.
    """

    model: str
    channel: str
    reach: Floats
    spend: Floats
    off: Floats
    given: float
    below: float
    below_spend: float
    people: float
    revenue: float


def years(
    bases: tuple[ChannelBase, ...], models: tuple[ProgramModel, ...], inputs: Inputs
) -> tuple[Year, ...]:
    """Count once what every program meets in every channel."""
    return tuple(_year(base, model, inputs) for model in models for base in bases)


def _year(base: ChannelBase, model: ProgramModel, inputs: Inputs) -> Year:
    ahead = near(model, base.spread, base.small_check, inputs.bands)
    below = below_entry(model, base.spread, base.small_check, inputs.small_conversion)
    return Year(
        model.name,
        base.channel,
        np.array([one.share for one in ahead]),
        np.array([one.upsell or 0.0 for one in ahead]),
        np.array([one.discount for one in ahead]),
        given_anyway(model, base.spread),
        below.share,
        below.upsell or 0.0,
        float(base.clients.sum()) / (base.active_months or 1.0),
        float(base.revenue.sum()),
    )


def profits(found: tuple[Year, ...], inputs: Inputs) -> dict[str, Floats]:
    """Give the profit of each program by scenario, minor units."""
    told: dict[str, Floats] = {}
    for one in found:
        before = told.get(one.model)
        mine = _profits(one, inputs)
        told[one.model] = mine - inputs.fixed if before is None else before + mine
    return told


def _profits(one: Year, inputs: Inputs) -> Floats:
    growth = np.array([inputs.grows(one.model, name, one.channel) for name in SCENARIOS])
    share = one.reach * np.resize([band.conversion for band in inputs.bands], one.reach.size)
    delivery = inputs.delivers(one.channel)
    small = one.below * inputs.small_conversion
    # of each client: what he buys more, and what he is given for it
    bought = float(share @ one.spend) + small * one.below_spend
    given = float(share @ (one.spend * one.off)) + float(share.sum()) * (inputs.gift + delivery)
    given += small * (inputs.small_gift + delivery)
    each = bought * inputs.margin - given
    told: Floats = one.people * (1.0 + growth) * each + one.revenue * (
        growth * inputs.margin - one.given
    )
    return told


def expected(found: dict[str, Floats], weights: tuple[float, ...]) -> dict[str, float]:
    """Weigh the scenarios."""
    share = np.array(weights) / sum(weights)
    return {name: float(share @ mine) for name, mine in found.items()}
