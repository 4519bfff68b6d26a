"""How many people a comparison needs, and what it can see: told before anything is sent."""

from dataclasses import dataclass
from math import ceil, isfinite, sqrt

from retailcrm.analytics.curves import ndtr, ndtri

ALPHA = 0.05
"""How often chance alone may look like an effect."""
POWER = 0.80
"""How often a true effect of the size asked for shall be seen."""
_NEAR = 1e-10


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people a comparison needs.

    Attributes:
        treated: who receive something.
        control: who are left alone.
    """

    treated: int
    control: int

    @property
    def total(self) -> int:
        """Count both."""
        return self.treated + self.control


def sample_size(
    base: float, reached: float, control_per_treated: float = 1.0, power: float = POWER
) -> Sizes | None:
    """Say how many people show that a share rises from one value to another.

    Args:
        base: share that comes if left alone.
        reached: share that comes if treated; may be smaller.
        control_per_treated: people left alone for each treated one.
        power: how often the difference shall be seen.

    Returns:
        None where no number of people can tell: the shares are equal, or no shares at all.
    """
    if control_per_treated <= 0 or base == reached or not _are_shares(base, reached):
        return None
    needed = _treated(base, reached, control_per_treated, power)
    treated = max(ceil(needed - _NEAR), 1)
    return Sizes(treated, max(ceil(treated * control_per_treated - _NEAR), 1))


def smallest_effect(
    treated: int, control: int, base_rate: float, power: float = POWER
) -> float | None:
    """Say by how much a share must rise so that these people probably show it.

    Args:
        treated: people who receive something.
        control: people left alone.
        base_rate: share that comes if left alone.
        power: how often it shall be seen.

    Returns:
        A difference of shares (0.05 is five points); None where even everybody's coming
        would not show.
    """
    if treated < 1 or control < 1 or not 0 <= base_rate < 1:
        return None
    ratio = control / treated
    low, high = base_rate, 1.0
    if _treated(base_rate, high, ratio, power) > treated:
        return None
    while high - low > _NEAR:
        middle = (low + high) / 2
        enough = _treated(base_rate, middle, ratio, power) <= treated
        low, high = (low, middle) if enough else (middle, high)
    return high - base_rate


def spend_sample_size(spread: float, difference: float, power: float = POWER) -> int | None:
    """Say how many people an arm needs to show a difference of money a head.

    Args:
        spread: standard deviation of what one person spends.
        difference: difference of the means that shall be seen, in the same unit.
        power: how often it shall be seen.

    Returns:
        None where no number of people can tell.
    """
    if spread < 0 or difference == 0 or not (isfinite(spread) and isfinite(difference)):
        return None
    return max(ceil(2 * (_deviates(power) * spread / difference) ** 2 - _NEAR), 2)


def smallest_spend(treated: int, control: int, spread: float, power: float = POWER) -> float | None:
    """Say by how much money a head must rise so that these people probably show it."""
    if treated < 2 or control < 2 or spread < 0:  # noqa: PLR2004 - one person has no spread
        return None
    return _deviates(power) * spread * sqrt(1 / treated + 1 / control)


def seen(treated: int, control: int, base: float, reached: float) -> float:
    """Say how often so many people show that a share rises from one value to another."""
    if base == reached or treated < 1 or control < 1:
        return ALPHA
    both = (treated * reached + control * base) / (treated + control)
    still = sqrt(both * (1 - both) * (1 / treated + 1 / control))
    moved = sqrt(reached * (1 - reached) / treated + base * (1 - base) / control)
    reach = abs(reached - base) - float(ndtri(1 - ALPHA / 2)) * still
    if moved == 0:
        return float(reach > 0)
    return float(ndtr(reach / moved))


def _treated(base: float, reached: float, ratio: float, power: float) -> float:
    both = (reached + ratio * base) / (1 + ratio)
    still = sqrt((1 + 1 / ratio) * both * (1 - both))
    moved = sqrt(reached * (1 - reached) + base * (1 - base) / ratio)
    apart = reached - base
    if apart * apart == 0:  # also where the difference is too small for its square
        return float("inf")
    reach = float(ndtri(1 - ALPHA / 2)) * still + float(ndtri(power)) * moved
    return reach * reach / (apart * apart)


def _deviates(power: float) -> float:
    return float(ndtri(1 - ALPHA / 2)) + float(ndtri(power))


def _are_shares(*told: float) -> bool:
    return all(0 <= one <= 1 for one in told)
