"""A plan to begin with: programs cut from what the shop's own clients spend in a year."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.words import say
from retailcrm.planner.plan import Plan
from retailcrm.planner.programs import ProgramModel, Step
from retailcrm.planner.purchases import CHANNELS
from retailcrm.planner.uplift import SCENARIOS, Inputs

Ints = NDArray[np.int64]

#: amounts that people remember, in each power of ten
_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
#: of each program: shares of clients below each status, and what these get off
_CUTS = (
    ((0.60, 0.85, 0.96), (0.03, 0.05, 0.07)),
    ((0.75, 0.90, 0.98), (0.05, 0.07, 0.10)),
    ((0.85, 0.96, 0.995), (0.05, 0.10, 0.15)),
)
#: new clients whom a discount of 10 % is taken to bring, by scenario
_MORE = (0.0, 0.02, 0.05)
_OF = 0.10
_GIFT, _SMALL_GIFT = 0.10, 0.07


def rounded(amount: float, minor: int) -> int:
    """Give the amount nearest to one in whole units that people remember, minor units."""
    units = max(amount / minor, 1.0)
    power = float(10.0 ** np.floor(np.log10(units)))
    found = min((*_ROUND, 10.0), key=lambda one: abs(one * power - units))
    return max(round(found * power), 1) * minor


def starting_plan(
    amounts: Ints, purchase: float, margin: float, minor: int, name: str = ""
) -> Plan:
    """Propose three programs, from many small steps to few large ones.

    Args:
        amounts: net sales of each client within the last year, minor units.
        purchase: the average purchase, minor units.
        margin: of the shop.
        minor: minor units in one currency unit.
        name: of the plan.
    """
    names = (say("Many small steps"), say("In between"), say("Few large steps"))
    models = tuple(
        _model(one, cut, amounts, purchase, minor) for one, cut in zip(names, _CUTS, strict=True)
    )
    growth = {
        (model.name, scenario, channel): round(more * model.steps[-1].discount / _OF, 4)
        for model in models
        for scenario, more in zip(SCENARIOS, _MORE, strict=True)
        for channel in CHANNELS
    }
    inputs = Inputs(
        margin=margin,
        gift=float(rounded(purchase * _GIFT, minor)),
        small_gift=float(rounded(purchase * _SMALL_GIFT, minor)),
        delivery=dict.fromkeys(CHANNELS, 0.0),
        growth=growth,
    )
    return Plan(name, models, inputs)


def _model(
    name: str,
    cut: tuple[tuple[float, ...], tuple[float, ...]],
    amounts: Ints,
    purchase: float,
    minor: int,
) -> ProgramModel:
    shares, discounts = cut
    entry = rounded(purchase, minor)
    found = [entry]
    for amount in np.quantile(amounts if amounts.size else [0], shares).tolist():
        found.append(_above(rounded(amount, minor), found[-1], minor))
    steps = [Step(low, off) for (_, low), off in zip(pairwise(found), discounts, strict=True)]
    return ProgramModel(name, entry, tuple(steps))


def _above(amount: int, before: int, minor: int) -> int:
    """Give an amount at least half as much again as the one before it."""
    while amount < before * 1.5:
        amount = rounded(max(amount, before) * 1.5 + minor, minor)
    return amount
