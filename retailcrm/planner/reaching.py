"""Who of those near a status reached it, and how many would have without a program."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retailcrm.core.days import day_number, month_end, month_start
from retailcrm.planner.forecast import YEAR
from retailcrm.planner.programs import Band, ProgramModel, amounts_near
from retailcrm.planner.purchases import Purchases, buyers

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reached:
    """People of one band, and how many of them reached the status ahead.

    Attributes:
        of: people, each once in each channel.
        reached: of them.
    """

    of: int
    reached: int

    @property
    def share(self) -> float | None:
        """Share who reached it; None of nobody."""
        return self.reached / self.of if self.of else None


def reached(
    bought: Purchases, model: ProgramModel, bands: tuple[Band, ...], through: int, months: int
) -> tuple[Reached, ...]:
    """Count who was in each band at the end of a month and had the status some months later.

    Args:
        bought: purchases of one channel.
        model: the program.
        bands: how near they were.
        through: the month after which they were near, counted from January 1970.
        months: how many months they had.
    """
    (ids, amounts), later = _year(bought, through), _year(bought, through + months)
    after = np.zeros(ids.size, np.int64)
    if later[0].size:
        at = np.minimum(np.searchsorted(later[0], ids), later[0].size - 1)
        after = np.where(later[0][at] == ids, later[1][at], 0)
    return tuple(_reached(model, one, amounts, after) for one in bands)


def _reached(model: ProgramModel, band: Band, amounts: Ints, after: Ints) -> Reached:
    of = many = 0
    for to, step in enumerate(model.steps, start=1):
        first, last = amounts_near(model, to, band)
        near = (amounts >= first) & (amounts < last)
        of += int(near.sum())
        many += int((near & (after >= step.threshold)).sum())
    return Reached(of, many)


def _year(bought: Purchases, through: int) -> tuple[Ints, Ints]:
    first, last = month_start(through - YEAR + 1), month_end(through)
    found = buyers(bought.between(day_number(first), day_number(last)))
    return found.ids, found.amount


def added(parts: Sequence[tuple[Reached, ...]], bands: int) -> tuple[Reached, ...]:
    """Put the channels together, band by band; nothing is known of no channel."""
    return tuple(
        Reached(sum(one[at].of for one in parts), sum(one[at].reached for one in parts))
        for at in range(bands)
    )


def beyond(now: Reached, before: Reached) -> int | None:
    """Count who reached a status beyond those who do without a program; None if not known.

    Args:
        now: since the program began.
        before: as many months earlier, without it.
    """
    share = before.share
    if share is None or not now.of:
        return None
    return max(round(now.reached - share * now.of), 0)
