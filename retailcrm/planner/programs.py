"""Programs in which a status is reached by what one bought: their rules, and who is near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.errors import UserError
from retailcrm.core.words import say

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LOWER_QUARTER = 0.25


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
    """

    name: str
    gift_limit: int
    steps: tuple[Step, ...]


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


def check(model: ProgramModel) -> None:
    """Refuse a program that makes no sense, naming what to mend.

    Raises:
        UserError: no status, thresholds out of order, a discount outside 0 to 100 %.
    """
    if not model.steps:
        raise UserError(say("{program} has no status yet: add one.", program=model.name))
    low = model.gift_limit
    if low < 0:
        raise UserError(say("{program}: the entry amount cannot be negative.", program=model.name))
    for number, step in enumerate(model.steps, start=1):
        if step.threshold <= low:
            raise UserError(
                say(
                    "{program}: status {number} has to begin above the one before it.",
                    program=model.name,
                    number=number,
                )
            )
        if not 0 <= step.discount <= 1:
            raise UserError(
                say(
                    "{program}: the discount of status {number} lies between 0 and 100 %.",
                    program=model.name,
                    number=number,
                )
            )
        low = step.threshold


def statuses(model: ProgramModel, amounts: Ints) -> Ints:
    """Give the status each amount of a year reaches; 0 is none."""
    thresholds = np.array([one.threshold for one in model.steps], np.int64)
    return np.searchsorted(thresholds, amounts, side="right").astype(np.int64)


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


def status_rows(model: ProgramModel, amounts: Ints, purchases: Ints) -> tuple[StatusRow, ...]:
    """Count buyers, purchases and sales by potential status."""
    held = statuses(model, amounts)
    many = len(model.steps) + 1
    buyers = np.bincount(held, minlength=many)
    bought = np.bincount(held, weights=purchases, minlength=many)
    money = np.bincount(held, weights=amounts, minlength=many)
    total = int(amounts.sum())
    steps = (Step(0, 0.0), *model.steps)
    return tuple(
        StatusRow(
            status,
            step.threshold,
            step.discount,
            int(buyers[status]),
            float(buyers[status]) / amounts.size if amounts.size else None,
            int(bought[status]),
            int(money[status]),
            float(money[status]) / total if total > 0 else None,
        )
        for status, step in enumerate(steps)
    )


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


def near(
    model: ProgramModel, amounts: Ints, small_check: float, bands: tuple[Band, ...] = BANDS
) -> tuple[Near, ...]:
    """Count people by status ahead and by how near they are to it.

    Args:
        model: the program.
        amounts: net sales of each client of a channel within the last year, minor units.
        small_check: the lower quarter of the channel's purchases: nobody buys for less.
        bands: how the way to a status is cut.
    """
    return tuple(
        _near(step, to, band, amounts, small_check, _in_band(amounts, low, step, band))
        for to, (low, step) in enumerate(_ways(model), start=1)
        for band in bands
    )


def below_entry(model: ProgramModel, amounts: Ints, small_check: float, conversion: float) -> Near:
    """Count people below the entry amount, whom a gift may lead there."""
    step = Step(model.gift_limit, 0.0)
    below = amounts < model.gift_limit
    return _near(step, 0, Band("gift", 0.0, 1.0, conversion), amounts, small_check, below)


def people_near(model: ProgramModel, amounts: Ints, to_status: int, band: Band) -> Bools:
    """Say of each client whether he is in a band before a status."""
    low, step = _ways(model)[to_status - 1]
    return _in_band(amounts, low, step, band)


def _ways(model: ProgramModel) -> list[tuple[int, Step]]:
    lows = (model.gift_limit, *(one.threshold for one in model.steps[:-1]))
    return list(zip(lows, model.steps, strict=True))


def _in_band(amounts: Ints, low: int, step: Step, band: Band) -> Bools:
    way = (amounts - low) / (step.threshold - low)
    inside: Bools = (amounts >= low) & (way >= band.low) & (way < band.high)
    return inside


def _near(step: Step, to: int, band: Band, amounts: Ints, small_check: float, who: Bools) -> Near:
    gaps = (step.threshold - amounts[who]).astype(np.float64)
    clients = int(who.sum())
    return Near(
        to,
        step.threshold,
        step.discount,
        band.name,
        band.conversion,
        clients,
        clients / amounts.size if amounts.size else 0.0,
        float(gaps.mean()) if clients else None,
        float(np.maximum(gaps, small_check).mean()) if clients else None,
    )


def small_check(checks: Ints) -> float:
    """Give the lower quarter of a channel's purchases in whole minor units; 0 without any."""
    return float(np.rint(np.quantile(checks, LOWER_QUARTER))) if checks.size else 0.0
