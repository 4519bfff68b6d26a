"""What is foreseen with a program: the mean of its scenarios, and how far it may be off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.programs import Near, ProgramModel, below_entry, near
from retailcrm.planner.ranges import Range, within
from retailcrm.planner.tracking import PRIOR
from retailcrm.planner.uplift import SCENARIOS, ChannelBase, Inputs, Uplift, uplift

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Months to come with a program, of a channel or of all; money in minor units.

    Attributes:
        clients: of each month.
        purchases: theirs.
        sales: after discounts.
        margin: on them, less gifts and delivery, before fixed costs.
        range: where sales will lie; None where history is too short to tell.
    """

    clients: Floats
    purchases: Floats
    sales: Floats
    margin: Floats
    range: Range | None


@dataclass(frozen=True, slots=True, eq=False)
class _Scenario:
    clients: Floats
    purchases: Floats
    sales: Floats
    margin: Floats


def outlooks(
    bases: tuple[ChannelBase, ...], model: ProgramModel, inputs: Inputs
) -> tuple[dict[str, Outlook], Outlook]:
    """Give what is foreseen of each channel, and of all together."""
    weights = np.array(inputs.weights) / sum(inputs.weights)
    by_channel = {
        one.channel: [_scenario(one, part, inputs) for part in uplift(one, model, inputs)]
        for one in bases
    }
    tables = {one.channel: _table(one, model, inputs, weights) for one in bases}
    every = [_added(list(one)) for one in zip(*by_channel.values(), strict=True)]
    known = [table for table in tables.values() if table is not None]
    whole = sum(known[1:], start=known[0]) if known and len(known) == len(tables) else None
    return (
        {
            channel: _outlook(parts, weights, tables[channel])
            for channel, parts in by_channel.items()
        },
        _outlook(every, weights, whole),
    )


def _scenario(base: ChannelBase, part: Uplift, inputs: Inputs) -> _Scenario:
    """Add what the program brings to a channel's months, the small gift's share included."""
    months, gift = part.months, part.small_gift
    total = float(base.clients.sum())
    share = base.clients / total if total > 0 else np.zeros(base.clients.size)
    clients = months.clients + months.added
    spent = (gift.gifts + gift.delivery) * share
    given = months.discount + months.gifts + months.delivery + months.base_discount + spent
    bought = months.baseline + months.new_sales + months.gross + gift.gross * share
    return _Scenario(
        clients,
        clients * base.often + months.conversions + gift.conversions * share,
        months.forecast + gift.gross * share,
        bought * inputs.margin - given,
    )


def _added(parts: list[_Scenario]) -> _Scenario:
    return _Scenario(
        sum((one.clients for one in parts[1:]), start=parts[0].clients),
        sum((one.purchases for one in parts[1:]), start=parts[0].purchases),
        sum((one.sales for one in parts[1:]), start=parts[0].sales),
        sum((one.margin for one in parts[1:]), start=parts[0].margin),
    )


def _outlook(parts: list[_Scenario], weights: Floats, table: Floats | None) -> Outlook:
    sales = np.stack([one.sales for one in parts])
    mean = weights @ sales
    return Outlook(
        weights @ np.stack([one.clients for one in parts]),
        weights @ np.stack([one.purchases for one in parts]),
        mean,
        weights @ np.stack([one.margin for one in parts]),
        None if table is None else within(mean, table + _between(sales - mean, weights)),
    )


def _between(apart: Floats, weights: Floats) -> Floats:
    """Give what scenarios add to the errors: which of them comes is not known."""
    found: Floats = (apart * weights[:, None]).T @ apart
    return found


def _table(
    base: ChannelBase, model: ProgramModel, inputs: Inputs, weights: Floats
) -> Floats | None:
    """Give how a channel's errors go together: of its forecast, and of who reaches a status."""
    if base.errors is None:
        return None
    growth = [inputs.grows(model.name, one, base.channel) for one in SCENARIOS]
    grown = 1.0 + float(weights @ np.array(growth))
    ahead = near(model, base.spread, base.small_check, inputs.bands)
    below = below_entry(model, base.spread, base.small_check, inputs.small_conversion)
    people = base.clients * grown / (base.active_months or 1.0)
    unsure, chance = _unsure((*ahead, below))
    table = base.errors * grown**2 + unsure * np.outer(people, people)
    table[np.diag_indices(people.size)] += chance * people
    return table


def _unsure(cells: tuple[Near, ...]) -> tuple[float, float]:
    """Give the variance of spending a client that shares are off by, and that chance brings."""
    shares: dict[str, float] = {}
    rates = {one.band: one.conversion for one in cells}
    chance = 0.0
    for one in cells:
        spend = (one.upsell or 0.0) * (1.0 - (one.discount if one.to_status else 0.0))
        shares[one.band] = shares.get(one.band, 0.0) + one.share * spend
        chance += one.share * one.conversion * spend**2
    # A presupposition counts for as many people as when it is learned from what happened.
    unsure = sum(
        shares[band] ** 2 * rate * (1.0 - rate) / (PRIOR + 1) for band, rate in rates.items()
    )
    return unsure, chance
