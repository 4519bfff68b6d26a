"""Like campaigns judged together: what one cannot show, a year of them may."""

from collections.abc import Sequence
from dataclasses import dataclass

from retailcrm.analytics.curves import chdtrc
from retailcrm.analytics.rates import Rate
from retailcrm.campaigns.measurement import Difference, with_error

_HALF = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Trial:
    """One campaign of a series, all its arms together.

    Attributes:
        treated: who came of those treated.
        control: who came of those left alone.
        after: what it left a head after all costs, minor units.
    """

    treated: Rate
    control: Rate
    after: Difference

    @property
    def weight(self) -> float:
        """Give how much it tells: a small side on either hand makes it tell little."""
        people = self.treated.whole + self.control.whole
        return self.treated.whole * self.control.whole / people if people else 0.0


@dataclass(frozen=True, slots=True)
class Pooled:
    """Several campaigns together.

    Attributes:
        campaigns: how many told something.
        treated: people treated, each time counted.
        control: people left alone, likewise.
        more_came: by how much the share who came was higher.
        after: what they left a head after all costs, weighed by what each tells.
        brought: what all of them brought together after all costs.
        alike: how often chance makes like campaigns differ that much; small: they are not alike.
    """

    campaigns: int
    treated: int
    control: int
    more_came: Difference
    after: Difference
    brought: Difference
    alike: float


def pooled(trials: Sequence[Trial]) -> Pooled | None:
    """Judge campaigns together; None where none tells anything."""
    told = [one for one in trials if one.weight > 0]
    whole = sum(one.weight for one in told)
    if not told:
        return None
    shares = [one.weight / whole for one in told]
    apart = [
        one.treated.part / one.treated.whole - one.control.part / one.control.whole for one in told
    ]
    after, brought = (
        [one.after for one in told],
        [one.after.times(one.treated.whole) for one in told],
    )
    return Pooled(
        campaigns=len(told),
        treated=sum(one.treated.whole for one in told),
        control=sum(one.control.whole for one in told),
        more_came=_weighed(apart, [_variance(one) for one in told], shares),
        after=_weighed([one.value for one in after], [_error(one) for one in after], shares),
        brought=_weighed(
            [one.value for one in brought], [_error(one) for one in brought], [1.0] * len(told)
        ),
        alike=_alike(after),
    )


def _weighed(
    values: Sequence[float], variances: Sequence[float], weights: Sequence[float]
) -> Difference:
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    parts = [one * weight**2 for one, weight in zip(variances, weights, strict=True)]
    return with_error(total, parts, [float("inf")] * len(parts))


def _variance(one: Trial) -> float:
    """Give the variance of a difference of shares; nobody and everybody are never certain."""
    return sum(_of_share(side) / side.whole for side in (one.treated, one.control))


def _of_share(side: Rate) -> float:
    share = (side.part + 1) / (side.whole + 2)
    return share * (1 - share)


def _error(one: Difference) -> float:
    return ((one.high - one.low) / 2 / _HALF) ** 2


def _alike(told: Sequence[Difference]) -> float:
    """Ask whether results differ more than their own uncertainty explains (Cochran's Q)."""
    known = [(one.value, _error(one)) for one in told if one.high > one.low]
    if len(known) < 2:  # noqa: PLR2004 - one is like itself
        return 1.0
    weights = [1 / variance for _, variance in known]
    middle = sum(value * weight for (value, _), weight in zip(known, weights, strict=True))
    middle /= sum(weights)
    off = sum(
        weight * (value - middle) ** 2 for (value, _), weight in zip(known, weights, strict=True)
    )
    return float(chdtrc(len(known) - 1, off))
