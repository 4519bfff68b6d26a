"""Which program to choose: by what it is expected to earn, and what would turn the choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from retailcrm.planner.problems import check
from retailcrm.planner.profit import expected, profits, years
from retailcrm.planner.programs import ProgramModel
from retailcrm.planner.uplift import (
    MOST_CLIENTS,
    SCENARIOS,
    ChannelBase,
    Inputs,
    Sums,
    Uplift,
    sums,
    uplift,
)

_HALF = 0.5
_PRECISE = 1e-9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A program among the others; money in minor units.

    Attributes:
        model: its name.
        profits: by scenario, in their order.
        expected: their weighted mean.
        regret: most that one could have earned more with another program.
    """

    model: str
    profits: tuple[float, ...]
    expected: float
    regret: float

    @property
    def worst(self) -> float:
        """Profit in the pessimistic scenario."""
        return self.profits[0]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Every program in every scenario and channel.

    Attributes:
        parts: by program, scenario and channel.
        sums: by program and scenario.
        ranking: best first.
    """

    parts: tuple[Uplift, ...]
    sums: tuple[Sums, ...]
    ranking: tuple[Ranked, ...]

    @property
    def choice(self) -> Ranked | None:
        """The best program, if it earns anything at all."""
        best = self.ranking[0] if self.ranking else None
        return best if best is not None and best.expected >= 0 else None


def compare(
    bases: tuple[ChannelBase, ...], models: tuple[ProgramModel, ...], inputs: Inputs
) -> Comparison:
    """Work every program out and put them in order.

    Raises:
        UserError: a program or an input makes no sense.
    """
    check(models, inputs)
    parts = tuple(one for model in models for base in bases for one in uplift(base, model, inputs))
    added = tuple(
        sums(mine, inputs)
        for model in models
        for scenario in SCENARIOS
        if (mine := _of(parts, model.name, scenario))
    )
    return Comparison(parts, added, ranking(added, inputs.weights))


def _of(parts: tuple[Uplift, ...], model: str, scenario: str) -> tuple[Uplift, ...]:
    return tuple(one for one in parts if one.model == model and one.scenario == scenario)


def ranking(rows: tuple[Sums, ...], weights: tuple[float, ...]) -> tuple[Ranked, ...]:
    """Order programs by expected profit; regret and the worst case stand beside it."""
    names = tuple(dict.fromkeys(one.model for one in rows))
    profits = {name: tuple(one.profit for one in rows if one.model == name) for name in names}
    if not profits:
        return ()
    best = tuple(max(at) for at in zip(*profits.values(), strict=True))
    total = sum(weights)
    found = [
        Ranked(
            name,
            mine,
            sum(weight * one for weight, one in zip(weights, mine, strict=True)) / total,
            max(top - one for top, one in zip(best, mine, strict=True)),
        )
        for name, mine in profits.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.expected, one.model)))


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of the choice if one presupposition is wrong.

    Attributes:
        what: key of the presupposition.
        low: expected profit of the chosen program with half of it, minor units.
        high: the same with half as much again.
        low_choice: which program would be best then.
        high_choice: likewise.
    """

    what: str
    low: float
    high: float
    low_choice: str
    high_choice: str

    @property
    def width(self) -> float:
        """How much profit hangs on it."""
        return abs(self.high - self.low)


def turns(
    bases: tuple[ChannelBase, ...], models: tuple[ProgramModel, ...], inputs: Inputs
) -> tuple[Turn, ...]:
    """Halve and raise each presupposition by half; the one that matters most comes first."""
    if not models:
        return ()
    met = years(bases, models, inputs)
    chosen = _best(expected(profits(met, inputs), inputs.weights))
    found = []
    for what, change in _CHANGES.items():
        low, high = (
            expected(profits(met, change(inputs, factor)), inputs.weights)
            for factor in (1 - _HALF, 1 + _HALF)
        )
        found.append(Turn(what, low[chosen], high[chosen], _best(low), _best(high)))
    return tuple(sorted(found, key=lambda one: (-one.width, one.what)))


def _best(found: dict[str, float]) -> str:
    return min(found, key=lambda name: (-found[name], name))


def _scaled(
    held: Mapping[tuple[str, str, str], float] | None, by: float
) -> dict[tuple[str, str, str], float]:
    return {key: min(max(share * by, -1.0), MOST_CLIENTS) for key, share in (held or {}).items()}


def convert(inputs: Inputs, by: float) -> Inputs:
    """Give inputs in which so many times as many reach a status, at most everybody."""
    return replace(
        inputs,
        bands=tuple(replace(one, conversion=min(one.conversion * by, 1.0)) for one in inputs.bands),
        small_conversion=min(inputs.small_conversion * by, 1.0),
    )


_CHANGES: dict[str, Callable[[Inputs, float], Inputs]] = {
    "margin": lambda told, by: replace(told, margin=min(told.margin * by, 1.0)),
    "growth": lambda told, by: replace(told, growth=_scaled(told.growth, by)),
    "conversions": convert,
    "gifts": lambda told, by: replace(told, gift=told.gift * by, small_gift=told.small_gift * by),
    "fixed": lambda told, by: replace(told, fixed=told.fixed * by),
    "delivery": lambda told, by: replace(
        told, delivery={one: cost * by for one, cost in (told.delivery or {}).items()}
    ),
}


def break_even(bases: tuple[ChannelBase, ...], model: ProgramModel, inputs: Inputs) -> float | None:
    """Give the factor on all conversions at which a program's expected profit is nothing.

    Profit is a straight line in it. None where no conversion makes the program pay, or where
    it pays without any.
    """
    met = years(bases, (model,), inputs)
    none, now = (
        expected(profits(met, one), inputs.weights)[model.name]
        for one in (convert(inputs, 0.0), inputs)
    )
    if now - none <= _PRECISE or none >= 0:
        return None
    return -none / (now - none)
