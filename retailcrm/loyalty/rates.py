"""What points give the member and what they cost the shop, as a share of sales."""

from dataclasses import dataclass
from decimal import Decimal

from retailcrm.loyalty.program import Program


@dataclass(frozen=True, slots=True)
class PointsRate:
    """The terms on which points are given.

    Attributes:
        per_unit: points for each currency unit.
        value: what one point is worth, in currency units.
        multiplier: average multiplier, weighted by sales.
        redeemed: share of points ever redeemed.
        cost_factor: what a unit of reward costs the shop; 1 for money off.
    """

    per_unit: float
    value: float
    multiplier: float = 1.0
    redeemed: float = 1.0
    cost_factor: float = 1.0

    @property
    def nominal(self) -> float:
        """Give the reward as members see it, as a share of what they pay."""
        return self.per_unit * self.value * self.multiplier

    @property
    def effective(self) -> float:
        """Give what the reward really costs the shop, as a share of sales."""
        return self.nominal * self.redeemed * self.cost_factor


def rate_of(
    program: Program, digits: int, multiplier: float = 1.0, redeemed: float | None = None
) -> PointsRate:
    """Read the terms of a program.

    Args:
        program: the rules.
        digits: decimals of the shop's currency.
        multiplier: average multiplier, weighted by sales.
        redeemed: the shop's own share of points redeemed; None takes the one assumed.

    Returns:
        The terms, of which visits, pieces and bonuses are no part: they are no share of sales.
    """
    return PointsRate(
        float(program.earning.per_unit),
        float(program.redeeming.value.scaleb(-digits)),
        multiplier,
        float(program.urr) if redeemed is None else redeemed,
        float(program.cost_factor),
    )


def points_per_unit(rate: float, value: Decimal, digits: int) -> float:
    """Give the points for each currency unit that make a reward rate.

    Args:
        rate: reward as a share of sales.
        value: minor units that one point is worth.
        digits: decimals of the shop's currency.
    """
    return rate / float(value.scaleb(-digits))
