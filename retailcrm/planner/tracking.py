"""What happened against what was forecast, and conversions learned from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.curves import betaincinv

Floats = NDArray[np.float64]

#: beyond this many mean errors on one side the forecast is off, not unlucky
ALARM = 4.0
#: clients a presupposition counts for
PRIOR = 50.0
CERTAIN = 0.90


@dataclass(frozen=True, slots=True, eq=False)
class Tracked:
    """Months that are over; money as it was given.

    Attributes:
        error: actual less forecast.
        cumulative: errors so far.
        mad: mean size of the errors so far.
        signal: cumulative error in mean errors; NaN while there was no error at all.
        mape: mean size of the errors as a share of what happened; NaN where nothing did.
    """

    error: Floats
    cumulative: Floats
    mad: Floats
    signal: Floats
    mape: Floats

    @property
    def is_off(self) -> bool:
        """Say whether the forecast errs to one side beyond chance."""
        known = self.signal[~np.isnan(self.signal)]
        return bool(known.size and abs(known[-1]) > ALARM)


def tracked(forecast: Floats, actual: Floats) -> Tracked:
    """Hold months against their forecast."""
    error = actual - forecast
    many = np.arange(1, error.size + 1)
    cumulative, mad = np.cumsum(error), np.cumsum(np.abs(error)) / many
    signal = np.divide(cumulative, mad, out=np.full(error.size, np.nan), where=mad > 0)
    sold = actual != 0
    share = np.divide(np.abs(error), np.abs(actual), out=np.zeros(error.size), where=sold)
    counted = np.cumsum(sold)
    mape = np.divide(np.cumsum(share), counted, out=np.full(error.size, np.nan), where=counted > 0)
    return Tracked(error, cumulative, mad, signal, mape)


@dataclass(frozen=True, slots=True)
class Learned:
    """A conversion after some people had their chance.

    Attributes:
        rate: between what was presupposed and what was seen.
        low: lower end of the range it lies in with nine chances in ten.
        high: upper end.
    """

    rate: float
    low: float
    high: float


def learned(presupposed: float, reached: int, of: int, prior: float = PRIOR) -> Learned:
    """Move a presupposed conversion towards what was seen.

    Beta-binomial: the presupposition counts as `prior` people.
    """
    yes, no = presupposed * prior + reached, (1 - presupposed) * prior + of - reached
    rate = yes / (yes + no)
    if yes <= 0 or no <= 0:
        return Learned(rate, rate, rate)
    low, high = (float(betaincinv(yes, no, (1 + side * CERTAIN) / 2)) for side in (-1, 1))
    return Learned(rate, low, high)


@dataclass(frozen=True, slots=True)
class Variance:
    """Why sales differ from plan: more or fewer clients, conversion, purchase; as given.

    Attributes:
        clients: due to their number.
        conversion: due to how many of them bought more.
        check: due to how much.
    """

    clients: float
    conversion: float
    check: float


def variance(plan: tuple[float, float, float], actual: tuple[float, float, float]) -> Variance:
    """Split the difference between two products of (clients, conversion, check), in this order."""
    clients, conversion, check = plan
    real_clients, real_conversion, real_check = actual
    return Variance(
        (real_clients - clients) * conversion * check,
        real_clients * (real_conversion - conversion) * check,
        real_clients * real_conversion * (real_check - check),
    )
