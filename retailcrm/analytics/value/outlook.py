"""What is to be expected of each customer in the coming days, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.analytics.history import Ints
from retailcrm.analytics.value.buyers import Buyers
from retailcrm.analytics.value.fitting import VisitFit
from retailcrm.analytics.value.forecast import (
    back_within,
    moments_if_there,
    still_there,
    visits_if_there,
)
from retailcrm.analytics.value.spend import (
    PlainSpend,
    SpendFit,
    Spending,
    SpendModel,
    expected_spend,
    expected_squares,
)
from retailcrm.analytics.value.visits_model import VisitModel

Floats = NDArray[np.float64]
Spread = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What each buyer will probably do; amounts are net sales in minor units.

    Attributes:
        visits: expected visits.
        sales: expected net sales.
        chance: variance of the net sales, were the model known exactly.
        sway: for each direction in which the model may be off, by how much the expected
            net sales move with it (a row each).
        none: chance of no visit at all.
    """

    visits: Floats
    sales: Floats
    chance: Floats
    sway: Floats
    none: Floats

    def only(self, places: Ints) -> "Outlook":
        """Leave only some of the buyers, by their places."""
        return Outlook(
            self.visits[places],
            self.sales[places],
            self.chance[places],
            self.sway[:, places],
            self.none[places],
        )


def outlook(visits: VisitFit, spend: SpendFit, buyers: Buyers, days: float) -> Outlook:
    """Look ahead for everyone."""
    model, spending = visits.model, spend.spending
    kinds = Kinds.of(buyers)
    there = still_there(model, buyers.repeats, buyers.last, buyers.age)
    comes = there * kinds.spread(visits_if_there(model, kinds.repeats, kinds.age, days))
    pairs = there * kinds.spread(moments_if_there(model, kinds.repeats, kinds.age, days).pairs)
    each = expected_spend(spending, buyers.repeats, buyers.spend)
    within, square = expected_squares(spending, buyers.repeats, buyers.spend)
    sales = comes * each
    chance = np.maximum(comes * within + (comes + pairs) * square - sales**2, 0.0)
    sway = [
        (_visits(plus, kinds, buyers, days) - _visits(minus, kinds, buyers, days)) * each / 2
        for plus, minus in _visit_models(model, visits.spread)
    ]
    sway += [
        comes * (_each(plus, buyers) - _each(minus, buyers)) / 2
        for plus, minus in _spendings(spending, spend.spread)
    ]
    none = 1.0 - back_within(model, buyers.repeats, buyers.last, buyers.age, days)
    return Outlook(comes, sales, chance, np.stack(sway), none)


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """Who came as often since as long: while they are there, they are all expected alike."""

    repeats: NDArray[np.int64]
    age: NDArray[np.int64]
    each: NDArray[np.intp]

    @classmethod
    def of(cls, buyers: Buyers) -> "Kinds":
        """Find the kinds there are."""
        width = int(buyers.age.max(initial=0)) + 1
        keys, each = np.unique(buyers.repeats * width + buyers.age, return_inverse=True)
        return cls(*np.divmod(keys, width), each)

    def spread(self, values: Floats) -> Floats:
        """Give every buyer the value of their kind."""
        found: Floats = values[self.each]
        return found


def _visits(model: VisitModel, kinds: Kinds, buyers: Buyers, days: float) -> Floats:
    there = still_there(model, buyers.repeats, buyers.last, buyers.age)
    return there * kinds.spread(visits_if_there(model, kinds.repeats, kinds.age, days))


def _each(spending: Spending, buyers: Buyers) -> Floats:
    return expected_spend(spending, buyers.repeats, buyers.spend)


def _steps(spread: Spread) -> Iterator[Floats]:
    """Give one standard deviation along each axis in which parameters vary by themselves."""
    values, axes = np.linalg.eigh(np.array(spread))
    for value, axis in zip(values, axes.T, strict=True):
        yield np.sqrt(max(float(value), 0.0)) * axis


def _visit_models(model: VisitModel, spread: Spread) -> Iterator[tuple[VisitModel, VisitModel]]:
    at = np.log([model.r, model.alpha, model.a, model.b])
    for step in _steps(spread):
        r, alpha, a, b = (float(one) for one in np.exp(at + step))
        lower = [float(one) for one in np.exp(at - step)]
        yield (
            VisitModel(r, alpha, a, b, model.once),
            VisitModel(lower[0], lower[1], lower[2], lower[3], model.once),
        )


def _spendings(spending: Spending, spread: Spread) -> Iterator[tuple[Spending, Spending]]:
    for step in _steps(spread):
        if isinstance(spending, PlainSpend):
            up = float(np.exp(step[0]))
            yield (
                PlainSpend(spending.mean * up, spending.between),
                PlainSpend(spending.mean / up, spending.between),
            )
        else:
            yield _nudged(spending, step), _nudged(spending, -step)


def _nudged(spending: SpendModel, step: Floats) -> SpendModel:
    p, q, v = (float(one) for one in np.exp(step) * [spending.p, spending.q, spending.v])
    # With q at 1 or less there would be no mean at all.
    return SpendModel(p, max(q, 1.0 + (spending.q - 1.0) / 10), v)
