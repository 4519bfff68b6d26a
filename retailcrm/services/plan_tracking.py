"""What happened since a plan was chosen, held against what it foresaw."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_of, month_index
from retailcrm.db.plans import ForecastMonth
from retailcrm.planner.forecast import YEAR
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import Band, ProgramModel
from retailcrm.planner.purchases import CHANNELS, Monthly, Purchases, monthly
from retailcrm.planner.reaching import Reached, added, beyond, reached
from retailcrm.planner.tracking import Learned, Tracked, Variance, learned, tracked, variance
from retailcrm.services.plan_base import last_month

Floats = NDArray[np.float64]
_THOUSAND = 1_000


@dataclass(frozen=True, slots=True)
class TrackedMonth:
    """A month that is over beside its forecast; money in minor units.

    Attributes:
        month: counted from January 1970.
        low: where sales were to lie; None where no range was told.
        high: likewise.
        signal: errors so far in mean errors; None while there was no error.
        mape: mean size of errors so far as a share of what happened; None where nothing did.
    """

    month: int
    forecast_clients: float
    clients: int
    forecast_purchases: float
    purchases: int
    forecast_sales: int
    sales: int
    low: int | None
    high: int | None
    signal: float | None
    mape: float | None

    @property
    def error(self) -> int:
        """Sales beyond the forecast."""
        return self.sales - self.forecast_sales

    @property
    def is_within(self) -> bool | None:
        """Say whether sales lie where they were to; None where no range was told."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.sales <= self.high


@dataclass(frozen=True, slots=True)
class TrackedChannel:
    """A channel, or all together, since the plan began.

    Attributes:
        channel: offline, online; empty for all together.
        months: those that are over.
        is_off: the forecast errs to one side beyond chance.
        why: the difference of sales by more or fewer clients, purchases of each, and average
            purchase, in minor units; None before the first month is over.
    """

    channel: str
    months: tuple[TrackedMonth, ...]
    is_off: bool
    why: Variance | None

    @property
    def forecast(self) -> int:
        """Sales foreseen of the months that are over."""
        return sum(one.forecast_sales for one in self.months)

    @property
    def sales(self) -> int:
        """Sales of the months that are over."""
        return sum(one.sales for one in self.months)


@dataclass(frozen=True, slots=True)
class ReachedTold:
    """A band's people since the plan began.

    Attributes:
        band: with what was presupposed.
        now: who was in it then, and how many have the status now.
        before: the same as many months earlier, without the program.
        learned: the conversion that follows; None where there is nothing to compare with.
    """

    band: Band
    now: Reached
    before: Reached
    learned: Learned | None


@dataclass(frozen=True, slots=True)
class Tracking:
    """A chosen plan and what became of it.

    Attributes:
        plan: number of the plan.
        name: of the plan.
        model: the program that was chosen.
        chosen_on: day of the choice.
        first: first month that was forecast.
        last: last month that was forecast.
        through: last month that is over.
        whole: all channels together.
        channels: each by itself.
        year_low: where the year's sales were to lie; None where no range was told.
        year_high: likewise.
        holds: in how many of a hundred cases the ranges were to hold, as a share.
        conversions: by band.
    """

    plan: int
    name: str
    model: str
    chosen_on: date
    first: int
    last: int
    through: int
    whole: TrackedChannel
    channels: tuple[TrackedChannel, ...]
    year_low: int | None
    year_high: int | None
    holds: float
    conversions: tuple[ReachedTold, ...]

    @property
    def is_over(self) -> bool:
        """Say whether the year that was forecast is over."""
        return self.through >= self.last


@dataclass(frozen=True, slots=True)
class Kept:
    """A chosen plan as the books keep it."""

    id: int
    name: str
    plan: Plan
    model: ProgramModel
    chosen_on: date
    promised: dict[str, Any]
    months: tuple[ForecastMonth, ...]


def track(kept: Kept, bought: Purchases, as_of: date) -> Tracking:
    """Hold a chosen plan against what happened up to a day."""
    months = sorted({one.month for one in kept.months})
    first, last = months[0], months[-1]
    through = min(last_month(as_of), last)
    over = tuple(one for one in kept.months if one.month <= through)
    actual = {name: monthly(bought.of(name), first, max(through - first + 1, 0))
              for name in CHANNELS}  # fmt: skip
    parts = {at: tuple(one for one in over if one.channel == at) for at in range(len(CHANNELS))}
    shown = [at for at, found in parts.items() if found or at in _channels(kept)]
    return Tracking(
        kept.id,
        kept.name,
        kept.model.name,
        kept.chosen_on,
        first,
        last,
        max(through, first - 1),
        _channel("", _together(over, kept.promised), _summed(list(actual.values()))),
        tuple(_channel(CHANNELS[at], parts[at], actual[CHANNELS[at]]) for at in shown),
        *_year(kept.promised),
        float(kept.promised.get("holds", 0.0)),
        _conversions(kept, bought, first, through),
    )


def _channels(kept: Kept) -> set[int]:
    return {one.channel for one in kept.months}


def _year(promised: dict[str, Any]) -> tuple[int | None, int | None]:
    low, high = promised.get("year") or (None, None)
    return low, high


def _together(
    over: tuple[ForecastMonth, ...], promised: dict[str, Any]
) -> tuple[ForecastMonth, ...]:
    """Add the channels up; how far their sum may be off was told when the plan was chosen."""
    ranges = {month: (low, high) for month, low, high in promised.get("months", ())}
    found = []
    for month in sorted({one.month for one in over}):
        mine = [one for one in over if one.month == month]
        found.append(
            ForecastMonth(
                month,
                -1,
                sum(one.clients for one in mine),
                sum(one.purchases for one in mine),
                sum(one.sales for one in mine),
                sum(one.margin for one in mine),
                *ranges.get(month, (None, None)),
            )
        )
    return tuple(found)


def _summed(parts: list[Monthly]) -> Monthly:
    first = parts[0]
    return Monthly(
        first.first,
        sum((one.clients for one in parts[1:]), start=first.clients),
        sum((one.receipts for one in parts[1:]), start=first.receipts),
        sum((one.revenue for one in parts[1:]), start=first.revenue),
    )


def _channel(name: str, told: tuple[ForecastMonth, ...], actual: Monthly) -> TrackedChannel:
    if not told:
        return TrackedChannel(name, (), is_off=False, why=None)
    at = np.array([one.month for one in told]) - actual.first
    sales = actual.revenue[at]
    held = tracked(np.array([one.sales for one in told], float), sales.astype(float))
    clients, receipts = actual.clients[at], actual.receipts[at]
    return TrackedChannel(
        name,
        tuple(
            _month(one, held, place, (int(clients[place]), int(receipts[place]), int(sales[place])))
            for place, one in enumerate(told)
        ),
        held.is_off,
        _why(told, (int(clients.sum()), int(receipts.sum()), int(sales.sum()))),
    )


def _month(
    told: ForecastMonth, held: Tracked, place: int, actual: tuple[int, int, int]
) -> TrackedMonth:
    clients, purchases, sales = actual
    return TrackedMonth(
        told.month,
        told.clients / _THOUSAND,
        clients,
        told.purchases / _THOUSAND,
        purchases,
        told.sales,
        sales,
        told.low,
        told.high,
        _known(held.signal[place]),
        _known(held.mape[place]),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _why(told: tuple[ForecastMonth, ...], actual: tuple[int, int, int]) -> Variance:
    """Split the difference of sales: clients, then purchases of each, then average purchase."""
    return variance(
        _factors(
            sum(one.clients for one in told) / _THOUSAND,
            sum(one.purchases for one in told) / _THOUSAND,
            float(sum(one.sales for one in told)),
        ),
        _factors(*(float(one) for one in actual)),
    )


def _factors(clients: float, purchases: float, sales: float) -> tuple[float, float, float]:
    often = purchases / clients if clients else 0.0
    return clients, often, sales / purchases if purchases else 0.0


def _conversions(
    kept: Kept, bought: Purchases, first: int, through: int
) -> tuple[ReachedTold, ...]:
    months = through - first + 1
    if months < 1:
        return ()
    channels = [CHANNELS[at] for at in sorted(_channels(kept))]
    parts = [bought.of(name) for name in channels]
    # Amounts of a year that was not seen whole would make those who rise anyway too few.
    begins = month_index(day_of(int(bought.day.min()))) if bought.day.size else first
    known = begins + YEAR <= first - months
    bands = kept.plan.inputs.bands

    def seen(through: int) -> list[tuple[Reached, ...]]:
        return [reached(one, kept.model, bands, through, months) for one in parts]

    now = added(seen(first - 1), len(bands))
    before = added(seen(first - 1 - months) if known else [], len(bands))
    return tuple(_told(*one) for one in zip(bands, now, before, strict=True))


def _told(band: Band, now: Reached, before: Reached) -> ReachedTold:
    more = beyond(now, before)
    known = None if more is None else learned(band.conversion, more, now.of)
    return ReachedTold(band, now, before, known)


def promised_of(text: str) -> dict[str, Any]:
    """Read what was promised by the choice."""
    found: dict[str, Any] = json.loads(text)
    return found
