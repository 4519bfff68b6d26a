"""A year's profit of programs, and nothing but that: for asking many times what would be if.

Profit is a straight line in clients, sales and each presupposition, so the year's sums are
enough; `uplift` tells the months.
"""

from dataclasses import dataclass

from retailcrm.planner.programs import Near, ProgramModel, below_entry, given_anyway, near
from retailcrm.planner.uplift import SCENARIOS, ChannelBase, Inputs

Profits = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The clients of a channel who have come as far to a status, whichever one it is.

    Attributes:
        share: of all clients.
        spend: what they would spend to get there, minor units a client of the channel.
        off: the discount on that, likewise.
    """

    share: float
    spend: float
    off: float


@dataclass(frozen=True, slots=True)
class Year:
    """What one program meets in one channel, whatever is presupposed of it.

    Attributes:
        ways: to a status, by band, in the order of the bands.
        given: share of sales that goes to holders of a status as discount.
        below: share of clients below the entry amount.
        below_spend: what these would spend to get there.
        people: clients of the year, each counted once.
        revenue: sales of the year.
    """

    model: str
    channel: str
    ways: tuple[Way, ...]
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
        tuple(_way(ahead[at :: len(inputs.bands)]) for at in range(len(inputs.bands))),
        given_anyway(model, base.spread),
        below.share,
        below.upsell or 0.0,
        float(base.clients.sum()) / (base.active_months or 1.0),
        float(base.revenue.sum()),
    )


def _way(ahead: tuple[Near, ...]) -> Way:
    share = spend = off = 0.0
    for one in ahead:
        spent = one.share * (one.upsell or 0.0)
        share, spend, off = share + one.share, spend + spent, off + spent * one.discount
    return Way(share, spend, off)


def profits(found: tuple[Year, ...], inputs: Inputs) -> dict[str, Profits]:
    """Give the profit of each program by scenario, minor units."""
    told: dict[str, Profits] = {}
    for one in found:
        before = told.get(one.model, (-inputs.fixed,) * len(SCENARIOS))
        mine = _profits(one, inputs)
        told[one.model] = tuple(sum(both) for both in zip(before, mine, strict=True))
    return told


def _profits(one: Year, inputs: Inputs) -> list[float]:
    delivery = inputs.delivers(one.channel)
    won = one.below * inputs.small_conversion
    # of each client: what he buys more, and what he is given for it
    bought, given = won * one.below_spend, won * (inputs.small_gift + delivery)
    for way, band in zip(one.ways, inputs.bands, strict=True):
        bought += way.spend * band.conversion
        given += (way.off + way.share * (inputs.gift + delivery)) * band.conversion
    each = bought * inputs.margin - given
    growths = (inputs.grows(one.model, name, one.channel) for name in SCENARIOS)
    return [
        one.people * (1.0 + growth) * each + one.revenue * (growth * inputs.margin - one.given)
        for growth in growths
    ]


def expected(found: dict[str, Profits], weights: tuple[float, ...]) -> dict[str, float]:
    """Weigh the scenarios."""
    whole = sum(weights)
    return {
        name: sum(weight * one for weight, one in zip(weights, mine, strict=True)) / whole
        for name, mine in found.items()
    }
