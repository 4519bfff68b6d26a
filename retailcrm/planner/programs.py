"""Programs in which a status is reached by what one bought: their rules, and who is near."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import floor

import numpy as np
from numpy.typing import NDArray

from retailcrm.planner.spread import Spread, edge

Ints = NDArray[np.int64]

LOWER_QUARTER = 0.25
#: no client ever lost so much
LOWEST = 2**62
#: counts kept of the last few programs and channels: most changes of a plan leave them as they are
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Step:
    """A status.

    Attributes:
        threshold: net sales of a year in minor units from which it holds.
        discount: share off from then on.
    """

    threshold: int
    discount: float


@dataclass(frozen=True, slots=True)
class ProgramModel:
    """A program of gifts and statuses.

    Attributes:
        name: what the owner calls it.
        gift_limit: net sales of a year, minor units, from which somebody belongs to it.
        steps: statuses, thresholds ascending.
        redeemed: share of what is given that is ever used: all of a discount, less of points.
    """

    name: str
    gift_limit: int
    steps: tuple[Step, ...]
    redeemed: float = 1.0

    @property
    def costs(self) -> tuple[Step, ...]:
        """The statuses with what they cost: points that are never redeemed cost nothing."""
        if self.redeemed == 1:
            return self.steps
        return tuple(replace(one, discount=one.discount * self.redeemed) for one in self.steps)


@dataclass(frozen=True, slots=True)
class Band:
    """How near somebody is to the next status.

    Attributes:
        name: far, mid, near, or the owner's own.
        low: share of the way from which it begins.
        high: share of the way at which it ends.
        conversion: share of its people who reach the status within a year because of it.
    """

    name: str
    low: float
    high: float
    conversion: float


BANDS = (Band("far", 0.0, 0.5, 0.03), Band("mid", 0.5, 0.75, 0.08), Band("near", 0.75, 1.0, 0.20))


@dataclass(frozen=True, slots=True)
class StatusRow:
    """Who would have a status by what they bought.

    Attributes:
        status: 0 is none.
        threshold: minor units; 0 for none.
        discount: share.
        buyers: how many.
        buyers_share: among all of the channel; None without anybody.
        purchases: theirs.
        amount: theirs, minor units.
        amount_share: of the channel's sales; None without sales.
    """

    status: int
    threshold: int
    discount: float
    buyers: int
    buyers_share: float | None
    purchases: int
    amount: int
    amount_share: float | None


@lru_cache(_KEPT)
def status_rows(model: ProgramModel, clients: Spread) -> tuple[StatusRow, ...]:
    """Count buyers, purchases and sales by potential status."""
    steps = (Step(0, 0.0), *model.costs)
    edges = [0, *clients.places([one.threshold for one in model.steps]), clients.clients]
    total = clients.total
    return tuple(
        _status_row(status, step, clients, slice_of, total)
        for status, (step, slice_of) in enumerate(zip(steps, pairwise(edges), strict=True))
    )


def _status_row(
    status: int, step: Step, clients: Spread, between: tuple[int, int], total: int
) -> StatusRow:
    first, last = between
    money = int(clients.money[last] - clients.money[first])
    return StatusRow(
        status,
        step.threshold,
        step.discount,
        last - first,
        (last - first) / clients.clients if clients.clients else None,
        int(clients.bought[last] - clients.bought[first]),
        money,
        money / total if total > 0 else None,
    )


def given_anyway(model: ProgramModel, clients: Spread) -> float:
    """Give the share of sales that goes to holders of a status as discount."""
    rows = status_rows(model, clients)
    return sum((one.amount_share or 0.0) * one.discount for one in rows)


@dataclass(frozen=True, slots=True)
class Near:
    """The people of a channel in one band before one status.

    Attributes:
        to_status: the status ahead; 0: the entry amount, below which there is a gift only.
        threshold: minor units.
        discount: of that status.
        band: its name.
        conversion: share who reach it within a year because of the program.
        clients: how many they are.
        share: among all clients of the channel.
        gap: mean of what they lack, minor units; None of nobody.
        upsell: mean of what they would spend to get there; None of nobody.
    """

    to_status: int
    threshold: int
    discount: float
    band: str
    conversion: float
    clients: int
    share: float
    gap: float | None
    upsell: float | None


@lru_cache(_KEPT)
def near(
    model: ProgramModel, clients: Spread, small_check: float, bands: tuple[Band, ...] = BANDS
) -> tuple[Near, ...]:
    """Count people by status ahead and by how near they are to it.

    Args:
        model: the program.
        clients: of a channel, by what they bought within the last year.
        small_check: the lower quarter of the channel's purchases: nobody buys for less.
        bands: how the way to a status is cut.
    """
    ways = [
        (to, step, band, amounts_near(model, to, band))
        for to, step in enumerate(model.costs, start=1)
        for band in bands
    ]
    places = clients.places(
        [
            edge
            for _, step, _, (first, last) in ways
            for edge in (first, last, _small(step, small_check))
        ]
    )
    return tuple(
        _near(step, to, band, clients, small_check, places[3 * at : 3 * at + 3])
        for at, (to, step, band, _) in enumerate(ways)
    )


@lru_cache(_KEPT)
def below_entry(
    model: ProgramModel, clients: Spread, small_check: float, conversion: float
) -> Near:
    """Count people below the entry amount, whom a gift may lead there."""
    step, band = Step(model.gift_limit, 0.0), Band("gift", 0.0, 1.0, conversion)
    places = clients.places([-LOWEST, model.gift_limit, _small(step, small_check)])
    return _near(step, 0, band, clients, small_check, places)


def _small(step: Step, small_check: float) -> int:
    """Give the first amount that lacks less than a small purchase."""
    return floor(step.threshold - small_check) + 1


def amounts_near(model: ProgramModel, to_status: int, band: Band) -> tuple[int, int]:
    """Give the amounts of a band before a status: the first within it, and the first beyond."""
    step = model.steps[to_status - 1]
    low = model.gift_limit if to_status == 1 else model.steps[to_status - 2].threshold
    return edge(low, step.threshold, band.low), edge(low, step.threshold, band.high)


def _near(
    step: Step, to: int, band: Band, clients: Spread, small_check: float, places: list[int]
) -> Near:
    first, last, small = places
    many, money = last - first, clients.money
    # Those who lack less than a small purchase spend that all the same.
    lacking = min(max(small, first), last)
    spent = (lacking - first) * step.threshold - int(money[lacking] - money[first])
    gap = many * step.threshold - int(money[last] - money[first])
    return Near(
        to,
        step.threshold,
        step.discount,
        band.name,
        band.conversion,
        many,
        many / clients.clients if clients.clients else 0.0,
        gap / many if many else None,
        (spent + (last - lacking) * small_check) / many if many else None,
    )


def small_check(checks: Ints) -> float:
    """Give the lower quarter of a channel's purchases in whole minor units; 0 without any."""
    return float(np.rint(np.quantile(checks, LOWER_QUARTER))) if checks.size else 0.0
