"""Numbers of a picture, written as their scale wants them, and round places on an axis."""

import math
from collections.abc import Callable, Sequence

from retailcrm.core.days import day_of, month_of
from retailcrm.core.figures import NONE, Figures
from retailcrm.ui.kit.picture.facts import Scale
from retailcrm.ui.kit.scale import nice_steps

_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_WHOLE = frozenset({Scale.COUNT, Scale.DAYS, Scale.DAY})
_LARGE = 1000


def written(
    value: float | None, scale: Scale, figures: Figures, *, like: float | None = None
) -> str:
    """Write a value in full, with its unit, as labels and tips do.

    Args:
        value: None is a dash.
        scale: what it counts.
        figures: writes it.
        like: the largest value beside it, so that all of them show the same decimals.
    """
    if value is None:
        return NONE
    if scale is Scale.MONEY:
        is_large = abs(value if like is None else like) >= _LARGE * 10**figures.digits
        return figures.money(value, whole=is_large)
    if scale is Scale.RATIO:
        return figures.number(value, 1 if abs(value) >= 10 else 2)
    plain: dict[Scale, Callable[[float], str]] = {
        Scale.COUNT: figures.count,
        Scale.SHARE: figures.percent,
        Scale.DAYS: figures.days,
    }
    if scale in plain:
        return plain[scale](value)
    if scale is Scale.MONTH:
        return figures.short_month(round(value))
    return figures.day_year(day_of(round(value)))


def bare(value: float, scale: Scale, figures: Figures, places: int = 0) -> str:
    """Write a value where a heading carries the unit."""
    if scale is Scale.MONEY:
        return figures.amount(value) if places else figures.whole(value)
    if scale is Scale.SHARE:
        return figures.bare_percent(value, places)
    if scale is Scale.MONTH:
        return figures.short_month(round(value))
    if scale is Scale.DAY:
        return figures.short_day(day_of(round(value)))
    return figures.number(value, places) if places else figures.count(value)


def ticks(
    low: float, high: float, scale: Scale, figures: Figures, most: float = 4
) -> tuple[tuple[float, str], ...]:
    """Give at most about `most` round places of an axis with their words."""
    if scale is Scale.MONTH:
        return _months(round(low), round(high), figures, most)
    steps = nice_steps(low, high, most)
    if scale in _WHOLE:
        steps = tuple(one for one in steps if float(one).is_integer())
    places = _places(steps, scale, figures)
    return tuple((one, bare(one, scale, figures, places)) for one in steps)


def _months(low: int, high: int, figures: Figures, most: float) -> tuple[tuple[float, str], ...]:
    step = next((one for one in _MONTH_STEPS if (high - low) / one <= most), _MONTH_STEPS[-1])
    first = -(-low // step) * step
    made: list[tuple[float, str]] = []
    for at in range(first, high + 1, step):
        begins_year = month_of(at)[1] == 1 or not made
        words = figures.short_month(at) if begins_year else figures.short_month_name(at)
        made.append((float(at), words))
    return tuple(made)


def _places(steps: Sequence[float], scale: Scale, figures: Figures) -> int:
    """Give how many decimals tell neighbours apart."""
    if len(steps) < 2:
        return 0
    step = abs(steps[1] - steps[0])
    if scale is Scale.MONEY:
        return 0 if step % 10**figures.digits == 0 else figures.digits
    if scale is Scale.SHARE:
        step *= 100
    for places in range(3):
        if math.isclose(step * 10**places, round(step * 10**places), abs_tol=1e-9):
            return places
    return 3
