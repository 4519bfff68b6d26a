"""What a program would bring month by month, net of gifts, discounts and delivery.

Two measures side by side: sales it adds, as is usual, and the profit that is left once the
discount on purchases which would have happened anyway is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.baseline import Backtest
from retailcrm.planner.programs import (
    BANDS,
    Band,
    Near,
    ProgramModel,
    below_entry,
    given_anyway,
    near,
)
from retailcrm.planner.spread import Spread

Floats = NDArray[np.float64]

PESSIMISTIC, CONSERVATIVE, OPTIMISTIC = "pessimistic", "conservative", "optimistic"
SCENARIOS = (PESSIMISTIC, CONSERVATIVE, OPTIMISTIC)
#: growth beyond this is a slip of the keyboard
MOST_CLIENTS = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class ChannelBase:
    """What is known of one channel; read once, asked for every change of a plan.

    Attributes:
        channel: offline or online.
        spread: its clients by what they bought within the last year.
        active_months: months with a purchase for each client in that year, on average.
        small_check: lower quarter of its purchases, minor units.
        clients: forecast of each month to come without a program.
        often: purchases of each of them.
        revenue: the same of its sales, minor units.
        errors: how errors of `revenue` vary and go together; None where history is too short.
        tested: how such forecasts erred in the past; None likewise.
        direct: the year's sales had all of them been carried on as one; None likewise.
    """

    channel: str
    spread: Spread
    active_months: float
    small_check: float
    clients: Floats
    often: Floats
    revenue: Floats
    errors: Floats | None = None
    tested: Backtest | None = None
    direct: float | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the owner presupposes; money in minor units, shares as 0.05 for 5 %.

    Attributes:
        margin: of sales before discounts.
        gift: cost of the gift to whoever reaches a status.
        small_gift: cost of the gift to whoever reaches the entry amount.
        small_conversion: share of those below the entry amount whom it leads there.
        fixed: what the program costs a year besides.
        delivery: by channel, cost of bringing one more purchase to a client.
        growth: (model, scenario, channel) to growth of clients.
        bands: how near is near, and how many of them reach the next status.
        weights: of the scenarios, in their order.
    """

    margin: float = 0.40
    gift: float = 0.0
    small_gift: float = 0.0
    small_conversion: float = 0.05
    fixed: float = 0.0
    delivery: Mapping[str, float] | None = None
    growth: Mapping[tuple[str, str, str], float] | None = None
    bands: tuple[Band, ...] = BANDS
    weights: tuple[float, float, float] = (0.25, 0.5, 0.25)

    def delivers(self, channel: str) -> float:
        """Give the cost of delivery in a channel."""
        return (self.delivery or {}).get(channel, 0.0)

    def grows(self, model: str, scenario: str, channel: str) -> float:
        """Give the growth of clients that a program is taken to bring."""
        return (self.growth or {}).get((model, scenario, channel), 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """Each month of one program, scenario and channel; money in minor units.

    Attributes:
        baseline: sales without the program.
        clients: who buys without it.
        added: clients it brings.
        new_sales: what these buy.
        conversions: clients who buy more to reach a status.
        gross: what they buy more.
        discount: off that.
        gifts: cost of gifts.
        delivery: cost of delivery.
        base_discount: off purchases that would happen anyway.
    """

    baseline: Floats
    clients: Floats
    added: Floats
    new_sales: Floats
    conversions: Floats
    gross: Floats
    discount: Floats
    gifts: Floats
    delivery: Floats
    base_discount: Floats

    @property
    def net(self) -> Floats:
        """What is bought more, less gift, discount and delivery."""
        return self.gross - self.discount - self.gifts - self.delivery

    @property
    def forecast(self) -> Floats:
        """Sales with the program."""
        return self.baseline + self.new_sales + self.gross - self.discount - self.base_discount

    @property
    def uplift(self) -> Floats:
        """Sales that the program adds, less its gifts, discounts and delivery."""
        return self.new_sales + self.net

    def profit(self, margin: float) -> Floats:
        """Margin that the program adds, less everything it gives away."""
        given = self.discount + self.gifts + self.delivery + self.base_discount
        return (self.new_sales + self.gross) * margin - given


@dataclass(frozen=True, slots=True)
class SmallGift:
    """The gift below the entry amount, for the whole year; money in minor units.

    Attributes:
        eligible: clients below the entry amount.
        conversions: whom it leads there.
        gross: what they buy more.
        gifts: cost of the gifts.
        delivery: cost of delivery.
    """

    eligible: float
    conversions: float
    gross: float
    gifts: float
    delivery: float

    @property
    def net(self) -> float:
        """What is bought more, less gift and delivery."""
        return self.gross - self.gifts - self.delivery

    def profit(self, margin: float) -> float:
        """Margin on it, less gift and delivery."""
        return self.gross * margin - self.gifts - self.delivery


@dataclass(frozen=True, slots=True, eq=False)
class Uplift:
    """One program in one scenario and channel."""

    model: str
    scenario: str
    channel: str
    months: Months
    small_gift: SmallGift


def uplift(base: ChannelBase, model: ProgramModel, inputs: Inputs) -> tuple[Uplift, ...]:
    """Work a program out for one channel in every scenario."""
    ahead = near(model, base.spread, base.small_check, inputs.bands)
    below = below_entry(model, base.spread, base.small_check, inputs.small_conversion)
    given = given_anyway(model, base.spread)
    return tuple(
        Uplift(
            model.name,
            scenario,
            base.channel,
            _months(base, ahead, given, inputs, inputs.grows(model.name, scenario, base.channel)),
            _small_gift(base, below, inputs, inputs.grows(model.name, scenario, base.channel)),
        )
        for scenario in SCENARIOS
    )


def _months(
    base: ChannelBase, ahead: tuple[Near, ...], given: float, inputs: Inputs, growth: float
) -> Months:
    often = base.active_months or 1.0
    share = np.array([one.share * one.conversion for one in ahead])
    spent = np.array([one.upsell or 0.0 for one in ahead])
    rate = np.array([one.discount for one in ahead])
    clients = base.clients * (1.0 + growth)
    conversions = clients * float(share.sum()) / often
    gross = clients * float(share @ spent) / often
    return Months(
        baseline=base.revenue,
        clients=base.clients,
        added=base.clients * growth,
        new_sales=base.revenue * growth,
        conversions=conversions,
        gross=gross,
        discount=clients * float(share @ (spent * rate)) / often,
        gifts=conversions * inputs.gift,
        delivery=conversions * inputs.delivers(base.channel),
        base_discount=base.revenue * given,
    )


def _small_gift(base: ChannelBase, below: Near, inputs: Inputs, growth: float) -> SmallGift:
    eligible = float(base.clients.sum()) * (1.0 + growth) * below.share / (base.active_months or 1)
    won = eligible * below.conversion
    return SmallGift(
        eligible,
        won,
        won * (below.upsell or 0.0),
        won * inputs.small_gift,
        won * inputs.delivers(base.channel),
    )


@dataclass(frozen=True, slots=True)
class Sums:
    """A year of one program in one scenario, all channels together; money in minor units.

    Attributes:
        baseline: sales without the program.
        new_sales: of clients it brings.
        gross: bought more to reach a status.
        discount: off that.
        gifts: for reaching a status.
        delivery: of what is bought more.
        base_discount: off purchases that would happen anyway.
        small_gross: bought more to reach the entry amount.
        small_gifts: for reaching it.
        small_delivery: of that.
        profit: margin after all costs, the fixed ones too.
        fixed: of those.
    """

    model: str
    scenario: str
    baseline: float
    new_sales: float
    gross: float
    discount: float
    gifts: float
    delivery: float
    base_discount: float
    small_gross: float
    small_gifts: float
    small_delivery: float
    profit: float
    fixed: float

    @property
    def uplift(self) -> float:
        """Sales it adds, less gifts, discounts on them and delivery; the usual measure."""
        return self.new_sales + self.gross + self.small_gross - self.expenses

    @property
    def expenses(self) -> float:
        """Gifts, discounts on what is bought more, and delivery."""
        at_entry = self.small_gifts + self.small_delivery
        return self.discount + self.gifts + self.delivery + at_entry

    @property
    def all_expenses(self) -> float:
        """The same with the discount on what would be bought anyway, and fixed costs."""
        return self.expenses + self.base_discount + self.fixed

    @property
    def uplift_share(self) -> float | None:
        """The usual measure as a share of the sales without a program."""
        return self.uplift / self.baseline if self.baseline > 0 else None

    @property
    def uplift_ratio(self) -> float | None:
        """The usual measure for each unit of gifts, discounts and delivery."""
        return self.uplift / self.expenses if self.expenses > 0 else None

    @property
    def roi_multiple(self) -> float | None:
        """Margin it brings for each unit it costs; 1 is break-even."""
        cost = self.all_expenses
        return (self.profit + cost) / cost if cost > 0 else None


_ADDED = ("new_sales", "gross", "discount", "gifts", "delivery", "base_discount", "baseline")


def sums(parts: tuple[Uplift, ...], inputs: Inputs) -> Sums:
    """Add the channels of one program and scenario up over the year."""
    first = parts[0]
    every = np.array([[getattr(one.months, name) for name in _ADDED] for one in parts])
    months = dict(zip(_ADDED, every.sum(axis=(0, 2)).tolist(), strict=True))
    small = [one.small_gift for one in parts]
    given = months["discount"] + months["gifts"] + months["delivery"] + months["base_discount"]
    profit = (months["new_sales"] + months["gross"]) * inputs.margin - given
    return Sums(
        model=first.model,
        scenario=first.scenario,
        **months,
        small_gross=sum(one.gross for one in small),
        small_gifts=sum(one.gifts for one in small),
        small_delivery=sum(one.delivery for one in small),
        profit=profit + sum(one.profit(inputs.margin) for one in small) - inputs.fixed,
        fixed=inputs.fixed,
    )
