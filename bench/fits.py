"""Fits the models of value inside one process, ours and those of `lifetimes`.

`python -m bench.fits CUSTOMERS [ROUNDS]` prints one line of JSON. Customers come at rates of
their own and leave with chances of their own, as the models suppose.
"""

import json
import sys
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.measure import once
from retailcrm.analytics.value.fitting import VisitFit, fit_visits
from retailcrm.analytics.value.sample import Sample
from retailcrm.analytics.value.spend import SpendFit, fit_spend

DAYS = 1_095
ROUNDED = 100
_AGREE = 0.02
_Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def draw(customers: int, seed: int = 5) -> _Columns:
    """Draw repeat visits, day of the latest, age in days and mean spending of a repeat visit."""
    luck = np.random.default_rng(seed)
    age = luck.integers(0, DAYS, customers)
    rate = luck.gamma(0.6, 1 / 50.0, customers)
    leaves = luck.geometric(luck.beta(0.8, 2.4, customers))
    repeats, last, now = np.zeros(customers, np.int64), np.zeros(customers), np.zeros(customers)
    there = np.arange(customers)
    for visit in range(1, 400):
        now[there] += luck.exponential(1.0, there.size) / rate[there]
        there = there[(now[there] < age[there]) & (leaves[there] > visit)]
        if not there.size:
            break
        repeats[there] += 1
        last[there] = now[there]
    size = luck.gamma(4.0, 1 / 9_000.0, customers)
    spend = luck.gamma(3.0 * np.maximum(repeats, 1)) / (size * np.maximum(repeats, 1))
    days = np.where(repeats > 0, np.maximum(np.round(last), 1), 0).astype(np.int64)
    return repeats, days, np.maximum(age, days), np.where(repeats > 0, np.round(spend) + 1, 0.0)


def ours(columns: _Columns) -> tuple[VisitFit | None, SpendFit]:
    """Fit as the program does."""
    repeats, last, age, spend = columns
    gap = float(last.sum()) / float(repeats.sum())
    return fit_visits(Sample.of(repeats, last, age), gap), fit_spend(repeats, spend, 0.0)


def theirs(columns: _Columns) -> tuple[dict[str, float], dict[str, float]]:
    """Fit as `lifetimes` does, in weeks and whole money, where it converges best."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifetimes import (  # type: ignore[import-untyped] # noqa: PLC0415
            GammaGammaFitter,
            ModifiedBetaGeoFitter,
        )

        repeats, last, age, spend = columns
        visits = ModifiedBetaGeoFitter()
        visits.fit(repeats, last / 7.0, age / 7.0)
        money = GammaGammaFitter()
        again = repeats > 0
        money.fit(repeats[again], spend[again] / ROUNDED)
    return dict(visits.params_), dict(money.params_)


def compared(customers: int, rounds: int) -> dict[str, Any]:
    """Time both in turn, and refuse figures that disagree."""
    columns = draw(customers)
    theirs(tuple(one[:500] for one in columns))  # type: ignore[arg-type] # loads its modules
    told: dict[str, Any] = {"customers": customers, "ours": [], "theirs": []}
    for _ in range(rounds):
        told["ours"].append(once(ours, columns))
        told["theirs"].append(once(theirs, columns))
    visits = fit_visits(Sample.of(*columns[:3]), 60.0, steadied=False)  # they steady nothing
    known, _ = theirs(columns)
    if visits is None or abs(visits.model.r / known["r"] - 1) > _AGREE:
        raise RuntimeError(f"lifetimes says {known}, we say {visits}")
    return told


if __name__ == "__main__":
    words = [int(one) for one in sys.argv[1:]]
    sys.stdout.write(json.dumps(compared(words[0], words[1] if len(words) > 1 else 2)) + "\n")
